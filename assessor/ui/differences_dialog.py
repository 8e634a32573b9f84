"""Where the revisions of a check contradict each other, side by side."""

from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assessor.i18n import _
from assessor.ui.widgets import action_button, flick, label, row


class DifferencesDialog(QDialog):
    """A row for each item that is marked differently, a column for each revision."""

    def __init__(
        self, signed: tuple[str, ...], rows: tuple[tuple[str, ...], ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Conflict"))
        self.resize(min(820, parent.width()), min(560, parent.height()))
        table = QTableWidget(len(rows), len(signed) + 1)
        table.setHorizontalHeaderLabels([_("Item"), *signed])
        table.setAccessibleName(_("Differences"))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setProperty("kind", "framed")
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for number, cells in enumerate(rows):
            for place, words in enumerate(cells):
                table.setItem(number, place, QTableWidgetItem(words))
        flick(table)
        none = label(_("All items are marked alike; the remarks or the visit differ."), "notice")
        none.setVisible(not rows)
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(none)
        layout.addWidget(table)
        layout.addLayout(row(1, close))
