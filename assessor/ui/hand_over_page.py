"""Handing one's own part to the colleague who signs the record."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from assessor.i18n import _, ngettext
from assessor.ui import work
from assessor.ui.desk import Desk
from assessor.ui.drive_list import DriveList
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.job_dialog import carry_out
from assessor.ui.key_step import KeyStep
from assessor.ui.widgets import Verdict, column, label


class HandOverPage(QWidget):
    """Key, passphrase, and a stick to write to; the draft stays here as it is."""

    def __init__(self, desk: Desk, fieldwork: Fieldwork) -> None:
        super().__init__()
        self._desk, self._fieldwork = desk, fieldwork
        self._what = label(kind="title", wraps=True)
        words = label(
            _(
                "You sign what you marked with your own key. Your colleague takes it into the "
                "record, where your name stands beside it."
            ),
            wraps=True,
        )
        self.key = KeyStep(desk, work.keys_in(desk.paths), freezes=False)
        self.drives = DriveList(desk.theme)
        self.result = Verdict()
        self.key.readiness_changed.connect(self._show)
        self.drives.chosen.connect(self.write_to)
        fieldwork.shared_out.changed.connect(self._show)
        fieldwork.item_changed.connect(self._show)
        self.setLayout(column(self._what, words, self.key, self.result, self.drives, 1, spacing=10))
        self._show()

    @property
    def items(self) -> tuple[str, ...]:
        """What is handed over: marked, and in no section of a colleague."""
        shared_out = self._fieldwork.shared_out
        return tuple(
            item.id
            for section in self._fieldwork.site_type.sections
            if not shared_out.colleague(section.id)
            for item in section.items
            if self._fieldwork.seen(item.id) is not None
        )

    def write_to(self, folder: Path) -> None:
        """Sign and write into a folder."""
        desk, items, check_id = self._desk, self.items, self._fieldwork.check.id
        unlock, at = self.key.unlock, desk.now()
        job = carry_out(
            desk.jobs,
            self,
            _("Signing …"),
            lambda _report: work.hand_over(desk.workspace, check_id, unlock, folder, at, items),
            self._on_written,
        )
        job.failed.connect(self.key.begin)  # most often the passphrase was wrong

    def _show(self) -> None:
        count = len(self.items)
        words = ngettext("{count} marked item goes over.", "{count} marked items go over.", count)
        self._what.setText(words.format(count=count))
        self.drives.setEnabled(self.key.is_ready and bool(count))

    def _on_written(self, path: Path) -> None:
        words = _("Written to {where} and read back: {file}. The stick may be unplugged.")
        where = self.drives.name_of(path.parent)
        self.result.say(words.format(where=where, file=path.name), "good")
