"""The list of sites on the page of today."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QInputDevice, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView

from assessor.domain import wording
from assessor.domain.completeness import Lack
from assessor.domain.scoring import shown
from assessor.i18n import _, current, ngettext
from assessor.pinyin import Query
from assessor.ui.agenda import Errand, Stage
from assessor.ui.guards import guarded
from assessor.ui.painting import bold, paint_state
from assessor.ui.rows import ROOT, TEXT_ROLES, Index, RowDelegate
from assessor.ui.theme import Theme
from assessor.ui.widgets import flick

ErrandRole = Qt.ItemDataRole.UserRole
_HEIGHT = 56
_STATES = {
    Stage.OPEN: ("accent", "dash"),
    Stage.READY: ("accent", "sign"),
    Stage.NOT_BEGUN: ("open", ""),
    Stage.SIGNED: ("good", "check"),
    Stage.EXPORTED: ("good", "export"),
}
_DRAGGED = "application/x-assessor-site"


class TodayModel(QAbstractListModel):
    """The errands that match the search, best first; without one, all of them by route."""

    route_changed = Signal(object)  # the codes of all sites in their new order, by the user

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Errand] = ()
        self._shown: list[Errand] = []
        self._wanted = ""

    @property
    def errands(self) -> Sequence[Errand]:
        """All of them by route, whether they match or not."""
        return self._all

    def show_errands(self, errands: Sequence[Errand]) -> None:
        """Replace the list."""
        self._all = errands
        self._find(self._wanted, errands)

    def search(self, wanted: str) -> None:
        """Show only what matches these words."""
        # What is typed on can only be among what was found before.
        goes_on = bool(self._wanted) and wanted.startswith(self._wanted)
        self._find(wanted, self._shown if goes_on else self._all)

    def _find(self, wanted: str, among: Sequence[Errand]) -> None:
        self.beginResetModel()
        self._wanted = wanted
        if wanted.strip():
            query = Query(wanted)
            ranked = ((each.rank(query), each) for each in among)
            hits = [(rank, each) for rank, each in ranked if rank is not None]
            self._shown = [each for _rank, each in sorted(hits, key=lambda hit: hit[0])]
        else:
            self._shown = list(self._all)
        self.endResetModel()

    def move(self, site_code: str, by: int) -> None:
        """Put a site earlier (-1) or later (1) on the route; not while searching."""
        row = self.row_of(site_code)
        self._put(row, row + by + (by > 0))

    def _put(self, row: int, before: int) -> None:
        if self._wanted.strip() or not 0 <= before <= len(self._all) or before in (row, row + 1):
            return
        order = list(self._all)
        order.insert(before, order[row])
        del order[row + (before < row)]
        self.route_changed.emit([each.site.code for each in order])

    def row_of(self, site_code: str) -> int:
        """Where a site stands; 0 if it is not shown."""
        codes = [each.site.code for each in self._shown]
        return codes.index(site_code) if site_code in codes else 0

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    @guarded(Qt.DropAction.MoveAction)
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @guarded([_DRAGGED])
    def mimeTypes(self) -> list[str]:
        return [_DRAGGED]

    @guarded(QMimeData())
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        mime.setData(_DRAGGED, self._shown[indexes[0].row()].site.code.encode())
        return mime

    @guarded(False)
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if data.hasFormat(_DRAGGED):
            code = bytes(data.data(_DRAGGED).data()).decode()
            self._put(self.row_of(code), row if row >= 0 else len(self._all))
        return False  # the list is read anew; Qt must not remove the row it took

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        errand = self._shown[index.row()]
        if role == ErrandRole:
            return errand
        if role in TEXT_ROLES:
            return _("{site}, {type}: {stage}").format(
                site=errand.site.name, type=errand.type_name, stage=stage_words(errand)
            )
        return None


class TodayView(QListView):
    """The list; Enter or a double click on a site activates it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setItemDelegate(_ErrandDelegate(theme, self, _HEIGHT))
        self.setProperty("kind", "framed")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Sites"))
        self.setMinimumHeight(2 * _HEIGHT)
        self.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        flick(self)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        # A finger scrolls; only a mouse drags sites, for fingers there are buttons.
        self.setDragEnabled(event.deviceType() is not QInputDevice.DeviceType.TouchScreen)
        super().mousePressEvent(event)


def stage_words(errand: Errand) -> str:
    """How far a site is, in words; a signed one with its score."""
    match errand.stage:
        case Stage.OPEN:
            return _("{marked} of {total} marked").format(marked=errand.marked, total=errand.total)
        case Stage.READY:
            return _("ready to sign")
        case Stage.SIGNED | Stage.EXPORTED:
            words = _("signed") if errand.stage is Stage.SIGNED else _("exported")
            if errand.earned is None or errand.possible is None:
                return words
            earned, possible = shown(errand.earned), shown(errand.possible)
            points = _("{earned} of {possible} points").format(
                earned=earned, possible=possible.removesuffix(".00")
            )
            return f"{points} · {words}"
        case _:
            return _("not begun")


def missing_words(errand: Errand) -> str:
    """What a draft still lacks, each kind once with its number."""
    kinds = Counter(each.lack for each in errand.missing)
    words = []
    for lack, count in kinds.items():
        if lack is Lack.NOT_OBSERVED:
            words.append(ngettext("{count} item open", "{count} items open", count))
        else:
            words.append(wording.lack(lack, current()) + (" ×{count}" if count > 1 else ""))
        words[-1] = words[-1].format(count=count)
    return _(" · ").join(words)


class _ErrandDelegate(RowDelegate):
    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, is_chosen: bool) -> None:
        theme, errand = self._theme, index.data(ErrandRole)
        colour, sign = _STATES[errand.stage]
        place = QRectF(rect.left() + 15, rect.center().y() - 13, 26, 26)
        paint_state(painter, place, colour, theme, sign)
        words = stage_words(errand)
        side = painter.fontMetrics().horizontalAdvance(words) + 14
        inner = rect.adjusted(54, 6, -14, -6)
        painter.setPen(theme.colour("muted" if errand.stage is Stage.NOT_BEGUN else "text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, words)
        about = " · ".join(filter(None, (errand.type_name, errand.community, errand.site.address)))
        if lacks := missing_words(errand):
            about = lacks
        painter.setPen(theme.colour("warn" if lacks else "muted"))
        self._line(painter, inner, Qt.AlignmentFlag.AlignBottom, about)
        painter.setPen(theme.colour("text"))
        painter.setFont(bold(painter.font()))
        name = inner.adjusted(0, 0, -side, 0)
        self._line(painter, name, Qt.AlignmentFlag.AlignTop, errand.site.name)

    @staticmethod
    def _line(painter: QPainter, rect: QRect, edge: Qt.AlignmentFlag, words: str) -> None:
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | edge, elided)
