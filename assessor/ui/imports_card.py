"""Past imports: what each brought, its receipt, and taking it back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _, ngettext
from assessor.storage import ImportRecord, ImportSummary, Outcome
from assessor.ui import dialogs, ranking_work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import action_button, column, flick, label, row

if TYPE_CHECKING:
    from assessor.services.taking_in import FileOutcome

_MOST = 200  # imports that are listed


class ImportsCard(QFrame):
    """The latest first. An import on which something signed rests stays, and it is said why."""

    undone = Signal(str)  # what changed, in words
    said = Signal(str)  # a remark for the user

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._desk = desk
        self._records: Sequence[ImportSummary] = ()
        self.list = QListWidget()
        self.list.setProperty("kind", "framed")
        self.list.setProperty("rows", "tall")
        self.list.setAccessibleName(_("Imports"))
        self.list.setMinimumHeight(3 * TOUCH)
        self.list.currentRowChanged.connect(self._on_row)
        flick(self.list)
        self.receipt = action_button(_("Receipt …"), desk.theme, sign="export")
        self.undo = action_button(_("Undo import …"), desk.theme, sign="undo")
        self.receipt.clicked.connect(self._on_receipt)
        self.undo.clicked.connect(self._on_undo)
        layout = column(
            label(_("Imports"), "title"), self.list, row(1, self.receipt, self.undo), spacing=10
        )
        layout.setContentsMargins(14, 12, 14, 12)
        self.setLayout(layout)

    def show_records(self, records: Sequence[ImportSummary]) -> None:
        """Show imports; hidden while there are none."""
        self._records = records[:_MOST]
        self.list.clear()
        for record in self._records:
            self.list.addItem(QListWidgetItem(_words(record)))
        self.setVisible(bool(records))
        self._on_row()

    @property
    def _chosen(self) -> ImportSummary | None:
        at = self.list.currentRow()
        return self._records[at] if 0 <= at < len(self._records) else None

    def _on_row(self) -> None:
        chosen = self._chosen
        self.receipt.setEnabled(chosen is not None)
        self.undo.setEnabled(chosen is not None and chosen.undone is None)

    def _on_receipt(self) -> None:
        if (record := self._chosen) is not None:
            workspace, number = self._desk.workspace, record.id
            carry_out(
                self._desk.jobs,
                self,
                _("Reading …"),
                lambda _report: ranking_work.receipt(workspace, number),
                self._on_told,
            )

    def _on_told(self, found: "tuple[ImportRecord, tuple[FileOutcome, ...]]") -> None:
        from assessor.ui.receipt_dialog import ReceiptDialog  # the page is painted sooner

        dialog = ReceiptDialog(self._desk, *found, self)
        dialog.written.connect(self._on_written)
        dialog.open()

    def _on_written(self, path: object) -> None:
        self.said.emit(_("Written: {path}").format(path=path))

    def _on_undo(self) -> None:
        if record := self._chosen:
            question = _(
                "Take out again what import {number} brought? Its files stay where they came from."
            ).format(number=record.id)
            dialogs.confirm(self, question, _("Undo"), self._undo)

    def _undo(self) -> None:
        record, workspace, at = self._chosen, self._desk.workspace, self._desk.now()
        if record is None:
            return
        carry_out(
            self._desk.jobs,
            self,
            _("Undoing …"),
            lambda _report: ranking_work.undo_import(workspace, record.id, at),
            self._on_undone,
        )

    def _on_undone(self, words: str) -> None:
        self.undone.emit(words)


def _words(record: ImportSummary) -> str:
    at = f"{record.at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
    count = record.files
    parts = [
        at,
        ngettext("{count} file", "{count} files", count).format(count=count),
        _("{count} new").format(count=record.outcomes.get(Outcome.NEW, 0)),
    ]
    if bad := record.outcomes.get(Outcome.QUARANTINED):
        parts.append(_("{count} refused").format(count=bad))
    if record.undone:
        parts.append(_("undone"))
    return f"{record.id} · " + _(", ").join(parts)
