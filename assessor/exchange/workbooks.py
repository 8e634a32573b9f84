"""Workbooks (XLSX) that others made: every sheet as a grid of texts, with what is odd in it.

Merged cells are spread over the cells they cover. Formulas count by the value stored with
them. Hidden sheets are not read, and that is said; nothing is left out in silence.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from assessor import files
from assessor.exchange.archive import Limits, read_archive, refuse_entities
from assessor.exchange.errors import FormatError
from assessor.exchange.sheets import Problem
from assessor.exchange.texts import clean_line
from assessor.i18n import _, ngettext

#: Rows that say anything, in all sheets together.
MOST_ROWS = 20_000

_LIMITS = Limits(members=2_000, total=256 << 20)
_LAST_ROW = 200_000
_LAST_COLUMN = 40
_MOST_COVERED = 2_000_000  # cells
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?ref="([A-Z0-9:]+)"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_UNREADABLE = re.compile("\ufffd|锟斤拷|烫烫烫")


@dataclass(slots=True)
class Grid:
    """The texts of a sheet by row number; rows that say nothing are absent.

    `repeats` are the places (row, column from 0) that only repeat a merged cell above or
    at the left; `below` those of them that repeat one from a row above.
    """

    name: str
    rows: dict[int, list[str]] = field(default_factory=dict)
    repeats: set[tuple[int, int]] = field(default_factory=set)
    below: set[tuple[int, int]] = field(default_factory=set)


def read_grids(path: Path) -> tuple[tuple[Grid, ...], list[Problem]]:
    """The visible sheets, and a remark for each thing a reader of them would want to know.

    `FormatError` for what is no XLSX workbook, is damaged, hostile or far too long.
    """
    content = files.read(path, _LIMITS.total)
    _refuse_other_kinds(path, content)
    try:
        members = read_archive(content, _LIMITS)
        refuse_entities(members)
    except FormatError as error:
        raise FormatError(_("{path}: {reason}").format(path=path.name, reason=error)) from error
    if "xl/workbook.bin" in members or "mimetype" in members:
        raise FormatError(_other_kind(path))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about looks that are not kept
            return _Reader(content, members).grids()
    except FormatError:
        raise
    except Exception as error:  # damaged spreadsheets make openpyxl raise anything
        raise FormatError(
            _("{file} is no spreadsheet (XLSX), or it is damaged.").format(file=path.name)
        ) from error


def _refuse_other_kinds(path: Path, content: bytes) -> None:
    if content.startswith(_OLE):
        raise FormatError(
            _(
                "{file} is an old workbook (XLS) or bears a password. "
                "Open it in a spreadsheet program and save it as XLSX, without a password."
            ).format(file=path.name)
        )
    if not content.startswith(_ZIP):
        raise FormatError(_other_kind(path))


def _other_kind(path: Path) -> str:
    return _(
        "{file} is no XLSX workbook. Open it in a spreadsheet program and save it as XLSX."
    ).format(file=path.name)


class _Reader:
    def __init__(self, content: bytes, members: Mapping[str, bytes]) -> None:
        self._content = content
        self._members = members
        self._remarks: list[Problem] = []
        self._rows = 0

    def grids(self) -> tuple[tuple[Grid, ...], list[Problem]]:
        paths = _sheet_paths(self._members)
        book = load_workbook(BytesIO(self._content), read_only=True)
        has_formulas = any(_FORMULA.search(self._members[path]) for path in paths.values())
        stored = (
            load_workbook(BytesIO(self._content), read_only=True, data_only=True)
            if has_formulas
            else None
        )
        found = []
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                message = _("this sheet is hidden and was not read. Show it if it belongs here.")
                self._remark(sheet.title, "", message)
                continue
            source = self._members.get(paths.get(sheet.title, ""), b"")
            grid = Grid(sheet.title)
            self._read(grid, sheet, stored[sheet.title] if stored else None)
            self._spread(grid, source)
            self._tell_hidden_rows(grid, source)
            found.append(grid)
        return tuple(found), self._remarks

    def _read(self, grid: Grid, sheet: Any, stored: Any) -> None:
        if (sheet.max_column or 0) > _LAST_COLUMN or (sheet.max_row or 0) > _LAST_ROW:
            message = _("what lies beyond column {column} or row {row} was not read.")
            last = get_column_letter(_LAST_COLUMN)
            self._remark(grid.name, "", message.format(column=last, row=_LAST_ROW))
        bounds = {"max_col": _LAST_COLUMN, "max_row": _LAST_ROW}
        values: Iterator[Sequence[Any]] = (
            stored.iter_rows(**bounds, values_only=True) if stored else iter(lambda: (), None)
        )
        for number, (cells, kept) in enumerate(
            zip(sheet.iter_rows(**bounds), values, strict=False), start=1
        ):
            texts = [
                "" if cell.value is None else self._text(grid, number, at, cell, kept)
                for at, cell in enumerate(cells)
            ]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                grid.rows[number] = texts
                self._rows += 1
                self._refuse_too_long()

    def _text(self, grid: Grid, row: int, at: int, cell: Any, kept: Sequence[Any]) -> str:
        value, where = cell.value, f"{get_column_letter(at + 1)}{row}"
        if cell.data_type == "f":
            value = kept[at] if at < len(kept) else None
            if value is None:
                message = _("this formula has no stored value. Paste its value instead.")
                self._remark(grid.name, where, message)
                return ""
        if cell.data_type == "e" or (isinstance(value, str) and value.startswith("#REF")):
            self._remark(grid.name, where, _("the spreadsheet shows an error here."))
            return ""
        if isinstance(value, date | datetime | time | timedelta):
            message = _("this is a date or a time. Was it a number such as 3-1? Write it as text.")
            self._remark(grid.name, where, message)
        text = _shown(value, str(cell.number_format or ""))
        if _UNREADABLE.search(text):
            self._remark(grid.name, where, _("some characters here were lost when it was saved."))
        return text

    def _spread(self, grid: Grid, source: bytes) -> None:
        """Write what a merged cell says into all cells that it covers."""
        covered = 0
        for match in _MERGE.finditer(source):
            first, _colon, last = match[1].decode().partition(":")
            (top, left), (bottom, right) = map(coordinate_to_tuple, (first, last or first))
            covered += (bottom - top + 1) * (min(right, _LAST_COLUMN) - left + 1)
            if covered > _MOST_COVERED:
                raise FormatError(_("Too many cells of the workbook are merged. Part them first."))
            texts = grid.rows.get(top, [])
            text = texts[left - 1] if left <= len(texts) else ""
            for row in range(top, bottom + 1) if text else ():
                for column in range(left - 1, min(right, _LAST_COLUMN)):
                    if row in grid.rows:  # else the row would say nothing new
                        self._repeat(grid, row, column, text, (top, left - 1))

    def _repeat(
        self, grid: Grid, row: int, column: int, text: str, origin: tuple[int, int]
    ) -> None:
        if (row, column) == origin:
            return
        texts = grid.rows[row]
        texts += [""] * (column + 1 - len(texts))
        texts[column] = text
        grid.repeats.add((row, column))
        if row > origin[0]:
            grid.below.add((row, column))

    def _tell_hidden_rows(self, grid: Grid, source: bytes) -> None:
        hidden = [int(match[1]) for match in _HIDDEN_ROW.finditer(source)]
        hidden = [row for row in hidden if row in grid.rows]
        if hidden:
            message = ngettext(
                "{count} hidden row was read like the others; the first is row {row}.",
                "{count} hidden rows were read like the others; the first is row {row}.",
                len(hidden),
            )
            self._remark(grid.name, "", message.format(count=len(hidden), row=hidden[0]))

    def _refuse_too_long(self) -> None:
        if self._rows > MOST_ROWS:
            raise FormatError(
                _(
                    "The workbook has more than {most} rows. Keep the scoring table alone in it."
                ).format(most=MOST_ROWS)
            )

    def _remark(self, sheet: str, cell: str, message: str) -> None:
        self._remarks.append(Problem(sheet, cell, message))


def _shown(value: Any, number_format: str) -> str:
    """A value as people see it; a share in percent stays one."""
    match value:
        case str():
            return clean_line(value).strip()
        case bool():
            return str(value)
        case float() | int() if "%" in number_format:
            return f"{value * 100:.10g}%"
        case float():
            return f"{value:.10g}"
        case datetime():
            return value.date().isoformat()
        case _:
            return str(value)


def _sheet_paths(members: Mapping[str, bytes]) -> dict[str, str]:
    """The member that holds each sheet, by the sheet's name."""
    book = ElementTree.fromstring(members["xl/workbook.xml"])
    relations = ElementTree.fromstring(members["xl/_rels/workbook.xml.rels"])
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found = {}
    for each in book.iter():
        target = targets.get(each.get(_RELATION)) if each.tag.endswith("}sheet") else None
        if target:
            path = str(PurePosixPath("/xl") / target).removeprefix("/")
            found[each.get("name", "")] = path
    return {name: path for name, path in found.items() if path in members}
