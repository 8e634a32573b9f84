"""Tables over any number of pages: repeated headers, and rows taller than a page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessor.reporting import style
from assessor.reporting.flow import Box, Flow, Rule
from assessor.reporting.style import Align, Colour, Style
from assessor.reporting.tagging import Node
from assessor.reporting.typesetting import Line, break_lines

_SIDE = 4.0  # points between a rule and the text
_ABOVE = 3.0
_TALL = style.HEIGHT / 3  # a row above this height may begin on one page and end on the next
_NOTES = {align: replace(style.CELL_NOTE, align=align) for align in Align}
_LEAST = 3 * style.CELL.leading + 2 * _ABOVE  # what must fit of a row that is split


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, and a smaller note below it. `header` cells head their row."""

    text: str
    look: Style = style.CELL
    note: str = ""
    span: int = 1
    indent: float = 0.0
    header: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row. One that `leads` is never the last on its page.

    `least` is a height in points that leaves room to write by hand.
    """

    cells: tuple[Cell, ...]
    fill: Colour | None = None
    leads: bool = False
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a header that every page repeats; `widths` of the columns in points."""

    widths: tuple[float, ...]
    rows: Sequence[Row]
    header: Row | None = None


@dataclass(slots=True)
class _LaidCell:
    """A cell with those of its lines that are not placed yet."""

    x: float
    width: float
    indent: float
    lines: list[tuple[Line, Style]]
    node: Node | None

    @property
    def height(self) -> float:
        return sum(look.leading for _line, look in self.lines)

    def first_lines(self, room: float) -> "_LaidCell":
        """Takes away as many lines as fit, as a cell of their own."""
        taken: list[tuple[Line, Style]] = []
        while self.lines and self.lines[0][1].leading <= room:
            room -= self.lines[0][1].leading
            taken.append(self.lines.pop(0))
        return _LaidCell(self.x, self.width, self.indent, taken, self.node)


@dataclass(slots=True)
class _LaidRow:
    cells: list[_LaidCell]
    fill: Colour | None
    leads: bool
    least: float = 0.0

    @property
    def height(self) -> float:
        return max(self.least, max(cell.height for cell in self.cells) + 2 * _ABOVE)

    def first_lines(self, room: float) -> "_LaidRow":
        """Takes away what fits, as a row of its own."""
        inner = room - 2 * _ABOVE
        return _LaidRow([cell.first_lines(inner) for cell in self.cells], self.fill, False)


def proportional(*parts: float) -> tuple[float, ...]:
    """Widths of columns that fill the page in these proportions."""
    return tuple(part * style.WIDTH / sum(parts) for part in parts)


def set_table(flow: Flow, table: Table) -> None:
    """Set a table where the flow stands."""
    _Setter(flow, table).set()


class _Setter:
    def __init__(self, flow: Flow, table: Table) -> None:
        self._flow = flow
        self._table = table
        self._node = flow.root.add(Node("Table"))
        self._is_closed_above = False

    def set(self) -> None:
        header = self._table.header
        head = self._laid(header, self._node, "Column") if header else None
        rows = [self._laid(row, self._node) for row in self._table.rows]
        least = min(rows[0].height, _TALL) if rows else 0.0
        self._flow.need(least + (head.height if head else 0.0))
        if head:
            self._draw(head)
        for number, row in enumerate(rows):
            is_led = row.leads and number + 1 < len(rows)
            self._place(row, min(rows[number + 1].height, _TALL) if is_led else 0.0)

    def _place(self, row: _LaidRow, following: float) -> None:
        height = row.height
        may_split = height > _TALL and self._flow.room >= _LEAST
        if height + following > self._flow.room and not may_split:
            self._next_page()
        while row.height > self._flow.room:
            self._draw(row.first_lines(self._flow.room))
            self._next_page()
        self._draw(row)

    def _next_page(self) -> None:
        self._flow.new_page()
        self._is_closed_above = False
        if self._table.header:
            self._draw(self._laid(self._table.header, None, "Column"))

    def _laid(self, row: Row, table: Node | None, scope: str = "") -> _LaidRow:
        """The row broken into lines; outside the structure it is decoration."""
        parent = table.add(Node("TR")) if table else None
        cells: list[_LaidCell] = []
        x, column = style.LEFT, 0
        for cell in row.cells:
            width = sum(self._table.widths[column : column + cell.span])
            inner = width - 2 * _SIDE - cell.indent
            lines = [(each, cell.look) for each in break_lines(cell.text, cell.look, inner)]
            small = _NOTES[cell.look.align]
            lines += [(each, small) for each in break_lines(cell.note, small, inner)]
            node = parent.add(_element(cell, scope)) if parent else None
            cells.append(_LaidCell(x, width, cell.indent, lines, node))
            x, column = x + width, column + cell.span
        return _LaidRow(cells, row.fill, row.leads, row.least)

    def _draw(self, row: _LaidRow) -> None:
        flow, height = self._flow, row.height
        top, bottom = flow.y, flow.y - height
        decoration = flow.page.decoration
        if row.fill:
            decoration.append(Box(style.LEFT, bottom, style.WIDTH, height, row.fill))
        if not self._is_closed_above:
            decoration.append(Rule(style.LEFT, top, style.RIGHT, top))
            self._is_closed_above = True
        decoration.append(Rule(style.LEFT, bottom, style.RIGHT, bottom))
        decoration.append(Rule(style.RIGHT, top, style.RIGHT, bottom))
        for cell in row.cells:
            decoration.append(Rule(cell.x, top, cell.x, bottom))
            y = top - (height - cell.height) / 2
            inner = cell.width - 2 * _SIDE - cell.indent
            for line, look in cell.lines:
                flow.put(line, look, cell.x + _SIDE + cell.indent, y, cell.node, inner)
                y -= look.leading
        flow.y = bottom


def _element(cell: Cell, scope: str) -> Node:
    scope = scope or ("Row" if cell.header else "")
    return Node("TH" if scope else "TD", scope=scope, span=cell.span)
