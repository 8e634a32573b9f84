"""A table of shaded numbers: the deeper a tile is filled, the more it needs a look.

The number says the same as the fill, a sign marks a veto, and depth is lightness, so that
it can be read in print and by whoever sees no colours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QObject,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from assessor.ui.guards import guarded
from assessor.ui.icons import paint_sign
from assessor.ui.painting import bold
from assessor.ui.rows import ROOT, Index, drawn
from assessor.ui.theme import TOUCH, Theme
from assessor.ui.widgets import flick

TileRole = Qt.ItemDataRole.UserRole
_TILE = QSize(84, TOUCH)
_NAMES = 150  # px at most for the names of rows
_HEAD = 52  # px: two lines of a column's name
_SIGN = 14
_MOST_SHOWN = 8  # rows that are in view at once


@dataclass(frozen=True, slots=True)
class Tile:
    """A number as shown, how deep its fill is (0 to 1), and all of it in words."""

    words: str
    depth: float
    told: str
    is_vetoed: bool = False


class HeatModel(QAbstractTableModel):
    """Rows and columns by name, and the tiles that are known."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[str] = ()
        self._columns: Sequence[str] = ()
        self._tiles: Mapping[tuple[int, int], Tile] = {}

    def show_tiles(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        tiles: Mapping[tuple[int, int], Tile],
    ) -> None:
        """Replace the table; a place without a tile stays empty."""
        self.beginResetModel()
        self._rows, self._columns, self._tiles = rows, columns, tiles
        self.endResetModel()

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @guarded(0)
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @guarded(None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        is_across = orientation is Qt.Orientation.Horizontal
        return (self._columns if is_across else self._rows)[section]

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        tile = self._tiles.get((index.row(), index.column()))
        if role == TileRole:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.words if tile else "—"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return tile.told if tile else "—"
        return None


class HeatDelegate(QStyledItemDelegate):
    """Paints a tile: the fill, the number upon it, a sign for a veto."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, is_chosen = drawn(option)
        tile: Tile | None = index.data(TileRole)
        painter.save()
        place = rect.adjusted(1, 1, -1, -1)
        ground = shade(self._theme, tile.depth if tile else 0.0)
        painter.fillRect(place, ground)
        painter.setPen(ink(ground))
        painter.setFont(bold(painter.font()))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        if tile and tile.is_vetoed:
            sign = QRectF(place.right() - _SIGN - 3, place.top() + 3, _SIGN, _SIGN)
            paint_sign(painter, "warning", sign, ink(ground))
        if is_chosen:
            painter.setPen(QPen(self._theme.colour("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(1, 1, -1, -1))
        painter.restore()


def shade(theme: Theme, depth: float) -> QColor:
    """The fill of a tile: from the ground of lists to the colour of what is bad."""
    part = min(max(depth, 0.0), 1.0)
    least, most = _rgb(theme.colour("base")), _rgb(theme.colour("bad"))
    mixed = (low + (high - low) * part for low, high in zip(least, most, strict=True))
    return QColor.fromRgbF(*mixed)


def ink(ground: QColor) -> QColor:
    """Black or white, whichever is read better upon a fill: one of them always can be."""
    both = (QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white))
    return max(both, key=lambda each: contrast(each, ground))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1 to 21, as the accessibility guidelines reckon it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


class HeatTable(QTableView):
    """A table of tiles, with the names of rows and columns in view; as high as its rows."""

    def __init__(self, model: HeatModel, theme: Theme, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(HeatDelegate(theme, self))
        self.setProperty("kind", "framed")
        self.setAccessibleName(name)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        wrapped = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
        across.setDefaultAlignment(Qt.AlignmentFlag(wrapped))
        across.setFixedHeight(_HEAD)
        across.setMinimumSectionSize(_TILE.width())
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setDefaultSectionSize(_TILE.height())
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMaximumWidth(_NAMES)
        model.modelReset.connect(self._fit)
        flick(self)

    def _fit(self) -> None:
        """A few rows at most: the others scroll."""
        shown = min(max(self.model().rowCount(), 1), _MOST_SHOWN)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(_HEAD + shown * _TILE.height() + bar + 4)
