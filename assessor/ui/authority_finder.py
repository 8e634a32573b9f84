"""Where the office's key is at the moment: on a stick that comes and goes."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from assessor.i18n import _
from assessor.services.office_authority import find_authority
from assessor.ui import dialogs
from assessor.ui.desk import Desk
from assessor.ui.drives import StickWatch, plugged_in
from assessor.ui.guards import guarded
from assessor.ui.widgets import action_button, column, label, row


class AuthorityFinder(StickWatch):
    """Finds the office's key by itself when its stick is plugged in."""

    found = Signal()  # or lost

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._chosen: tuple[Path, ...] = ()
        self._seen: tuple[Path, ...] | None = None
        self.folder: Path | None = None
        self.words = label(wraps=True)
        self.other = action_button(_("It lies in another folder …"), desk.theme, sign="form")
        self.other.clicked.connect(self._on_other)
        self.setLayout(column(self.words, row(self.other, 1)))

    def look(self) -> None:
        sticks = (*self._chosen, *(drive.root for drive in plugged_in()))
        is_there = self.folder is not None and self.folder.is_dir()
        if sticks == self._seen and (is_there or self.folder is None):
            return
        self._seen = sticks
        before, self.folder = self.folder, find_authority(self._desk.paths.keys, sticks)
        if self.folder is None:
            self.words.setText(_("Plug in the stick with the office key. It is found by itself."))
        else:
            self.words.setText(_("The office key is at hand: {folder}").format(folder=self.folder))
        self.other.setVisible(self.folder is None)
        if before != self.folder:
            self.found.emit()

    def look_again(self) -> None:
        """Look even if no stick came or went."""
        self._seen = None
        self.look()

    def _on_other(self) -> None:
        if folder := dialogs.choose_folder(self, _("Folder with the office key")):
            self._chosen = (folder, folder.parent)
            self.look_again()

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        self._seen = None  # what is on a stick may have changed meanwhile
        super().showEvent(event)
