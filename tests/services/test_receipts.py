from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from assessor.errors import AssessorError
from assessor.i18n import Translator
from assessor.services.approving import Role, approve
from assessor.services.receipts import import_record, receipt_paper, receipt_sheet, told, undo
from assessor.services.transfer import retry_quarantined
from assessor.services.verification import verify_file
from assessor.signing.trust import keep_bundle
from tests.actors import NOON, Person, site
from tests.reporting.samples import failures


@pytest.fixture
def clerk(people, tmp_path):
    """Took in a good file and one that is none; a third was taken in before."""
    zhang, clerk, _chief = people
    first, second = (zhang.exports(zhang.checks(site(n)).check_id, tmp_path / "s") for n in (1, 2))
    broken = tmp_path / "s" / "broken.asice"
    broken.write_bytes(b"no result file")
    clerk.merges(first)
    clerk.merges(first, second, broken)
    return clerk


def test_a_receipt_says_who_delivered_what_and_what_became_of_it(clerk):
    record = import_record(clerk.workspace, 2)
    assert sorted((each.outcome, each.signer) for each in told(record, Translator("en"))) == [
        ("new", "zhang · 示例县爱卫办"),
        ("quarantined", ""),
        ("same", "zhang · 示例县爱卫办"),
    ]
    assert record.fingerprint == clerk.fingerprint
    assert import_record(clerk.workspace, 1).fingerprint not in ("", clerk.fingerprint)


def test_imports_at_a_glance_count_what_their_receipts_list(clerk):
    for glance in clerk.workspace.documents.import_summaries():
        outcomes = [each.outcome for each in import_record(clerk.workspace, glance.id).files]
        assert {each: outcomes.count(each) for each in outcomes} == glance.outcomes
        assert len(outcomes) == glance.files


def test_a_receipt_as_a_spreadsheet_names_every_file(clerk):
    record = import_record(clerk.workspace, 2)
    book = openpyxl.load_workbook(BytesIO(receipt_sheet(record, Translator("en"))))
    sheet = book["导入回执"]
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
    assert clerk.fingerprint in sheet["A1"].value
    assert sorted(row[2] for row in rows) == ["already here", "new", "quarantined"]
    assert all(row[3] for row in rows if row[2] == "quarantined")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_receipt_on_paper_lasts_and_tells_the_same(clerk, language):
    record = import_record(clerk.workspace, 2)
    made = receipt_paper(record, language, issuer="示例县爱卫办", at=NOON)
    assert failures(made.pdf) == []
    reader = PdfReader(BytesIO(made.pdf))
    words = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert "broken.asice" in words
    assert clerk.fingerprint in words
    assert list(reader.get_fields()) == ["Office"]
    assert len(reader.attachments) == 1


def test_an_import_that_is_not_there_is_named(clerk):
    with pytest.raises(AssessorError, match="import 7"):
        import_record(clerk.workspace, 7)


def test_a_file_whose_signer_became_known_comes_good_by_name(tmp_path, people):
    zhang, clerk, _chief = people
    stranger = Person(
        "office2", tmp_path / "office2", clerk.authority, is_office=True, trusts_office=False
    )
    file = zhang.exports(zhang.checks(site()).check_id, tmp_path / "s")
    (refused,) = stranger.merges(file)
    (kept,) = stranger.workspace.documents.quarantined()
    assert (refused.outcome, kept.retry) == ("quarantined", True)
    arguments = (stranger.workspace, stranger.library)
    assert retry_quarantined(*arguments, stranger.trust, NOON, [kept.sha]) == ()
    keep_bundle(stranger.paths.keys, stranger.authority.bundle())
    (good,) = retry_quarantined(*arguments, stranger.trust, NOON, [kept.sha])
    assert (good.outcome, good.file) == ("new", file.name)
    assert import_record(stranger.workspace, 2).fingerprint == stranger.fingerprint
    stranger.close()


def test_the_office_signs_a_receipt_and_anybody_verifies_it(clerk, tmp_path):
    made = receipt_paper(import_record(clerk.workspace, 2), "en", issuer="示例县爱卫办", at=NOON)
    signed = approve(made.pdf, clerk.trust, clerk.key, Role.OFFICE, language="en", at=NOON)
    path = tmp_path / "receipt.pdf"
    path.write_bytes(signed)
    verdict = verify_file(path, clerk.trust)
    assert (verdict.good, verdict.signer, verdict.reason) == (True, "clerk", "")


def test_undoing_names_the_other_imports_that_hold_the_files(clerk):
    later = NOON + timedelta(days=3)
    said = undo(clerk.workspace, 1, later)
    assert said.endswith(
        "Files that import 2 holds, too, stay. Undo that as well to take them out."
    )
    assert len(clerk.workspace.documents.checks()) == 2
    assert "stay" not in undo(clerk.workspace, 2, later)
    assert clerk.workspace.documents.checks() == ()
    names = {each.file_name for each in clerk.workspace.documents.quarantined()}
    assert len(names) == 3
    assert all(name.startswith("990001001001-") or name == "broken.asice" for name in names)
