"""What a signature looks like on the page: a red frame with a few lines, as of a seal."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from pikepdf import Pdf

from assessor.reporting import style
from assessor.reporting.archival import repair, saved
from assessor.reporting.flow import Box, Page, put
from assessor.reporting.painting import paint
from assessor.reporting.style import Style
from assessor.reporting.typesetting import Line, break_lines

_FRAME = 1.2
_INNER = 6.0  # points between the frame and the lines
_LARGEST = 10.0
_SMALLEST = 5.0
_STEP = 0.5
_LEADING = 1.4  # of the type size
_LOOK = Style(style.REGULAR, _LARGEST, _LARGEST * _LEADING, style.RED)


def stamp(lines: Sequence[str], width: float, height: float) -> bytes:
    """A one-page PDF of this size in points, to be shown where a signature stands.

    The lines are set as large as they fit; what does not fit at the smallest size is cut.
    """
    page = Page()
    page.decoration.append(
        Box(_FRAME, _FRAME, width - 2 * _FRAME, height - 2 * _FRAME, None, style.RED, _FRAME)
    )
    look, broken = _fitting(lines, width - 2 * _INNER, height - 2 * _INNER)
    top = (height + len(broken) * look.leading) / 2
    for line in broken:
        put(page, line, look, _INNER, top, None)
        top -= look.leading
    with Pdf.open(BytesIO(paint([page], width, height).pdf)) as pdf:
        repair(pdf)
        return saved(pdf)


def _fitting(lines: Sequence[str], width: float, height: float) -> tuple[Style, list[Line]]:
    size = _LARGEST
    while True:
        look = replace(_LOOK, size=size, leading=size * _LEADING)
        broken = [each for line in lines for each in break_lines(line, look, width)]
        room = int(height / look.leading)
        is_whole = len(broken) <= room and len(broken) <= max(len(lines), 1)
        if is_whole or size <= _SMALLEST:
            return look, broken[:room]
        size -= _STEP
