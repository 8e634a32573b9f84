"""Scores from round to round, as a line with every number beside its point."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from assessor.domain.scoring import shown
from assessor.i18n import _
from assessor.ui.guards import guarded
from assessor.ui.painting import bold
from assessor.ui.theme import Theme

_HEIGHT = 190  # px
_AROUND = 28  # px at the left and right
_FOOT = 30  # px for the names of the rounds
_DOT = 4.5
_TENTH = Fraction(1, 10)

Point = tuple[str, Fraction]


class TrendChart(QWidget):
    """Rounds from left to right; the scale begins at the tenth below the lowest score."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._points: Sequence[Point] = ()
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Trend"))

    def show_points(self, points: Sequence[Point]) -> None:
        """Show rounds by name with their rates, the oldest first."""
        self._points = points
        told = (f"{name} {shown(rate * 100)} %" for name, rate in points)
        self.setAccessibleDescription(_(", ").join(told))
        self.update()

    @guarded(QSize(200, _HEIGHT))
    def minimumSizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(_AROUND, 24, -_AROUND, -_FOOT)
        least = _floor(min(rate for _name, rate in self._points))
        self._paint_scale(painter, room, least)
        places = [
            QPointF(
                room.left() + room.width() * (number + 0.5) / len(self._points),
                room.bottom() - room.height() * float((rate - least) / (1 - least)),
            )
            for number, (_name, rate) in enumerate(self._points)
        ]
        painter.setPen(QPen(self._theme.colour("accent"), 2.5))
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(self._theme.colour("accent"))
        for place in places:
            painter.drawEllipse(place, _DOT, _DOT)
        self._paint_words(painter, places)

    def _paint_scale(self, painter: QPainter, room: QRectF, least: Fraction) -> None:
        painter.setPen(QPen(self._theme.colour("border"), 1))
        for rate, y in ((least, room.bottom()), (Fraction(1), room.top())):
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            box = QRectF(0, y - 10, _AROUND - 4, 20)
            painter.setPen(self._theme.colour("muted"))
            ends = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, ends, str(int(rate * 100)))
            painter.setPen(QPen(self._theme.colour("border"), 1))

    def _paint_words(self, painter: QPainter, places: Sequence[QPointF]) -> None:
        painter.setPen(self._theme.colour("text"))
        plain = painter.font()
        width = (self.width() - 2 * _AROUND) / len(places)
        for place, (name, rate) in zip(places, self._points, strict=True):
            painter.setFont(bold(plain))
            above = QRectF(place.x() - 40, place.y() - 26, 80, 20)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, shown(rate * 100))
            painter.setFont(plain)
            below = QRectF(place.x() - width / 2, self.height() - _FOOT + 6, width, 20)
            words = painter.fontMetrics().elidedText(
                name, Qt.TextElideMode.ElideMiddle, int(width) - 6
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)


def _floor(rate: Fraction) -> Fraction:
    """The tenth below a rate, at most nine tenths."""
    return min(rate // _TENTH * _TENTH, 9 * _TENTH)
