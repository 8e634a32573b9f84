"""Tables of rows: what all their models and views have in common."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from assessor.ui.guards import guarded
from assessor.ui.rows import ROOT, Index
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import flick


class RowsModel(QAbstractTableModel):
    """Rows under captions; what a cell holds is for `data` of whoever inherits."""

    def __init__(self, captions: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._captions = captions
        self.rows: Sequence[Any] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Replace the table."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @guarded(0)
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._captions)

    @guarded(None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._captions[section]
        return None


def table_view(model: QAbstractTableModel, name: str, wide: int = 0) -> QTableView:
    """A table that is chosen from row by row; the column `wide` takes the room that is left."""
    table = QTableView()
    furnish(table, model, name, wide)
    return table


def furnish(table: QTableView, model: QAbstractTableModel, name: str, wide: int) -> None:
    """Give a table its model and the look of all tables."""
    table.setModel(model)
    table.setProperty("kind", "framed")
    table.setAccessibleName(name)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(TOUCH)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    flick(table)
