"""Chinese is typed through an input method: what is composed shows, and goes where it belongs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from assessor.domain.inspection import Fault, Faults

FAULTY, GRADED = "MARKET.03", "MARKET.02"
WRITABLE = (QLineEdit, QPlainTextEdit, QTextEdit)


def fields(page):
    """Every field on the page that words can be typed into."""
    found = [each for kind in WRITABLE for each in page.findChildren(kind)]
    return [
        each
        for each in found
        if each.isVisible()
        and each.isEnabled()
        and not each.isReadOnly()
        and not isinstance(each.parent(), (QAbstractSpinBox, QComboBox))
    ]


def words_in(field):
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def compose(field, preedit="", commit=""):
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


@pytest.fixture(params=["a fault", "a grade that needs a reason"])
def typing(request, qtbot, page, fieldwork):
    """The page where there is something to type."""
    if request.param == "a fault":
        fieldwork.visit(FAULTY)
        page.marker.add_fault()
    else:
        fieldwork.visit(GRADED)
        page.marker.add_fault()
        page.marker.grade(3)
    page.marker.cancel()
    qtbot.wait(1)
    assert fields(page)
    return page


def marks(fieldwork):
    """What is marked, without the words that are typed here."""
    return {
        item: type(seen).__name__
        for item in (each.id for each in fieldwork.site_type.items)
        if (seen := fieldwork.seen(item)) is not None
    }


def test_what_is_composed_shows_and_is_committed_into_its_field(qtbot, typing, fieldwork):
    for field in fields(typing):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        field.clear()
        empty = field.grab().toImage()
        compose(field, preedit="shi")
        assert words_in(field) == ""
        assert field.grab().toImage() != empty
        compose(field, commit="市场")
        assert words_in(field) == "市场"
        assert fieldwork.current.id in (FAULTY, GRADED)


def test_digits_in_a_field_of_words_mark_nothing(qtbot, typing, fieldwork):
    before = marks(fieldwork)
    for field in fields(typing):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        field.clear()
        qtbot.keyClicks(field, "0123456789+-gpnfc?")
        assert words_in(field) == "0123456789+-gpnfc?"
        assert marks(fieldwork) == before


def test_words_are_committed_to_the_fault_they_were_typed_for(qtbot, page, fieldwork):
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    page.marker.cancel()
    page.faults.focus_words()
    field = QApplication.focusWidget()
    compose(field, preedit="yantou")
    compose(field, commit="烟头")
    page.marker.go_back()
    assert fieldwork.current.id != FAULTY
    assert [fault.words for fault in fieldwork.seen(FAULTY).faults] == ["烟头"]


def test_what_takes_no_words_takes_no_input_method(typing):
    """Else an input method left in Chinese would swallow the digits that mark items."""
    hungry = [
        each
        for each in typing.findChildren(QWidget)
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and each.isVisible()
        and each.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        and not isinstance(each, (*WRITABLE, QAbstractSpinBox))
    ]
    assert hungry == []


def test_a_composition_is_finished_when_the_page_is_left(qtbot, page, fieldwork):
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    page.faults.focus_words()
    compose(QApplication.focusWidget(), commit="积水")
    fieldwork.leaving.emit()
    assert isinstance(fieldwork.seen(FAULTY), Faults)
    assert fieldwork.seen(FAULTY).faults == (Fault(words="积水", category=""),)
