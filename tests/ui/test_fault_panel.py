from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from assessor.domain.inspection import CountUnit, Fault
from assessor.storage import UsedPhrase

FAULTY = "MARKET.03"  # counts places


def test_digits_typed_as_words_are_words(press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", "n", "1 pile")
    press(Qt.Key.Key_Return)
    assert fieldwork.seen(FAULTY).faults == (Fault(words="1 pile"),)
    assert fieldwork.current.id == FAULTY


def test_words_are_kept_when_the_item_is_left_without_enter(qtbot, press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", "n")
    composed = QInputMethodEvent()
    composed.setCommitString("烟头")
    QApplication.sendEvent(QApplication.focusWidget(), composed)
    fieldwork.visit("MARKET.04")
    assert fieldwork.seen(FAULTY).faults[0].words == "烟头"


def test_words_are_on_disk_when_the_typing_pauses(qtbot, press, desk, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", "n", "half a sen")

    def kept():
        faults = desk.workspace.drafts.get(fieldwork.check.id).check.observations[FAULTY].faults
        assert faults[0].words == "half a sen"

    qtbot.waitUntil(kept)


def test_words_typed_with_a_pause_are_one_step_of_undo(qtbot, press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", "n", "half ")
    qtbot.waitUntil(lambda: fieldwork.seen(FAULTY).faults[0].words == "half")
    press("a sentence", Qt.Key.Key_Return)
    assert fieldwork.seen(FAULTY).faults[0].words == "half a sentence"
    fieldwork.undo()
    assert fieldwork.seen(FAULTY).faults == (Fault(),)


def test_words_are_one_step_of_undo(qtbot, press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", "n", "many words", Qt.Key.Key_Return)
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert fieldwork.seen(FAULTY).faults == (Fault(),)
    qtbot.keyClick(page, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert fieldwork.seen(FAULTY).faults == (Fault(words="many words"),)


def test_words_shown_follow_undo(qtbot, press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", "n", "many words", Qt.Key.Key_Return)
    fieldwork.undo()
    assert page.faults._words.text() == ""


def test_faults_of_one_item_can_be_told_apart(qtbot, press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", Qt.Key.Key_Escape, "2", Qt.Key.Key_Escape)
    page.faults._list.setCurrentRow(0)
    page.faults._words.setText("the first")
    page.faults._list.setCurrentRow(1)
    page.faults._severity._buttons["severe"].click()
    first, second = fieldwork.seen(FAULTY).faults
    assert first.words == "the first"
    assert second.severity.value == "severe"


def test_the_category_is_chosen_from_the_vocabulary(page, fieldwork):
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    choice = page.faults._category
    choice.setCurrentIndex(choice.findData("CH05"))
    choice.activated.emit(choice.currentIndex())
    assert fieldwork.seen(FAULTY).faults[0].category == "CH05"


def test_widespread_takes_all_points(page, fieldwork):
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    page.faults._widespread.click()
    assert fieldwork.scored(FAULTY).earned == 0


@pytest.fixture
def own_phrase(desk):
    desk.workspace.phrases.use(UsedPhrase("占道经营", "CH05", own=True))


def test_words_are_found_by_pinyin_and_enter_takes_them(own_phrase, press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", "n", "zdjy")
    assert page.faults._words.proposals.item(0).text().startswith("占道经营")
    press(Qt.Key.Key_Return)
    assert fieldwork.seen(FAULTY).faults[0] == Fault(1, "占道经营", "CH05")
    assert page.checklist.view.hasFocus()


def test_words_that_only_resemble_a_phrase_stay_as_they_are_typed(press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", "n", "Litter", Qt.Key.Key_Return)
    assert fieldwork.seen(FAULTY).faults[0].words == "Litter"


def test_own_words_are_kept_and_forgotten_by_one_button(qtbot, press, desk, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", "n", "stall in the way", Qt.Key.Key_Return)
    page.faults._keeps.click()
    assert [each.words for each in desk.workspace.phrases.all()] == ["stall in the way"]
    page.faults._keeps.click()
    assert desk.workspace.phrases.all() == ()
    assert not page.faults._keeps.isChecked()


def test_who_must_mend_a_fault_is_found_by_pinyin(press, desk, page, fieldwork):
    unit = next(each for each in desk.workspace.register.units() if "市场监督" in each.name)
    fieldwork.visit(FAULTY)
    press("2", "u", "scjd", Qt.Key.Key_Return)
    assert fieldwork.seen(FAULTY).faults[0].responsible == unit.code
    assert page.faults._responsible.text() == unit.name


def test_an_extent_is_asked_for_where_metres_are_counted(page, fieldwork):
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    extent = page.faults._extent
    assert not extent.isVisible()
    page.marker.change_fault(unit=CountUnit.SQUARE_METRE)
    assert extent.isVisible()
    for typed, kept in (("２．５", Decimal("2.5")), ("3,5", Decimal("3.5")), ("ein", None)):
        extent.setText(typed)
        page.faults.commit()
        assert fieldwork.seen(FAULTY).faults[0].extent == kept


def test_a_severe_fault_says_that_it_vetoes(press, page, fieldwork):
    item = fieldwork.item(FAULTY)
    fieldwork._items[FAULTY] = replace(item, veto_on_severe=True)
    fieldwork.visit(FAULTY)
    press("2", Qt.Key.Key_Escape)
    assert not page.faults._veto.isVisible()
    press("v")
    assert page.faults._veto.isVisible()


def test_ten_places_offer_to_be_called_widespread(press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("29")
    assert not page.faults._offer.isVisible()
    press("+")
    assert page.faults._offer.isVisible()
    press("x")
    assert fieldwork.seen(FAULTY).faults[0].widespread
    assert not page.faults._offer.isVisible()
