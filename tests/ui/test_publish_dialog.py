from io import BytesIO

import pytest
from pypdf import PdfReader

from assessor.domain.bulletins import Series
from assessor.services.comparison import rank_units
from assessor.services.verification import verify_file
from assessor.ui import dialogs
from assessor.ui.publish_dialog import PublishDialog
from assessor.ui.publish_work import Kind
from assessor.ui.widgets import Page
from tests.actors import PASSPHRASE, site, units


@pytest.fixture
def office(people):
    office = people("office", is_office=True)
    office.workspace.register.save_units(units())
    office.checks(site(), faults=2)
    return office


@pytest.fixture
def issue(qtbot, office, seat):
    """Open the dialog; gives it once the first preview is there."""

    pages = []  # a parent that nobody keeps takes its dialog with it

    def _issue(kind, code="", result=True):
        page = Page()
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1274, 690)
        page.show()
        ranking = rank_units(office.workspace, office.library, "town") if result else None
        dialog = PublishDialog(seat(office), ranking, page, kind, code)
        dialog.open()
        qtbot.waitUntil(lambda: dialog.view.pages > 0, timeout=30_000)
        return dialog

    return _issue


def words_of(path):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages)


def keep(qtbot, dialog, target, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_target", lambda *_arguments: target)
    with qtbot.waitSignal(dialog.written, timeout=30_000):
        dialog.keep.click()


def test_a_ranking_bulletin_gets_the_next_number_and_what_was_typed(
    qtbot, office, issue, tmp_path, monkeypatch
):
    dialog = issue(Kind.RANKING)
    assert dialog.number.value == 1
    dialog.title.setText("五月通报")
    dialog.remarks.setPlainText("限期整改。")
    keep(qtbot, dialog, tmp_path / "bulletin", monkeypatch)
    told = words_of(tmp_path / "bulletin.pdf")
    assert "Issue 1" in told
    assert "五月通报" in told
    assert "限期整改。" in told
    issued = office.workspace.bulletin_issues.find(Series.RANKING, issued_in(dialog), 1)
    assert issued.title == "五月通报"
    again = issue(Kind.RANKING)
    assert again.number.value == 2
    again.number.show_value(1)
    again.look.click()
    qtbot.waitUntil(again.warning.isVisible, timeout=30_000)
    assert "五月通报" in again.warning.text()


def issued_in(dialog):
    return dialog._desk.now().year


def test_a_work_bulletin_is_proposed_changed_and_signed(
    qtbot, office, issue, tmp_path, monkeypatch
):
    dialog = issue(Kind.WORK)
    assert "Overview" in dialog.text.toPlainText()
    dialog.text.setPlainText(dialog.text.toPlainText() + "\n# 下一步\n限期整改。\n")
    dialog.signs.click()
    assert not dialog.keep.isEnabled()
    dialog.key._passphrase.setText(PASSPHRASE)
    target = tmp_path / "work.pdf"
    keep(qtbot, dialog, target, monkeypatch)
    assert "限期整改。" in words_of(target)
    verdict = verify_file(target, office.trust)
    assert (verdict.good, verdict.signer) == (True, "office")


def test_reports_of_a_unit_and_of_a_site(qtbot, issue, tmp_path, monkeypatch):
    dialog = issue(Kind.UNIT, "990001001")
    assert dialog.unit.currentText() == "东门街道"
    keep(qtbot, dialog, tmp_path / "unit.pdf", monkeypatch)
    assert "98.00" in words_of(tmp_path / "unit.pdf")
    dialog = issue(Kind.SITE, site().code, result=False)
    assert not dialog.kind._buttons.get("ranking")
    keep(qtbot, dialog, tmp_path / "site.pdf", monkeypatch)
    assert "东门市场1" in words_of(tmp_path / "site.pdf")
