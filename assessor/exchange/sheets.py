"""Sheets with a version cell and a row of captions: the form of every spreadsheet we read.

The first row says what the sheet is and in which version, the second names the columns in
Chinese and English (either will do), the rest is rows of text. Formulas are refused, for
what they show is not what is stored. Every problem of a file is found at once.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessor import files
from assessor.exchange.archive import Limits, read_archive, refuse_entities
from assessor.exchange.errors import FormatError
from assessor.exchange.texts import clean_line
from assessor.i18n import _, current, ngettext

VERSION = 1

_LIMITS = Limits(members=500, total=512 << 20)
_MOST_ROWS = 200_000
_MOST_COLUMNS = 40
_FIRST_ROW = 3
_TEXT = "@"
_PERCENT = "%"

_Grid = list[list[tuple[Any, str]]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key of its values, and its caption in both languages."""

    key: str
    zh: str
    en: str
    required: bool = True
    choices: tuple[str, ...] = ()
    width: int = 16
    also: tuple[str, ...] = ()  # what else the caption may say

    @property
    def caption(self) -> str:
        """The caption as we write it."""
        return f"{self.zh} {self.en}"

    def is_called(self, text: str) -> bool:
        """Whether a caption means this column."""
        return text.casefold() in (self.caption.casefold(), self.zh, self.en.casefold(), *self.also)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of sheet: its name, what its version cell says, and its columns.

    A `closed` sheet refuses columns it does not know; one that takes `numbers` reads them
    as they are shown, shares in percent. One that is not `required` may be missing.
    """

    name: str
    mark: str
    columns: tuple[Column, ...]
    closed: bool = False
    numbers: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a spreadsheet; its text is one line."""

    sheet: str
    cell: str  # `B12`; empty: the sheet as a whole
    message: str

    def __str__(self) -> str:
        where = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return current().headed(where, self.message)


class SpreadsheetError(FormatError):
    """A spreadsheet cannot be taken in; every problem found is listed."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        heading = ngettext(
            "{file} cannot be taken in: {count} problem.",
            "{file} cannot be taken in: {count} problems.",
            len(self.problems),
        ).format(file=path.name, count=len(self.problems))
        super().__init__("\n".join((heading, *map(str, self.problems))))


class Row:
    """The texts of one row by column key, and where they stand."""

    def __init__(self, texts: Mapping[str, str], cells: Mapping[str, str], sheet: str) -> None:
        self._texts = texts
        self._cells = cells
        self._sheet = sheet

    def __getitem__(self, key: str) -> str:
        return self._texts.get(key, "")

    def problem(self, key: str, message: str) -> Problem:
        """A problem with one value of the row."""
        return Problem(self._sheet, self._cells[key], message)


def read_sheets(path: Path, sheets: Sequence[Sheet]) -> tuple[dict[str, list[Row]], list[Problem]]:
    """The rows of each sheet by its name, and every problem; a missing sheet is one.

    `FormatError` where the file is no spreadsheet at all.
    """
    grids = _grids(path, [sheet.name for sheet in sheets])
    rows: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for sheet in sheets:
        rows[sheet.name] = []
        if sheet.name in grids:
            rows[sheet.name] = list(_rows(sheet, grids[sheet.name], problems))
        elif sheet.required:
            message = _("this sheet is missing. Export an empty form to see how it looks.")
            problems.append(Problem(sheet.name, "", message))
    return rows, problems


def new_book() -> Workbook:
    """A workbook without sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def write_sheet(book: Workbook, sheet: Sheet, rows: Iterable[Sequence[str]]) -> None:
    """Add a sheet of texts, in the order of its columns; none of them becomes a formula."""
    made = book.create_sheet(sheet.name)
    made.append((sheet.mark, VERSION))
    write_captions(made, [(column.caption, column.width) for column in sheet.columns], row=2)
    for number, texts in enumerate(rows, start=_FIRST_ROW):
        for position, text in enumerate(texts, start=1):
            write_text(made, number, position, text)
    for position, column in enumerate(sheet.columns, start=1):
        if column.choices:
            choices = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"')
            letter = get_column_letter(position)
            choices.add(f"{letter}{_FIRST_ROW}:{letter}{_MOST_ROWS}")
            made.add_data_validation(choices)


def write_captions(sheet: Worksheet, captions: Sequence[tuple[str, int]], row: int) -> None:
    """Write captions, with the widths of their columns, and keep them in view."""
    for position, (caption, width) in enumerate(captions, start=1):
        write_text(sheet, row, position, caption).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = f"A{row + 1}"


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text as text, even if it begins like a formula or looks like a number."""
    cell = sheet.cell(row, column, clean_line(text) or None)
    if cell.value is not None:
        cell.data_type = "s"
    cell.number_format = _TEXT
    return cell


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _grids(path: Path, names: Sequence[str]) -> dict[str, _Grid]:
    """The values and their types of those of the sheets that are there."""
    content = files.read(path, _LIMITS.total)
    try:
        refuse_entities(read_archive(content, _LIMITS))  # openpyxl would read on without bounds
    except FormatError as error:
        raise FormatError(_("{path}: {reason}").format(path=path, reason=error)) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about looks that are not kept
            book = load_workbook(BytesIO(content), read_only=True)
            return {
                name: [
                    [(cell.value, _kind(cell)) for cell in row]
                    for row in book[name].iter_rows(max_col=_MOST_COLUMNS, max_row=_MOST_ROWS)
                ]
                for name in names
                if name in book.sheetnames
            }
    except Exception as error:  # damaged spreadsheets make openpyxl raise anything
        raise FormatError(
            _("{file} is no spreadsheet (XLSX), or it is damaged.").format(file=path.name)
        ) from error


def _kind(cell: Any) -> str:
    """What a cell holds, as openpyxl calls it; `%` for a number shown in percent."""
    kind: str = cell.data_type
    is_number = kind == "n" and cell.value is not None
    return _PERCENT if is_number and _PERCENT in str(cell.number_format) else kind


def _rows(sheet: Sheet, grid: _Grid, problems: list[Problem]) -> Iterator[Row]:
    """The rows that are not empty; without its captions a sheet has none."""
    reader = _Reader(sheet, problems)
    if not reader.is_of_our_version(grid[:1]):
        return
    columns = reader.columns(grid[1:2])
    required = [column.key for column in sheet.columns if column.required]
    if not columns.keys() >= set(required):
        return
    for number, cells in enumerate(grid[_FIRST_ROW - 1 :], start=_FIRST_ROW):
        where = {key: f"{get_column_letter(at + 1)}{number}" for key, at in columns.items()}
        texts = {key: reader.text(cells, at, where[key]) for key, at in columns.items()}
        if any(text != "" for text in texts.values()):
            row = Row({key: text or "" for key, text in texts.items()}, where, sheet.name)
            for key in required:
                if texts[key] == "":
                    problems.append(row.problem(key, _("a value is missing.")))
            yield row


class _Reader:
    """Reads one sheet and notes its problems."""

    def __init__(self, sheet: Sheet, problems: list[Problem]) -> None:
        self._sheet = sheet
        self._problems = problems

    def is_of_our_version(self, top: _Grid) -> bool:
        """Whether the first row says what we read."""
        cells = top[0] if top else []
        mark, version = self.text(cells, 0, "A1"), self.text(cells, 1, "B1") or ""
        if mark != self._sheet.mark:
            self._refuse("A1", _("{mark} must stand here.").format(mark=self._sheet.mark))
        elif not version.isdecimal():
            self._refuse("B1", _("the version must stand here, a number."))
        elif int(version) > VERSION:
            self._refuse(
                "B1", _("the sheet is of a newer version of this program. Update the program.")
            )
        return mark == self._sheet.mark and version == str(VERSION)

    def columns(self, captions: _Grid) -> dict[str, int]:
        """Where each column is, by its key; refuses the sheet for missing ones."""
        cells = captions[0] if captions else []
        texts = [
            self.text(cells, at, f"{get_column_letter(at + 1)}2") or "" for at in range(len(cells))
        ]
        columns: dict[str, int] = {}
        for column in self._sheet.columns:
            for at, text in enumerate(texts):
                if column.is_called(text):
                    columns.setdefault(column.key, at)
            if column.required and column.key not in columns:
                self._refuse("", self._missing(column, texts))
        if self._sheet.closed:
            for at, text in enumerate(texts):
                if text and at not in columns.values():
                    where = f"{get_column_letter(at + 1)}2"
                    self._refuse(where, _("{text}: no such column.").format(text=text))
        return columns

    def text(self, cells: Sequence[tuple[Any, str]], at: int, where: str) -> str | None:
        """A cell's text; None, and a problem noted, for formulas and what is no text."""
        value, kind = cells[at] if at < len(cells) else (None, "n")
        match value:
            case None:
                return ""
            case _ if kind == "f":
                self._refuse(where, _("this is a formula. Paste its value instead."))
            case str() if kind != "e":
                return clean_line(value).strip()
            case datetime():
                return value.date().isoformat()
            case date():
                return value.isoformat()
            case int() | float() if self._sheet.numbers and not isinstance(value, bool):
                return _number_text(value, kind)
            case int() if not isinstance(value, bool):
                return str(value)
            case _:
                self._refuse(where, _("{value} is no text. Write it as text.").format(value=value))
        return None

    def _missing(self, column: Column, texts: Sequence[str]) -> str:
        message = _("the column {caption} is missing.").format(caption=column.caption)
        wanted = {name.casefold(): name for name in (column.caption, column.zh, column.en)}
        for text in texts:
            if get_close_matches(text.casefold(), wanted, n=1):
                message += " " + _("Is it the one called {text}?").format(text=text)
        return message

    def _refuse(self, where: str, message: str) -> None:
        self._problems.append(Problem(self._sheet.name, where, message))


def _number_text(value: float, kind: str) -> str:
    """A number as it was typed: a float's shortest form says just that."""
    number = Decimal(repr(value))
    if kind == _PERCENT:
        return f"{(number * 100).normalize():f}%"
    return f"{number:f}".removesuffix(".0")
