"""Official scoring tables as offices keep them, turned into rows that can be understood.

Titles stand above the captions, sections and totals between the rows, cells are merged,
captions repeat on each page. Every cell that says something ends up in a row, or in a
remark that names it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from openpyxl.utils import get_column_letter

from assessor.domain.scoring_words import amount
from assessor.exchange.errors import FormatError
from assessor.exchange.scoring_captions import columns_in, kind_of
from assessor.exchange.sheets import Problem
from assessor.exchange.workbooks import Grid, read_grids
from assessor.i18n import _

#: The marks in the first cell of the sheets of our own template, and their version.
AUTHOR_MARKS = ("assessor-author", "assessor-standard", "assessor-instructions")
AUTHOR_VERSION = 1

_LONGEST_TOTAL = 20  # characters
_DEEPEST_CAPTION = 40  # rows above the captions at most
_TOTAL = re.compile(r"(合计|总计|小计|总分|共计|本页|得分合计|得分率|[总实最]后?得分|累计|total)")
_NOTE = re.compile(
    r"(注[:：1-9]|备注|说明[:：]|附[:：注]|填表|检查人|被检查|被考核|评分人|考核人|考核组|"
    r"签字|签名|日期|检查时间|检查单位|受检|年月日)"
)
_SECTION = re.compile(
    r"([一二三四五六七八九十]+[、.．]|第[一二三四五六七八九十0-9]+[章节部分]|"
    r"[（(][一二三四五六七八九十]+[)）])"
)
_ATTACHED = re.compile(r"附[件表录]?\s*[0-9０-９一二三四五六七八九十]*\s*[:：]?")
_STATED = re.compile(r"([0-9０-９.．]+)\s*分")
_USED = ("number", "section", "content", "points", "rule", "clause", "site_type", "guidance")
_BESIDE = ("number", "section", "clause", "site_type", "guidance")  # an item's rules
_ONE_FOR_ALL = ("section", "content", "rule")  # of several such columns all texts count


@dataclass(frozen=True, slots=True)
class TableRow:
    """An item of a table: its texts by kind of column, and the cells they stand in.

    `kinds` are what may name its site type, the surest first: its column, the title of
    the section, the title of the table, the sheet.
    """

    sheet: str
    row: int
    texts: Mapping[str, str]
    cells: Mapping[str, str]
    section: str
    kinds: tuple[str, ...]
    title: str = ""  # of the table

    def __getitem__(self, kind: str) -> str:
        return self.texts.get(kind, "")

    def problem(self, kind: str, message: str) -> Problem:
        """A problem with one value of the row, or with the row where it has no such column."""
        cell = self.cells.get(kind) or next(iter(self.cells.values()), f"A{self.row}")
        return Problem(self.sheet, cell, message)


@dataclass(frozen=True, slots=True)
class ScoringTable:
    """The rows of all sheets, what the template's head says, and what a reader should know."""

    titles: tuple[str, ...]
    head: Mapping[str, str]
    rows: tuple[TableRow, ...]
    remarks: tuple[Problem, ...]


def read_scoring_table(path: Path) -> ScoringTable:
    """The items of every sheet that holds a table; `FormatError` if none does."""
    grids, remarks = read_grids(path)
    rows: list[TableRow] = []
    titles: list[str] = []
    head: dict[str, str] = {}
    for grid in grids:
        match _mark(grid):
            case "assessor-instructions":
                continue
            case "assessor-standard":
                head |= {
                    texts[0]: texts[1]
                    for number, texts in sorted(grid.rows.items())
                    if number > 1 and len(texts) > 1 and texts[1]
                }
            case _:
                reader = _SheetReader(grid, remarks)
                rows += reader.rows()
                titles += reader.titles
    if not rows:
        told = "\n".join(map(str, remarks))
        message = _(
            "{file} holds no scoring table: captions for contents and points, and items below. "
            "“standards template” writes an example."
        ).format(file=path.name)
        raise FormatError(f"{message}\n{told}".strip())
    return ScoringTable(tuple(titles), head, tuple(rows), tuple(remarks))


def _mark(grid: Grid) -> str:
    """What the first cell says, if it is one of our own; `FormatError` for a newer version."""
    top = grid.rows.get(1, [""])
    if top[0] not in AUTHOR_MARKS:
        return ""
    version = top[1] if len(top) > 1 else ""
    if version.isdecimal() and int(version) > AUTHOR_VERSION:
        raise FormatError(
            _("Sheet {sheet} is of a newer version of this program. Update the program.").format(
                sheet=grid.name
            )
        )
    return top[0]


class _SheetReader:
    """Reads one sheet row by row; what it met so far decides what a row is."""

    def __init__(self, grid: Grid, remarks: list[Problem]) -> None:
        self.titles: list[str] = []
        self._grid = grid
        self._remarks = remarks
        self._columns: dict[str, list[int]] = {}
        self._captions: list[str] = []
        self._nearest: list[str] = []  # captions of a row that lacks others
        self._nearest_row = 0
        self._section = ""
        self._found: list[TableRow] = []
        self._section_row = self._since_section = self._since_subtotal = 0
        self._unused: dict[int, tuple[str, str]] = {}  # cell and text by column
        self._claim: tuple[str, Decimal, int] | None = None  # cell, points, first item

    def rows(self) -> list[TableRow]:
        """The items, in the order of the sheet."""
        for number, texts in sorted(self._grid.rows.items()):
            self._row(number, texts)
        self._settle_claim()
        self._tell_empty_section()
        self._tell_unused()
        if not self._columns:
            self._tell_no_captions()
        return self._found

    def _tell_no_captions(self) -> None:
        message = _("no row here names contents and points; the sheet was left out.")
        self._remark("", message)
        if self._nearest:
            message = _(
                "only {captions} is known here as a caption. Call the others 检查内容 (contents), "
                "分值 (points), 评分标准 (scoring)."
            ).format(captions=_(", ").join(self._nearest))
            self._remark(f"A{self._nearest_row}", message)

    def _row(self, number: int, texts: list[str]) -> None:
        columns = columns_in(texts)
        if columns and (not self._columns or self._is_caption_again(texts)):
            self._columns, self._captions = columns, texts
        elif not self._columns:
            self._above(number, texts)
        else:
            self._below(number, texts)

    def _is_caption_again(self, texts: list[str]) -> bool:
        """Whether a row holds nothing but captions: on a new page, or of another table."""
        return all(kind_of(text) or text in self._captions for text in texts if text)

    def _above(self, number: int, texts: list[str]) -> None:
        if number > _DEEPEST_CAPTION:
            return
        if texts[0] not in AUTHOR_MARKS:
            said = [text for text in dict.fromkeys(texts) if text]
            self.titles += [text for text in said if not _ATTACHED.fullmatch(text)]
            if len({kind for text in said if (kind := kind_of(text))}) > len(self._nearest):
                self._nearest = [text for text in said if kind_of(text)]
                self._nearest_row = number

    def _below(self, number: int, texts: list[str]) -> None:
        row = self._table_row(number, texts)
        said = [text for text in dict.fromkeys(texts) if text]
        own = {at for at, text in enumerate(texts) if text and (number, at) not in self._grid.below}
        if not own:
            return
        first = next(text for at, text in enumerate(texts) if at in own)
        first = re.sub(r"\s+", "", first)
        if _TOTAL.match(first) and len(first) <= _LONGEST_TOTAL:
            self._check_total(row, first, said)
        elif _NOTE.match(first) and (self._is_below(number, "points") or not row["points"]):
            message = _("taken for a note: {text}")
            self._remark(f"A{number}", message.format(text=_cut(" ".join(said))))
        elif self._continues(number, row):
            self._join(number, row)
            self._note_unused(number, texts)
        elif self._is_section(number, row, texts, said):
            self._begin_section(number, said[0])
        elif row["content"]:
            self._add(number, row)
            self._note_unused(number, texts)
        else:
            message = _("not understood, for the contents are missing: {text}")
            self._remark(f"A{number}", message.format(text=_cut(" ".join(said))))

    def _table_row(self, number: int, texts: list[str]) -> TableRow:
        found, cells = {}, {}
        for kind, places in self._columns.items():
            parts = [texts[at] for at in places if at < len(texts) and texts[at]]
            parts = list(dict.fromkeys(parts))
            found[kind] = "：".join(parts) if kind in _ONE_FOR_ALL else " ".join(parts[:1])
            cells[kind] = f"{get_column_letter(places[0] + 1)}{number}"
        titles = tuple(reversed(self.titles))
        kinds = (found.get("site_type", ""), self._section, *titles, self._grid.name)
        section = found.get("section") or self._section
        title = self.titles[0] if self.titles else ""
        return TableRow(self._grid.name, number, found, cells, section, kinds, title)

    def _is_section(self, number: int, row: TableRow, texts: list[str], said: list[str]) -> bool:
        if len(said) == 1 and not row["content"]:
            return True
        if len(said) == 1:
            spread = [at for at, text in enumerate(texts) if text]
            merged = len(spread) > 1 and all(
                (number, at) in self._grid.repeats for at in spread[1:]
            )
            return merged or bool(_SECTION.match(said[0]))
        # a title with its points beside: 一、环境卫生 | 30
        first, *others = said
        return bool(_SECTION.match(first)) and all(amount(text) is not None for text in others)

    def _begin_section(self, number: int, title: str) -> None:
        self._settle_claim()
        self._tell_empty_section()
        texts = self._grid.rows[number]
        self._section, self._section_row = title, number
        self._since_subtotal = self._since_section = len(self._found)
        stated = _STATED.search(title)
        points = amount(stated[1]) if stated else None
        beside = [found for text in texts if (found := amount(text)) is not None]
        points = points if points is not None else next(iter(beside), None)
        self._claim = (f"A{number}", points, len(self._found)) if points else None

    def _tell_empty_section(self) -> None:
        if self._section and self._since_section == len(self._found):
            message = _("taken for a title, but no items follow: {text}")
            self._remark(f"A{self._section_row}", message.format(text=_cut(self._section)))

    def _continues(self, number: int, row: TableRow) -> bool:
        """Whether a row only goes on with the item above: another rule for merged contents."""
        if not self._found or not row["rule"] or self._is_below(number, "rule"):
            return False
        return self._says_nothing_new(number, row, "content") and self._says_nothing_new(
            number, row, "points"
        )

    def _says_nothing_new(self, number: int, row: TableRow, kind: str) -> bool:
        return not row[kind] or self._is_below(number, kind)

    def _is_below(self, number: int, kind: str) -> bool:
        """Whether all that a row says under a caption is merged with the row above."""
        texts = self._grid.rows[number]
        places = [at for at in self._columns.get(kind, ()) if at < len(texts) and texts[at]]
        return bool(places) and all((number, at) in self._grid.below for at in places)

    def _join(self, number: int, row: TableRow) -> None:
        last = self._found[-1]
        for kind in _BESIDE:
            text = row[kind]
            is_new = text != last[kind] and not self._says_nothing_new(number, row, kind)
            if is_new and amount(text) is None:
                message = _("taken for a note: {text}")
                self._remark(row.cells[kind], message.format(text=_cut(text)))
        texts = {**last.texts, "rule": "；".join(filter(None, (last["rule"], row["rule"])))}
        self._found[-1] = replace(last, texts=texts)

    def _add(self, number: int, row: TableRow) -> None:
        if self._is_below(number, "content") and row["rule"]:
            # one demand, several ways to lose points, each with points of its own
            content = f"{row['content']}：{row['rule']}"
            row = replace(row, texts={**row.texts, "content": content})
        self._found.append(row)

    def _check_total(self, row: TableRow, first: str, said: list[str]) -> None:
        others = [
            text
            for text in said
            if amount(text) is None and not _TOTAL.match(text.replace(" ", ""))
        ]
        if any(not _STATED.search(text) for text in others):
            message = _("taken for a total: {text}")
            self._remark(f"A{row.row}", message.format(text=_cut(" ".join(said))))
        stated = amount(row["points"])
        for text in said if stated is None else ():
            found = _STATED.search(text)
            stated = amount(found[1]) if found else amount(text)
            if stated is not None:
                break
        since = self._since_subtotal if first.startswith(("小计", "本页")) else 0
        self._since_subtotal = len(self._found)
        if stated is not None:
            self._compare(row.problem("points", "").cell, stated, since)

    def _note_unused(self, number: int, texts: list[str]) -> None:
        """Remember the first text of each column that no item takes over."""
        used = {at for kind in _USED for at in self._columns.get(kind, ())}
        for at, text in enumerate(texts):
            if text and at not in used and at not in self._unused:
                self._unused[at] = (f"{get_column_letter(at + 1)}{number}", text)

    def _tell_unused(self) -> None:
        for at, (cell, text) in sorted(self._unused.items()):
            caption = self._captions[at] if at < len(self._captions) else ""
            message = _("the column {caption} is not taken over; it begins with: {text}")
            caption = caption or get_column_letter(at + 1)
            self._remark(cell, message.format(caption=caption, text=_cut(text)))

    def _settle_claim(self) -> None:
        if self._claim:
            cell, stated, first = self._claim
            self._compare(cell, stated, first)
        self._claim = None

    def _compare(self, cell: str, stated: Decimal, first: int) -> None:
        known = [amount(row["points"]) for row in self._found[first:]]
        total = sum((points for points in known if points is not None), Decimal(0))
        if known and None not in known and total != stated:
            message = _("the items add up to {total}, not to {stated}.")
            self._remark(cell, message.format(total=total, stated=stated))

    def _remark(self, cell: str, message: str) -> None:
        self._remarks.append(Problem(self._grid.name, cell, message))


def _cut(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
