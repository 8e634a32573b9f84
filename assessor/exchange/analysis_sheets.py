"""A ranking with its analysis as a spreadsheet: sheets of numbers that can be reckoned with.

openpyxl takes a third of a second to load: import this module where it is needed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from openpyxl.worksheet.worksheet import Worksheet

from assessor.domain.scoring import shown
from assessor.exchange.sheets import new_book, saved, write_captions, write_text

_TWO_PLACES = "0.00"
_PERCENT = "0.00%"
_HEAD = 2  # the row of captions; the title stands above

#: A text, a count, an exact number of points, or nothing.
Value = str | int | Fraction | None


@dataclass(frozen=True, slots=True)
class Share:
    """A share, written as a percentage; None where nothing is known."""

    value: Fraction | None


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, its captions with their widths, and its rows."""

    name: str
    captions: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Value | Share]]


def write_tables(title: str, tables: Iterable[Table]) -> bytes:
    """A spreadsheet of tables, each with the title above and its captions kept in view."""
    book = new_book()
    for table in tables:
        sheet = book.create_sheet(table.name)
        write_text(sheet, 1, 1, title)
        write_captions(sheet, table.captions, row=_HEAD)
        for number, values in enumerate(table.rows, start=_HEAD + 1):
            for column, value in enumerate(values, start=1):
                _write(sheet, number, column, value)
    return saved(book)


def _write(sheet: Worksheet, row: int, column: int, value: Value | Share) -> None:
    match value:
        case str():
            write_text(sheet, row, column, value)
        case Fraction():
            sheet.cell(row, column, float(shown(value))).number_format = _TWO_PLACES
        case Share(value=share) if share is not None:
            hundredths = Decimal(shown(share * 100))
            sheet.cell(row, column, float(hundredths / 100)).number_format = _PERCENT
        case int():
            sheet.cell(row, column, value)
