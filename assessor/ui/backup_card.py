"""Backups in the settings: which there are, and the ways to make, restore and examine."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.ui import dialogs
from assessor.ui.desk import Desk
from assessor.ui.jobs import Job
from assessor.ui.widgets import action_button, column, label, row

if TYPE_CHECKING:
    from assessor.storage import Backup


class BackupCard(QWidget):
    """Says when the last backups were made, and where they lie."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.daily = label(wraps=True)
        self.elsewhere = label(wraps=True)
        self.back_up = action_button(_("Back up now …"), desk.theme, sign="export", kind="primary")
        self.restore = action_button(_("Restore …"), desk.theme, sign="import")
        self.examine = action_button(_("Examine …"), desk.theme, sign="verify")
        self.back_up.clicked.connect(self._on_back_up)
        self.restore.clicked.connect(self._on_restore)
        self.examine.clicked.connect(self._on_examine)
        self.usual = action_button(_("Open the usual workspace again"), desk.theme, sign="undo")
        self.usual.clicked.connect(self._on_usual)
        words = label(
            _(
                "Daily backups lie on this disk and help against mistakes and damage. Against "
                "theft and a broken disk helps only a backup on a stick that lies elsewhere."
            ),
            "muted",
            wraps=True,
        )
        buttons = row(self.back_up, self.restore, self.examine, 1)
        title = label(_("Backups"), "title")
        parts = (title, self.daily, self.elsewhere, words, buttons, row(self.usual, 1))
        self.setLayout(column(*parts))

    def refresh(self) -> None:
        """Look which backups there are."""
        is_another = self._desk.paths.workspace_url.exists()
        self.usual.setVisible(is_another and not self._desk.workspace.is_shared)
        if self._desk.workspace.is_shared:
            self.daily.setText(_("The workspace lies on a server and is backed up there."))
            for impossible in (self.back_up, self.restore):
                impossible.setEnabled(False)
            return
        settings, folder = self._desk.settings, self._desk.paths.backups
        workspace = self._desk.workspace.path
        words = _("No backup was made elsewhere yet.")
        if settings.backup_place:
            words = _("Last backup elsewhere: {time}, {place}").format(
                time=settings.backup_time, place=settings.backup_place
            )
        self.elsewhere.setText(words)

        def look(_report: ProgressFn) -> "tuple[Backup | None, int]":
            from assessor.services.care import KEPT, latest_in  # loads what scores

            return latest_in(folder, workspace), KEPT

        job = Job(look, self._desk.jobs)
        job.succeeded.connect(self._on_found)
        self._desk.jobs.start(job)

    def _on_found(self, found: "tuple[Backup | None, int]") -> None:
        latest, kept = found
        words = _(
            "No daily backup was made yet. One is made each day in {folder}; the newest {count} "
            "are kept."
        )
        time = ""
        if latest is not None:
            time = f"{latest.made.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
            words = _(
                "Last daily backup: {time}. One is made each day in {folder}; the newest {count} "
                "are kept."
            )
        folder: Path = self._desk.paths.backups
        self.daily.setText(words.format(time=time, folder=folder, count=kept))

    def _on_back_up(self) -> None:
        from assessor.ui.backup_dialog import BackupDialog

        dialog = BackupDialog(self._desk, self)
        dialog.finished.connect(self.refresh)
        dialog.open()

    def _on_restore(self) -> None:
        from assessor.ui.restore_dialog import RestoreDialog

        desk = self._desk
        dialog = RestoreDialog(desk.paths, desk.workspace.path, desk.jobs, desk.theme, self)
        dialog.finished.connect(self.refresh)  # another workspace may be opened from now on
        dialog.open()

    def _on_usual(self) -> None:
        """Forget which workspace was to be opened instead."""
        self._desk.paths.workspace_url.unlink(missing_ok=True)
        self.refresh()
        words = _("From the next start on the program opens {path}.")
        dialogs.tell(self, words.format(path=self._desk.paths.workspace))

    def _on_examine(self) -> None:
        from assessor.ui.examination_dialog import ExaminationDialog

        ExaminationDialog(self._desk, self).open()
