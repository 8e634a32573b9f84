"""Photos side by side: a list of digests, painted from thumbnails as they arrive."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from assessor.domain.inspection import Annotation
from assessor.i18n import _
from assessor.ui.guards import guarded
from assessor.ui.icons import paint_sign
from assessor.ui.mark_painting import paint_marks
from assessor.ui.rows import ROOT, Index, drawn
from assessor.ui.theme import Theme
from assessor.ui.thumbnails import Thumbnails
from assessor.ui.widgets import flick

THUMBNAIL = QSize(112, 84)
_AROUND = 8  # px
_SIGN = 22  # px of the sign on a photo that is used twice

AnnotationsOf = Callable[[str], tuple[Annotation, ...]]


class PhotoModel(QAbstractListModel):
    """The digests of photos, in order; the display role is the digest."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.digests: tuple[str, ...] = ()
        self.doubtful: frozenset[str] = frozenset()  # used elsewhere, too
        self._rows: dict[str, int] = {}

    def show_photos(self, digests: Sequence[str]) -> None:
        """Show these photos."""
        self.beginResetModel()
        self.digests = tuple(digests)
        self._rows = {digest: row for row, digest in enumerate(self.digests)}
        self.endResetModel()

    def touch(self, digest: str) -> None:
        """Have a photo painted again."""
        if (row := self._rows.get(digest)) is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, digest: str) -> int:
        """The row of a photo, -1 where it is not shown."""
        return self._rows.get(digest, -1)

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.digests)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        digest = self.digests[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return digest
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = _("Photo {number}").format(number=index.row() + 1)
            if digest in self.doubtful:
                words = _("{photo}, used twice").format(photo=words)
            return words
        return None


class PhotoDelegate(QStyledItemDelegate):
    """Paints a thumbnail with its marks, framed where it is chosen."""

    def __init__(
        self, thumbnails: Thumbnails, annotations: AnnotationsOf, theme: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._thumbnails, self._annotations, self._theme = thumbnails, annotations, theme

    @guarded(QSize(60, 60))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return THUMBNAIL + QSize(_AROUND, _AROUND)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        digest = index.data()
        place, is_chosen = drawn(option)
        rect = QRectF(place)
        if is_chosen:
            painter.fillRect(rect, self._theme.colour("accent"))
        paint_thumbnail(
            painter,
            rect.adjusted(4, 4, -4, -4),
            self._thumbnails.picture(digest),
            self._annotations(digest),
            self._theme,
        )
        model = index.model()
        if isinstance(model, PhotoModel) and digest in model.doubtful:
            sign = QRectF(rect.right() - _SIGN - 6, rect.top() + 6, _SIGN, _SIGN)
            painter.fillRect(sign, self._theme.colour("warn_soft"))
            paint_sign(painter, "warning", sign, self._theme.colour("warn"))


def paint_thumbnail(
    painter: QPainter,
    rect: QRectF,
    pixmap: QPixmap | None,
    annotations: tuple[Annotation, ...],
    theme: Theme,
) -> None:
    """A small picture in the middle of a rectangle, with its marks."""
    painter.fillRect(rect, theme.colour("window"))
    if pixmap is None:
        return
    place = QRectF(QPointF(), pixmap.deviceIndependentSize())
    place.moveCenter(rect.center())
    painter.drawPixmap(place.topLeft().toPoint(), pixmap)
    if annotations:
        paint_marks(painter, place, annotations)


def photo_view(model: PhotoModel, delegate: PhotoDelegate, name: str) -> QListView:
    """A list of photos side by side."""
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setMovement(QListView.Movement.Static)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setUniformItemSizes(True)
    view.setSpacing(2)
    view.setProperty("kind", "framed")
    view.setAccessibleName(name)
    view.setModel(model)
    view.setItemDelegate(delegate)
    flick(view)
    return view
