import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from assessor.ui.in_hand import InHand


class Sheet(QWidget):
    """A page with something of everything."""

    def __init__(self):
        super().__init__()
        self.heard = []
        self.line, self.second, self.text = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.box, self.number, self.rows = QComboBox(), QSpinBox(), QListWidget()
        self.box.addItems(["a", "b", "c"])
        self.rows.addItems(["one", "two", "three"])
        self.box.activated.connect(self.heard.append)
        layout = QVBoxLayout(self)
        for each in (self.line, self.second, self.text, self.box, self.number, self.rows):
            layout.addWidget(each)


@pytest.fixture
def sheet(qtbot):
    def _sheet(kind=Sheet):
        made = kind()
        qtbot.addWidget(made)
        made.show()
        made.activateWindow()
        return made

    return _sheet


def test_words_choices_and_rows_are_there_again(sheet):
    before, after = sheet(), sheet()
    before.line.setText("half a wo")
    before.text.setPlainText("two\nlines")
    before.box.setCurrentIndex(2)
    before.rows.setCurrentRow(1)
    InHand(before).put_back(after)
    assert (after.line.text(), after.text.toPlainText()) == ("half a wo", "two\nlines")
    assert (after.box.currentIndex(), after.heard) == (2, [2])
    assert after.rows.currentRow() == 1


def test_what_is_alike_is_not_chosen_again(sheet):
    before, after = sheet(), sheet()
    InHand(before).put_back(after)
    assert after.heard == []


def test_the_focus_and_the_place_in_the_line_stay(qtbot, sheet):
    before = sheet()
    before.second.setText("东门市场")
    before.second.setFocus()
    before.second.setCursorPosition(2)
    qtbot.waitUntil(before.second.hasFocus)
    held = InHand(before)
    after = sheet()
    held.put_back(after)
    qtbot.waitUntil(after.second.hasFocus)
    assert (after.second.cursorPosition(), after.second.hasSelectedText()) == (2, False)


def test_numbers_have_fields_of_their_own(sheet):
    before, after = sheet(), sheet()
    before.number.setValue(7)
    InHand(before).put_back(after)
    assert after.number.value() == 0


def test_another_kind_of_page_gets_nothing(sheet):
    before, other = sheet(), sheet(QLineEdit)
    before.line.setText("words")
    InHand(before).put_back(other)
    assert other.text() == ""


def test_a_shorter_list_is_left_as_it_is(sheet):
    before, after = sheet(), sheet()
    before.rows.setCurrentRow(2)
    after.rows.takeItem(2)
    InHand(before).put_back(after)
    assert after.rows.currentRow() == -1


def test_the_field_in_hand_is_scrolled_into_sight(qtbot):
    def area():
        made, page = QScrollArea(), Sheet()
        page.second.setMinimumHeight(30)
        page.layout().insertSpacing(1, 2000)
        made.setWidget(page)
        made.setWidgetResizable(True)
        made.resize(300, 200)
        qtbot.addWidget(made)
        made.show()
        made.activateWindow()
        return made, page

    (one, before), (other, after) = area(), area()
    with qtbot.waitActive(one):
        one.activateWindow()
    before.second.setFocus()
    InHand(before).put_back(after)
    qtbot.waitUntil(lambda: not after.second.visibleRegion().isEmpty())
    assert other.verticalScrollBar().value() > 1000
