"""How the tables of the indicators page look and are typed into."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from assessor.i18n import _
from assessor.ui.figure_models import ActionRole, DoubtRole, NoteRole, StateRole
from assessor.ui.guards import guarded
from assessor.ui.icons import paint_sign
from assessor.ui.painting import bold, paint_state, paint_words
from assessor.ui.rows import Index, drawn
from assessor.ui.theme import TOUCH, Theme
from assessor.ui.widgets import flick

ROW = 60  # px
_STATES = {"met": "good", "yes": "good", "unmet": "bad", "no": "bad", "unknown": "open"}
_GROUNDS = {"good": "good_soft", "bad": "bad_soft", "open": "window"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FigureView(QTableView):
    """A table to type into: Enter goes down, Tab to the next cell that can be filled in.

    `activated` tells of Enter and clicks on cells that are not typed into.
    """

    pressed_at = Signal(QModelIndex)

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "framed")
        self.setAccessibleName(name)
        self.setItemDelegate(_Cells(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.setMinimumHeight(3 * ROW)
        self.clicked.connect(self._on_clicked)
        flick(self)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if self.state() is QAbstractItemView.State.EditingState:
            event.ignore()  # the editor's own key, which ends the editing in a moment
            return
        if event.key() in _ENTER and index.isValid():
            self._on_clicked(index)
            return
        super().keyPressEvent(event)

    @guarded(None)
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        # A click elsewhere ends the editing too, and has chosen where to go on.
        is_left = isinstance(editor, _Editor) and editor.cell != self.currentIndex()
        super().closeEditor(editor, hints.NoHint)
        steps = {
            hints.SubmitModelCache: (1, 0),
            hints.EditNextItem: (0, 1),
            hints.EditPreviousItem: (0, -1),
        }
        if is_left or hint not in steps:
            return
        if refused := getattr(self.model(), "refused", ""):
            self.edit(self.currentIndex())
            if isinstance(again := QApplication.focusWidget(), QLineEdit):
                again.setText(refused)  # to be mended, not typed anew
            return
        self._edit_next(*steps[hint])

    def _edit_next(self, down: int, along: int) -> None:
        """Go on to the next cell that can be filled in, row by row."""
        model, index = self.model(), self.currentIndex()
        row, column = index.row(), index.column()
        while True:
            row, column = row + down, column + along
            if not 0 <= column < model.columnCount():
                row, column = row + along, 0 if along > 0 else model.columnCount() - 1
            if not 0 <= row < model.rowCount():
                return
            following = model.index(row, column)
            if following.flags() & Qt.ItemFlag.ItemIsEditable and not self.isColumnHidden(column):
                self.setCurrentIndex(following)
                self.edit(following)
                return

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self.pressed_at.emit(index)


class _Editor(QLineEdit):
    """Where a value is typed; it knows its cell."""

    def __init__(self, index: Index, parent: QWidget) -> None:
        super().__init__(parent)
        self.cell = QPersistentModelIndex(index)
        self.setAccessibleName(_("Value"))
        self.setMinimumHeight(TOUCH)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)


class _Cells(QStyledItemDelegate):
    """Paints words with a note below them; verdicts and answers as a sign on a ground."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return _Editor(index, parent)

    @guarded(None)
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect, _is_chosen = drawn(option)
        editor.setGeometry(rect.adjusted(1, 2, -1, -2))

    @guarded(QSize(60, ROW))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, ROW)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, is_chosen = drawn(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if shown := index.data(StateRole):
            self._paint_state(painter, rect, index, _STATES[shown])
        elif index.flags() & Qt.ItemFlag.ItemIsEditable and not index.data(NoteRole):
            self._paint_field(painter, rect, index, is_chosen)
        elif index.data(ActionRole):
            painter.setPen(self._theme.colour("accent"))
            painter.setFont(bold(painter.font()))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        else:
            self._paint_words(painter, rect, index)
        painter.restore()

    def _paint_state(self, painter: QPainter, rect: QRect, index: Index, state: str) -> None:
        theme = self._theme
        ground = QRectF(rect.adjusted(3, 4, -3, -5))
        painter.setPen(theme.colour("border" if state == "open" else state))
        painter.setBrush(theme.colour(_GROUNDS[state]))
        painter.drawRoundedRect(ground, 6, 6)
        note = str(index.data(NoteRole) or "")
        height = 18 if note else int(ground.height())
        place = QRectF(
            ground.left() + 7, ground.top() + (5 if note else ground.height() / 2 - 9), 18, 18
        )
        if state == "open":
            paint_sign(painter, "question", place, theme.colour("muted"))
        else:
            paint_state(painter, place, state, theme)
        painter.setPen(theme.colour("text" if state == "open" else state))
        painter.setFont(bold(painter.font()))
        words = QRect(int(place.right()) + 6, int(ground.top()) + (4 if note else 0), 0, height + 2)
        words.setRight(int(ground.right()) - 4)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data())
        )
        if note:
            below = QRect(rect.left() + 10, words.bottom() + 1, rect.width() - 18, 24)
            self._paint_small(painter, below, note)

    def _paint_field(self, painter: QPainter, rect: QRect, index: Index, is_current: bool) -> None:
        colour = self._theme.colour("accent" if is_current else "border")
        painter.setPen(QPen(colour, 2 if is_current else 1))
        painter.setBrush(self._theme.colour("base"))
        field = rect.adjusted(3, 7, -3, -8)
        painter.drawRoundedRect(QRectF(field), 5, 5)
        painter.setPen(self._theme.colour("text"))
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, field.width() - 8
        )
        painter.drawText(field.adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme, inner = self._theme, rect.adjusted(8, 3, -6, -4)
        note = str(index.data(NoteRole) or "")
        if index.data(DoubtRole):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("warn_soft"))
            painter.drawRoundedRect(QRectF(rect.adjusted(3, 4, -3, -5)), 6, 6)
            sign = QRectF(inner.left(), inner.center().y() - 9, 18, 18)
            paint_sign(painter, "warning", sign, theme.colour("warn"))
            inner.setLeft(inner.left() + 24)
        painter.setPen(theme.colour("warn" if index.data(DoubtRole) else "text"))
        if index.data(Qt.ItemDataRole.TextAlignmentRole):
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, str(index.data()))
            return
        if not note:
            paint_words(painter, inner, str(index.data()))
            return
        first = QRect(inner.left(), inner.top(), inner.width(), inner.height() - 18)
        paint_words(painter, first, str(index.data()), 2 if first.height() > 36 else 1)
        self._paint_small(painter, QRect(inner.left(), first.bottom(), inner.width(), 18), note)

    def _paint_small(self, painter: QPainter, rect: QRect, words: str) -> None:
        font = painter.font()
        font.setBold(False)
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(self._theme.colour("muted"))
        paint_words(painter, rect, words, 1)
