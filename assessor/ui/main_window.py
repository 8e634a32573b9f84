"""The window: it shows at once, and is furnished when the workspace is open."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QMainWindow

from assessor.i18n import _
from assessor.ui.guards import guarded

if TYPE_CHECKING:
    from assessor.ui.desk import Desk
    from assessor.ui.places import Places

_NOTICE = 10_000  # ms that a remark stays
_USUAL = QSize(1280, 720)
_FRAME = 80  # px that title and task bar may take


class MainWindow(QMainWindow):
    """An empty window that remembers its size, until `furnish` gives it its places."""

    appeared = Signal()  # once, after the first paint

    def __init__(self, geometry_file: Path) -> None:
        super().__init__()
        self.places: Places | None = None
        self._workspace_name = ""  # told only where it is not the usual one
        self._has_appeared = False
        self._may_lose = False  # answers that no disk takes
        self._geometry = QSettings(str(geometry_file), QSettings.Format.IniFormat)
        self.setMinimumSize(640, 440)
        self.setWindowTitle(_("Assessor"))
        opening = QLabel(_("Opening the workspace …"))
        opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCentralWidget(opening)
        status = self.statusBar()
        status.setSizeGripEnabled(False)
        status.messageChanged.connect(self._on_message)
        status.hide()
        self._restore()

    def furnish(self, desk: "Desk") -> "Places":
        """Put the places of an open workspace into the window."""
        from assessor.ui.clock_watch import ClockWatch
        from assessor.ui.daily_backup import DailyBackup
        from assessor.ui.key_watch import KeyWatch
        from assessor.ui.places import Places  # most of the program hangs on it

        places = Places(desk)
        places.said.connect(self.say)
        DailyBackup(desk, places).said.connect(self.say)
        KeyWatch(desk, places).said.connect(self.say)
        ClockWatch(desk, places).said.connect(self.warn)
        desk.preferences.changed.connect(self._on_settings_changed)
        self.setCentralWidget(places)
        workspace = desk.workspace
        if workspace.is_shared or workspace.path != desk.paths.workspace:  # restored, an example
            self._workspace_name = workspace.name
        self._on_settings_changed()
        places.begin()
        self.places = places
        # What has not been shown yet does not keep the keyboard's focus.
        QTimer.singleShot(0, places, places.rest)
        return places

    def waiting(self) -> int:
        """How many changes no disk took yet."""
        fieldwork = self.places.fieldwork if self.places else None
        return fieldwork.saving.waiting if fieldwork else 0

    def say(self, words: str) -> None:
        """Show a remark at the foot of the window for a while."""
        self.statusBar().showMessage(words.replace("\n", "  "), _NOTICE)

    def warn(self, words: str) -> None:
        """Show words at the foot of the window until others come."""
        self.statusBar().showMessage(words)

    def _on_message(self, words: str) -> None:
        self.statusBar().setVisible(bool(words))

    def _on_settings_changed(self) -> None:
        self.setWindowTitle(" · ".join(filter(None, (self._workspace_name, _("Assessor")))))

    def _restore(self) -> None:
        geometry = self._geometry.value("geometry")
        if geometry is not None and self.restoreGeometry(geometry):
            return
        room = self.screen().availableSize()
        self.resize(_USUAL.boundedTo(room))
        if not (_USUAL.width() < room.width() and _USUAL.height() < room.height() - _FRAME):
            self.setWindowState(Qt.WindowState.WindowMaximized)  # a laptop has no room to spare

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_appeared:
            self._has_appeared = True
            self.appeared.emit()

    @guarded(None)
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.places is not None:
            self.places.commit()
            if not self.places.is_safe():
                if not self._may_lose:
                    self._may_lose = True  # asked for once more, it closes all the same
                    event.ignore()
                    return
                self.places.give_up()
        self._geometry.setValue("geometry", self.saveGeometry())
        self._geometry.sync()
        super().closeEvent(event)
