"""Everything that is wrong with the files of a standard, in a list to work through."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QListWidget, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui.widgets import action_button, flick, label, row


class ProblemsDialog(QDialog):
    """Lists problems; they can be copied for whoever mends them."""

    def __init__(self, heading: str, problems: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Problems"))
        room = parent.window().size()
        self.resize(min(760, room.width() - 40), min(480, room.height() - 40))
        self._problems = tuple(problems)
        self.problems = QListWidget()
        self.problems.addItems(list(problems))
        self.problems.setWordWrap(True)
        self.problems.setProperty("kind", "framed")
        self.problems.setProperty("rows", "tall")
        self.problems.setAccessibleName(_("Problems"))
        flick(self.problems)
        copy, close = action_button(_("Copy all")), action_button(_("Close"), kind="primary")
        copy.clicked.connect(self._on_copy)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(label(heading, "notice", wraps=True))
        layout.addWidget(self.problems)
        layout.addLayout(row(1, copy, close))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._problems))
