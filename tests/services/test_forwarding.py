"""A county's signed files make the same truth in the city."""

from assessor.domain.inspection import Fault, Faults
from assessor.services.forwarding import export_documents
from assessor.services.transfer import result_files
from tests.actors import site


def test_the_next_office_holds_the_same_truth(people, tmp_path):
    zhang, clerk, chief = people
    for number in (1, 2):
        signed = zhang.checks(site(number))
        clerk.merges(zhang.exports(signed.check_id, tmp_path / "stick"))
    clerk.corrects(signed.check_id, "MARKET.06", Faults((Fault(1, "积水"),)))
    written = export_documents(clerk.workspace, tmp_path / "forward")
    assert len(written) == 3
    chief.merges(*result_files([tmp_path / "forward"]))
    assert chief.fingerprint == clerk.fingerprint


def test_exporting_again_writes_only_what_is_new_or_damaged(people, tmp_path):
    zhang, *_office = people
    zhang.checks(site(1))
    (first,) = export_documents(zhang.workspace, tmp_path)
    assert export_documents(zhang.workspace, tmp_path) == ()
    zhang.checks(site(2))
    first.write_bytes(b"damaged")
    assert len(export_documents(zhang.workspace, tmp_path)) == 2
