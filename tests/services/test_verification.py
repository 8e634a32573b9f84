from datetime import timedelta

import pytest

from assessor.services.appraisal import appraise_all
from assessor.services.intake import held_files, stamp_intake
from assessor.services.verification import verify_file
from assessor.signing.trust import keep_bundle
from tests.actors import NOON, site


@pytest.mark.parametrize(("last_counter", "good"), [(0, False), (1, True)])
def test_a_file_of_a_lost_key_is_good_up_to_the_last_document_that_counts(
    people, tmp_path, last_counter, good
):
    zhang, clerk, _chief = people
    stick = zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")
    clerk.authority.revoke(zhang.key.key_id, last_counter, NOON)
    keep_bundle(clerk.paths.keys, clerk.authority.bundle())
    verdict = verify_file(stick, clerk.trust)
    assert (verdict.good, verdict.unchanged) == (good, True)
    assert ("lost" in verdict.reason) is not good


def test_an_old_list_of_lost_keys_is_noted_for_result_files_too(people, tmp_path):
    zhang, clerk, _chief = people
    early, late = (
        zhang.checks(site(at), at=NOON + timedelta(days=days)) for at, days in ((1, 50), (2, 70))
    )
    verdicts = [
        verify_file(zhang.exports(each.check_id, tmp_path / "stick"), clerk.trust)
        for each in (early, late)
    ]
    assert [each.good for each in verdicts] == [True, True]
    assert verdicts[0].notes == ()
    assert "days before this was signed" in verdicts[1].notes[0]


def test_since_when_the_office_holds_a_result_file_is_told(people, tmp_path):
    zhang, clerk, _chief = people
    stick = zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")
    clerk.merges(stick)
    stamp_intake(clerk.workspace, clerk.trust, clerk.key, NOON)
    held = held_files(clerk.workspace.intakes, clerk.trust)
    assert verify_file(stick, clerk.trust, held).held == NOON
    assert verify_file(stick, clerk.trust).held is None
    (told,) = appraise_all(clerk.paths.keys, [stick], intakes=clerk.workspace.intakes)
    assert ("Held by an office since", "2026-11-02 20:00") in [
        (each.heading, each.words) for each in told.facts
    ]
