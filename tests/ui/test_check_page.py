import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication

from assessor.domain.inspection import Fault, Faults, NotApplicable
from assessor.storage import WorkspaceError
from assessor.ui.check_page import CheckPage
from assessor.ui.explanation_dialog import ExplanationDialog
from assessor.ui.fieldwork import Fieldwork, Filter
from assessor.ui.keys_dialog import KeysDialog
from assessor.ui.marker import Entry

from .conftest import AT

FAULTY = "MARKET.03"  # counts places


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


def test_a_key_held_down_answers_only_once_but_arrows_repeat(page):
    repeats = {each.key().toString(): each.autoRepeat() for each in page.findChildren(QShortcut)}
    assert repeats["Down"]
    assert not any(repeats[key] for key in "0123456789QWEASDJK")
    assert not repeats["Return"]


def test_arrows_go_through_the_items(press, fieldwork):
    first = fieldwork.current.id
    press(Qt.Key.Key_Down)
    assert fieldwork.current.id == "MARKET.02"
    press(Qt.Key.Key_Up)
    assert fieldwork.current.id == first


def test_the_current_row_stays_in_sight_when_the_window_gets_lower(press, page, fieldwork):
    fieldwork.visit(fieldwork.site_type.items[-1].id)
    page.resize(page.width(), page.height() - 40)
    view = page.checklist.view
    row = view.visualRect(view.currentIndex())
    assert view.viewport().rect().intersected(row).height() > row.height() - 3


def test_keys_are_heard_where_the_button_in_hand_goes_with_its_fault(press, page, fieldwork):
    fieldwork.visit(FAULTY)
    press("2", Qt.Key.Key_Escape)
    page.faults._widespread.setFocus()
    press(Qt.Key.Key_Down)
    assert fieldwork.current.id == "MARKET.04"
    assert page.isAncestorOf(QApplication.focusWidget())
    press("1")
    assert fieldwork.seen("MARKET.04") is not None


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


def test_it_opens_where_it_was_left(qtbot, desk, fieldwork, page):
    fieldwork.visit(FAULTY)
    page.marker.add_fault()
    again = CheckPage(desk, Fieldwork(desk.workspace, desk.library, fieldwork.check.id))
    qtbot.addWidget(again)
    assert again.item._number.text() == "03"
    assert again.answers._bad.isChecked()


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


def test_nothing_is_written_after_the_last_key(desk, page, press, fieldwork):
    press("1", "24", Qt.Key.Key_Return)
    kept = desk.workspace.drafts.get(fieldwork.check.id)
    assert kept.check == fieldwork.check
    assert kept.current_item == fieldwork.current.id
    assert kept.check.visit.started == AT


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
    fieldwork.visit(FAULTY)
    press(keys)
    viewport = page._area.viewport()

    def is_in_sight():
        asked = page.answers.asked
        bottom = asked.mapTo(viewport, asked.rect().bottomLeft()).y()
        top = asked.mapTo(viewport, asked.rect().topLeft()).y()
        return bottom <= viewport.height() or top <= 50

    qtbot.waitUntil(is_in_sight)


def test_a_small_window_shows_the_answers_whole(qtbot, page, fieldwork):
    page.resize(820, 499)
    fieldwork.visit(FAULTY)
    qtbot.waitUntil(lambda: page.faults.y() > page.answers.y())  # below, not beside
    bottom = page.answers.mapTo(page._area.viewport(), page.answers.rect().bottomLeft()).y()
    assert bottom <= page._area.viewport().height()
