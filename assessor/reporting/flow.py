"""Setting one thing below the other, page after page, before anything is painted.

Nothing is drawn here: a `Page` lists what stands where, so the number of pages is known
when the first is painted. Positions are points from the lower left corner of the page.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from assessor.reporting import style
from assessor.reporting.fonts import ASCENT
from assessor.reporting.style import Align, Colour, Style
from assessor.reporting.tagging import Node
from assessor.reporting.typesetting import Line, break_lines


class Words(NamedTuple):
    """A line of text; its baseline begins at x, y. Without a node it is decoration."""

    x: float
    y: float
    text: str
    style: Style
    spacing: float
    node: Node | None


class Picture(NamedTuple):
    """A JPEG in a rectangle of its own proportions."""

    x: float
    y: float
    width: float
    height: float
    content: bytes
    node: Node


class Ink(NamedTuple):
    """Handwriting, or a mark: strokes of points on the page, each drawn as one line."""

    strokes: tuple[tuple[tuple[float, float], ...], ...]
    node: Node
    colour: Colour = style.INK
    width: float = style.PEN


class Block(NamedTuple):
    """A filled rectangle that is read, such as the bar of a chart."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour
    node: Node


class Rule(NamedTuple):
    """A thin line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: Colour = style.LINE


class Box(NamedTuple):
    """A rectangle, filled or framed or both."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None
    edge: Colour | None = None
    edge_width: float = style.HAIRLINE


class SignatureField(NamedTuple):
    """Where a signature goes: an empty form field, its lower left corner at x, y."""

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float
    node: Node


@dataclass(slots=True)
class Page:
    """What stands on a page: decoration first, then what is read, in reading order."""

    decoration: list[Rule | Box] = field(default_factory=list)
    content: list[Words | Picture | Ink | Block] = field(default_factory=list)


class Flow:
    """Sets blocks downwards; `y` is the upper edge of the next one."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.pages = [Page()]
        self.fields: list[SignatureField] = []
        self.y = style.TOP

    @property
    def page(self) -> Page:
        """The page being set."""
        return self.pages[-1]

    @property
    def room(self) -> float:
        """The height left on the page."""
        return self.y - style.BOTTOM

    @property
    def is_at_top(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y == style.TOP

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self.pages.append(Page())
        self.y = style.TOP

    def need(self, height: float) -> None:
        """Go on at the next page unless this height is left, or the page is empty."""
        if self.room < height and not self.is_at_top:
            self.new_page()

    def space(self, height: float) -> None:
        """Leave a gap; at the top of a page there is none."""
        if not self.is_at_top:
            self.y -= height

    def text(self, text: str, look: Style, tag: str = "P") -> None:
        """Set a paragraph; no page begins or ends with one line of several."""
        lines = break_lines(text, look, style.WIDTH)
        node = self.root.add(Node(tag))
        self.space(look.before)
        for number, line in enumerate(lines):
            self.need(_together(number, len(lines)) * look.leading)
            indent = look.indent if number == 0 else 0.0
            self.put(line, look, style.LEFT + indent, self.y, node)
            self.y -= look.leading
        self.space(look.after)

    def put(
        self,
        line: Line,
        look: Style,
        x: float,
        top: float,
        node: Node | None,
        width: float = style.WIDTH,
    ) -> None:
        """Put one line into a column of the page, wherever the flow stands."""
        put(self.page, line, look, x, top, node, width)


def put(
    page: Page,
    line: Line,
    look: Style,
    x: float,
    top: float,
    node: Node | None,
    width: float = style.WIDTH,
) -> None:
    """Put one line on a page: into the column from `x`, its upper edge at `top`."""
    if look.align is not Align.LEFT:
        x += (width - line.width) * (0.5 if look.align is Align.CENTRE else 1)
    baseline = top - (look.leading - look.size) / 2 - ASCENT * look.size
    page.content.append(Words(x, baseline, line.text, look, line.spacing, node))


def _together(number: int, count: int) -> int:
    """How many lines, from this one on, must stand on one page."""
    if count <= 3:
        return count - number
    return 2 if number in (0, count - 2) else 1
