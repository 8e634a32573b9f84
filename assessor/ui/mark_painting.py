"""Marks over a picture on the screen, as they are printed."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from assessor.domain.annotating import HALO_WIDTH, LINE_WIDTH, WORDS_SIZE, lines_of, place_of
from assessor.domain.inspection import Annotation
from assessor.ui.painting import bold

_RED = QColor(184, 28, 28)  # as on paper, whatever the look of the window
_WHITE = QColor(255, 255, 255)
_LEAST = 1.5  # px of a line on a thumbnail


def paint_marks(painter: QPainter, rect: QRectF, annotations: Iterable[Annotation]) -> None:
    """Draw marks over a picture that fills the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    for each in annotations:
        if each.words:
            _paint_words(painter, rect, each)
        else:
            _paint_lines(painter, rect, each)
    painter.restore()


def words_rect(annotation: Annotation, rect: QRectF, font: QFont) -> QRectF:
    """The ground of words over a picture, from the picture's upper left corner."""
    metrics = QFontMetricsF(words_font(rect, font))
    width = min(rect.width(), metrics.horizontalAdvance(annotation.words) + metrics.height() / 2)
    x, y = place_of(annotation, rect.width(), rect.height())
    left = min(x, max(0.0, rect.width() - width))
    top = min(y, max(0.0, rect.height() - metrics.height()))
    return QRectF(left, top, width, metrics.height())


def words_font(rect: QRectF, font: QFont) -> QFont:
    """The type of words over a picture of this size, in the family of a font."""
    made = bold(font)
    made.setPixelSize(max(7, round(max(rect.width(), rect.height()) * WORDS_SIZE)))
    return made


def _paint_lines(painter: QPainter, rect: QRectF, annotation: Annotation) -> None:
    longer = max(rect.width(), rect.height())
    for colour, share, least in ((_WHITE, HALO_WIDTH, 2 * _LEAST), (_RED, LINE_WIDTH, _LEAST)):
        pen = QPen(colour, max(least, longer * share), Qt.PenStyle.SolidLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for line in lines_of(annotation, rect.width(), rect.height()):
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))


def _paint_words(painter: QPainter, rect: QRectF, annotation: Annotation) -> None:
    ground = words_rect(annotation, rect, painter.font())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_WHITE)
    painter.drawRoundedRect(ground, ground.height() / 3, ground.height() / 3)
    painter.setPen(_RED)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.save()
    painter.setFont(words_font(rect, painter.font()))
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, annotation.words)
    painter.restore()
