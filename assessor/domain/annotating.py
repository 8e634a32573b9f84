"""The lines that marks over a picture are drawn with, the same on screens and on paper."""

from collections.abc import Iterator
from math import cos, hypot, pi, sin

from assessor.domain.inspection import Annotation, Shape

#: Shares of the picture's longer side.
LINE_WIDTH = 0.006
HALO_WIDTH = 0.012  # what lies pale below a line, so that it shows on any ground
WORDS_SIZE = 0.034

_WHOLE = 1000
_HEAD = 0.045  # of the longer side, the length of an arrow's head
_HEAD_OPENING = 0.45  # radians to either side
_RING_SIDES = 48

Point = tuple[float, float]
Line = tuple[Point, ...]


def lines_of(annotation: Annotation, width: float, height: float) -> tuple[Line, ...]:
    """The lines of a mark over a picture of this size, from its upper left corner."""
    match annotation.shape:
        case Shape.ARROW:
            return tuple(_arrow(*_ends(annotation, width, height), max(width, height) * _HEAD))
        case Shape.RING:
            return (tuple(_ring(*_ends(annotation, width, height))),)
        case Shape.WORDS:
            return ()


def place_of(annotation: Annotation, width: float, height: float) -> Point:
    """Where a mark begins."""
    return annotation.x * width / _WHOLE, annotation.y * height / _WHOLE


def thousandths(place: Point, width: float, height: float) -> tuple[int, int]:
    """A place over a picture as annotations keep it, within the picture."""
    return _within(place[0] * _WHOLE / width), _within(place[1] * _WHOLE / height)


def _within(value: float) -> int:
    return min(_WHOLE, max(0, round(value)))


def _ends(annotation: Annotation, width: float, height: float) -> tuple[Point, Point]:
    end = (annotation.to_x * width / _WHOLE, annotation.to_y * height / _WHOLE)
    return place_of(annotation, width, height), end


def _arrow(start: Point, end: Point, head: float) -> Iterator[Line]:
    yield start, end
    across, down = start[0] - end[0], start[1] - end[1]
    length = hypot(across, down) or 1.0
    across, down = across / length * head, down / length * head
    barbs = []
    for turn in (_HEAD_OPENING, -_HEAD_OPENING):
        x = end[0] + across * cos(turn) - down * sin(turn)
        y = end[1] + across * sin(turn) + down * cos(turn)
        barbs.append((x, y))
    yield barbs[0], end, barbs[1]


def _ring(one: Point, other: Point) -> Iterator[Point]:
    centre = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    radii = (abs(one[0] - other[0]) / 2, abs(one[1] - other[1]) / 2)
    for side in range(_RING_SIDES + 1):
        angle = 2 * pi * side / _RING_SIDES
        yield centre[0] + radii[0] * cos(angle), centre[1] + radii[1] * sin(angle)
