"""The surface on which marks are drawn over a photo, by finger, mouse or keyboard."""

from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from assessor.domain.annotating import place_of, thousandths
from assessor.domain.inspection import Annotation, Shape
from assessor.i18n import _
from assessor.ui.guards import guarded
from assessor.ui.mark_painting import paint_marks, words_rect
from assessor.ui.theme import Theme

_NEAR = 24  # px around a mark that still hit it with a finger
_STEP = 20  # thousandths that an arrow key moves
_SMALLEST = 15  # thousandths; what is drawn shorter is a tap
_MOST = 100  # marks of one photo
_START = (400, 400, 600, 600)  # where the keyboard begins a mark


class Tool(StrEnum):
    """What a finger does on the picture."""

    CHOOSE = "choose"
    ARROW = "arrow"
    RING = "ring"
    WORDS = "words"


class MarkupCanvas(QWidget):
    """The photo with its marks; one may be chosen, to be moved or deleted.

    Keys: arrows move the chosen mark, with Shift its end; Tab goes through the marks.
    """

    changed = Signal()
    chosen_changed = Signal()
    words_wanted = Signal(int, int)  # where words were asked for, in thousandths

    def __init__(self, picture: bytes, annotations: tuple[Annotation, ...], theme: Theme) -> None:
        super().__init__()
        self.annotations = annotations
        self.tool = Tool.ARROW
        self.chosen = -1
        self._earlier: list[tuple[Annotation, ...]] = []
        self._photo = QPixmap.fromImage(QImage.fromData(picture))
        self._scaled = QPixmap()
        self._theme = theme
        self._start: QPointF | None = None
        self._drawn: Annotation | None = None
        self._is_dragged = False  # the chosen mark: its way is undone as one
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 160)
        self.setAccessibleName(_("Photo with marks"))
        self._describe()

    @property
    def can_undo(self) -> bool:
        """Whether a change can be taken back."""
        return bool(self._earlier)

    def add(self, annotation: Annotation) -> None:
        """Put a mark on the photo, and choose it."""
        if len(self.annotations) < _MOST:
            self._change((*self.annotations, annotation))
            self.choose(len(self.annotations) - 1)

    def start_mark(self) -> None:
        """Put an arrow or a ring in the middle, for the keyboard to move."""
        self.add(Annotation(Shape(self.tool.value), *_START))

    def choose(self, number: int) -> None:
        """Choose a mark by its position; -1 for none."""
        self.chosen = number
        self._describe()
        self.chosen_changed.emit()
        self.update()

    def delete(self) -> None:
        """Take the chosen mark away."""
        if 0 <= self.chosen < len(self.annotations):
            at = self.chosen
            self._change(self.annotations[:at] + self.annotations[at + 1 :])
            self.choose(-1)

    def undo(self) -> None:
        """Take the last change back."""
        if self._earlier:
            self.annotations = self._earlier.pop()
            self.choose(-1)
            self.changed.emit()

    @guarded(QSize(800, 560))
    def sizeHint(self) -> QSize:
        return QSize(800, 560)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("window"))
        place = self._place()
        if self._scaled.size() != place.size().toSize():
            self._scaled = self._photo.scaled(
                place.size().toSize(),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        painter.drawPixmap(place.topLeft(), self._scaled)
        marks = (*self.annotations, self._drawn) if self._drawn else self.annotations
        paint_marks(painter, place, marks)
        if 0 <= self.chosen < len(self.annotations):
            frame = self._bounds(self.annotations[self.chosen]).adjusted(-6, -6, 6, 6)
            for colour, style in (
                (Qt.GlobalColor.white, Qt.PenStyle.SolidLine),
                (Qt.GlobalColor.black, Qt.PenStyle.DashLine),
            ):
                painter.setPen(QPen(colour, 2, style))
                painter.drawRect(frame)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        hit = self._hit(event.position())
        if self.tool is Tool.CHOOSE or (hit >= 0 and hit == self.chosen):
            self.choose(hit)
        else:
            self.choose(-1)
        self._start = event.position()
        self._is_dragged = False

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._start is None:
            return
        if self.chosen >= 0:
            self._drag(event.position() - self._start)
            self._start = event.position()
        elif self.tool in (Tool.ARROW, Tool.RING):
            self._drawn = self._between(self._start, event.position())
            self.update()

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        start, drawn = self._start, self._drawn
        self._start = self._drawn = None
        if start is None or self.chosen >= 0:
            return
        if drawn is not None and _is_drawn(drawn):
            self.add(drawn)
        elif self.tool is Tool.WORDS:
            self.words_wanted.emit(*self._thousandths(event.position()))
        else:
            self.choose(self._hit(event.position()))

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete()
        elif event.key() == Qt.Key.Key_Space and self.annotations:
            self.choose((self.chosen + 1) % len(self.annotations))
        elif step and 0 <= self.chosen < len(self.annotations):
            only_end = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._shift(*step, only_end=only_end)
        else:
            super().keyPressEvent(event)

    def _change(self, annotations: tuple[Annotation, ...]) -> None:
        self._earlier.append(self.annotations)
        self.annotations = annotations
        self._describe()
        self.changed.emit()
        self.update()

    def _shift(self, x: int, y: int, *, only_end: bool) -> None:
        mark = self.annotations[self.chosen]
        moved = replace(mark, to_x=_within(mark.to_x + x), to_y=_within(mark.to_y + y))
        if not only_end or mark.shape is Shape.WORDS:
            moved = replace(moved, x=_within(mark.x + x), y=_within(mark.y + y))
        self._replace_chosen(moved)

    def _drag(self, moved: QPointF) -> None:
        place = self._place()
        x = round(moved.x() * 1000 / place.width())
        y = round(moved.y() * 1000 / place.height())
        earlier = list(self._earlier)
        self._shift(x, y, only_end=False)
        if self._is_dragged:
            self._earlier = earlier
        self._is_dragged = True

    def _replace_chosen(self, mark: Annotation) -> None:
        at = self.chosen
        self._change((*self.annotations[:at], mark, *self.annotations[at + 1 :]))

    def _place(self) -> QRectF:
        """Where the photo is shown."""
        size = self._photo.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, max(1, size.width()), max(1, size.height()))
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def _thousandths(self, at: QPointF) -> tuple[int, int]:
        place = self._place()
        inner = at - place.topLeft()
        return thousandths((inner.x(), inner.y()), place.width(), place.height())

    def _between(self, start: QPointF, end: QPointF) -> Annotation:
        shape = Shape(self.tool.value)
        return Annotation(shape, *self._thousandths(start), *self._thousandths(end))

    def _bounds(self, mark: Annotation) -> QRectF:
        place = self._place()
        if mark.shape is Shape.WORDS:
            return words_rect(mark, place, self.font()).translated(place.topLeft())
        start = QPointF(*place_of(mark, place.width(), place.height()))
        end = QPointF(mark.to_x * place.width() / 1000, mark.to_y * place.height() / 1000)
        return QRectF(start, end).normalized().translated(place.topLeft())

    def _hit(self, at: QPointF) -> int:
        """The mark at a place, the last drawn first; -1 for none."""
        for number in reversed(range(len(self.annotations))):
            bounds = self._bounds(self.annotations[number])
            if bounds.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(at):
                return number
        return -1

    def _describe(self) -> None:
        """What is read aloud: how many marks, and which one is chosen."""
        words = _("{count} marks").format(count=len(self.annotations))
        if 0 <= self.chosen < len(self.annotations):
            words = _("{marks}, number {number} is chosen").format(
                marks=words, number=self.chosen + 1
            )
        self.setAccessibleDescription(words)


_STEPS = {
    Qt.Key.Key_Left: (-_STEP, 0),
    Qt.Key.Key_Right: (_STEP, 0),
    Qt.Key.Key_Up: (0, -_STEP),
    Qt.Key.Key_Down: (0, _STEP),
}


def _is_drawn(mark: Annotation) -> bool:
    return max(abs(mark.x - mark.to_x), abs(mark.y - mark.to_y)) >= _SMALLEST


def _within(value: int) -> int:
    return min(1000, max(0, value))
