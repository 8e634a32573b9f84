"""The look of every document: page, type sizes, colours. Lengths are points."""

from dataclasses import dataclass
from enum import StrEnum

REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"

MM = 72 / 25.4

PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
LEFT = 20 * MM
RIGHT = PAGE_WIDTH - 20 * MM
TOP = PAGE_HEIGHT - 24 * MM
BOTTOM = 21 * MM
WIDTH = RIGHT - LEFT
HEIGHT = TOP - BOTTOM

#: A colour as red, green and blue from 0 to 1.
Colour = tuple[float, float, float]

INK: Colour = (0.11, 0.13, 0.16)
GREY: Colour = (0.36, 0.39, 0.43)
LINE: Colour = (0.60, 0.64, 0.69)
TINT: Colour = (0.925, 0.945, 0.965)
PALE: Colour = (0.965, 0.973, 0.98)
RED: Colour = (0.72, 0.11, 0.11)

WHITE: Colour = (1.0, 1.0, 1.0)

HAIRLINE = 0.4
PEN = 1.1  # the width of a line of handwriting


class Align(StrEnum):
    """Where a line stands between its margins."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set.

    `justified` spreads full lines of Chinese to the margin; `indent` is that of the
    first line of a paragraph; `before` and `after` are the space around a block.
    """

    font: str = REGULAR
    size: float = 10.0
    leading: float = 16.0
    colour: Colour = INK
    align: Align = Align.LEFT
    justified: bool = False
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0


TITLE = Style(BOLD, 20, 28, align=Align.CENTRE, after=2)
SUBTITLE = Style(REGULAR, 11, 17, GREY, Align.CENTRE, after=9)
HEADING = Style(BOLD, 12.5, 19, before=13, after=5)
BODY = Style(justified=True, after=4)
INDENTED = Style(justified=True, indent=20, after=4)
NOTE = Style(size=8, leading=12, colour=GREY, justified=True, before=3, after=2)
WARNING = Style(BOLD, 10.5, 16, RED, justified=True, before=5, after=3)

CELL = Style(size=9, leading=13, justified=True)
CELL_BOLD = Style(BOLD, 9, 13, justified=True)
CELL_CENTRE = Style(size=9, leading=13, align=Align.CENTRE)
CELL_CENTRE_BOLD = Style(BOLD, 9, 13, align=Align.CENTRE)
CELL_WARNING = Style(BOLD, 9, 13, RED, Align.CENTRE)
CELL_NOTE = Style(size=8, leading=11.5, colour=GREY, justified=True)
LABEL = Style(BOLD, 9, 13, GREY)
FIGURE = Style(BOLD, 17, 24, align=Align.CENTRE)
FIGURE_LABEL = Style(size=8.5, leading=13, colour=GREY, align=Align.CENTRE)
CAPTION = Style(size=8, leading=11.5, align=Align.LEFT)
FURNITURE = Style(size=8, leading=11, colour=GREY)
FURNITURE_RIGHT = Style(size=8, leading=11, colour=GREY, align=Align.RIGHT)
CELL_SMALL = Style(size=8, leading=11.5, align=Align.CENTRE)
FIGURE_WORDS = Style(BOLD, 12, 16, align=Align.CENTRE)
FIGURE_WARNING = Style(BOLD, 14, 19, RED, Align.CENTRE)

MASTHEAD = Style(BOLD, 34, 46, RED, Align.CENTRE)
ISSUE = Style(size=12, leading=20, align=Align.CENTRE, after=2)
ISSUER = Style(size=11, leading=18)
ISSUE_DATE = Style(size=11, leading=18, align=Align.RIGHT)
ARTICLE_TITLE = Style(BOLD, 16, 26, align=Align.CENTRE, before=12, after=6)
ARTICLE_HEADING = Style(BOLD, 12.5, 23, before=6)
ARTICLE = Style(size=12.5, leading=23, justified=True, indent=25)
CONTENTS_TITLE = Style(BOLD, 11, 19, align=Align.CENTRE, after=2)
CONTENTS = Style(size=11, leading=19, indent=25)
CHART_TITLE = Style(size=9, leading=14, colour=GREY, before=8, after=2)
