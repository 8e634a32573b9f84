"""Backing up to a stick or a folder: one press writes everything and reads it back."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assessor.domain.inspection import CHINA_TIME
from assessor.errors import AssessorError
from assessor.i18n import _, ngettext
from assessor.services.care import back_up
from assessor.storage import Backup
from assessor.ui import dialogs
from assessor.ui.desk import Desk
from assessor.ui.drive_list import DriveList
from assessor.ui.job_dialog import carry_out
from assessor.ui.widgets import Verdict, action_button, column, label, row, scrolling

_LARGEST = QSize(620, 420)


class BackupDialog(QDialog):
    """A backup counts only once it was read back; a cancelled one leaves nothing."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Back up now"))
        self.resize(_LARGEST.boundedTo(parent.window().size()))
        self._desk = desk
        words = label(
            _(
                "Everything goes into one file: answers, photos, signed documents, reports. It is "
                "read back and compared. Keys are not in it; they have their own copies."
            ),
            wraps=True,
        )
        self.outcome = Verdict()
        self.drives = DriveList(desk.theme)
        self.drives.chosen.connect(self.write_to)
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(self.outcome)
        inside = QWidget()
        inside.setLayout(column(self.drives, 1))
        layout.addWidget(scrolling(inside), 1)
        layout.addLayout(row(1, close))

    def write_to(self, folder: Path) -> None:
        """Write a whole backup into a folder."""
        self.outcome.say("", "")
        workspace, at = self._desk.workspace, self._desk.now()
        carry_out(
            self._desk.jobs,
            self,
            _("Backing up and reading back …"),
            lambda report: back_up(workspace, folder, at, report),
            self._on_made,
        )

    def _on_made(self, made: Backup) -> None:
        words = ngettext(
            "{count} file and the database were written and read back: {path}. Keep it away from "
            "this computer.",
            "{count} files and the database were written and read back: {path}. Keep it away from "
            "this computer.",
            len(made.files),
        )
        self.outcome.say(words.format(count=len(made.files), path=made.path), "good")
        time = f"{made.made.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
        try:
            self._desk.preferences.change(backup_place=str(made.path), backup_time=time)
        except AssessorError as error:
            dialogs.tell(self, str(error))
