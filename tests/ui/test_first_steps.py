"""The four screens of the first start."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from assessor.settings import load_settings
from assessor.ui.first_steps import FirstSteps
from assessor.ui.key_screen import KeyScreen
from assessor.ui.steps import NameScreen, StandardScreen, UnitScreen


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 720)
    window.show()
    return window


@pytest.fixture
def steps(qtbot, desk, window):
    desk.preferences.change(inspector="", welcomed=False)
    steps = FirstSteps(desk, window)
    with qtbot.waitExposed(steps):
        steps.show()
    steps.activateWindow()
    yield steps
    desk.preferences.change(language="en")


def kept(desk):
    return load_settings(desk.paths.settings)


def test_by_keyboard_alone_from_the_first_to_the_last(qtbot, desk, steps):
    qtbot.waitUntil(lambda: QApplication.focusWidget() is steps.screen_shown._name)
    qtbot.keyClicks(QApplication.focusWidget(), "Li Si")
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert isinstance(steps.screen_shown, UnitScreen)
    qtbot.keyClicks(QApplication.focusWidget(), "Office")
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert isinstance(steps.screen_shown, KeyScreen)
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert isinstance(steps.screen_shown, StandardScreen)
    with qtbot.waitSignal(steps.finished):
        qtbot.keyClick(steps, Qt.Key.Key_Return)
    found = kept(desk)
    assert (found.inspector, found.organisation) == ("Li Si", "Office")
    assert (found.standard, found.welcomed) == ("NSC-2021", True)


def test_each_can_be_skipped_and_nothing_is_kept(qtbot, desk, steps):
    steps.screen_shown._name.setText("not me")
    for kind in (UnitScreen, KeyScreen, StandardScreen):
        steps._skip.click()
        assert isinstance(steps.screen_shown, kind)
    assert not steps._skip.isVisible()
    steps._all.click()
    found = kept(desk)
    assert (found.inspector, found.standard, found.welcomed) == ("", "", True)


def test_escape_skips_all_and_they_do_not_come_again(qtbot, desk, steps):
    with qtbot.waitSignal(steps.finished):
        qtbot.keyClick(steps, Qt.Key.Key_Escape)
    assert kept(desk).welcomed


def test_one_can_go_back(steps):
    assert not steps._back.isEnabled()
    steps._next.click()
    steps._back.click()
    assert isinstance(steps.screen_shown, NameScreen)


def test_another_language_keeps_what_is_typed(qtbot, desk, steps):
    steps.screen_shown._name.setText("李四")
    steps.screen_shown._language._buttons["zh_CN"].click()
    assert steps.windowTitle() != ""
    assert desk.settings.language == "zh_CN"
    assert steps.screen_shown._name.text() == "李四"
    steps._next.click()
    assert kept(desk).inspector == "李四"
