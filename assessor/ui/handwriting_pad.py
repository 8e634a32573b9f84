"""A place to write by hand: with a finger, a pen or the mouse."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from assessor.domain.handwriting import (
    HEIGHT,
    MOST_CHARACTERS,
    WIDTH,
    Stroke,
    strokes_of,
    thinned,
    written,
)
from assessor.i18n import _, ngettext
from assessor.ui.guards import guarded
from assessor.ui.theme import Theme

_PAPER, _INK = "#FFFFFF", "#10182B"  # in every look: a signature is ink on paper
_LINE, _LINE_PLACE = "#B4C1CA", 0.78  # to write upon, and how far down it is
_PEN = 6.0  # of the paper's width of 1000
_BEGIN = (QEvent.Type.MouseButtonPress, QEvent.Type.TabletPress, QEvent.Type.TouchBegin)
_GO_ON = (QEvent.Type.MouseMove, QEvent.Type.TabletMove, QEvent.Type.TouchUpdate)
_END = (
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.TabletRelease,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
)


class HandwritingPad(QWidget):
    """Keeps strokes as `domain.handwriting` does.

    Backspace takes the last stroke back, Delete all of them.
    """

    changed = Signal()  # by hand

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._strokes: list[Stroke] = []
        self._current: list[tuple[int, int]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(300, 90)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._describe()

    @property
    def text(self) -> str:
        """What was written; empty while there is nothing."""
        return written(self._strokes)

    @property
    def count(self) -> int:
        """How many strokes there are."""
        return len(self._strokes)

    def show_text(self, text: str) -> None:
        """Show handwriting that was kept, without emitting anything."""
        self._strokes = list(strokes_of(text))
        self._describe()

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self._strokes.pop()
            self._tell()

    def clear(self) -> None:
        """Take everything back."""
        if self._strokes:
            self._strokes.clear()
            self._tell()

    @guarded(QSize(600, 180))
    def sizeHint(self) -> QSize:
        return QSize(600, 180)

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        place = self._place(event)
        if place is None:
            return super().event(event)
        if event.type() in _BEGIN:
            self.setFocus()
            self._current = [place]
        elif self._current:
            self._go_to(place)
            if event.type() in _END:
                self._finish()
        self.update()
        event.accept()
        return True

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.undo()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper = self._paper()
        edge = "accent" if self.hasFocus() else "border"
        painter.setPen(QPen(self._theme.colour(edge), 2))
        painter.setBrush(QColor(_PAPER))
        painter.drawRoundedRect(paper, 6, 6)
        painter.setPen(QPen(QColor(_LINE), 1, Qt.PenStyle.DashLine))
        line = paper.top() + paper.height() * _LINE_PLACE
        painter.drawLine(QPointF(paper.left() + 24, line), QPointF(paper.right() - 24, line))
        painter.translate(paper.topLeft())
        painter.scale(paper.width() / WIDTH, paper.height() / HEIGHT)
        pen = QPen(QColor(_INK), _PEN, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in (*self._strokes, self._current):
            painter.drawPath(_smooth(stroke))

    def _place(self, event: QEvent) -> tuple[int, int] | None:
        """Where on the paper a hand is; None for events of other kinds."""
        if event.type() not in (*_BEGIN, *_GO_ON, *_END):
            return None
        if isinstance(event, QTouchEvent):
            if not event.points():  # the system took the touch away
                return self._current[-1] if self._current else None
            at = _first(event).position()
        elif isinstance(event, (QTabletEvent, QMouseEvent)) and _is_writing(event):
            at = event.position()
        else:
            return None
        paper = self._paper()
        x = (at.x() - paper.left()) / paper.width() * WIDTH
        y = (at.y() - paper.top()) / paper.height() * HEIGHT
        return min(max(0, round(x)), WIDTH), min(max(0, round(y)), HEIGHT)

    def _go_to(self, place: tuple[int, int]) -> None:
        if place != self._current[-1]:
            self._current.append(place)

    def _finish(self) -> None:
        self._strokes.append(thinned(self._current))
        self._current = []
        if len(self.text) > MOST_CHARACTERS:
            self._strokes.pop()
        self._tell()

    def _tell(self) -> None:
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        self.update()
        strokes = ngettext("{count} stroke", "{count} strokes", self.count)
        words = _("Signature by hand: {strokes}").format(strokes=strokes.format(count=self.count))
        self.setAccessibleName(words)

    def _paper(self) -> QRectF:
        """The largest sheet of the right proportions in the middle of the widget."""
        whole = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        scale = min(whole.width() / WIDTH, whole.height() / HEIGHT)
        paper = QRectF(0, 0, WIDTH * scale, HEIGHT * scale)
        paper.moveCenter(whole.center())
        return paper


def _first(event: QTouchEvent) -> QEventPoint:
    """The finger that was put down first; a palm beside it writes nothing."""
    return min(event.points(), key=lambda point: point.id())


def _is_writing(event: QMouseEvent | QTabletEvent) -> bool:
    """Whether the left button or the pen's tip is down, or has just been lifted."""
    left = Qt.MouseButton.LeftButton
    return event.button() == left or bool(event.buttons() & left)


def _smooth(stroke: Sequence[tuple[int, int]]) -> QPainterPath:
    """A line through the middles between the points, bent at the points."""
    if not stroke:
        return QPainterPath()
    points = [QPointF(*place) for place in stroke]
    path = QPainterPath(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.1, 0))  # a dot
    for point, after in pairwise(points[1:]):
        path.quadTo(point, QPointF((point.x() + after.x()) / 2, (point.y() + after.y()) / 2))
    if len(points) > 1:
        path.lineTo(points[-1])
    return path
