"""Asking for one change of the register; it closes when the change is done."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assessor.domain.territory import Holdings
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.ui.widgets import action_button, form, label, row


class RegisterDialog(QDialog):
    """Fields with their names; `wanted` carries what `read` makes of them."""

    wanted = Signal(object)  # Holdings

    def __init__(
        self,
        title: str,
        about: str,
        fields: tuple[tuple[str, QWidget], ...],
        read: Callable[[], Holdings],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._read = read
        self._problem = label(kind="bad", wraps=True)
        self._keep = action_button(_("Keep"), kind="primary")
        self._keep.setDefault(True)
        cancel = action_button(_("Cancel"))
        self._keep.clicked.connect(self._on_keep)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(label(about, "muted", wraps=True))
        layout.addLayout(form(*fields))
        layout.addWidget(self._problem)
        layout.addLayout(row(1, cancel, self._keep))
        self.setMinimumWidth(460)
        fields[0][1].setFocus()

    def complain(self, words: str) -> None:
        """Say why the change cannot be done, and let it be mended."""
        self._problem.setText(words)
        self._keep.setEnabled(True)

    def _on_keep(self) -> None:
        try:
            given = self._read()
        except AssessorError as error:
            self.complain(str(error))
            return
        self._keep.setEnabled(False)
        self.wanted.emit(given)
