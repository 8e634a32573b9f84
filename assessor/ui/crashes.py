"""What happens to bugs: they are logged, shown once, and can be saved; nothing is sent."""

import logging
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from assessor.errors import AssessorError, Cancelled
from assessor.log import crash_report, keep_report

if TYPE_CHECKING:
    from assessor.ui.crash_dialog import CrashDialog

logger = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}


class Crashes(QObject):
    """Catches what nobody else caught, in any thread; reports it in the window's."""

    _happened = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._dialog: CrashDialog | None = None
        #: How many changes no disk took yet.
        self.waiting: Callable[[], int] = int
        #: Whether the program is to start anew once its windows are closed.
        self.restarts = False
        self._happened.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's hooks and Qt's messages."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_log_message)

    def report(self, error: BaseException) -> None:
        """Log a bug, and show it unless one is shown already."""
        from assessor.ui import dialogs  # no window needs what shows a bug before there is one
        from assessor.ui.crash_dialog import CrashDialog

        if isinstance(error, Cancelled):
            return
        logger.error("unexpected error", exc_info=error)
        window = QApplication.activeWindow()
        if isinstance(error, AssessorError) and window is not None:
            dialogs.tell(window, str(error))
        elif self._dialog is None:
            report = crash_report(error)
            kept = keep_report(self._folder, report, datetime.now(UTC))
            self._dialog = CrashDialog(report, kept, self.waiting(), window)
            self._dialog.finished.connect(self._on_closed)
            self._dialog.restart_wanted.connect(self._on_restart)
            self._dialog.open()

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.closeAllWindows()  # Ctrl-C asks for no more than the window's cross
        else:
            self._happened.emit(error)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._happened.emit(arguments.exc_value)

    def _on_closed(self) -> None:
        self._dialog = None

    def _on_restart(self) -> None:
        self.restarts = True
        QApplication.closeAllWindows()
        if any(each.isVisible() for each in QApplication.topLevelWidgets()):
            self.restarts = False  # a window stays, for what no disk takes would be lost


def _log_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    logger.log(_LEVELS.get(kind, logging.ERROR), "Qt: %s", message)
