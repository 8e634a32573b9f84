"""Handwriting as text: strokes of points, small enough to be signed and printed sharp.

Written as in a drawing's path, `M10 20L12 22L15 30M40 20L44 20`: `M` begins a stroke,
`L` goes on; the paper is 1000 wide and 300 high, counted from its upper left corner.
"""

import re
from collections.abc import Iterable, Sequence
from math import hypot

WIDTH = 1000
HEIGHT = 300
#: The longest text that may be signed; a name takes about a thousand characters.
MOST_CHARACTERS = 20_000

Point = tuple[int, int]
Stroke = tuple[Point, ...]

_STRAIGHT = 1.5
_POINT = re.compile(r"([ML])(\d{1,4}) (\d{1,4})")


def written(strokes: Iterable[Iterable[Point]]) -> str:
    """The text of strokes; points off the paper are brought to its edge."""
    return "".join(
        f"{'L' if place else 'M'}{_within(x, WIDTH)} {_within(y, HEIGHT)}"
        for stroke in strokes
        for place, (x, y) in enumerate(stroke)
    )


def thinned(stroke: Sequence[Point]) -> Stroke:
    """The stroke without the points that a line between others passes within `_STRAIGHT`.

    A hand on a touch screen gives hundreds of points a second, most of which say nothing.
    """
    if len(stroke) < 3:
        return tuple(stroke)
    first, last = stroke[0], stroke[-1]
    far, at = max((_off_line(point, first, last), place) for place, point in enumerate(stroke))
    if far <= _STRAIGHT:
        return first, last
    return thinned(stroke[: at + 1])[:-1] + thinned(stroke[at:])


def strokes_of(text: str) -> tuple[Stroke, ...]:
    """The strokes of a text; what is no handwriting is passed over."""
    strokes: list[list[Point]] = []
    for letter, x, y in _POINT.findall(text):
        if letter == "M" or not strokes:
            strokes.append([])
        strokes[-1].append((int(x), int(y)))
    return tuple(tuple(stroke) for stroke in strokes)


def _off_line(point: Point, first: Point, last: Point) -> float:
    """How far a point lies off the line between two others."""
    (x, y), (x1, y1), (x2, y2) = point, first, last
    length = hypot(x2 - x1, y2 - y1)
    if not length:
        return hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _within(place: int, edge: int) -> int:
    return min(max(0, place), edge)
