"""The files that show a value or an answer: added, opened, taken away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from assessor.domain.figures import Area, Proof, Subject
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.ui import dialogs, figure_work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import action_button, column, flick, label, row, text_field

_ProofRole = Qt.ItemDataRole.UserRole
_KINDS = "*.pdf *.ofd *.jpg *.jpeg *.png"


@dataclass(frozen=True, slots=True)
class About:
    """What evidence is for, in words too, and what was remarked on it."""

    area: Area
    subject: Subject
    id: str
    year: int
    words: str
    remark: str


class EvidenceDialog(QDialog):
    """The evidence of one indicator, year by year, or of one prerequisite, and a remark."""

    changed = Signal()
    remarked = Signal(object, str, str)  # subject, id, and what was typed

    def __init__(self, desk: Desk, about: About, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Evidence"))
        self.resize(min(640, parent.width()), min(420, parent.height()))
        self._desk, self._about = desk, about
        self._remark = text_field(about.remark, _("Remark"))
        self._remark.editingFinished.connect(self._on_remark)
        self._list = QListWidget()
        self._list.setAccessibleName(_("Evidence"))
        self._list.setProperty("kind", "framed")
        self._list.setProperty("rows", "tall")
        self._list.setMinimumHeight(3 * TOUCH)
        flick(self._list)
        self._none = label(_("No file yet: a PDF, an OFD or a picture."), "muted", wraps=True)
        self._add = action_button(self._add_words(), desk.theme, sign="plus", kind="primary")
        self._open = action_button(_("Open the file"), desk.theme, sign="next")
        self._remove = action_button(_("Take away"), desk.theme, sign="bin")
        close = action_button(_("Close"))
        self._add.clicked.connect(self._on_add)
        self._open.clicked.connect(self._on_open)
        self._remove.clicked.connect(self._on_remove)
        self._list.itemActivated.connect(self._on_open)
        self._list.currentItemChanged.connect(self._show_buttons)
        close.clicked.connect(self.accept)
        buttons = row(self._add, self._open, self._remove, 1, close)
        layout = column(
            label(about.words, "title", wraps=True), self._none, self._list, self._remark, buttons
        )
        layout.setContentsMargins(12, 12, 12, 12)
        self.setLayout(layout)
        self._fill()

    def _add_words(self) -> str:
        if self._about.subject is Subject.INDICATOR:
            return _("Add for {year} …").format(year=self._about.year)
        return _("Add …")

    def _fill(self) -> None:
        self._list.clear()
        for proof in self._proofs():
            line = QListWidgetItem(_proof_words(proof))
            line.setData(_ProofRole, proof)
            self._list.addItem(line)
        self._none.setVisible(self._list.count() == 0)
        if self._list.count():
            self._list.setCurrentRow(0)
        self._show_buttons()

    def _proofs(self) -> Sequence[Proof]:
        return [
            proof
            for proof in self._desk.workspace.figures.proofs(self._about.area)
            if (proof.subject, proof.id) == (self._about.subject, self._about.id)
        ]

    def _show_buttons(self) -> None:
        for button in (self._open, self._remove):
            button.setEnabled(self._list.currentItem() is not None)

    def _on_remark(self) -> None:
        self.remarked.emit(self._about.subject, self._about.id, self._remark.text())

    def _on_add(self) -> None:
        kinds = _("Evidence") + f" ({_KINDS})"
        paths = dialogs.choose_files(self, _("Evidence"), kinds)
        if paths:
            self.add(paths)

    def add(self, paths: Sequence[Path]) -> None:
        """Keep files as evidence."""
        workspace, about = self._desk.workspace, self._about
        year = about.year if about.subject is Subject.INDICATOR else 0
        carry_out(
            self._desk.jobs,
            self,
            _("Keeping the evidence …"),
            lambda report: figure_work.attach(
                workspace, about.area, about.subject, about.id, year, paths, report
            ),
            self._on_changed,
        )

    def _on_changed(self, _kept: object = None) -> None:
        self._fill()
        self.changed.emit()

    def _on_open(self) -> None:
        self._with_proof(
            lambda proof: QDesktopServices.openUrl(
                QUrl.fromLocalFile(str(self._desk.workspace.figures.proof_file(proof)))
            )
        )

    def _on_remove(self) -> None:
        def remove(proof: Proof) -> None:
            self._desk.workspace.figures.drop_proof(self._about.area, proof)
            self._on_changed()

        self._with_proof(remove)

    def _with_proof(self, then: Callable[[Proof], object]) -> None:
        line = self._list.currentItem()
        if line is None:
            return
        try:
            then(line.data(_ProofRole))
        except AssessorError as error:
            dialogs.tell(self, str(error))


def _proof_words(proof: Proof) -> str:
    size = _("{size} KB").format(size=max(1, proof.size >> 10))
    year = str(proof.year) if proof.year else ""
    return " · ".join(filter(None, (year, proof.name, size)))
