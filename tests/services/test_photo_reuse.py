"""A photo that is used twice is pointed out, with where."""

from dataclasses import replace

import pytest

from assessor.domain.completeness import Lack
from assessor.domain.inspection import Fault, Faults
from assessor.services.photo_reuse import remarks_in, reuses_in
from tests.builders import assessed, check, hour, photo, received, revision, site

SAME = photo(b"one", likeness="00ff00ff00ff00ff", original="11" * 32)
AGAIN = photo(b"two", likeness="", original="11" * 32)  # the same file, kept in another way
NEAR = photo(b"three", likeness="00ff00ff00ff00f0", original="22" * 32)  # four bits
OTHER = photo(b"four", likeness="0f0f0f0f0f0f0f0f", original="33" * 32)


@pytest.fixture(autouse=True)
def known(workspace):
    for each, content in ((SAME, b"one"), (AGAIN, b"two"), (NEAR, b"three"), (OTHER, b"four")):
        workspace.photos.add(each, content, b"small")


def showing(photos, **more):
    """A check that shows photos, by the number of the item."""
    return check(
        {
            f"MARKET.{number:02}": Faults((Fault(photos=tuple(p.digest for p in each)),))
            for number, each in photos.items()
        },
        **more,
    )


def begun(workspace, photos, **more):
    draft = showing(photos, **more)
    workspace.drafts.begin(draft, "MARKET.01")
    return draft.id


def found(workspace, check_id):
    return [(r.photo, r.item, r.is_same, r.where) for r in reuses_in(workspace, check_id)]


def test_photos_of_different_things_are_not_pointed_out(workspace):
    assert found(workspace, begun(workspace, {1: [SAME], 2: [OTHER]})) == []


@pytest.mark.parametrize(("second", "is_same"), [(SAME, True), (AGAIN, True), (NEAR, False)])
def test_a_photo_used_twice_in_a_check_is_pointed_out_at_the_later_item(workspace, second, is_same):
    draft = begun(workspace, {1: [SAME], 7: [second]})
    assert found(workspace, draft) == [(second.digest, "MARKET.07", is_same, "item 01")]


def test_a_photo_of_an_earlier_check_is_pointed_out_with_site_and_day(workspace):
    earlier = showing({3: [SAME]}, nonce=9, site=site(4))
    document = assessed(revision(earlier, photos=(SAME,)))
    workspace.documents.accept(received(document, pictures=[b"one"]), hour(2))
    draft = begun(workspace, {1: [NEAR], 2: [AGAIN], 3: [OTHER]}, at=30)
    assert found(workspace, draft) == [
        (NEAR.digest, "MARKET.01", False, "市场4, 2026-05-12"),
        (AGAIN.digest, "MARKET.02", True, "市场4, 2026-05-12"),
    ]


def test_a_corrected_check_does_not_contradict_itself(workspace):
    of = showing({3: [SAME]})
    workspace.documents.accept(
        received(assessed(revision(of, photos=(SAME,))), pictures=[b"one"]), hour(2)
    )
    workspace.drafts.begin(of, "MARKET.03", revises=("11" * 32,))
    assert found(workspace, of.id) == []


def test_only_the_photos_asked_for_are_looked_at(workspace):
    draft = begun(workspace, {1: [SAME], 2: [SAME], 3: [OTHER], 4: [OTHER]})
    (only,) = reuses_in(workspace, draft, [OTHER.digest])
    assert (only.item, only.where) == ("MARKET.04", "item 03")
    assert "used already: item 03" in only.sentence
    assert "Nearly" in replace(only, is_same=False).sentence


def test_sign_off_gets_remarks_that_block_nothing(workspace):
    draft = begun(workspace, {1: [SAME], 2: [SAME]})
    (remark,) = remarks_in(workspace, draft)
    assert (remark.lack, remark.item, remark.blocks) == (Lack.PHOTO_USED_TWICE, "MARKET.02", False)
    assert remark.detail == "item 01"
