import logging
import sys
import threading

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QLabel

from assessor.errors import Cancelled
from assessor.ui import dialogs
from assessor.ui.crash_dialog import CrashDialog
from assessor.ui.crashes import Crashes, _log_message


@pytest.fixture
def crashes(qapp, tmp_path):
    hooks = sys.excepthook, threading.excepthook
    crashes = Crashes(tmp_path / "log")
    yield crashes
    sys.excepthook, threading.excepthook = hooks
    if crashes._dialog is not None:
        crashes._dialog.accept()


def bug():
    return KeyError("of ours")


def test_a_bug_is_shown_once_with_its_report(qtbot, crashes):
    crashes.report(bug())
    dialog = crashes._dialog
    assert dialog.isVisible()
    assert "KeyError: 'of ours'" in dialog._report.toPlainText()
    crashes.report(bug())
    assert crashes._dialog is dialog


def test_after_it_is_closed_the_next_bug_is_shown(qtbot, crashes):
    crashes.report(bug())
    first = crashes._dialog
    first.accept()
    crashes.report(bug())
    assert crashes._dialog is not first


def test_the_report_lies_beside_the_log_without_names(qtbot, crashes, tmp_path):
    crashes.report(KeyError("东门市场"))
    (kept,) = (tmp_path / "log").glob("crash-*.txt")
    report = kept.read_text()
    assert "KeyError" in report
    assert "东门" not in report
    assert kept.name in crashes._dialog.findChildren(QLabel)[1].text()


def test_a_disk_that_takes_no_report_still_shows_it(qtbot, crashes, tmp_path):
    (tmp_path / "log").write_text("in the way")
    crashes.report(bug())
    assert "KeyError" in crashes._dialog._report.toPlainText()


@pytest.mark.parametrize(
    ("waiting", "words"),
    [(0, "Every answer you saw is on disk"), (1, "1 change is not on disk"), (3, "3 changes are")],
)
def test_it_says_what_is_safe_and_what_is_not(qtbot, crashes, waiting, words):
    crashes.waiting = lambda: waiting
    crashes.report(bug())
    assert words in crashes._dialog.findChildren(QLabel)[0].text()


def test_cancelling_is_no_bug(crashes):
    crashes.report(Cancelled())
    assert crashes._dialog is None


def test_the_report_can_be_saved(qtbot, tmp_path, monkeypatch):
    target = tmp_path / "report.txt"
    monkeypatch.setattr(dialogs, "choose_target", lambda *_arguments: target)
    dialog = CrashDialog("what happened", None, 0, None)
    qtbot.addWidget(dialog)
    dialog._on_save()
    assert target.read_text() == "what happened"


def test_hooks_reach_the_window(qtbot, crashes):
    heard = []
    crashes._happened.disconnect()
    crashes._happened.connect(heard.append)
    handler = qInstallMessageHandler(None)
    try:
        crashes.install()
        error = bug()
        sys.excepthook(KeyError, error, None)
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(heard) == 2)
    finally:
        qInstallMessageHandler(handler)
    assert heard[0] is error
    assert isinstance(heard[1], ZeroDivisionError)


def test_what_qt_says_is_logged(caplog):
    with caplog.at_level(logging.INFO):
        _log_message(QtMsgType.QtInfoMsg, None, "said by Qt")
    assert "said by Qt" in caplog.text
