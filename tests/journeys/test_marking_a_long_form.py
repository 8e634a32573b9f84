"""A form of 120 items, marked by keyboard alone and by touch alone; keys are counted."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScroller, QScrollerProperties

from assessor.domain.forms import Mode
from assessor.domain.inspection import Fault, Faults, NotApplicable, Rate, Visit, faults_of
from assessor.paths import shipped
from assessor.services.fieldwork import new_check
from assessor.standards import Library
from assessor.storage import UsedPhrase, Workspace
from assessor.ui.check_page import CheckPage
from assessor.ui.desk import Desk
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.jobs import Jobs
from assessor.ui.preferences import Preferences
from tests.ui import large_form

ITEMS = 120
AT = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)
GOOD_KEYS, FAULT_KEYS = 3, 5  # the budget for each item
ENTER = Qt.Key.Key_Return
STALL = UsedPhrase("占道经营", "CH03", site_type="EACH", own=True)


@pytest.fixture
def desk(tmp_path, paths, qapp):
    large_form.install(tmp_path / "standards", ITEMS)
    preferences = Preferences(paths.settings)
    preferences.change(inspector="张三", language="en")
    jobs = Jobs()
    paths.profile.mkdir(parents=True, exist_ok=True)
    with Workspace(paths.workspace) as workspace:
        workspace.phrases.use(STALL)
        library = Library(shipped("standards"), tmp_path / "standards")
        yield Desk(paths, workspace, library, preferences, jobs)
    jobs.shut_down()


@pytest.fixture
def fieldwork(desk):
    standard = desk.library.standard(large_form.STANDARD)
    check = new_check(
        desk.workspace, large_form.SITE, standard.ref, Visit(AT, inspectors=("张三",))
    )
    desk.workspace.drafts.begin(check, "EACH.001")
    return Fieldwork(desk.workspace, desk.library, check.id)


@pytest.fixture
def page(qtbot, desk, fieldwork):
    page = CheckPage(desk, fieldwork)
    qtbot.addWidget(page)
    page.resize(1274, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.rest()
    return page


def is_faulty(number):
    return number % 4 == 0


def does_not_apply(number):
    return number % 15 == 7


def keys_for(number, mode):
    """What an inspector presses: a fault has its count, its category and its words."""
    if does_not_apply(number):
        return ["3", "1"]
    if is_faulty(number):
        ways = (
            ["q", "3", ENTER],  # words first, the category comes with them
            ["2", "3", "q", ENTER],  # the count first
            ["2", "1", "2", "q", ENTER],  # a dozen
            ["2", "4", "l", "1", ENTER],  # the category by its number
        )
        return ways[number // 4 % len(ways)]
    return ["1", "8", ENTER] if mode is Mode.RATE else ["1"]


def test_by_keyboard_alone_within_the_budget(qtbot, desk, page, fieldwork, capsys):
    pressed = {}
    for number, item in enumerate(fieldwork.site_type.items, start=1):
        assert fieldwork.current is item
        keys = keys_for(number, item.mode)
        for key in keys:
            widget = QApplication.focusWidget()
            if isinstance(key, str):
                qtbot.keyClicks(widget, key)
            else:
                qtbot.keyClick(widget, key)
        pressed[number] = len(keys)

    seen = desk.workspace.drafts.get(fieldwork.check.id).check.observations
    assert len(seen) == ITEMS
    for number, item in enumerate(fieldwork.site_type.items, start=1):
        found = seen[item.id]
        if does_not_apply(number):
            assert isinstance(found, NotApplicable)
        elif is_faulty(number):
            (fault,) = faults_of(found)
            assert fault.category
            assert fault.count in (3, 4, 12)
        else:
            assert not faults_of(found)
            assert item.mode is not Mode.RATE or found == Rate(8, 8)

    good = [count for number, count in pressed.items() if not is_faulty(number)]
    bad = [count for number, count in pressed.items() if is_faulty(number) and number % 15 != 7]
    assert max(good) <= GOOD_KEYS
    assert max(bad) <= FAULT_KEYS
    with capsys.disabled():
        print(
            f"\n{ITEMS} items, {sum(pressed.values())} keys: {len(good)} without a fault by "
            f"{sum(good) / len(good):.2f} on average, {max(good)} at most (budget {GOOD_KEYS}); "
            f"{len(bad)} with a fault by {sum(bad) / len(bad):.2f}, {max(bad)} at most "
            f"(budget {FAULT_KEYS})"
        )


@pytest.fixture
def tap(qtbot):
    """Tap a button with a finger; one that is out of sight is reached by flicking."""
    device = QTest.createTouchDevice()
    interval = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(1)  # Qt joins taps that are quicker than any finger's

    def _tap(widget, area=None):
        QTest.qWait(5)  # no finger is quicker than the window
        if area is not None:
            _reach(widget, area)
        assert widget.isVisible()
        assert widget.height() >= 44
        window, at = widget.window(), widget.mapTo(widget.window(), widget.rect().center())
        assert window.childAt(at) in (widget, *widget.findChildren(type(widget)))
        QTest.touchEvent(window, device).press(0, at, window).commit()
        QTest.touchEvent(window, device).release(0, at, window).commit()

    def _reach(widget, area):
        viewport = area.viewport()
        for _flick in range(8):
            middle = widget.mapTo(viewport, widget.rect().center()).y()
            if 24 <= middle <= viewport.height() - 24:
                return
            away = -120 if middle > viewport.height() / 2 else 120
            _flick_by(viewport, away)

    def _flick_by(viewport, distance):
        window = viewport.window()
        start = viewport.mapTo(window, QPoint(12, viewport.height() // 2))
        QTest.touchEvent(window, device).press(0, start, window).commit()
        for step in range(1, 7):
            moved = start + QPoint(0, distance * step // 6)
            QTest.qWait(8)
            QTest.touchEvent(window, device).move(0, moved, window).commit()
        QTest.touchEvent(window, device).release(0, moved, window).commit()
        scroller = QScroller.scroller(viewport)
        qtbot.waitUntil(lambda: scroller.state() is QScroller.State.Inactive)

    yield _tap
    QApplication.setDoubleClickInterval(interval)


def test_by_touch_alone(qtbot, desk, page, fieldwork, tap):
    calm(page._area.viewport())
    for number, item in enumerate(fieldwork.site_type.items, start=1):
        assert fieldwork.current is item
        answers, area = page.answers, page._area
        if does_not_apply(number):
            tap(answers._aside, area)
            tap(answers._reasons.findChildren(QPushButton)[0], area)
        elif is_faulty(number):
            tap(answers._phrases._buttons[0], area)
            tap(page.faults._count._more, area)
            tap(page.footer.next)
        elif item.mode is Mode.RATE:
            for _room in range(3):
                tap(answers._rate.sound, area)
            tap(answers._rate.unsound, area)
            tap(page.footer.next)
        else:
            tap(answers._good, area)
    seen = desk.workspace.drafts.get(fieldwork.check.id).check.observations
    assert len(seen) == ITEMS
    assert seen["EACH.012"] == Faults((Fault(2, "占道经营", "CH03"),))
    assert not fieldwork.card.unobserved


def calm(viewport):
    """A finger's flick ends quickly, for tests do not wait for it."""
    properties = QScroller.scroller(viewport).scrollerProperties()
    metric = QScrollerProperties.ScrollMetric.DecelerationFactor
    properties.setScrollMetric(metric, 2.0)
    QScroller.scroller(viewport).setScrollerProperties(properties)
