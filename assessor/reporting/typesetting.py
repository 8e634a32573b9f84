"""Breaking text into lines by the rules of Chinese typesetting.

No line begins with closing punctuation, none ends with opening punctuation, Latin words
and numbers stay whole, and a full line of Chinese is spread to the margin. ReportLab's own
breaking gives one line in twelve a wrong beginning.
"""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from assessor.reporting.fonts import printable, widths
from assessor.reporting.style import Style

#: What no line may begin with, and what none may end with.
NO_START = frozenset(
    "，。、；：？！,.;:?!）)]］】〕}｝〉》」』〗”’…—～·％%‰℃°′″¢㎡㎥々〻ーヽヾ゛゜※"
)
NO_END = frozenset("（([［【〔{｛〈《「『〖“‘￥＄$￡£＃#＠@§№")

_GLUED = frozenset("…—")  # written twice, and never parted
_LOOSE = frozenset("-/?!&")  # a word may end after these
_FUZZ = 1e-4
_WIDEST_SPREAD = 0.15  # of the type size between two characters; above it looks torn
_FIRST_IDEOGRAPH = "⺀"


class Line(NamedTuple):
    """One line: its text, its natural width, and the space to add after each character."""

    text: str
    width: float
    spacing: float


def break_lines(text: str, style: Style, width: float) -> list[Line]:
    """The lines of a text in a column of this width; none for an empty text.

    A line feed in the text begins a new line. Only a word or a number wider than the
    column is cut, and a line is too wide only where a single character is.
    """
    if not text:
        return []
    lines: list[Line] = []
    for paragraph in printable(text).split("\n"):
        lines += _paragraph(paragraph.rstrip(" "), style, width)
    return lines


def _paragraph(text: str, style: Style, width: float) -> list[Line]:
    table, size = widths(style.font), style.size
    sums = [0.0, *accumulate([table[c] * size for c in text])]
    if sums[-1] <= width - style.indent:
        return [Line(text, sums[-1], 0.0)]
    lines: list[Line] = []
    start, room = 0, width - style.indent
    while start < len(text):
        following = _line_end(text, sums, start, room)
        end = following
        while end > start and text[end - 1] == " ":
            end -= 1
        line, natural = text[start:end], sums[end] - sums[start]
        is_last = following >= len(text)
        spacing = 0.0 if is_last or not style.justified else _spread(line, room - natural, size)
        lines.append(Line(line, natural, spacing))
        start, room = following, width
    return lines


def _line_end(text: str, sums: list[float], start: int, room: float) -> int:
    """Where the line from `start` ends: the blanks at its end belong to it."""
    end = max(bisect_right(sums, sums[start] + room + _FUZZ) - 1, start + 1)
    while end < len(text) and text[end] == " ":
        end += 1
    if end >= len(text):
        return len(text)
    for last in range(end, start, -1):
        if may_break(text[last - 1], text[last]):
            return last
    for last in range(end, start + 1, -1):  # nowhere: cut, but not at a wrong character
        if text[last] not in NO_START and text[last - 1] not in NO_END:
            return last
    return end


@lru_cache(1 << 16)
def may_break(before: str, after: str) -> bool:
    """Whether a line may end after one character and the next begin with the other."""
    if after in NO_START or before in NO_END or after == " ":
        return False
    if before == after and before in _GLUED:
        return False
    if before == " ":
        return True
    if before in _LOOSE and _is_latin(after):
        return not after.isdigit()
    if _is_latin(before):
        return not (_is_latin(after) or after in "-/&")
    return True


def _is_latin(character: str) -> bool:
    """Whether it sticks to its like: letters, digits and signs outside Chinese."""
    return ("!" <= character < "\u2000" and character not in _LOOSE) or character in "–’"


def _spread(line: str, slack: float, size: float) -> float:
    gaps = len(line) - 1
    if gaps < 1 or slack > gaps * size * _WIDEST_SPREAD:
        return 0.0
    ideographs = sum(character >= _FIRST_IDEOGRAPH for character in line)
    return slack / gaps if 2 * ideographs >= len(line) and slack > 0 else 0.0
