"""The help that lists the keys."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui.keys import Key, check_keys, window_keys
from assessor.ui.widgets import action_button, label, row, scrolling

_WIDE = 900  # px; there is room for two columns
_LARGEST = QSize(1080, 640)


class KeysDialog(QDialog):
    """Every key of the check page and of the window, and what it does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().size()
        self.resize(_LARGEST.boundedTo(room))
        keys = check_keys() + window_keys()
        columns = 2 if self.width() >= _WIDE else 1
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        self.area = scrolling(_table(keys, columns))
        layout.addWidget(self.area)
        layout.addLayout(row(1, close))


def _table(keys: tuple[Key, ...], columns: int) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(4, 4, 4, 4)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    height = -(-len(keys) // columns)
    for number, key in enumerate(keys):
        column, line = divmod(number, height)
        grid.addWidget(label(_written(key), "title"), line, 2 * column)
        grid.addWidget(label(key.words, wraps=True), line, 2 * column + 1)
    for column in range(columns):
        grid.setColumnStretch(2 * column + 1, 1)
    grid.setRowStretch(height, 1)
    return made


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
