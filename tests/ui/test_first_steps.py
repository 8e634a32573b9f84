"""The four screens of the first start."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from assessor.settings import load_settings
from assessor.signing.keys import list_keys
from assessor.ui import dialogs
from assessor.ui.first_steps import FirstSteps
from assessor.ui.key_screen import KeyScreen
from assessor.ui.steps import NameScreen, StandardScreen, UnitScreen
from tests.actors import PASSPHRASE


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


def test_the_standard_is_proposed_for_the_level(steps):
    screen = steps._screens[3]
    assert screen.choices() == {"standard": "NSC-2021"}
    screen._level._buttons["town"].click()
    assert screen.choices() == {"standard": "NST-2021"}
    assert "Proposed as of" in screen._proposal.text()


def test_what_was_chosen_before_is_chosen_again(desk, steps):
    desk.preferences.change(standard="NSC-2014")
    assert StandardScreen(desk).choices() == {"standard": "NSC-2014"}


@pytest.fixture
def keys(qtbot, desk, steps):
    desk.preferences.change(inspector="李四", organisation="爱卫办")
    steps._skip.click()
    steps._skip.click()
    return steps.screen_shown


def told(screen):
    (box,) = screen.findChildren(QMessageBox)
    words = box.text()
    box.close()
    box.deleteLater()
    return words


def test_a_key_and_its_request_are_made(qtbot, desk, keys, tmp_path, monkeypatch):
    keys._make.click()
    keys._first.setText(PASSPHRASE)
    keys._second.setText(PASSPHRASE)
    keys._do.click()
    qtbot.waitUntil(keys._save.isVisible, timeout=20_000)
    (made,) = list_keys(desk.paths.keys)
    assert (made.name, made.organisation, made.certified) == ("李四", "爱卫办", False)
    assert made.key_id[:8] in keys._found.text()
    assert keys._first.text() == ""
    target = tmp_path / "for the office.csr"
    monkeypatch.setattr(dialogs, "choose_target", lambda *_arguments: target)
    keys._save.click()
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == made.path.with_suffix(".csr").read_bytes()
    qtbot.waitUntil(lambda: bool(keys.findChildren(QMessageBox)))
    assert str(target) in told(keys)


def test_passphrases_that_differ_make_no_key(desk, keys):
    keys._make.click()
    keys._first.setText("one")
    keys._second.setText("other")
    keys._do.click()
    assert "differ" in told(keys)
    assert not list_keys(desk.paths.keys)


def test_a_key_needs_a_name(desk, keys):
    desk.preferences.change(inspector="")
    keys._make.click()
    keys._do.click()
    assert "name" in told(keys)


def test_a_key_that_exists_is_fetched_and_chosen(qtbot, desk, keys, people, monkeypatch):
    source = next(people("zhang").paths.keys.glob("*.p12"))
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (source,))
    keys._fetch.click()
    qtbot.waitUntil(lambda: desk.settings.key == source.name, timeout=10_000)
    (found,) = list_keys(desk.paths.keys)
    assert found.certified
    assert found.key_id[:8] in keys._found.text()
