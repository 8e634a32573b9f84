"""Photos with their captions, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessor.domain.inspection import Annotation
from assessor.reporting import style
from assessor.reporting.flow import Box, Flow, Picture
from assessor.reporting.jpeg import jpeg_shape
from assessor.reporting.photo_marks import set_marks
from assessor.reporting.tagging import Node
from assessor.reporting.typesetting import Line, break_lines

_COLUMNS = 2
_GAP = 14.0
_WIDTH = (style.WIDTH - _GAP * (_COLUMNS - 1)) / _COLUMNS
_HEIGHT = _WIDTH * 3 / 4
_ABOVE_CAPTION = 3.0
_BELOW = 9.0
_CAPTION_LINES = 5

#: The height of a row of the largest photos.
ROW_HEIGHT = _HEIGHT + _ABOVE_CAPTION + _CAPTION_LINES * style.CAPTION.leading + _BELOW


@dataclass(frozen=True, slots=True)
class Figure:
    """A JPEG, what it shows in words, the lines printed below it, and the marks over it."""

    content: bytes
    alternative: str
    caption: str
    annotations: tuple[Annotation, ...] = ()


def set_figures(flow: Flow, figures: Sequence[Figure]) -> None:
    """Set figures in rows of two; a row is never parted."""
    for start in range(0, len(figures), _COLUMNS):
        _set_row(flow, figures[start : start + _COLUMNS])


def _set_row(flow: Flow, figures: Sequence[Figure]) -> None:
    captions = [break_lines(figure.caption, style.CAPTION, _WIDTH) for figure in figures]
    sizes = [_fitted(figure) for figure in figures]
    height = max(size[1] for size in sizes)
    below = _ABOVE_CAPTION + max(map(len, captions)) * style.CAPTION.leading + _BELOW
    flow.need(height + below)
    for column, (figure, size, caption) in enumerate(zip(figures, sizes, captions, strict=True)):
        left = style.LEFT + column * (_WIDTH + _GAP)
        x, y = left + (_WIDTH - size[0]) / 2, flow.y - height
        box = (x, y, x + size[0], y + size[1])
        node = flow.root.add(Node("Figure", alternative=figure.alternative, box=box))
        picture = Picture(x, y, *size, figure.content, node)
        flow.page.content.append(picture)
        set_marks(flow.page, picture, figure.annotations)
        flow.page.decoration.append(Box(left, y, _WIDTH, height, style.PALE))
        _set_caption(flow, caption, left, y - _ABOVE_CAPTION)
    flow.y -= height + below


def _set_caption(flow: Flow, lines: Sequence[Line], left: float, top: float) -> None:
    node = flow.root.add(Node("P"))
    for line in lines:
        flow.put(line, style.CAPTION, left, top, node, _WIDTH)
        top -= style.CAPTION.leading


def _fitted(figure: Figure) -> tuple[float, float]:
    """The size that keeps the proportions within the largest box."""
    shape = jpeg_shape(figure.content)
    scale = min(_WIDTH / shape.width, _HEIGHT / shape.height)
    return shape.width * scale, shape.height * scale
