"""The program with a window: everything is made here once, and handed on.

Qt is imported after `preflight` found what it needs, for Qt ends the process otherwise.
"""

import faulthandler
import gc
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assessor import __version__, files, log, preflight
from assessor.cli.printing import complain
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.paths import Paths, shipped

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from assessor.ui.crashes import Crashes
    from assessor.ui.desk import Desk
    from assessor.ui.main_window import MainWindow
    from assessor.ui.preferences import Preferences

logger = logging.getLogger(__name__)

CANNOT_RUN = 3  # exit status where a library or a screen is missing


def open_window(paths: Paths, workspace: Path | str | None = None, language: str = "") -> int:
    """Show the window until it is closed; the exit status. A language is for this run only.

    1 where the workspace is refused, 3 where there can be no window, each with a sentence.
    """
    if sentence := preflight.missing_for_window():
        complain(sentence)
        return CANNOT_RUN
    replaced = preflight.mend_input_method()
    log.set_up(paths.log)
    from assessor.ui.application import Collector, make_application, prepare
    from assessor.ui.preferences import Preferences
    from assessor.ui.theme import theme_named

    application = make_application()
    Collector(application)
    wanted = {"language": language} if language else {}
    preferences = Preferences(paths.settings, application, **wanted)
    chosen = preferences.settings
    prepare(application, chosen.language, theme_named(chosen.theme))
    remark = _input_method_words(replaced) if replaced else ""
    return _show(application, paths, workspace or paths.workspace, preferences, remark)


def _show(
    application: "QApplication",
    paths: Paths,
    workspace: Path | str,
    preferences: "Preferences",
    remark: str,
) -> int:
    """Show the window first, then open the workspace: what that needs takes time to load."""
    from PySide6.QtCore import QEvent, Qt

    from assessor.ui.crashes import Crashes
    from assessor.ui.main_window import MainWindow

    crashes = Crashes(paths.log, application)
    crashes.install()
    with ExitStack() as closing:
        window = MainWindow(paths.profile / "window.ini")
        crashes.waiting = window.waiting
        furnish = partial(_furnish, window, crashes, closing, paths, workspace, preferences)
        window.appeared.connect(furnish, Qt.ConnectionType.QueuedConnection)
        if remark:
            window.say(remark)
        window.show()
        status = application.exec()
        # Windows must be gone before the workspace closes, and before the application ends.
        window.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if crashes.restarts:
        subprocess.Popen([sys.executable, *sys.orig_argv[1:]])
    return status


def _furnish(
    window: "MainWindow",
    crashes: "Crashes",
    closing: ExitStack,
    paths: Paths,
    workspace: Path | str,
    preferences: "Preferences",
) -> None:
    """Open the workspace and give the window its places; what is opened goes to `closing`."""
    from assessor.storage import DamagedError

    try:
        desk = closing.enter_context(_desk(paths, workspace, preferences))
        record = paths.log / f"{files.safe_name(desk.workspace.name)}-hard-crash.txt"
        crashed = closing.enter_context(_hard_crashes(record))
        desk.jobs.crashed.connect(crashes.report)
        window.furnish(desk)
        gc.freeze()  # what is loaded by now stays: looking through it would hold the window up
    except AssessorError as error:
        restoring = None
        if isinstance(error, DamagedError) and isinstance(workspace, Path):
            restoring = partial(_restore, window, closing, paths, workspace, preferences)
        _refuse(window, _reason(error, workspace, paths), restoring)
        return
    if crashed:
        window.say(_("The program stopped unexpectedly last time. Every answer was kept."))
    if window.places and not (desk.settings.welcomed or desk.settings.inspector):
        window.places.show_first_steps()


def _input_method_words(asked: str) -> str:
    logger.warning("input method %s is reached through ibus", asked)
    return _(
        "This program reaches the input method {name} through ibus. If Chinese cannot be typed, "
        "use fcitx 5 or ibus."
    ).format(name=asked)


@contextmanager
def _desk(paths: Paths, workspace: Path | str, preferences: "Preferences") -> "Iterator[Desk]":
    from assessor.services.standards import lend_copies
    from assessor.standards import Library
    from assessor.storage import Workspace, WorkspaceError
    from assessor.ui.desk import Desk
    from assessor.ui.jobs import Jobs

    with Workspace(workspace) as opened:
        jobs = Jobs()
        try:
            library = Library(shipped("standards"), paths.standards)
            lend_copies(opened, library)
            with suppress(WorkspaceError):  # on a full disk reading must go on
                who = preferences.settings.inspector
                opened.trail.opened(who, __version__, datetime.now(UTC))
            yield Desk(paths, opened, library, preferences, jobs)
        finally:
            jobs.shut_down()  # while the workspace is still there for them


@contextmanager
def _hard_crashes(record: Path) -> Iterator[bool]:
    """Have crashes of native code written to a file; tells whether there was one last time.

    The file goes when the program ends in order: after a kill or a power cut it is there, empty.
    """
    crashed = record.exists()
    if crashed:
        logger.error("the last run ended at once: %s", record.read_text(errors="replace"))
    try:
        file = record.open("w")
    except OSError:  # a read-only profile must not keep the window from opening
        yield crashed
        return
    with file:
        faulthandler.enable(file)
        try:
            yield crashed
        finally:
            faulthandler.disable()
    record.unlink(missing_ok=True)


def _reason(error: AssessorError, workspace: Path | str, paths: Paths) -> str:
    """Why the workspace does not open; of a damaged one also what can be restored."""
    from assessor.storage import DamagedError

    if not isinstance(error, DamagedError) or isinstance(workspace, str):
        return str(error)
    from assessor.services.diagnosis import diagnose_damaged

    found = diagnose_damaged(error, workspace, paths.backups, datetime.now(UTC))
    return "\n\n".join(each.words for each in found.findings)


def _refuse(
    window: "MainWindow", sentence: str, restoring: Callable[[], None] | None = None
) -> None:
    """Say why the program cannot go on, and end it; unless a backup shall be restored."""
    from PySide6.QtWidgets import QApplication, QMessageBox

    complain(sentence)  # for whoever started it from a terminal
    box = QMessageBox(QMessageBox.Icon.Warning, _("Assessor"), sentence, parent=window)
    wanted = None
    if restoring:
        wanted = box.addButton(_("Restore a backup …"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Close)
    box.exec()
    if restoring and box.clickedButton() == wanted:
        restoring()
    else:
        QApplication.exit(1)


def _restore(
    window: "MainWindow",
    closing: ExitStack,
    paths: Paths,
    damaged: Path,
    preferences: "Preferences",
) -> None:
    """Offer the backups where the workspace cannot be opened; the program ends afterwards."""
    from PySide6.QtWidgets import QApplication

    from assessor.ui.jobs import Jobs
    from assessor.ui.restore_dialog import RestoreDialog
    from assessor.ui.theme import theme_named

    jobs = Jobs()
    closing.callback(jobs.shut_down)
    theme = theme_named(preferences.settings.theme)
    dialog = RestoreDialog(paths, damaged, jobs, theme, window)
    dialog.finished.connect(lambda _result: QApplication.exit(1))
    dialog.open()
