from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton

from assessor.domain.inspection import Band, CountUnit, Fault, Faults, NotApplicable
from assessor.storage import UsedPhrase, WorkspaceError
from assessor.ui.check_page import CheckPage
from assessor.ui.explanation_dialog import ExplanationDialog
from assessor.ui.fieldwork import Fieldwork, Filter
from assessor.ui.keys_dialog import KeysDialog
from assessor.ui.marker import Entry

from .conftest import AT

FAULTY = "MARKET.03"  # counts places
GRADED = "MARKET.02"


def test_a_whole_good_form_takes_one_key_for_each_item(press, page, fieldwork):
    items = fieldwork.site_type.items
    press("1" * len(items))
    assert not fieldwork.card.unobserved
    assert fieldwork.card.earned == fieldwork.card.possible


def test_a_fault_with_its_number_takes_two_keys_and_enter(press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("24", Qt.Key.Key_Return)
    assert fieldwork.seen(FAULTY) == Faults((Fault(count=4, category=""),))
    assert fieldwork.current.id == "MARKET.04"


def test_not_applicable_takes_two_keys(press, fieldwork):
    fieldwork.visit(FAULTY)
    press("31")
    assert isinstance(fieldwork.seen(FAULTY), NotApplicable)
    assert fieldwork.current.id == "MARKET.04"


def test_arrows_go_through_the_items(press, fieldwork):
    first = fieldwork.current.id
    press(Qt.Key.Key_Down)
    assert fieldwork.current.id == "MARKET.02"
    press(Qt.Key.Key_Up)
    assert fieldwork.current.id == first


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


def test_g_lets_any_grade_be_typed(press, fieldwork):
    fieldwork.visit(GRADED)
    press("g", "10")
    assert fieldwork.seen(GRADED) == Band(10)


def test_another_grade_than_suggested_asks_why(press, page, fieldwork):
    fieldwork.visit(GRADED)
    press("6")
    reason = page.answers._grades._reason
    assert reason.isVisible()
    reason.setText("late by a day")
    fieldwork.visit(FAULTY)
    assert fieldwork.seen(GRADED).reason == "late by a day"


def test_enter_after_another_grade_than_suggested_leads_to_the_reason(press, page, fieldwork):
    fieldwork.visit(GRADED)
    press("6", Qt.Key.Key_Return, "late by a day", Qt.Key.Key_Return)
    assert fieldwork.seen(GRADED) == Band(6, "late by a day")
    press(Qt.Key.Key_Return)
    assert fieldwork.current.id == FAULTY


def test_the_current_row_stays_in_sight_when_the_window_gets_lower(press, page, fieldwork):
    fieldwork.visit(fieldwork.site_type.items[-1].id)
    page.resize(page.width(), page.height() - 40)
    view = page.checklist.view
    row = view.visualRect(view.currentIndex())
    assert view.viewport().rect().intersected(row).height() > row.height() - 3


def test_f_goes_through_the_filters(press, page, fieldwork):
    press("f")
    assert fieldwork.filter is Filter.OPEN
    press("f", "f")
    assert fieldwork.filter is Filter.ALL


def test_delete_leaves_an_item_open(press, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", Qt.Key.Key_Escape, Qt.Key.Key_Delete)
    assert fieldwork.seen(FAULTY) is None


def test_escape_ends_the_number(press, page):
    press("2")
    assert page.marker.entry is Entry.COUNT
    press(Qt.Key.Key_Escape)
    assert page.marker.entry is Entry.NONE


@pytest.mark.parametrize(("key", "dialog"), [("?", KeysDialog), (Qt.Key.Key_F2, ExplanationDialog)])
def test_help_and_explanation_are_one_key_away(press, page, key, dialog):
    press(key)
    (shown,) = page.findChildren(dialog)
    assert shown.isVisible()
    shown.accept()


def test_f9_asks_for_signing(qtbot, press, page):
    with qtbot.waitSignal(page.sign_wanted):
        press(Qt.Key.Key_F9)


def test_everything_marked_leads_to_the_sign_button(qtbot, press, page, fieldwork):
    with qtbot.waitSignal(page.said):
        press("1" * len(fieldwork.site_type.items))
    assert QApplication.focusWidget() is page.header.sign


def test_the_large_buttons_do_what_the_keys_do(qtbot, page, fieldwork):
    fieldwork.visit(FAULTY)
    qtbot.mouseClick(page.answers._bad, Qt.MouseButton.LeftButton)
    assert fieldwork.seen(FAULTY) == Faults((Fault(),))
    assert page.answers._bad.isChecked()
    qtbot.mouseClick(page.answers._good, Qt.MouseButton.LeftButton)
    assert fieldwork.seen(FAULTY) == Faults()


def test_a_second_click_on_full_marks_does_not_unmark(qtbot, page, fieldwork):
    last = fieldwork.site_type.items[-1].id
    for _click in range(2):
        fieldwork.visit(last)
        qtbot.mouseClick(page.answers._good, Qt.MouseButton.LeftButton)
    fieldwork.visit(last)
    assert page.answers._good.isChecked()


def test_the_header_shows_the_running_score_and_what_undo_would_do(page, fieldwork):
    page.marker.full()
    assert page.header._score.text() == "3.00"
    assert page.header._marked.text() == "1 of 15 marked"
    assert "item 01: grade 10 of 10" in page.header._undo.accessibleName()


def test_a_missed_veto_shows_in_the_header(page, fieldwork):
    fieldwork.visit("MARKET.15")
    page.marker.grade(3)
    assert page.header._vetoes.text() == "1 veto"
    assert page.header._vetoes.isVisible()


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


def test_it_opens_where_it_was_left(qtbot, desk, fieldwork, page):
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    again = CheckPage(desk, Fieldwork(desk.workspace, desk.library, fieldwork.check.id))
    qtbot.addWidget(again)
    assert again.item._number.text() == "03"
    assert again.answers._bad.isChecked()


def test_each_mode_shows_its_own_numbers(qtbot, desk, modes):
    page = CheckPage(desk, modes)
    qtbot.addWidget(page)
    page.show()
    answers = page.answers
    shown = []
    for item in modes.site_type.items[:5]:
        modes.visit(item.id)
        shown.append(
            (
                answers._places.isVisible(),
                answers._grades.isVisible(),
                answers._rate.isVisible(),
                answers._good.text().split()[0],
            )
        )
    assert shown == [
        (True, False, False, "Full"),
        (True, True, False, "Full"),
        (False, False, False, "Yes"),
        (False, False, False, "Yes"),
        (False, False, True, "All"),
    ]


def test_what_is_unverified_is_marked_so(qtbot, desk, modes):
    page = CheckPage(desk, modes)
    qtbot.addWidget(page)
    page.show()
    modes.visit("EACH.05")
    assert page.item._badge.isVisible()
    assert page.item._badge.text() == "unverified"
    modes.visit("EACH.04")
    assert not page.item._badge.isVisible()
    assert page.item._veto.isVisible()


def test_the_clause_behind_an_item_is_one_key_away(press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("c")
    assert page.item._clauses.isVisible()
    assert "NSC-2021 21.09" in page.item._clauses.text()


def test_the_rate_is_counted_with_steppers(qtbot, desk, modes):
    page = CheckPage(desk, modes)
    qtbot.addWidget(page)
    modes.visit("EACH.05")
    page.answers._rate._looked_at._number.setValue(8)
    page.answers._rate._sound._number.setValue(6)
    seen = modes.seen("EACH.05")
    assert (seen.sound, seen.looked_at) == (6, 8)


def test_nothing_is_written_after_the_last_key(desk, page, press, fieldwork):
    press("1", "24", Qt.Key.Key_Return)
    kept = desk.workspace.drafts.get(fieldwork.check.id)
    assert kept.check == fieldwork.check
    assert kept.current_item == fieldwork.current.id
    assert kept.check.visit.started == AT


OFFERED = "MARKET.03"


def test_a_phrase_key_makes_a_whole_fault(press, page, fieldwork):
    fieldwork.visit(OFFERED)
    offer = page.answers._offers[0]
    press("q", "2", Qt.Key.Key_Return)
    assert fieldwork.seen(OFFERED).faults == (Fault(2, offer.words, offer.category),)
    assert fieldwork.current.id == "MARKET.04"


def test_the_phrase_used_last_comes_first_when_the_item_is_shown_again(press, page, fieldwork):
    fieldwork.visit(OFFERED)
    _first, second, *_rest = page.answers._offers
    press("w", Qt.Key.Key_Return, Qt.Key.Key_Up)
    assert page.answers._offers[0].words == second.words


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


def test_the_same_fault_again_asks_whether_to_merge(press, page, fieldwork):
    fieldwork.visit(OFFERED)
    press("qq")
    assert page.answers._twins.isVisible()
    press("1")
    assert [each.count for each in fieldwork.seen(OFFERED).faults] == [2]
    press("q")
    assert [each.count for each in fieldwork.seen(OFFERED).faults] == [3]


def test_the_category_is_asked_for_by_number_and_by_button(qtbot, press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", "l")
    assert page.answers._categories.isVisible()
    first = page.marker.categories[0]
    qtbot.mouseClick(
        page.answers._categories.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton
    )
    assert fieldwork.seen(FAULTY).faults[0].category == first.code
    press("l", "2")
    assert fieldwork.seen(FAULTY).faults[0].category == page.marker.categories[1].code


def test_rooms_are_counted_by_keys_and_by_large_buttons(qtbot, desk, modes):
    page = CheckPage(desk, modes)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    modes.visit("EACH.05")
    page.rest()
    qtbot.keyClicks(page.checklist.view, "jjk")
    page.answers._rate.sound.click()
    assert (modes.seen("EACH.05").sound, modes.seen("EACH.05").looked_at) == (3, 4)
    assert page.answers._rate._running.text() == "3 of 4"


def test_one_section_at_a_time(press, page, fieldwork):
    sections = fieldwork.site_type.sections
    press(Qt.Key.Key_PageDown)
    assert fieldwork.current is sections[1].items[0]
    press(Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert fieldwork.current is sections[0].items[0]
    choice = page.checklist._sections
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert fieldwork.section == sections[1].id
    rows = page.checklist._filter
    assert rows.rowCount() == 1
    press(Qt.Key.Key_PageDown)
    assert fieldwork.section == sections[2].id
    assert choice.currentData() == sections[2].id


def test_fingers_go_on_and_back_by_buttons_that_stay_in_sight(qtbot, page, fieldwork):
    first = fieldwork.current.id
    qtbot.mouseClick(page.footer.next, Qt.MouseButton.LeftButton)
    assert fieldwork.current.id == "MARKET.02"
    qtbot.mouseClick(page.footer.back, Qt.MouseButton.LeftButton)
    assert fieldwork.current.id == first


def test_what_is_not_saved_yet_is_said_until_it_is(page, desk, fieldwork, press, monkeypatch):
    with monkeypatch.context() as patch:

        def refuse(*_arguments):
            raise WorkspaceError("The stick was pulled out.")

        patch.setattr(desk.workspace.drafts, "mark", refuse)
        fieldwork.visit(FAULTY)
        press("2")
        assert page.footer._unsaved.isVisible()
        assert "The stick was pulled out." in page.footer._unsaved.text()
        assert page.answers._bad.isChecked()
    page.footer._again.click()
    assert not page.footer._unsaved.isVisible()
    assert desk.workspace.drafts.get(fieldwork.check.id).check == fieldwork.check


def test_undoing_says_what_was_undone(press, page):
    said = []
    page.said.connect(said.append)
    page.marker.full()
    page.header._undo.click()
    assert said == ["Undone: item 01: grade 10 of 10"]


@pytest.mark.parametrize("keys", ["3", "2l", "qq"])
def test_what_is_asked_comes_into_sight_in_a_low_window(qtbot, press, page, fieldwork, keys):
    page.resize(820, 420)
    fieldwork.visit(OFFERED)
    press(keys)
    viewport = page._area.viewport()

    def is_in_sight():
        asked = page.answers.asked
        bottom = asked.mapTo(viewport, asked.rect().bottomLeft()).y()
        top = asked.mapTo(viewport, asked.rect().topLeft()).y()
        return bottom <= viewport.height() or top <= 50

    qtbot.waitUntil(is_in_sight)
