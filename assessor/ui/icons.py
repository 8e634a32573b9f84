"""The program's signs, drawn: no picture files, sharp at every scale, in any colour."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_SIDE = 24  # signs are drawn on a square of this side
_SCALE = 4  # and kept this much larger, for any screen
_DISABLED = "#7A8790"  # to be seen on any ground

_Drawing = Callable[[QPainter], None]


@cache
def icon(name: str, colour: str, checked: str = "") -> QIcon:
    """A sign in a colour, and in another one where it is checked or chosen; a box is ticked."""
    made = QIcon(_pixmap(name, colour))
    if checked:
        ticked = _pixmap("ticked" if name == "box" else name, checked)
        made.addPixmap(ticked, QIcon.Mode.Normal, QIcon.State.On)
        made.addPixmap(ticked, QIcon.Mode.Active, QIcon.State.On)
        made.addPixmap(_pixmap(name, checked), QIcon.Mode.Selected)
        made.addPixmap(_pixmap(name, _DISABLED), QIcon.Mode.Disabled)
    return made


def paint_sign(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw a sign into a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _SIDE, rect.height() / _SIDE)
    pen = QPen(colour, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    _SIGNS[name](painter)
    painter.restore()


def _pixmap(name: str, colour: str) -> QPixmap:
    pixmap = QPixmap(_SIDE * _SCALE, _SIDE * _SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_sign(painter, name, QRectF(0, 0, _SIDE * _SCALE, _SIDE * _SCALE), QColor(colour))
    painter.end()
    return pixmap


def _lines(*lines: tuple[tuple[float, float], ...]) -> _Drawing:
    def draw(painter: QPainter) -> None:
        for line in lines:
            painter.drawPolyline([QPointF(x, y) for x, y in line])

    return draw


def _together(*drawings: _Drawing) -> _Drawing:
    def draw(painter: QPainter) -> None:
        for drawing in drawings:
            drawing(painter)

    return draw


def _circle(x: float, y: float, radius: float) -> _Drawing:
    return lambda painter: painter.drawEllipse(QPointF(x, y), radius, radius)


def _box(x: float, y: float, width: float, height: float, radius: float = 2) -> _Drawing:
    return lambda painter: painter.drawRoundedRect(QRectF(x, y, width, height), radius, radius)


def _turn(*, mirrored: bool) -> _Drawing:
    def draw(painter: QPainter) -> None:
        painter.save()
        if mirrored:
            painter.translate(_SIDE, 0)
            painter.scale(-1, 1)
        path = QPainterPath(QPointF(5, 9))
        path.lineTo(14, 9)
        path.arcTo(QRectF(9, 9, 10, 10), 90, -180)
        path.lineTo(8, 19)
        painter.drawPath(path)
        _lines(((9, 4.5), (4.5, 9), (9, 13.5)))(painter)
        painter.restore()

    return draw


_SIGNS: dict[str, _Drawing] = {
    "check": _lines(((5, 12.5), (10, 17.5), (19, 7))),
    "box": _box(4.5, 4.5, 15, 15),
    "ticked": _together(_box(4.5, 4.5, 15, 15), _lines(((8, 12.5), (11, 15.5), (16, 9)))),
    "cross": _lines(((6, 6), (18, 18)), ((18, 6), (6, 18))),
    "dash": _lines(((6, 12), (18, 12))),
    "plus": _lines(((5, 12), (19, 12)), ((12, 5), (12, 19))),
    "minus": _lines(((5, 12), (19, 12))),
    "undo": _turn(mirrored=False),
    "redo": _turn(mirrored=True),
    "down": _lines(((5, 9), (12, 16), (19, 9))),
    "next": _lines(((9, 5), (16, 12), (9, 19))),
    "back": _lines(((15, 5), (8, 12), (15, 19))),
    "camera": _together(
        _box(3, 7.5, 18, 12.5),
        _circle(12, 13.7, 3.6),
        _lines(((8, 7), (9.5, 4.5), (14.5, 4.5), (16, 7))),
    ),
    "phone": _together(_box(7, 2.5, 10, 19), _lines(((11, 18), (13, 18)))),
    "webcam": _together(_circle(12, 10, 6.5), _circle(12, 10, 2), _lines(((6, 21), (18, 21)))),
    "today": _together(
        _box(4, 5.5, 16, 15),
        _lines(((4, 10), (20, 10)), ((8.5, 3), (8.5, 7)), ((15.5, 3), (15.5, 7))),
    ),
    "form": _together(
        _box(5, 3.5, 14, 17.5),
        _lines(((8.5, 9), (15.5, 9)), ((8.5, 13), (15.5, 13)), ((8.5, 17), (12.5, 17))),
    ),
    "ranking": _lines(
        ((4, 20.5), (20, 20.5)),
        ((6.5, 17), (6.5, 12)),
        ((12, 17), (12, 5)),
        ((17.5, 17), (17.5, 9)),
    ),
    "figures": _together(
        _box(3.5, 4.5, 17, 15),
        _lines(((3.5, 9.5), (20.5, 9.5)), ((9, 4.5), (9, 19.5)), ((12, 15), (14, 17), (18, 12.5))),
    ),
    "tree": _together(
        _box(3.5, 3.5, 7, 5),
        _lines(((7, 8.5), (7, 18), (13.5, 18)), ((7, 12), (13.5, 12))),
        _box(13.5, 9.5, 7, 5),
        _box(13.5, 15.5, 7, 5),
    ),
    "book": _lines(
        ((12, 7), (9, 5), (3.5, 5), (3.5, 18.5), (9, 18.5), (12, 20.5)),
        ((12, 7), (15, 5), (20.5, 5), (20.5, 18.5), (15, 18.5), (12, 20.5)),
        ((12, 7), (12, 20.5)),
    ),
    "settings": _together(
        _lines(
            ((4, 7), (11, 7)), ((16.6, 7), (20, 7)), ((4, 17), (6.5, 17)), ((12.1, 17), (20, 17))
        ),
        _circle(13.8, 7, 2.8),
        _circle(9.3, 17, 2.8),
    ),
    "sign": _lines(
        ((4, 20), (20, 20)), ((5, 16), (6, 12), (15.5, 3.5), (19, 7), (9.5, 15.5), (5, 16))
    ),
    "people": _together(
        _circle(9, 8, 3.6),
        _lines(((2.5, 19.5), (3.2, 16), (6, 14), (12, 14), (14.8, 16), (15.5, 19.5))),
        _lines(((15, 4.8), (17.6, 6), (18.2, 8), (17.6, 10), (15.6, 11.4))),
        _lines(((17.5, 14.2), (20.3, 16), (21.3, 19.5))),
    ),
    "question": _together(
        _lines(((8, 8.5), (9, 6), (12, 5), (15, 6), (15.8, 8.5), (14.5, 11), (12, 12.5), (12, 15))),
        _lines(((12, 19), (12, 19.2))),
    ),
    "star": _lines(
        ((12, 3.5), (14.5, 9), (20.5, 9.6), (16, 13.7), (17.3, 19.7), (12, 16.6)),
        ((12, 16.6), (6.7, 19.7), (8, 13.7), (3.5, 9.6), (9.5, 9), (12, 3.5)),
    ),
    "up": _lines(((5, 15), (12, 8), (19, 15))),
    "search": _together(_circle(10.5, 10.5, 6), _lines(((15, 15), (20, 20)))),
    "bin": _lines(
        ((4.5, 7), (19.5, 7)),
        ((9, 7), (9, 4.5), (15, 4.5), (15, 7)),
        ((6.5, 7), (7.5, 20.5), (16.5, 20.5), (17.5, 7)),
    ),
    "export": _lines(
        ((12, 15), (12, 4)),
        ((7.5, 8.5), (12, 4), (16.5, 8.5)),
        ((4.5, 14), (4.5, 20), (19.5, 20), (19.5, 14)),
    ),
    "import": _lines(
        ((12, 4), (12, 15)),
        ((7.5, 10.5), (12, 15), (16.5, 10.5)),
        ((4.5, 14), (4.5, 20), (19.5, 20), (19.5, 14)),
    ),
    "warning": _lines(
        ((12, 4), (21, 20), (3, 20), (12, 4)), ((12, 10), (12, 14.5)), ((12, 17.3), (12, 17.4))
    ),
    "key": _together(_circle(8, 16, 4.2), _lines(((11.2, 12.8), (20, 4)), ((16, 8), (19, 11)))),
    "verify": _together(
        _lines(((12, 3), (19.5, 6), (19, 13), (12, 21), (5, 13), (4.5, 6), (12, 3))),
        _lines(((8.5, 11.5), (11.3, 14.3), (15.8, 8.8))),
    ),
    "clock": _together(_circle(12, 12, 8.5), _lines(((12, 7), (12, 12), (15.5, 14)))),
    "eye": _together(
        _lines(((2.5, 12), (7, 7.2), (12, 5.8), (17, 7.2), (21.5, 12))),
        _lines(((2.5, 12), (7, 16.8), (12, 18.2), (17, 16.8), (21.5, 12))),
        _circle(12, 12, 2.6),
    ),
}
