"""What holds for every page: names to read aloud, room for fingers, fitting small screens."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QScrollArea, QSpinBox, QWidget

from assessor.domain.inspection import Fault
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.main_window import MainWindow
from assessor.ui.places import Places
from assessor.ui.theme import TOUCH
from tests.ui import each_dialog

#: The smallest screen: 1366×768 at 150 %, less the window's title and the system's bar.
SMALL = QSize(911, 480)


@pytest.fixture
def places(qtbot, desk, begin):
    desk.preferences.change(role="office")
    begin()
    window = MainWindow(desk.paths.profile / "window.ini")
    qtbot.addWidget(window)
    window.showNormal()  # on a laptop it begins maximised
    window.resize(SMALL)
    places = window.furnish(desk)
    qtbot.waitUntil(lambda: places.page.isVisible())
    assert window.size() == SMALL
    yield places
    desk.preferences.change(theme="light", language="en")


@pytest.fixture
def dialogs(qtbot, desk, places):
    """Every dialog of the program, shown one after the other, with its name."""

    def _dialogs():
        places.go_to("check")
        for name, dialog in each_dialog.made(desk, places):
            dialog.show()
            qtbot.wait(1)
            yield name, dialog
            dialog.done(0)

    return _dialogs


def nameless(root):
    focusable = (
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    )
    return [
        widget
        for widget in focusable
        if not isinstance(widget.parent(), (QComboBox, QSpinBox))  # whose name is read
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]


def too_small(root):
    return [
        (button.accessibleName(), button.size())
        for button in root.findChildren(QAbstractButton)
        if button.isVisibleTo(root)
        and not isinstance(button.parent(), QLineEdit)  # the cross that clears a line
        and (button.height() < TOUCH or button.width() < TOUCH)
    ]


def cut_off(root):
    """The widths of what would have to scroll sideways, and may not."""
    return [
        (area.widget().minimumSizeHint().width(), area.viewport().width())
        for area in root.findChildren(QScrollArea)
        if area.isVisibleTo(root)
        and area.widget()
        and area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and area.widget().minimumSizeHint().width() > area.viewport().width()
    ]


PAGES = ("today", "check", "ranking", "standards", "indicators", "verify", "settings")


@pytest.mark.parametrize("place", PAGES)
def test_everything_that_takes_the_focus_has_a_name(qtbot, places, place):
    places.go_to(place)
    assert nameless(places) == []


@pytest.mark.parametrize("place", PAGES)
def test_every_button_has_room_for_a_finger(qtbot, places, place):
    places.go_to(place)
    qtbot.waitUntil(places.page.isVisible)
    assert too_small(places) == []


def test_so_it_is_with_faults_grades_and_reasons(qtbot, places):
    places.go_to("check")
    marker, fieldwork = places.page.marker, places.fieldwork
    fieldwork.visit("MARKET.02")
    marker.add_fault()
    marker.change_fault(words="words")
    marker.add_fault()
    marker.cancel()
    marker.grade(3)
    assert fieldwork.seen("MARKET.02").faults[1] == Fault()
    assert (nameless(places), too_small(places)) == ([], [])
    marker.ask_reason()
    assert (nameless(places), too_small(places)) == ([], [])


def test_so_it_is_in_every_dialog(dialogs):
    found = {name: (nameless(dialog), too_small(dialog)) for name, dialog in dialogs()}
    assert {name: wrong for name, wrong in found.items() if wrong != ([], [])} == {}


def test_every_dialog_is_among_those_that_are_looked_at():
    assert each_dialog.missing() == []


@pytest.mark.parametrize("theme", ["light", "sun"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_page_fits_a_small_screen(qtbot, desk, places, theme, language):
    desk.preferences.change(theme=theme, language=language)
    for place in PAGES:
        places.go_to(place)
        least = places.window().minimumSizeHint()
        assert (least.width() <= SMALL.width(), least.height() <= SMALL.height()) == (True, True)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_off_at_the_side_of_a_small_screen(qtbot, desk, places, language):
    desk.preferences.change(language=language)
    for place in PAGES:
        places.go_to(place)
        qtbot.waitUntil(places.page.isVisible)
        assert cut_off(places.page) == [], place


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_dialog_fits_a_small_screen(desk, dialogs, language):
    desk.preferences.change(language=language)
    found = {}
    for name, dialog in dialogs():
        least = dialog.minimumSizeHint()
        largest = least.expandedTo(dialog.size())
        is_cut = largest.width() > SMALL.width() or largest.height() > SMALL.height()
        found[name] = (largest if is_cut else None, cut_off(dialog))
    assert {name: wrong for name, wrong in found.items() if wrong != (None, [])} == {}


def test_the_rows_of_the_form_are_read_aloud(places):
    places.go_to("check")
    view = places.page.checklist.view
    interface = QAccessible.queryAccessibleInterface(view)
    names = [
        interface.child(number).text(QAccessible.Text.Name)
        for number in range(interface.childCount())
    ]
    assert any("not observed" in name for name in names)


def test_a_window_can_be_smaller_than_the_small_screen(desk, places):
    assert isinstance(places, Places)
    least = places.window().minimumSize()
    assert least.width() <= SMALL.width()
    assert least.height() <= SMALL.height()


def test_a_closed_fieldwork_leaves_no_trace_in_the_window(qtbot, places, begin):
    first = places.fieldwork
    places.open_check(begin("TOILET"))
    assert isinstance(places.fieldwork, Fieldwork)
    assert places.fieldwork is not first


@pytest.mark.parametrize("theme", ["light", "dark", "sun"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_on_a_laptop_the_faults_stand_beside_the_item(qtbot, desk, places, theme, language):
    desk.preferences.change(theme=theme, language=language)
    places.window().resize(1366, 700)
    places.go_to("check")
    page = places.page
    qtbot.waitUntil(page.isVisible)
    for item in ("MARKET.02", "MARKET.10"):
        places.fieldwork.visit(item)
        page.marker.add_fault()
        qtbot.wait(1)
        item_at = page.item.mapTo(page, page.item.rect().topRight())
        faults_at = page.faults.mapTo(page, page.faults.rect().topLeft())
        assert faults_at.x() > item_at.x()
        assert page.faults.mapTo(page, page.faults.rect().topRight()).x() <= page.width()
        assert too_small(places) == []
