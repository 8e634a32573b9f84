import pytest

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
