import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from assessor.ui import dialogs
from assessor.ui.ranking_page import RankingPage
from assessor.ui.receipt_dialog import ReceiptDialog
from tests.actors import site, units


@pytest.fixture
def page(qtbot, people, seat, tmp_path):
    office, zhang = people("office", is_office=True), people("zhang")
    office.workspace.register.save_units(units())
    for number in (1, 2):
        signed = zhang.checks(site(number), faults=number)
        office.merges(zhang.exports(signed.check_id, tmp_path / "stick"))
    page = RankingPage(seat(office))
    qtbot.addWidget(page)
    page.resize(1274, 690)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.imports.list.count() == 2, timeout=20_000)
    return page


def test_the_latest_import_comes_first_and_nothing_is_undone_unasked(page):
    lines = [page.imports.list.item(row).text() for row in (0, 1)]
    assert lines[0].startswith("2 · 2026-11-03")
    assert lines[1].startswith("1 · ")
    assert not page.imports.undo.isEnabled()
    assert not page.imports.receipt.isEnabled()


def test_an_import_is_undone_once_one_has_agreed(qtbot, page):
    page.imports.list.setCurrentRow(0)
    page.imports.undo.click()
    (box,) = page.findChildren(QMessageBox)
    with qtbot.waitSignal(page.imports.undone, timeout=20_000):
        next(each for each in box.findChildren(QPushButton) if each.text() == "Undo").click()
    qtbot.waitUntil(lambda: "undone" in page.imports.list.item(0).text(), timeout=20_000)
    qtbot.waitUntil(lambda: len(page._result.places[0].area.results) == 1, timeout=20_000)
    page.imports.list.setCurrentRow(0)
    assert not page.imports.undo.isEnabled()


def test_a_receipt_is_shown_and_kept(qtbot, page, tmp_path, monkeypatch):
    page.imports.list.setCurrentRow(1)
    page.imports.receipt.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(ReceiptDialog)), timeout=20_000)
    (dialog,) = page.findChildren(ReceiptDialog)
    assert dialog.model.index(0, 0).data().endswith(".asice\nzhang · 示例县爱卫办")
    assert dialog.model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) is None
    for write, name in ((dialog._on_sheet, "receipt.xlsx"), (dialog._on_paper, "receipt")):
        monkeypatch.setattr(dialogs, "choose_target", lambda *_all, t=tmp_path / name: t)
        with qtbot.waitSignal(page.said, timeout=20_000):
            write()
    assert (tmp_path / "receipt.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF-")
