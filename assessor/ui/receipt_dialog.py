"""The receipt of an import on the screen, to be kept on paper or as a spreadsheet."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _, current
from assessor.services.wording import counted_words
from assessor.storage import ImportRecord
from assessor.ui import dialogs, ranking_work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.outcome_model import OutcomeModel, OutcomeTable
from assessor.ui.widgets import action_button, column, label, row

if TYPE_CHECKING:
    from assessor.services.taking_in import FileOutcome


class ReceiptDialog(QDialog):
    """Every file with whose it is and what became of it; what was refused comes first."""

    written = Signal(object)  # the path

    def __init__(
        self, desk: Desk, record: ImportRecord, told: "tuple[FileOutcome, ...]", page: QWidget
    ) -> None:
        super().__init__(page)
        self.setWindowTitle(_("Receipt of import {number}").format(number=record.id))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(page.window().size() * 0.9)
        self._desk, self._record = desk, record
        self.model = OutcomeModel(self)
        self.table = OutcomeTable(self.model, _("Files"))
        self.model.show_outcomes(told)
        paper = action_button(_("PDF …"), desk.theme, sign="export", kind="primary")
        sheet = action_button(_("Spreadsheet …"), desk.theme, sign="export")
        close = action_button(_("Close"))
        paper.clicked.connect(self._on_paper)
        sheet.clicked.connect(self._on_sheet)
        close.clicked.connect(self.accept)
        layout = column(
            label(_words(record), wraps=True), self.table, row(1, sheet, paper, close), spacing=12
        )
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _on_paper(self) -> None:
        self._write(".pdf")

    def _on_sheet(self) -> None:
        self._write(".xlsx")

    def _write(self, suffix: str) -> None:
        proposed = _("Receipt of import {number}").format(number=self._record.id) + suffix
        target = dialogs.choose_target(self, _("Receipt"), proposed, f"*{suffix}")
        if target is None:
            return
        target = target.with_suffix(suffix)
        record, at, issuer = self._record, self._desk.now(), self._desk.settings.organisation
        carry_out(
            self._desk.jobs,
            self,
            _("Writing …"),
            lambda _report: ranking_work.write_receipt(record, issuer, at, target),
            self._on_written,
        )

    def _on_written(self, path: Path) -> None:
        self.written.emit(path)


def _words(record: ImportRecord) -> str:
    lines = [
        _("Taken in on {time}: {told}.").format(
            time=f"{record.at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}",
            told=counted_words((each.outcome for each in record.files), current()),
        ),
        _("State afterwards: {fingerprint}").format(fingerprint=record.fingerprint)
        if record.fingerprint
        else _("The import was cut short; what it had taken in by then is here."),
    ]
    if record.undone:
        gone = f"{record.undone.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
        lines.append(_("This import was undone on {time}.").format(time=gone))
    return "\n".join(lines)
