"""The help that lists the keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui.keys import Key, check_keys
from assessor.ui.widgets import action_button, label, row, scrolling


class KeysDialog(QDialog):
    """Every key of the check page, and what it does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(min(560, parent.width()), min(640, parent.height()))
        content = QWidget()
        grid = QGridLayout(content)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, key in enumerate(check_keys()):
            grid.addWidget(label(_written(key), "title"), number, 0)
            grid.addWidget(label(key.words, wraps=True), number, 1)
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolling(content))
        layout.addLayout(row(1, close))


def _written(key: Key) -> str:
    """A key as it is printed on keyboards."""
    match key.command:
        case "digit":
            return "0 … 9"
        case "confirm":
            return "Enter"
        case "next":
            return "↓"
        case "back":
            return "↑"
        case _:
            return "  ".join(key.sequences)
