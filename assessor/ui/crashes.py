"""What happens to bugs: they are logged, shown once, and can be saved; nothing is sent."""

import logging
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from assessor import files
from assessor.errors import AssessorError, Cancelled
from assessor.i18n import _
from assessor.log import crash_report, keep_report
from assessor.ui import dialogs
from assessor.ui.widgets import action_button, label, row

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
        self._happened.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's hooks and Qt's messages."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_log_message)

    def report(self, error: BaseException) -> None:
        """Log a bug, and show it unless one is shown already."""
        if isinstance(error, Cancelled):
            return
        logger.error("unexpected error", exc_info=error)
        window = QApplication.activeWindow()
        if isinstance(error, AssessorError) and window is not None:
            dialogs.tell(window, str(error))
        elif self._dialog is None:
            report = crash_report(error)
            kept = keep_report(self._folder, report, datetime.now(UTC))
            self._dialog = CrashDialog(report, kept, window)
            self._dialog.finished.connect(self._on_closed)
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


class CrashDialog(QDialog):
    """Says that nothing committed is lost, and lets the report be read and saved.

    `kept` is where the report lies already.
    """

    def __init__(self, report: str, kept: Path | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Something went wrong"))
        self.resize(680, 420)
        words = label(
            _(
                "The program met a fault of its own. Every answer you saw is on disk. Please "
                "save this report and give it to whoever looks after the program."
            ),
            wraps=True,
        )
        place = label(_("It lies in {path} too.").format(path=kept) if kept else "", wraps=True)
        place.setVisible(kept is not None)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(_("Crash report"))
        save = action_button(_("Save the report …"))
        close = action_button(_("Go on"), kind="primary")
        save.clicked.connect(self._on_save)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(place)
        layout.addWidget(self._report)
        layout.addLayout(row(1, save, close))

    def _on_save(self) -> None:
        target = dialogs.choose_target(self, _("Crash report"), "assessor-report.txt", "*.txt")
        if target is None:
            return
        try:
            files.write(target, self._report.toPlainText().encode())
        except AssessorError as error:
            dialogs.tell(self, str(error))


def _log_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    logger.log(_LEVELS.get(kind, logging.ERROR), "Qt: %s", message)
