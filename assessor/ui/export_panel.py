"""Result files to a stick: which stick, how much room, and when it may be unplugged."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor.i18n import _, ngettext
from assessor.ui import dialogs, work
from assessor.ui.desk import Desk
from assessor.ui.drives import Drive, plugged_in
from assessor.ui.guards import guarded
from assessor.ui.job_dialog import carry_out
from assessor.ui.widgets import action_button, column, label

if TYPE_CHECKING:
    from assessor.services.exporting import Exported

_LOOK = 1500  # ms between two looks for sticks
_NAMED = 6  # files that are named; of more only the number is told


class ExportPanel(QWidget):
    """Shows the sticks as they come and go; one press writes all files to one of them."""

    exported = Signal()  # something new lies on a stick

    def __init__(self, desk: Desk, check_ids: Sequence[str]) -> None:
        super().__init__()
        self._desk = desk
        self._check_ids = tuple(check_ids)
        self._drives: tuple[Drive, ...] | None = None
        self._target: Path | None = None
        self._headline = label(kind="title", wraps=True)
        self._none = label(
            _("No stick is plugged in. Plug one in: it appears here by itself."),
            "notice",
            wraps=True,
        )
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(8)
        self.other = action_button(_("Another folder …"), desk.theme, sign="form")
        self.other.clicked.connect(self._on_other)
        self.again = action_button(_("Try again"), desk.theme, sign="redo", kind="primary")
        self.again.clicked.connect(self._on_again)
        self.result = label(wraps=True)
        parts = (self._headline, self.result, self.again, self._none)
        self.setLayout(column(*parts, self._buttons, self.other, 1, spacing=10))
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        self._show_state()
        self.look()

    def show_checks(self, check_ids: Sequence[str]) -> None:
        """Offer these checks, and forget what was said of others."""
        self._check_ids = tuple(check_ids)
        self._target = None
        self._say("", "")
        self._show_state()

    def look(self) -> None:
        """Look which sticks are plugged in."""
        drives = plugged_in()
        if drives != self._drives:
            self._drives = drives
            self._show_drives(drives)

    def write_to(self, folder: Path) -> None:
        """Write all files into a folder, and say what came of it."""
        self._target = folder
        workspace, check_ids, at = self._desk.workspace, self._check_ids, self._desk.now()
        carry_out(
            self._desk.jobs,
            self,
            _("Writing and reading back …"),
            lambda report: work.export_all(workspace, check_ids, folder, at, report),
            self._on_written,
        )

    def _show_state(self) -> None:
        count = len(self._check_ids)
        words = ngettext(
            "{count} result file goes to the office.",
            "{count} result files go to the office.",
            count,
        )
        self._headline.setText(words.format(count=count))
        self._headline.setVisible(True)
        self.again.setVisible(False)

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
            button = action_button(words, self._desk.theme, sign="export", kind=kind)
            button.setProperty("root", str(drive.root))
            button.clicked.connect(self._on_drive)
            self._buttons.addWidget(button)
        self._none.setVisible(not drives)

    def _on_drive(self) -> None:
        self.write_to(Path(self.sender().property("root")))

    def _on_other(self) -> None:
        folder = dialogs.choose_folder(self, _("Where to put the result files"))
        if folder is not None:
            self.write_to(folder)

    def _on_again(self) -> None:
        if self._target is not None:
            self.write_to(self._target)

    def _on_written(self, came: "Exported") -> None:
        lines = list(came.refusals)
        if came.written:
            lines.insert(0, _written_words(came.written, self._name(came.written[0].parent)))
            self.exported.emit()
        if came.failure:
            lines.append(came.failure)
            left = ngettext(
                "{count} file is not written yet. Plug the stick in again and try again, or "
                "choose another one.",
                "{count} files are not written yet. Plug the stick in again and try again, or "
                "choose another one.",
                len(came.left),
            )
            lines.append(left.format(count=len(came.left)))
            self._check_ids = came.left
        self._show_state()
        self.again.setVisible(bool(came.failure))
        self._say("\n".join(lines), "bad" if came.failure or came.refusals else "good")
        self._headline.setVisible(bool(came.failure))

    def _name(self, folder: Path) -> str:
        """What a stick is called; a folder that is none by its path."""
        names = {drive.root: drive.name for drive in self._drives or ()}
        return names.get(folder, str(folder))

    def _say(self, words: str, kind: str) -> None:
        self.result.setText(words)
        self.result.setProperty("kind", kind)
        self.result.style().unpolish(self.result)
        self.result.style().polish(self.result)
        self.result.setVisible(bool(words))

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        self.look()
        self._timer.start()
        super().showEvent(event)

    @guarded(None)
    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        self._timer.stop()
        super().hideEvent(event)


def _written_words(written: Sequence[Path], where: str) -> str:
    """Which files lie where, and that the stick may go."""
    count = len(written)
    words = ngettext(
        "{count} file was written to {where} and read back whole. The stick may be unplugged.",
        "{count} files were written to {where} and read back whole. The stick may be unplugged.",
        count,
    ).format(count=count, where=where)
    names = [path.name for path in written[:_NAMED]]
    return "\n".join((words, *names, *(("…",) if count > _NAMED else ())))
