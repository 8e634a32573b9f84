"""Two inspectors score sites on their laptops; the office joins what they bring."""

import itertools
import shutil
import zipfile

import pytest

from assessor.domain.inspection import Fault, Faults
from assessor.domain.scoring import shown
from assessor.services.comparison import rank_units
from assessor.services.rebuilding import rebuild
from assessor.services.sign_off import IncompleteError
from assessor.services.transfer import retry_quarantined
from assessor.services.verification import verify_file
from assessor.signing.trust import keep_bundle
from tests.actors import NOON, Person, authority, site, units

WEST = "990001002001"


@pytest.fixture
def zhang(people):
    return people["zhang"]


@pytest.fixture
def li(people):
    return people["li"]


@pytest.fixture
def office(people):
    people["office"].workspace.register.save_units(units())
    return people["office"]


def outcomes(merged):
    return [each.outcome for each in merged]


def test_an_unfinished_check_cannot_be_signed_and_says_what_is_missing(zhang):
    check = zhang.begins(site())
    with pytest.raises(IncompleteError) as refused:
        zhang.signs(check)
    assert {missing.item for missing in refused.value.missing} >= {"MARKET.01", "MARKET.15"}
    assert zhang.workspace.drafts.last_open() == check


def test_sign_off_leaves_a_report_and_a_result_file_that_anyone_can_judge(zhang, office, tmp_path):
    signed = zhang.checks(site(), faults=2)
    stick = zhang.exports(signed.check_id, tmp_path / "stick")
    for path, kind in ((signed.report, "report"), (stick, "result")):
        verdict = verify_file(path, office.trust)
        assert (verdict.kind, verdict.good, verdict.signer) == (kind, True, "zhang"), verdict.reason


def test_a_stranger_sees_that_a_file_is_unchanged_but_does_not_trust_its_signer(zhang, tmp_path):
    signed = zhang.checks(site())
    stick = zhang.exports(signed.check_id, tmp_path / "stick")
    stranger = Person("wang", tmp_path / "wang", authority(tmp_path / "elsewhere", "邻县爱卫办"))
    for path in (signed.report, stick):
        verdict = verify_file(path, stranger.trust)
        assert (verdict.unchanged, verdict.trusted, verdict.good) == (True, False, False)
        assert verdict.reason
    stranger.close()


def test_a_changed_file_is_not_good(zhang, office, tmp_path):
    signed = zhang.checks(site())
    stick = zhang.exports(signed.check_id, tmp_path / "stick")
    for path in (signed.report, stick):
        content = bytearray(path.read_bytes())
        content[len(content) // 3] ^= 1
        path.write_bytes(content)
        verdict = verify_file(path, office.trust)
        assert not verdict.good
        assert verdict.reason


def test_the_office_joins_both_laptops_and_ranks_the_towns(zhang, li, office, tmp_path):
    east = zhang.checks(site(), faults=2)
    west = li.checks(site(1, community=WEST), faults=5)
    sticks = [
        zhang.exports(east.check_id, tmp_path / "a"),
        li.exports(west.check_id, tmp_path / "b"),
    ]

    assert outcomes(office.merges(*sticks)) == ["new", "new"]
    ranking = rank_units(office.workspace, office.library, "town")

    assert [(place.place, place.name, shown(place.score)) for place in ranking.places] == [
        (1, "东门街道", "98.00"),
        (2, "西河街道", "95.00"),
    ]
    assert not ranking.provisional


def test_the_same_files_in_any_order_and_repetition_give_the_same_fingerprint(
    zhang, li, people, tmp_path
):
    first = zhang.checks(site(1), faults=1)
    sticks = [zhang.exports(first.check_id, tmp_path / "old")]
    zhang.corrects(first.check_id, "MARKET.07", Faults((Fault(3, "积水"),)))
    sticks.append(zhang.exports(first.check_id, tmp_path / "new"))
    second = li.checks(site(2), faults=4)
    sticks.append(li.exports(second.check_id, tmp_path / "b"))

    root = people["office"].authority
    seen = set()
    for number, order in enumerate(itertools.permutations(sticks)):
        clerk = Person(f"clerk-{number}", tmp_path / f"clerk-{number}", root, is_office=True)
        clerk.merges(*order[:2])
        clerk.merges(*order, order[0])
        seen.add(clerk.fingerprint)
        assert rebuild(clerk.workspace, clerk.library)
        seen.add(clerk.fingerprint)
        clerk.close()
    assert len(seen) == 1


def test_a_correction_is_newer_and_its_forerunner_older(zhang, office, tmp_path):
    first = zhang.checks(site())
    old = zhang.exports(first.check_id, tmp_path / "old")
    corrected = zhang.corrects(first.check_id, "MARKET.07", Faults((Fault(3, "积水"),)))
    new = zhang.exports(first.check_id, tmp_path / "new")
    assert corrected.check_id == first.check_id

    assert outcomes(office.merges(old)) == ["new"]
    assert outcomes(office.merges(new, old)) == ["newer", "same"]
    (header,) = office.workspace.documents.checks()
    assert header.head == corrected.digest
    assert header.earned == 97


def test_two_corrections_of_one_check_are_a_conflict_that_stays_out_of_the_ranking(
    zhang, office, tmp_path
):
    """A copied profile: the same inspector corrects the same check on two computers."""
    first = zhang.checks(site())
    zhang.close()
    copy = shutil.copytree(zhang.folder, tmp_path / "copy")
    zhang.opens()
    zhang.corrects(first.check_id, "MARKET.07", Faults((Fault(1, "积水"),)))
    left = zhang.exports(first.check_id, tmp_path / "left")
    zhang.close()
    shutil.rmtree(zhang.folder)
    shutil.copytree(copy, zhang.folder)
    zhang.opens()
    zhang.corrects(first.check_id, "MARKET.07", Faults((Fault(5, "积水"),)))
    right = zhang.exports(first.check_id, tmp_path / "right")

    assert outcomes(office.merges(left, right)) == ["new", "conflict"]
    (conflict,) = office.workspace.documents.conflicts()
    assert len(conflict.heads) == 2
    ranking = rank_units(office.workspace, office.library, "town")
    assert ranking.provisional
    assert [place.place for place in ranking.places] == [None]
    assert ranking.places[0].provisional


def test_a_bad_file_never_stops_the_good_ones(zhang, li, office, tmp_path):
    good = li.exports(li.checks(site(2)).check_id, tmp_path / "good")
    forged = zhang.exports(zhang.checks(site(1)).check_id, tmp_path / "forged")
    with zipfile.ZipFile(forged) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    body = next(name for name in members if name.startswith("documents/"))
    members[body] = members[body].replace("东门市场1".encode(), "西门市场1".encode())
    with zipfile.ZipFile(forged, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    noise = tmp_path / "noise.asice"
    noise.write_bytes(b"PK\x03\x04 and nothing more")

    merged = office.merges(forged, noise, good, tmp_path / "not-there.asice")

    assert outcomes(merged) == ["quarantined", "quarantined", "new", "quarantined"]
    assert all(each.reason for each in merged if each.outcome == "quarantined")
    assert len(office.workspace.documents.quarantined()) == 2
    assert len(office.workspace.documents.checks()) == 1


def test_a_preview_keeps_nothing(zhang, office, tmp_path):
    stick = zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")
    before = office.fingerprint
    assert outcomes(office.merges(stick, preview=True)) == ["new"]
    assert office.fingerprint == before
    assert office.workspace.documents.imports() == ()


def test_a_file_of_an_unknown_signer_waits_for_the_trust_bundle(zhang, tmp_path):
    stick = zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")
    elsewhere = authority(tmp_path / "elsewhere", "邻县爱卫办")
    city = Person("city", tmp_path / "city", elsewhere, is_office=True)
    assert outcomes(city.merges(stick)) == ["quarantined"]

    keep_bundle(city.paths.keys, zhang.authority.bundle())
    (retried,) = retry_quarantined(city.workspace, city.library, city.trust, NOON)

    assert retried.outcome == "new"
    assert city.workspace.documents.quarantined() == ()
    city.close()


def test_a_revoked_key_counts_up_to_its_last_accepted_document(zhang, office, tmp_path):
    good = zhang.exports(zhang.checks(site(1)).check_id, tmp_path / "1")
    stolen = zhang.exports(zhang.checks(site(2), faults=8).check_id, tmp_path / "2")
    office.merges(good, stolen)

    zhang.authority.revoke(zhang.key.key_id, last_counter=1)
    keep_bundle(office.paths.keys, zhang.authority.bundle())
    retry_quarantined(office.workspace, office.library, office.trust, NOON)

    states = {h.site_name: h.state for h in office.workspace.documents.checks()}
    assert states == {"东门市场1": "current", "东门市场2": "void"}


def test_photos_travel_with_the_result_file(zhang, office, tmp_path):
    check = zhang.begins(site())
    photo = zhang.photographs("摊外摊")
    zhang.marks(check, "MARKET.06", Faults((Fault(1, "摊外摊", photos=(photo,)),)))
    zhang.marks_the_rest_good(check)
    stick = zhang.exports(zhang.signs(check).check_id, tmp_path / "stick")

    (merged,) = office.merges(stick)

    assert (merged.photos_expected, merged.photos_received) == (1, 1)
    assert office.workspace.photos.picture(photo) == zhang.workspace.photos.picture(photo)


def test_a_laptop_that_was_switched_off_reopens_at_the_same_item(zhang):
    check = zhang.begins(site())
    zhang.marks(check, "MARKET.03", Faults((Fault(2, "无禁烟标识"),)))
    zhang.workspace.drafts.visit_item(check, "MARKET.04", NOON)
    zhang.restarts()
    draft = zhang.workspace.drafts.get(zhang.workspace.drafts.last_open())
    assert draft.current_item == "MARKET.04"
    assert draft.check.observations["MARKET.03"] == Faults((Fault(2, "无禁烟标识"),))
