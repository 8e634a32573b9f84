"""Anyone drops files and reads whether they can be relied on."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication

from assessor.ui import dialogs
from assessor.ui.trust_dialog import TrustDialog
from assessor.ui.verify_page import VerifyPage
from tests.actors import site

PATIENCE = 20_000  # ms


@pytest.fixture
def zhang(people):
    return people("zhang")


@pytest.fixture
def result(zhang, tmp_path):
    return zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")


@pytest.fixture
def page(qtbot, desk):
    """The page of somebody who trusts nobody yet."""
    page = VerifyPage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    return page


def drop(page, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    page.dropEvent(
        QDropEvent(
            QPoint(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_an_unknown_signer_is_trusted_by_the_bundle_that_lies_beside(
    qtbot, page, desk, zhang, result
):
    (result.parent / "office.trust").write_bytes(zhang.trust.bundle())
    drop(page, result)
    qtbot.waitUntil(page.card.isVisible, timeout=PATIENCE)
    assert "nobody here knows" in page.card.headline.text()
    page.card.trust.click()
    (dialog,) = page.findChildren(TrustDialog)
    dialog.compared.click()
    dialog.accept_it.click()
    qtbot.waitUntil(lambda: "Genuine" in page.card.headline.text(), timeout=PATIENCE)
    assert "zhang" in page.card.headline.text()
    assert not page.card.trust.isVisible()


def test_several_files_are_a_list_with_the_worst_first_at_hand(
    qtbot, page, result, tmp_path, monkeypatch
):
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7 nothing")
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (result, letter))
    page.choose.click()
    qtbot.waitUntil(page.list.isVisible, timeout=PATIENCE)
    assert page.summary.text().startswith("0 of 2")
    page.list.setCurrentRow(1)
    assert page.card.file.text() == "letter.pdf"


def test_the_words_can_be_copied_and_details_come_on_demand(qtbot, page, result):
    drop(page, result)
    qtbot.waitUntil(page.card.isVisible, timeout=PATIENCE)
    page.card.copy_it.click()
    copied = QGuiApplication.clipboard().text()
    assert str(result) in copied
    assert page.card.headline.text() in copied
    rows = page.card._facts.layout().rowCount()
    page.card.details.click()
    assert page.card._facts.layout().rowCount() == rows + 1


def test_dropping_nothing_changes_nothing(page):
    drop(page)
    assert not page.card.isVisible()
