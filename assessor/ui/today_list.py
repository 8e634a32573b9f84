"""The list of sites on the page of today."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from assessor.i18n import _
from assessor.ui.agenda import Errand, Stage
from assessor.ui.guards import guarded
from assessor.ui.painting import bold, paint_state
from assessor.ui.theme import Theme
from assessor.ui.widgets import flick

Index = QModelIndex | QPersistentModelIndex
ErrandRole = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
_HEIGHT = 62
_STATES = {
    Stage.OPEN: ("accent", "dash"),
    Stage.READY: ("accent", "sign"),
    Stage.NOT_BEGUN: ("open", ""),
    Stage.SIGNED: ("good", "check"),
}


class TodayModel(QAbstractListModel):
    """The errands that match the search."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Errand] = ()
        self._shown: list[Errand] = []
        self._wanted = ""

    def show_errands(self, errands: Sequence[Errand]) -> None:
        """Replace the list."""
        self._all = errands
        self.search(self._wanted)

    def search(self, wanted: str) -> None:
        """Show only what matches these words."""
        self.beginResetModel()
        self._wanted = wanted
        self._shown = [each for each in self._all if each.matches(wanted)]
        self.endResetModel()

    def row_of(self, site_code: str) -> int:
        """Where a site stands; 0 if it is not shown."""
        codes = [each.site.code for each in self._shown]
        return codes.index(site_code) if site_code in codes else 0

    @guarded(0)
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        errand = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return errand
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return _("{site}, {type}: {stage}").format(
                    site=errand.site.name, type=errand.type_name, stage=stage_words(errand)
                )
        return None


class TodayView(QListView):
    """The list; Enter or a double click on a site activates it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setItemDelegate(_ErrandDelegate(theme, self))
        self.setProperty("kind", "framed")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Sites"))
        self.setMinimumHeight(2 * _HEIGHT)
        flick(self)


def stage_words(errand: Errand) -> str:
    """How far a site is, in words."""
    match errand.stage:
        case Stage.OPEN:
            return _("{marked} of {total} marked").format(marked=errand.marked, total=errand.total)
        case Stage.READY:
            return _("ready to sign")
        case Stage.SIGNED:
            return _("signed")
        case _:
            return _("not begun")


class _ErrandDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @guarded(QSize(200, _HEIGHT))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _HEIGHT)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]  # PySide's stubs lack it
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # likewise
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._paint(painter, rect, index.data(ErrandRole), is_chosen)
        painter.restore()

    def _paint(self, painter: QPainter, rect: QRect, errand: Errand, is_chosen: bool) -> None:
        theme = self._theme
        if is_chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(rect.adjusted(0, 0, 5 - rect.width(), 0), theme.colour("accent"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        colour, sign = _STATES[errand.stage]
        place = QRectF(rect.left() + 15, rect.center().y() - 13, 26, 26)
        paint_state(painter, place, colour, theme, sign)
        words = stage_words(errand)
        side = painter.fontMetrics().horizontalAdvance(words) + 28
        painter.setPen(theme.colour("muted" if errand.stage is Stage.NOT_BEGUN else "text"))
        painter.drawText(
            rect.adjusted(0, 0, -14, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            words,
        )
        inner = rect.adjusted(54, 8, -side, -8)
        about = " · ".join(filter(None, (errand.type_name, errand.community, errand.site.address)))
        painter.setPen(theme.colour("muted"))
        self._line(painter, inner, Qt.AlignmentFlag.AlignBottom, about)
        painter.setPen(theme.colour("text"))
        painter.setFont(bold(painter.font()))
        self._line(painter, inner, Qt.AlignmentFlag.AlignTop, errand.site.name)

    @staticmethod
    def _line(painter: QPainter, rect: QRect, edge: Qt.AlignmentFlag, words: str) -> None:
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | edge, elided)
