import hashlib
from datetime import timedelta

import pikepdf
import pytest

from assessor.domain.signatures import INSPECTOR_FIELD
from assessor.errors import AssessorError
from assessor.reporting import SIGNATURE_BOX, stamp
from assessor.services.approving import Role, approve, stamp_time
from assessor.services.comparison import rank_units
from assessor.services.reports import ranking_paper
from assessor.services.verification import verify_file
from assessor.signing.keyfiles import SigningError
from assessor.signing.pdf import sign_pdf
from assessor.signing.trust import keep_bundle
from assessor.signing.verdict import Finding
from tests.actors import NOON, site, units
from tests.reporting.samples import failures

LATER = NOON + timedelta(hours=5)


@pytest.fixture
def record(people):
    """The signed record of a check."""
    return people[0].checks(site()).report.read_bytes()


def approved(pdf, person, role, at=LATER):
    return approve(pdf, person.trust, person.key, role, language="zh_CN", at=at)


def judged(person, tmp_path, pdf):
    path = tmp_path / "judged.pdf"
    path.write_bytes(pdf)
    return verify_file(path, person.trust)


def test_a_record_is_reviewed_approved_and_stamped(people, record, tmp_path):
    _zhang, clerk, chief = people
    pdf = approved(record, chief, Role.REVIEWER)
    pdf = approved(pdf, clerk, Role.OFFICE)
    pdf = stamp_time(pdf, clerk.trust, clerk.key, LATER)
    verdict = judged(chief, tmp_path, pdf)
    assert (verdict.good, verdict.signer, verdict.held) == (True, "zhang", LATER)
    assert [each.signer for each in verdict.signatures] == ["zhang", "chief", "clerk"]
    assert pdf.startswith(record)


def test_a_stamped_record_outlives_the_inspectors_key(people, record, tmp_path):
    zhang, clerk, _chief = people
    stamped = stamp_time(record, clerk.trust, clerk.key, LATER)
    clerk.authority.revoke(zhang.key.key_id, 0, LATER + timedelta(days=1))
    keep_bundle(clerk.paths.keys, clerk.authority.bundle())
    assert judged(clerk, tmp_path, stamped).good
    assert judged(clerk, tmp_path, record).finding is Finding.LOST


def test_the_office_signs_a_bulletin_first_and_alone(people, tmp_path):
    zhang, clerk, _chief = people
    clerk.workspace.register.save_units(units())
    clerk.merges(zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick"))
    ranking = rank_units(clerk.workspace, clerk.library, "town")
    bulletin = ranking_paper(
        clerk.workspace, clerk.library, ranking, "zh_CN", issuer="示例县爱卫办", at=NOON
    )
    signed = approved(bulletin.pdf, clerk, Role.OFFICE)
    verdict = judged(clerk, tmp_path, signed)
    assert (verdict.good, verdict.signer) == (True, "clerk")
    with pytest.raises(AssessorError, match="no place"):
        approved(signed, clerk, Role.REVIEWER)


def test_what_may_not_be_approved_is_refused(people, record):
    zhang, clerk, chief = people
    with pytest.raises(AssessorError, match="Only the key of an office"):
        approved(record, zhang, Role.OFFICE)
    with pytest.raises(AssessorError, match="signed himself"):
        approved(record, zhang, Role.REVIEWER)
    once = approved(record, clerk, Role.OFFICE)
    with pytest.raises(AssessorError, match="signed already"):
        approved(once, chief, Role.OFFICE)
    with pytest.raises(SigningError, match="not a PDF"):
        approved(b"garbage", clerk, Role.OFFICE)


def test_an_unsigned_record_is_not_approved(people, record):
    _zhang, clerk, _chief = people
    unsigned = record[: record.index(b"%%EOF") + 6]
    with pytest.raises(AssessorError, match="inspector has not signed"):
        approved(unsigned, clerk, Role.OFFICE)


def test_nothing_is_added_to_a_report_that_is_not_good(people, record):
    _zhang, clerk, _chief = people
    bent = bytearray(record)
    bent[record.index(b"/Contents <") + 900] ^= 1
    for add in (
        lambda: approved(bytes(bent), clerk, Role.OFFICE),
        lambda: stamp_time(bytes(bent), clerk.trust, clerk.key, LATER),
    ):
        with pytest.raises(AssessorError, match="not good, so nothing is added"):
            add()


# A report and its data


def refitted(record, change, key, tmp_path):
    """The record before anybody signed, changed, and signed by a colluding inspector."""
    unsigned = tmp_path / "unsigned.pdf"
    unsigned.write_bytes(record[: record.index(b"%%EOF") + 6])
    with pikepdf.open(unsigned) as pdf:
        change(pdf)
        pdf.save(tmp_path / "refitted.pdf")
    content = (tmp_path / "refitted.pdf").read_bytes()
    look = stamp(("1",), *SIGNATURE_BOX)
    return sign_pdf(content, key, INSPECTOR_FIELD, look, LATER, certify=True)


def exchange_data(pdf):
    (specification,) = pdf.attachments.values()
    (name,) = pdf.attachments.keys()
    data = specification.get_file().read_bytes() + b" "
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)


def attach_another_record(pdf):
    (name,) = pdf.attachments.keys()
    data = pdf.attachments[name].get_file().read_bytes() + b" "
    del pdf.attachments[name]
    name = f"{hashlib.sha256(data).hexdigest()}.json"
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (exchange_data, "not the record that its name says"),
        (attach_another_record, "of another record than the data"),
        (lambda _pdf: None, "another key"),
    ],
)
def test_a_report_whose_data_is_of_another_record_is_not_good(
    people, record, tmp_path, change, words
):
    """Not even with a signature that is sound."""
    _zhang, clerk, _chief = people
    verdict = judged(clerk, tmp_path, refitted(record, change, clerk.key, tmp_path))
    assert (verdict.good, verdict.finding) == (False, Finding.DISAGREES)
    assert words in verdict.reason


def test_the_record_of_these_tests_is_otherwise_fine(people, record, tmp_path):
    zhang, clerk, _chief = people
    assert judged(clerk, tmp_path, refitted(record, lambda _pdf: None, zhang.key, tmp_path)).good


def test_approving_and_stamping_leave_the_record_accessible_and_archival(people, record):
    """The validator knows no more than one signature in PDF/A: those two rules are left out."""
    _zhang, clerk, chief = people
    pdf = approved(approved(record, chief, Role.REVIEWER), clerk, Role.OFFICE)
    pdf = stamp_time(pdf, clerk.trust, clerk.key, LATER)
    assert failures(record) == failures(pdf) == []
