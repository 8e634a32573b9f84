"""The program from its start to its end, each time in a process of its own."""

import os
import subprocess
import sys
import textwrap

import pytest

from assessor.paths import Paths
from assessor.services.care import back_up_daily
from assessor.storage import Workspace
from tests.actors import NOON

#: Starts the window; `{act}` happens once the places are there.
START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from assessor import app
from assessor.paths import Paths
from assessor.ui import main_window

class Window(main_window.MainWindow):
    def furnish(self, desk):
        places = super().furnish(desk)
        QTimer.singleShot(0, lambda: act(self, places, desk))
        return places

def act(window, places, desk):
{act}

def close_boxes():
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox) and box.isVisible():
            print("box:", box.text())
            wanted = [each for each in box.buttons() if each.text() == "Restore a backup …"]
            if wanted:
                QTimer.singleShot(1000, close_dialogs)
            wanted[0].click() if wanted else box.accept()

def close_dialogs():
    from assessor.ui.restore_dialog import RestoreDialog  # loads signing

    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, RestoreDialog) and dialog.isVisible():
            print("at hand:", dialog.list.count())
            dialog.accept()

main_window.MainWindow = Window
made = app._refuse  # whose box would wait for a user
def refuse(window, *told):
    QTimer.singleShot(200, close_boxes)
    made(window, *told)
app._refuse = refuse
sys.exit(app.open_window(Paths(Path(sys.argv[1])), language=sys.argv[2]))
"""


@pytest.fixture
def start(tmp_path):
    def _start(act="window.close()", language="", **environ):
        code = START.format(act=textwrap.indent(textwrap.dedent(act), "    "))
        return subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "profile"), language],
            env=os.environ | environ,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return _start


def test_it_opens_and_closes_in_order(start, tmp_path):
    done = start("print(type(places.page).__name__); window.close()")
    assert (done.returncode, done.stdout.strip()) == (0, "TodayPage")
    Workspace(tmp_path / "profile" / "workspace.assessor").close()
    assert [each.name for each in (tmp_path / "profile" / "log").iterdir()] == ["assessor.log"]


def test_where_the_workspace_is_destroyed_a_backup_is_offered(start, tmp_path):
    paths = Paths(tmp_path / "profile")
    with Workspace(paths.workspace) as workspace:
        back_up_daily(workspace, paths.backups, NOON)
    content = bytearray(paths.workspace.read_bytes())
    content[200:60_000] = bytes(59_800)
    paths.workspace.write_bytes(content)
    done = start(language="en")
    assert done.returncode == 1, done.stderr
    assert "at hand: 1" in done.stdout


def test_a_workspace_that_is_open_elsewhere_is_refused_with_a_sentence(start, tmp_path):
    (tmp_path / "profile").mkdir()
    with Workspace(tmp_path / "profile" / "workspace.assessor"):
        done = start()
    assert done.returncode == 1
    assert "box:" in done.stdout
    assert "workspace.assessor" in done.stderr


def test_a_file_that_is_no_workspace_is_refused_with_a_sentence(start, tmp_path):
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "workspace.assessor").write_bytes(b"a letter to my aunt" * 400)
    done = start()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_without_a_screen_it_says_so(start):
    environ = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    done = start(**environ)
    assert done.returncode == 3
    assert "apt-get install" in done.stderr or "DISPLAY" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bug_in_a_slot_does_not_end_the_program(start):
    done = start(
        """
        def after():
            print("still here")
            window.close()
            QApplication.closeAllWindows()
        QTimer.singleShot(300, after)
        raise KeyError("a bug")
        """
    )
    assert done.returncode == 0
    assert "still here" in done.stdout


@pytest.mark.parametrize("end", ["os.abort()", "os.kill(os.getpid(), 9)"])
def test_the_last_hard_crash_is_told_at_the_next_start(start, end):
    done = start(f"import os; {end}")
    assert done.returncode < 0
    look = "print(window.statusBar().currentMessage()); window.close()"
    done = start(look)
    assert (done.returncode, done.stdout.strip() != "") == (0, True)
    assert start(look).stdout.strip() == ""


def test_started_again_after_a_bug_it_opens_at_the_same_item(start):
    done = start(
        """
        if desk.workspace.drafts.last_open() is None:
            from datetime import UTC, datetime
            from assessor.domain.inspection import Site, Visit
            from assessor.services.fieldwork import new_check

            standard = desk.library.standard("NSC-2021")
            site = Site("990001001001-MARKET-0001", "market", "MARKET", "990001001001")
            check = new_check(desk.workspace, site, standard.ref, Visit(datetime.now(UTC)))
            desk.workspace.drafts.begin(check, "MARKET.01")
            places.open_check(check.id)
            places.fieldwork.visit("MARKET.07")

            def again():
                (box,) = [each for each in QApplication.topLevelWidgets()
                          if type(each).__name__ == "CrashDialog"]
                box.restart_wanted.emit()

            QTimer.singleShot(500, again)
            raise KeyError("a bug")
        print("again at", places.fieldwork.current.id)
        window.close()
        """
    )
    assert (done.returncode, done.stdout.strip()) == (0, "again at MARKET.07")


def test_nothing_heavy_is_loaded_at_start(start):
    done = start(
        """
        heavy = ("reportlab", "pyhanko", "openpyxl", "cryptography", "PIL", "pypdfium2")
        print([name for name in heavy if name in sys.modules])
        window.close()
        """
    )
    assert done.stdout.strip() == "[]"


def test_work_in_hand_is_stopped_before_the_workspace_closes(start):
    done = start(
        """
        import time
        from assessor.errors import Cancelled
        from assessor.ui.jobs import Job

        def work(report):
            try:
                while True:
                    report(0, 0)
                    desk.workspace.drafts.all()
                    time.sleep(0.001)
            except BaseException as error:
                print(type(error).__name__)
                raise

        desk.jobs.start(Job(work, desk.jobs))
        QTimer.singleShot(200, window.close)
        """
    )
    assert (done.returncode, done.stdout.strip()) == (0, "Cancelled")


def test_a_killed_program_opens_where_it_was(start, tmp_path):
    begin = """
        from assessor.domain.inspection import Site
        site = Site("990001001001-MARKET-0001", "市场", "MARKET", "990001001001")
        desk.workspace.register.save_sites([site])
        places.page.refresh()
        places.page.card.go_on.click()
        places.page.marker.digit(1)
        places.page.marker.digit(2)
        places.page.marker.digit(7)
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)
        """
    assert start(begin).returncode == -9
    done = start(
        """
        fieldwork = places.fieldwork
        print(fieldwork.current.id, fieldwork.seen("MARKET.02").faults[0].count)
        window.close()
        """
    )
    assert done.stdout.strip() == "MARKET.02 7"


def test_the_first_start_leads_through_the_first_steps_and_no_other_does(start):
    look = """
        from assessor.ui.first_steps import FirstSteps
        for steps in places.findChildren(FirstSteps):
            print("first steps")
            steps.reject()
        window.close()
        """
    assert start(look).stdout.strip() == "first steps"
    assert start(look).stdout.strip() == ""


def test_the_language_of_the_command_line_reaches_the_window_for_this_run(start, tmp_path):
    look = """
        preferences = desk.preferences
        print(places._buttons["settings"].text(), preferences.settings.language)
        preferences.change(theme="dark")
        window.close()
        """
    assert start(look, language="en").stdout.strip() == "Settings en"
    assert start(look).stdout.strip() == "设置 zh_CN"


def test_ctrl_c_closes_the_window_without_a_traceback(start):
    done = start(
        """
        import os, signal
        QTimer.singleShot(100, lambda: os.kill(os.getpid(), signal.SIGINT))
        """
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_input_method_that_qt_lacks_is_told_at_the_start(start):
    look = "print(window.statusBar().currentMessage()); window.close()"
    done = start(look, QT_IM_MODULE="fcitx")
    assert "fcitx" in done.stdout
    assert "ibus" in done.stdout
