"""Handwriting as text: strokes of points, small enough to be signed and printed sharp.

Written as in a drawing's path, `M10 20L12 22L15 30M40 20L44 20`: `M` begins a stroke,
`L` goes on; the paper is 1000 wide and 300 high, counted from its upper left corner.
"""

import re
from collections.abc import Iterable

WIDTH = 1000
HEIGHT = 300

Point = tuple[int, int]
Stroke = tuple[Point, ...]

_POINT = re.compile(r"([ML])(\d{1,4}) (\d{1,4})")


def written(strokes: Iterable[Iterable[Point]]) -> str:
    """The text of strokes; points off the paper are brought to its edge."""
    return "".join(
        f"{'L' if place else 'M'}{_within(x, WIDTH)} {_within(y, HEIGHT)}"
        for stroke in strokes
        for place, (x, y) in enumerate(stroke)
    )


def strokes_of(text: str) -> tuple[Stroke, ...]:
    """The strokes of a text; what is no handwriting is passed over."""
    strokes: list[list[Point]] = []
    for letter, x, y in _POINT.findall(text):
        if letter == "M" or not strokes:
            strokes.append([])
        strokes[-1].append((int(x), int(y)))
    return tuple(tuple(stroke) for stroke in strokes)


def _within(place: int, edge: int) -> int:
    return min(max(0, place), edge)
