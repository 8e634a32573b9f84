"""Marks over a printed photo: arrows, rings and words, with a pale edge on any ground."""

from collections.abc import Iterable
from dataclasses import replace

from assessor.domain.annotating import HALO_WIDTH, LINE_WIDTH, WORDS_SIZE, lines_of, place_of
from assessor.domain.inspection import Annotation
from assessor.reporting import style
from assessor.reporting.flow import Ink, Page, Picture, put
from assessor.reporting.tagging import Node
from assessor.reporting.typesetting import break_lines

_LEADING = 1.35  # of the words' size
_WORDS = style.Style(style.BOLD, colour=style.RED)


def set_marks(page: Page, picture: Picture, annotations: Iterable[Annotation]) -> None:
    """Put marks over a picture that stands on the page; they are part of its figure."""
    longer = max(picture.width, picture.height)
    top = picture.y + picture.height
    for each in annotations:
        strokes = tuple(
            tuple((picture.x + x, top - y) for x, y in line)
            for line in lines_of(each, picture.width, picture.height)
        )
        if strokes:
            page.content.append(Ink(strokes, picture.node, style.WHITE, longer * HALO_WIDTH))
            page.content.append(Ink(strokes, picture.node, style.RED, longer * LINE_WIDTH))
        elif each.words:
            _set_words(page, picture, each, picture.node)


def _set_words(page: Page, picture: Picture, annotation: Annotation, node: Node) -> None:
    size = max(picture.width, picture.height) * WORDS_SIZE
    look = replace(_WORDS, size=size, leading=size * _LEADING)
    (line, *_rest) = break_lines(annotation.words, look, picture.width - size)
    x, y = place_of(annotation, picture.width, picture.height)
    left = picture.x + min(x, max(0.0, picture.width - line.width - size / 2))
    upper = picture.y + picture.height - min(y, picture.height - look.leading)
    middle = upper - look.leading / 2
    ground = ((left, middle), (left + line.width, middle))
    page.content.append(Ink((ground,), node, style.WHITE, look.leading))
    put(page, line, look, left, upper, node)
