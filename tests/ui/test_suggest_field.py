import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from assessor.ui.suggest_field import Proposal, SuggestField

KNOWN = {"zdjy": "占道经营", "zd": "占道停车", "j": "积水"}


@pytest.fixture
def field(qtbot):
    """A field that proposes by the beginning of an abbreviation."""

    def find(wanted):
        hits = [words for short, words in KNOWN.items() if short.startswith(wanted)]
        hits += [words for words in KNOWN.values() if wanted in words]
        return [Proposal(words, words) for words in hits]

    page = QWidget()
    qtbot.addWidget(page)
    field = SuggestField("words", find)
    layout = QVBoxLayout(page)
    layout.addWidget(field)
    layout.addWidget(field.proposals)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    field.setFocus()
    field.got = []
    field.picked.connect(field.got.append)
    yield field
    page.close()


def test_enter_takes_what_was_found_by_its_letters(qtbot, field):
    qtbot.keyClicks(field, "zd")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.got == ["占道经营"]
    assert not field.proposals.isVisible()


def test_arrows_choose_among_the_proposals(qtbot, field):
    qtbot.keyClicks(field, "z")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(field, key)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.got == ["占道停车"]


def test_a_finger_takes_a_proposal(qtbot, field):
    qtbot.keyClicks(field, "z")
    row = field.proposals.visualItemRect(field.proposals.item(1))
    qtbot.mouseClick(field.proposals.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert field.got == ["占道停车"]
    assert row.height() >= 44


def test_words_as_they_are_written_are_not_replaced(qtbot, field):
    composed = QInputMethodEvent()
    composed.setCommitString("占道")
    QApplication.sendEvent(field, composed)
    assert field.proposals.count() == 2
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.got == []
    assert field.text() == "占道"


@pytest.mark.parametrize("ends", ["escape", "focus", "nothing", "unknown"])
def test_the_list_goes_when_it_is_not_wanted(qtbot, field, ends):
    qtbot.keyClicks(field, "z")
    assert field.proposals.isVisible()
    match ends:
        case "escape":
            qtbot.keyClick(field, Qt.Key.Key_Escape)
        case "focus":
            field.clearFocus()
        case "nothing":
            qtbot.keyClick(field, Qt.Key.Key_Backspace)
        case _:
            qtbot.keyClicks(field, "q")
    assert not field.proposals.isVisible()
    assert field.got == []
