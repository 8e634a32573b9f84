"""Charts that need no colour: bars from left to right, and a line from one time to the next.

Every number stands in print beside what it is drawn as, and again in the alternative text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from assessor.i18n import Translator
from assessor.reporting import style
from assessor.reporting.flow import Block, Flow, Ink, Rule
from assessor.reporting.style import Align, Colour
from assessor.reporting.tagging import Node
from assessor.reporting.typesetting import Line, break_lines

_LABEL = replace(style.CAPTION, size=8.5, align=Align.RIGHT)
_VALUE = replace(style.CAPTION, size=8.5)
_POINT = replace(style.CAPTION, align=Align.CENTRE)
_FILL: Colour = (0.33, 0.39, 0.47)
_LABELS = 0.3 * style.WIDTH  # the width of the column of labels
_VALUES = 0.2 * style.WIDTH
_GAP = 5.0
_BAR = 8.0
_PADDING = 2.5  # above and below the label of a bar
_LABEL_LINES = 2
_DASH = 3.0

_PLOT = 110.0  # points that a line rises at most
_AXIS = 30.0  # the width of the figures beside it
_STEPS = 4
_MARK = 4.0
_PEN = 1.3


@dataclass(frozen=True, slots=True)
class Entry:
    """A bar, or a point of a line. Without a value nothing is drawn, and the words say why."""

    label: str
    value: Fraction | None
    words: str  # what is printed beside it: the value, rounded


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across all bars, such as a pass line, and what it is called."""

    value: Fraction
    words: str


def set_bars(
    flow: Flow,
    title: str,
    entries: Sequence[Entry],
    full: Fraction,
    translator: Translator,
    mark: Mark | None = None,
) -> None:
    """A bar for each entry, `full` the whole width; a chart that is too long goes on."""
    rows = [_fitted(each) for each in entries]
    heights = [len(row) * _LABEL.leading + 2 * _PADDING for row in rows]
    start = 0
    while start < len(entries):
        above = _VALUE.leading if mark else 0.0
        flow.need(above + sum(heights[start : start + 3]))
        end, room = start, flow.room - above
        while end < len(entries) and heights[end] <= room + 0.01:
            room -= heights[end]
            end += 1
        end = max(end, start + 1)
        part = _Bars(flow, full, mark, _node(flow, title, entries[start:end], translator, mark))
        part.draw(entries[start:end], rows[start:end], heights[start:end])
        start = end
    flow.space(style.BODY.after)


def set_trend(
    flow: Flow,
    title: str,
    entries: Sequence[Entry],
    full: Fraction,
    translator: Translator,
) -> None:
    """A line through the entries from left to right; where a value is missing, it is broken.

    The scale begins at nothing or at a ten below the lowest value, and says where.
    """
    values = [each.value for each in entries if each.value is not None]
    lowest = min(values, default=Fraction(0))
    low = max(Fraction(0), Fraction(floor(lowest / 10) * 10) - 10)
    column = (style.WIDTH - _AXIS) / max(len(entries), 1)
    labels = [break_lines(each.label, _POINT, column - 4)[:_LABEL_LINES] for each in entries]
    below = max(map(len, labels), default=1) * _POINT.leading + 6
    height = _POINT.leading + _PLOT + below
    flow.need(height)
    node = _node(flow, title, entries, translator)
    foot = flow.y - _POINT.leading - _PLOT
    node.box = (style.LEFT, flow.y - height, style.RIGHT, flow.y)
    for step in range(_STEPS + 1):
        y = foot + _PLOT * step / _STEPS
        flow.page.decoration.append(Rule(style.LEFT + _AXIS, y, style.RIGHT, y))
        value = low + (full - low) * step / _STEPS
        (line,) = break_lines(f"{float(value):g}", _LABEL, _AXIS)
        flow.put(line, _LABEL, style.LEFT, y + _LABEL.leading / 2, node, _AXIS - _GAP)
    run: list[tuple[float, float]] = []
    for number, (entry, lines) in enumerate(zip(entries, labels, strict=True)):
        left = style.LEFT + _AXIS + number * column
        top = foot - 3
        for line in lines:
            flow.put(line, _POINT, left, top, node, column)
            top -= _POINT.leading
        if entry.value is None:
            _line(flow, run, node)
            run = []
            continue
        x = left + column / 2
        y = foot + _PLOT * float((entry.value - low) / (full - low))
        run.append((x, y))
        mark = Block(x - _MARK / 2, y - _MARK / 2, _MARK, _MARK, style.INK, node)
        flow.page.content.append(mark)
        for line in break_lines(entry.words, _POINT, column)[:1]:
            flow.put(line, _POINT, left, y + _POINT.leading + 2, node, column)
    _line(flow, run, node)
    flow.y -= height
    flow.space(style.BODY.after)


class _Bars:
    """The bars of one page."""

    def __init__(self, flow: Flow, full: Fraction, mark: Mark | None, node: Node) -> None:
        self._flow = flow
        self._full = full
        self._mark = mark
        self._node = node
        self._left = style.LEFT + _LABELS + _GAP
        self._width = style.WIDTH - _LABELS - _VALUES - 2 * _GAP

    def draw(
        self,
        entries: Sequence[Entry],
        labels: Sequence[Sequence[Line]],
        heights: Sequence[float],
    ) -> None:
        flow, node, top = self._flow, self._node, self._flow.y
        if self._mark:
            flow.y -= _VALUE.leading
        first = flow.y
        for entry, lines, height in zip(entries, labels, heights, strict=True):
            self._draw_bar(entry, lines, height)
        if self._mark:
            self._draw_mark(self._mark, top, first)
        flow.page.decoration.append(Rule(self._left, flow.y, self._left, first))
        node.box = (style.LEFT, flow.y, style.RIGHT, top)

    def _draw_bar(self, entry: Entry, lines: Sequence[Line], height: float) -> None:
        flow, node = self._flow, self._node
        top = flow.y - (height - len(lines) * _LABEL.leading) / 2
        for line in lines:
            flow.put(line, _LABEL, style.LEFT, top, node, _LABELS)
            top -= _LABEL.leading
        long = self._across(entry.value or Fraction(0))
        middle = flow.y - height / 2
        if long:
            bar = Block(self._left, middle - _BAR / 2, long, _BAR, _FILL, node)
            flow.page.content.append(bar)
        for line in break_lines(entry.words, _VALUE, _VALUES)[:1]:
            flow.put(line, _VALUE, self._left + long + _GAP, middle + _VALUE.leading / 2, node)
        flow.y -= height

    def _draw_mark(self, mark: Mark, top: float, first: float) -> None:
        flow, x = self._flow, self._left + self._across(mark.value)
        dashes, y = [], flow.y
        while y < first:
            dashes.append(((x, y), (x, min(y + _DASH, first))))
            y += 2 * _DASH
        flow.page.content.append(Ink(tuple(dashes), self._node, style.INK, 0.8))
        for line in break_lines(mark.words, _VALUE, style.WIDTH)[:1]:
            left = min(x - line.width / 2, style.RIGHT - line.width)
            flow.put(line, _VALUE, left, top, self._node)

    def _across(self, value: Fraction) -> float:
        if not self._full:
            return 0.0
        return self._width * float(min(max(value / self._full, Fraction(0)), Fraction(1)))


def _node(
    flow: Flow,
    title: str,
    entries: Sequence[Entry],
    translator: Translator,
    mark: Mark | None = None,
) -> Node:
    """The figure, and every number of it in words."""
    said = [f"{each.label} {each.words}".strip() for each in entries]
    told = translator.text("; ").join([*said, mark.words] if mark else said)
    alternative = translator.text("{where}: {words}").format(where=title, words=told)
    return flow.root.add(Node("Figure", alternative=alternative))


def _line(flow: Flow, run: Sequence[tuple[float, float]], node: Node) -> None:
    if len(run) > 1:
        flow.page.content.append(Ink((tuple(run),), node, style.INK, _PEN))


def _fitted(entry: Entry) -> list[Line]:
    """A label in at most two lines; the rest is cut, and stands whole in the tables."""
    lines = break_lines(entry.label, _LABEL, _LABELS)
    if len(lines) <= _LABEL_LINES:
        return lines or break_lines("—", _LABEL, _LABELS)
    kept = lines[:_LABEL_LINES]
    cut = break_lines(kept[-1].text.rstrip()[:-1] + "…", _LABEL, _LABELS)
    return [*kept[:-1], cut[0]]
