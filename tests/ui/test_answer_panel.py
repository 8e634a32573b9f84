from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from assessor.domain.inspection import Band, Fault, Faults
from assessor.ui.check_page import CheckPage

FAULTY = "MARKET.03"  # counts places
GRADED = "MARKET.02"
OFFERED = FAULTY  # has phrases


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


def test_the_rate_is_counted_with_steppers(qtbot, desk, modes):
    page = CheckPage(desk, modes)
    qtbot.addWidget(page)
    modes.visit("EACH.05")
    page.answers._rate._looked_at._number.setValue(8)
    page.answers._rate._sound._number.setValue(6)
    seen = modes.seen("EACH.05")
    assert (seen.sound, seen.looked_at) == (6, 8)


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
