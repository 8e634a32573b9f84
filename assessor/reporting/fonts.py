"""The bundled Chinese typeface: registered once, measured fast, and honest about gaps."""

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from assessor.paths import resource
from assessor.reporting.style import BOLD, REGULAR

#: Printed in place of a character that the typeface lacks.
GAP = "〓"

#: Height above the baseline, in parts of the type size.
ASCENT = 0.88

_FILES = {REGULAR: "fonts/NotoSansSC-Regular.ttf", BOLD: "fonts/NotoSansSC-Bold.ttf"}
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


class _Widths(dict[str, float]):
    """The width of each character in parts of the type size, measured when first asked."""

    def __init__(self, font: TTFont) -> None:
        self._font = font

    def __missing__(self, character: str) -> float:
        width = self[character] = self._font.stringWidth(character, 1)
        return width


class _Printable(dict[int, str]):
    """For `str.translate`: what is printed for a character, found when first asked."""

    def __init__(self, known: frozenset[int]) -> None:
        self._known = known

    def __missing__(self, code: int) -> str:
        printed = self[code] = _printed(chr(code), code in self._known)
        return printed


@cache
def register() -> dict[str, TTFont]:
    """Load the typeface into ReportLab, once, and set what ReportLab only has globally."""
    rl_config.useA85 = 0  # its default writes pages as ASCII: slow, and a quarter larger
    loaded = {name: TTFont(name, str(resource(path))) for name, path in _FILES.items()}
    for font in loaded.values():
        pdfmetrics.registerFont(font)
    rl_config.canvas_basefontname = REGULAR  # or every page names Helvetica, not embedded
    return loaded


@cache
def widths(font: str) -> dict[str, float]:
    """The widths of a font's characters, in parts of the type size."""
    return _Widths(register()[font])


def printable(text: str) -> str:
    """The text as it can be printed: gaps marked, invisible characters left out."""
    return text.translate(_printables())


def unprintable(text: str) -> tuple[str, ...]:
    """The characters that the typeface lacks, each once, in order of appearance."""
    table = _printables()
    return tuple(dict.fromkeys(c for c in text if table[ord(c)] == GAP != c))


def unprintable_in(value: Any) -> tuple[str, ...]:
    """The same for every text anywhere in a domain value, such as a `SiteCheck`."""
    return unprintable("".join(texts_in(value)))


def texts_in(value: Any) -> Iterator[str]:
    """Every text anywhere in a domain value."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts_in(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_in(each)
    elif hasattr(value, "values"):
        for each in value.values():
            yield from texts_in(each)


@cache
def _printables() -> dict[int, str]:
    regular, bold = register().values()
    return _Printable(frozenset(regular.face.charToGlyph) & frozenset(bold.face.charToGlyph))


def _printed(character: str, known: bool) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cf" or ord(character) in _VARIATION_SELECTORS:
        return ""
    return character if known else GAP
