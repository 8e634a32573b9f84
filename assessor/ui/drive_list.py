"""The sticks that are plugged in, as buttons."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui import dialogs
from assessor.ui.drives import Drive, StickWatch, plugged_in
from assessor.ui.theme import Theme
from assessor.ui.widgets import action_button, column, label


class DriveList(StickWatch):
    """Shows the sticks as they come and go; any folder can be chosen instead."""

    chosen = Signal(object)  # a `Path`

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._drives: tuple[Drive, ...] | None = None
        self._left_out: Path | None = None
        self.none = label(
            _("No stick is plugged in. Plug one in: it appears here by itself."),
            "notice",
            wraps=True,
        )
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(8)
        self.other = action_button(_("Another folder …"), theme, sign="form")
        self.other.clicked.connect(self._on_other)
        self.setLayout(column(self.none, self._buttons, self.other, spacing=10))
        self.look()

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """A button for each stick."""
        places = map(self._buttons.itemAt, range(self._buttons.count()))
        return tuple(filter(None, (place.widget() for place in places if place)))

    def look(self) -> None:
        drives = tuple(drive for drive in plugged_in() if drive.root != self._left_out)
        if drives != self._drives:
            self._drives = drives
            self._show_drives(drives)

    def leave_out(self, root: Path | None) -> None:
        """Do not offer a stick that something is copied from."""
        self._left_out = root
        self.look()

    def name_of(self, folder: Path) -> str:
        """What a stick is called; a folder that is none by its path."""
        names = {drive.root: drive.name for drive in self._drives or ()}
        return names.get(folder, str(folder))

    def _show_drives(self, drives: Sequence[Drive]) -> None:
        while (place := self._buttons.takeAt(0)) is not None:
            if (widget := place.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, drive in enumerate(drives):
            words = _("{name} ({place}), {free} free").format(
                name=drive.name, place=drive.root, free=drive.free_words
            )
            kind = "primary" if number == 0 else ""
            button = action_button(words, self._theme, sign="export", kind=kind)
            button.setProperty("root", str(drive.root))
            button.clicked.connect(self._on_drive)
            self._buttons.addWidget(button)
        self.none.setVisible(not drives)

    def _on_drive(self) -> None:
        self.chosen.emit(Path(self.sender().property("root")))

    def _on_other(self) -> None:
        folder = dialogs.choose_folder(self, _("Where to put the files"))
        if folder is not None:
            self.chosen.emit(folder)
