"""Where a photo is used, in drafts and in what was signed."""

from assessor.domain.inspection import Annotation, Fault, Faults, Shape
from tests.builders import (
    assessed,
    check,
    hour,
    photo,
    prepared_again,
    received,
    revision,
    site,
)

PICTURE = b"picture"
KNOWN = photo(PICTURE, likeness="00ff00ff00ff00ff")
MARKS = (Annotation(Shape.ARROW, 1, 2, 3, 4), Annotation(Shape.WORDS, 5, 6, words="污水"))


def showing(*photos, item="MARKET.01", **more):
    return check({item: Faults((Fault(photos=tuple(each.digest for each in photos)),))}, **more)


def signed(of, *photos):
    return received(assessed(revision(of, photos=photos)), pictures=[PICTURE])


def where(workspace, *photos):
    uses = workspace.photos.uses([each.digest for each in photos])
    return [(use.check, use.site_name, use.item, use.started) for use in uses]


def test_uses_are_found_in_drafts_and_in_signed_checks(workspace):
    draft, other = showing(KNOWN, nonce=1, at=5), showing(KNOWN, nonce=2, site=site(2))
    workspace.drafts.begin(draft, "MARKET.01")
    workspace.documents.accept(signed(other, KNOWN), hour(4))
    assert where(workspace, KNOWN) == [
        (other.id, "市场2", "MARKET.01", hour(1)),
        (draft.id, "市场1", "MARKET.01", hour(5)),
    ]
    assert where(workspace, photo(b"another")) == []


def test_a_check_that_is_open_again_is_not_found_twice(workspace):
    of = showing(KNOWN)
    workspace.documents.accept(signed(of, KNOWN), hour(4))
    workspace.drafts.begin(of, "MARKET.01", revises=("11" * 32,))
    assert len(where(workspace, KNOWN)) == 1


def test_what_came_in_a_file_keeps_its_likeness_and_marks(workspace):
    marked = photo(PICTURE, likeness="00ff00ff00ff00ff", annotations=MARKS)
    workspace.documents.accept(signed(showing(marked), marked), hour(4))
    assert workspace.photos.photo(marked.digest) == marked
    (known,) = workspace.photos.likenesses()
    assert (known.digest, known.original, known.likeness) == (
        marked.digest,
        marked.original,
        marked.likeness,
    )


def test_marks_made_here_are_not_mixed_with_those_that_come(workspace):
    workspace.photos.add(photo(PICTURE), PICTURE, b"small")
    workspace.photos.annotate(KNOWN.digest, MARKS[:1])
    marked = photo(PICTURE, annotations=tuple(reversed(MARKS)))
    workspace.documents.accept(signed(showing(marked), marked), hour(4))
    assert workspace.photos.photo(marked.digest).annotations == MARKS[:1]


def test_marks_are_replaced_and_taken_away(workspace):
    workspace.photos.add(photo(PICTURE, annotations=MARKS), PICTURE, b"small")
    assert workspace.photos.photo(KNOWN.digest).annotations == MARKS
    workspace.photos.annotate(KNOWN.digest, MARKS[1:])
    assert workspace.photos.photo(KNOWN.digest).annotations == MARKS[1:]
    workspace.photos.annotate(KNOWN.digest, ())
    assert workspace.photos.photo(KNOWN.digest).annotations == ()
    assert workspace.photos.picture(KNOWN.digest) == PICTURE


def test_rebuilding_finds_the_same_uses(workspace):
    workspace.documents.accept(signed(showing(KNOWN), KNOWN), hour(4))
    before = where(workspace, KNOWN)
    assert workspace.documents.rebuild(prepared_again)
    assert where(workspace, KNOWN) == before != []
