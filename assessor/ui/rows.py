"""What lists, tables and trees have in common: indexes, spoken roles, and the ground of a row."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from assessor.ui.guards import guarded
from assessor.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
#: What is shown and what is read aloud, where both are the same words.
TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_BAR = 5  # px at the left of the chosen row
_WIDTH = 200  # px, the least that a row asks for


class RowDelegate(QStyledItemDelegate):
    """Paints the ground of a row of this height, and a rule below it; `paint_row` the rest."""

    def __init__(self, theme: Theme, view: QWidget, height: int) -> None:
        super().__init__(view)
        self._theme = theme
        self._height = height

    @guarded(QSize(_WIDTH, 50))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_WIDTH, self._height)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, is_chosen = drawn(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
            bar = rect.adjusted(0, 0, _BAR - rect.width(), 0)
            painter.fillRect(bar, self._theme.colour("accent"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self.paint_row(painter, rect, index, is_chosen=is_chosen)
        painter.restore()

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, is_chosen: bool) -> None:
        """Paint what stands in the row."""
        raise AssertionError


def drawn(option: Any) -> tuple[QRect, bool]:
    """Where a cell is painted, and whether it is chosen; the binding's stubs know neither."""
    return QRect(option.rect), bool(option.state & QStyle.StateFlag.State_Selected)
