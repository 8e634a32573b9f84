"""The rows of the phone inbox: one for each photo, and what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView

from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _
from assessor.ui.guards import guarded
from assessor.ui.painting import bold, paint_state
from assessor.ui.photo_list import THUMBNAIL, paint_thumbnail
from assessor.ui.rows import ROOT, TEXT_ROLES, Index, RowDelegate
from assessor.ui.theme import Theme
from assessor.ui.thumbnails import Thumbnails
from assessor.ui.widgets import flick

_HEIGHT = THUMBNAIL.height() + 12
_SIGN = 26  # px
LAST_FAULT = -2  # the last one there is, or a new one where there is none
NEW_FAULT = -1


class RowState(StrEnum):
    """What was decided about a photo."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A photo, the item and the fault it is proposed to, and why there may be none."""

    digest: str
    name: str = ""
    at: datetime | None = None
    item: str = ""
    fault: int = LAST_FAULT
    reason: str = ""  # why it is left aside, in words
    state: RowState = RowState.WAITING


class InboxModel(QAbstractListModel):
    """The display role is the whole of a row in words."""

    def __init__(self, item_words: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[InboxRow] = []
        self._item_words = item_words
        self._places: dict[str, int] = {}

    def show_rows(self, rows: list[InboxRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = rows
        self._places = {row.digest: place for place, row in enumerate(rows)}
        self.endResetModel()

    def change(self, place: int, **changes: Any) -> None:
        """Change something about a row."""
        self.rows[place] = replace(self.rows[place], **changes)
        self.dataChanged.emit(self.index(place), self.index(place))

    def touch(self, digest: str) -> None:
        """Have a photo painted again."""
        if (place := self._places.get(digest)) is not None:
            self.dataChanged.emit(self.index(place), self.index(place))

    def next_waiting(self, after: int) -> int:
        """The next row that is proposed to an item and not decided, -1 where there is none."""
        order = [*range(after + 1, len(self.rows)), *range(after + 1)]
        return next((place for place in order if self._is_waiting(place)), -1)

    def waiting(self) -> list[int]:
        """The rows that are proposed to an item and not decided."""
        return [place for place in range(len(self.rows)) if self._is_waiting(place)]

    def words_of(self, row: InboxRow) -> tuple[str, str]:
        """What stands on the two lines of a row."""
        taken = f"{row.at.astimezone(CHINA_TIME):%m-%d %H:%M:%S}" if row.at else ""
        first = "　".join(filter(None, (taken, row.name)))
        match row.state:
            case RowState.ACCEPTED:
                return first, _("Given to {item}").format(item=self._item_words(row.item))
            case RowState.ASIDE:
                return first, row.reason or _("Left aside")
            case _:
                return first, self._item_words(row.item) if row.item else row.reason

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in TEXT_ROLES:
            return _("; ").join(self.words_of(self.rows[index.row()]))
        return None

    def _is_waiting(self, place: int) -> bool:
        row = self.rows[place]
        return row.state is RowState.WAITING and bool(row.item)


class InboxDelegate(RowDelegate):
    """Paints a row: the photo, when it was taken, where it goes, and what was decided."""

    def __init__(
        self, model: InboxModel, thumbnails: Thumbnails, theme: Theme, view: QListView
    ) -> None:
        super().__init__(theme, view, _HEIGHT)
        self._model, self._thumbnails = model, thumbnails

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, is_chosen: bool) -> None:
        row, theme = self._model.rows[index.row()], self._theme
        place = QRectF(rect.left() + 10, rect.top() + 6, THUMBNAIL.width(), THUMBNAIL.height())
        paint_thumbnail(painter, place, self._thumbnails.picture(row.digest), (), theme)
        self._paint_words(painter, rect.adjusted(THUMBNAIL.width() + 24, 0, -_SIGN - 24, 0), row)
        sign = QRectF(rect.right() - _SIGN - 12, rect.center().y() - _SIGN / 2, _SIGN, _SIGN)
        paint_state(painter, sign, _STATES[row.state], theme)

    def _paint_words(self, painter: QPainter, rect: QRect, row: InboxRow) -> None:
        first, second = self._model.words_of(row)
        upper, lower = QRect(rect), QRect(rect)
        upper.setBottom(rect.center().y() - 2)
        lower.setTop(rect.center().y() + 2)
        painter.setPen(self._theme.colour("muted"))
        align = Qt.AlignmentFlag.AlignLeft
        painter.drawText(upper, align | Qt.AlignmentFlag.AlignBottom, first)
        painter.setPen(self._theme.colour("text" if row.item else "warn"))
        if row.item and row.state is RowState.WAITING:
            painter.setFont(bold(painter.font()))
        words = painter.fontMetrics().elidedText(second, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, align | Qt.AlignmentFlag.AlignTop, words)


class InboxView(QListView):
    """The list of rows; Enter accepts the current one, Delete leaves it aside."""

    accept_wanted = Signal()
    aside_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setProperty("kind", "framed")
        self.setAccessibleName(_("Photos from the phone"))
        flick(self)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.aside_wanted.emit()
        else:
            super().keyPressEvent(event)


_STATES = {RowState.WAITING: "open", RowState.ACCEPTED: "good", RowState.ASIDE: "aside"}
