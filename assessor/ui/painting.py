"""What several lists paint alike: the round state signs, and bold words."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextLayout, QTextOption

from assessor.ui.icons import paint_sign
from assessor.ui.theme import Theme

_SIGNS = {"good": "check", "bad": "cross", "aside": "dash", "accent": "sign"}


def paint_state(painter: QPainter, place: QRectF, state: str, theme: Theme, sign: str = "") -> None:
    """A state as a filled shape with a sign; an empty ring where nothing was done yet.

    `state` is `open` or the name of a colour that has an `on_…` beside it.
    """
    if state == "open":
        painter.setPen(QPen(theme.colour("muted"), 1.5))  # a border would be too faint
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(state))
    if state == "bad":
        painter.drawRoundedRect(place, 5, 5)  # told apart by its shape, too
    else:
        painter.drawEllipse(place)
    inner = place.adjusted(*(place.width() * part for part in (0.17, 0.17, -0.17, -0.17)))
    paint_sign(painter, sign or _SIGNS[state], inner, theme.colour(f"on_{state}"))


def bold(font: QFont) -> QFont:
    """The same font, bold."""
    made = QFont(font)
    made.setBold(True)
    return made


def paint_words(painter: QPainter, rect: QRect, words: str, most: int = 2) -> None:
    """Words on at most so many lines, in the middle of the rectangle's height.

    What does not fit is cut off with an ellipsis.
    """
    metrics = painter.fontMetrics()
    layout = QTextLayout(words, painter.font())
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(rect.width())
        lines.append(words[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    if len(lines) > most:
        rest = "".join(lines[most - 1 :])
        kept = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
        lines = [*lines[: most - 1], kept]
    top = rect.center().y() - metrics.height() * len(lines) / 2 + metrics.ascent()
    for number, text in enumerate(lines):
        painter.drawText(QPointF(rect.left(), top + number * metrics.height()), text)
