"""Result files to a stick: which stick, how much room, and when it may be unplugged."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assessor.i18n import _, ngettext
from assessor.ui import key_work, work
from assessor.ui.desk import Desk
from assessor.ui.drive_list import DriveList
from assessor.ui.job_dialog import carry_out
from assessor.ui.widgets import Choice, Verdict, action_button, column, label

if TYPE_CHECKING:
    from assessor.services.exporting import Exported

_NAMED = 6  # files that are named; of more only the number is told


class ExportPanel(QWidget):
    """One press on a stick writes all files to it."""

    exported = Signal()  # something new lies on a stick

    def __init__(self, desk: Desk, check_ids: Sequence[str]) -> None:
        super().__init__()
        self._desk = desk
        self._check_ids = tuple(check_ids)
        self._target: Path | None = None
        self._headline = label(kind="title", wraps=True)
        self.result = Verdict()
        self.again = action_button(_("Try again"), desk.theme, sign="redo", kind="primary")
        self.again.clicked.connect(self._on_again)
        self.reader = Choice(_("Who can read the files"))
        self.reader.addItem(_("Whoever has the stick can read the files"), b"")
        for office, certificate in key_work.readers(desk.paths, desk.now()):
            words = _("Only {office} can open the files").format(office=office)
            self.reader.addItem(words, certificate)
        self.reader.setVisible(self.reader.count() > 1)
        self.drives = DriveList(desk.theme)
        self.drives.chosen.connect(self.write_to)
        parts = (self._headline, self.result, self.again, self.reader, self.drives)
        self.setLayout(column(*parts, 1, spacing=10))
        self._show_state()

    def show_checks(self, check_ids: Sequence[str]) -> None:
        """Offer these checks, and forget what was said of others."""
        self._check_ids = tuple(check_ids)
        self._target = None
        self.result.say("", "")
        self._show_state()

    def write_to(self, folder: Path) -> None:
        """Write all files into a folder, and say what came of it."""
        self._target = folder
        workspace, check_ids, at = self._desk.workspace, self._check_ids, self._desk.now()
        certificate: bytes = self.reader.currentData()
        carry_out(
            self._desk.jobs,
            self,
            _("Writing and reading back …"),
            lambda report: work.export_all(workspace, check_ids, folder, at, report, certificate),
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

    def _on_again(self) -> None:
        if self._target is not None:
            self.write_to(self._target)

    def _on_written(self, came: "Exported") -> None:
        lines = list(came.refusals)
        if came.written:
            where = self.drives.name_of(came.written[0].parent)
            lines.insert(0, _written_words(came.written, where, may_go=not came.failure))
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
        self._headline.setVisible(bool(came.failure))
        self.result.say("\n".join(lines), "bad" if came.failure or came.refusals else "good")


def _written_words(written: Sequence[Path], where: str, *, may_go: bool) -> str:
    """Which files lie where, and whether the stick may go."""
    count = len(written)
    words = ngettext(
        "{count} file was written to {where} and read back whole.",
        "{count} files were written to {where} and read back whole.",
        count,
    ).format(count=count, where=where)
    lines = [words, *(path.name for path in written[:_NAMED])]
    if count > _NAMED:
        lines.append("…")
    if may_go:
        lines.insert(1, _("The stick may be unplugged now."))
    return "\n".join(lines)
