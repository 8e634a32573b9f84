"""The setting for the folder whose new pictures are taken up by themselves."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.ui import dialogs
from assessor.ui.desk import Desk
from assessor.ui.widgets import action_button, column, label, row


class PhotoFolderCard(QWidget):
    """Names the watched folder, and lets it be chosen or given up; kept at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._folder = label(wraps=True)
        self._choose = action_button(_("Choose a folder …"), desk.theme, sign="import")
        self._stop = action_button(_("Watch no folder"), desk.theme, sign="cross")
        self._choose.clicked.connect(self._on_choose)
        self._stop.clicked.connect(self._on_stop)
        words = label(
            _(
                "Pictures that a phone or a camera writes into this folder go to the fault "
                "that is open."
            ),
            "muted",
            wraps=True,
        )
        title = label(_("Watched folder for photos"), "title")
        self.setLayout(column(title, words, self._folder, row(self._choose, self._stop, 1)))
        self._show()

    def _show(self) -> None:
        folder = self._desk.settings.photo_folder
        self._folder.setText(folder or _("No folder is watched."))
        self._stop.setEnabled(bool(folder))

    def _on_choose(self) -> None:
        if folder := dialogs.choose_folder(self, _("Watched folder for photos")):
            self._keep(folder)

    def _on_stop(self) -> None:
        self._keep(None)

    def _keep(self, folder: Path | None) -> None:
        try:
            self._desk.preferences.change(photo_folder=str(folder) if folder else "")
        except AssessorError as error:
            dialogs.tell(self, str(error))
        self._show()
