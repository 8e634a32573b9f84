"""The author's desk: an official scoring table becomes a standard; two editions compared.

What a table does not say is never made up: an item whose rule could not be understood is
marked by a grade and visibly unverified, and every such cell is named.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path

from assessor.domain.editions import EditionDifference, compare_editions
from assessor.domain.forms import CheckItem
from assessor.domain.scoring_words import Doubt, ScoringRule, amount, understood
from assessor.domain.standard import Standard
from assessor.domain.texts import Confidence, Origin, Text
from assessor.errors import AssessorError
from assessor.exchange.scoring_tables import TableRow, read_scoring_table
from assessor.exchange.sheets import Problem, SpreadsheetError
from assessor.exchange.texts import clean_line
from assessor.i18n import Translator, _
from assessor.services.imported_standard import (
    SOURCE,
    Head,
    ImportedItem,
    ImportedTable,
    standard_of,
)
from assessor.services.site_type_names import SiteTypeNames
from assessor.standards import Library, StandardError
from assessor.standards.writing import write_standard

_MOST_POINTS = Decimal(1000)
_REFERENCE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*:[A-Z0-9]+(\.[A-Z0-9]+)*")
_CHINESE = "一二三四五六七八九十"
_STEP = rf"第?(?:[0-9]+|[{_CHINESE}]+|[(](?:[0-9]+|[{_CHINESE}]+)[)])[条章节款项]?"
_CLAUSE = re.compile(rf"[(]?{_STEP}(?:[).\-(,、]*{_STEP})*[)条章节款项.、]*")
_PLACE = re.compile(r"\(([A-Z0-9_]+\.[0-9]+)\)")
_KIND_OF = {
    "points": "points",
    "deduct": "rule",
    "mode": "rule",
    "band_lines": "rule",
    "text.zh": "content",
    "text.en": "content",
    "clauses": "clause",
    "guidance.zh": "guidance",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A standard made from a table: its folder, and what it is."""

    folder: Path
    standard: Standard


def import_table(path: Path, library: Library | None = None) -> ImportedTable:
    """An official scoring table, understood as far as it goes.

    `remarks` name every cell that was not, `problems` those without which there is no
    standard. The library's forms tell site types by their names. `FormatError` for what
    is no table at all.
    """
    table = read_scoring_table(path)
    reader = _Reader(SiteTypeNames(library))
    for row in table.rows:
        reader.read(row)
    file = _clean(path.name)
    title = table.head.get("title") or next(iter(table.titles), "") or _clean(path.stem) or file
    return ImportedTable(
        file,
        title,
        table.head,
        reader.type_names,
        tuple(reader.items),
        reader.clauses,
        (*table.remarks, *reader.remarks),
        tuple(reader.problems),
    )


def head_of(table: ImportedTable, given: Mapping[str, str]) -> Head:
    """What names the standard: what was given, else the template's head, else the table."""
    known = {field.name for field in fields(Head)}
    told = {key: value for key, value in table.head.items() if key in known}
    said = {key: _clean(value) for key, value in given.items() if _clean(value)}
    head = Head(**{"title": table.title, **told, **said})
    if not (head.revision.isascii() and head.revision.isdecimal()):
        raise AssessorError(
            _("{revision} is no revision. Write a whole number such as 1.").format(
                revision=head.revision
            )
        )
    return head


def write_folder(table: ImportedTable, head: Head, root: Path, library: Library) -> Written:
    """Write the standard below a folder of standards; whole, or not at all.

    `SpreadsheetError` lists every problem with its cell.
    """
    if table.problems:
        raise SpreadsheetError(Path(table.file), table.problems)
    standard = standard_of(table, head)
    try:
        folder = write_standard(standard, root, library)
    except StandardError as error:
        raise SpreadsheetError(Path(table.file), _placed(table, error)) from error
    return Written(folder, standard)


def diff(older: Standard, newer: Standard) -> EditionDifference:
    """Two editions held against each other, item by item and clause by clause."""
    return compare_editions(older, newer)


def _placed(table: ImportedTable, error: StandardError) -> list[Problem]:
    """The problems of a folder, each with the cell it comes from."""
    rows = {each.item.id: each.row for each in table.items}
    found = []
    for problem in error.problems:
        item = _PLACE.search(problem.place)
        row = rows.get(item[1]) if item else None
        if row is None:
            of_head = problem.field and not problem.place and problem.file == "standard.toml"
            place, words = (
                (problem.field, problem.message) if of_head else (table.file, str(problem))
            )
            found.append(Problem(place, "", words))
        else:
            found.append(row.problem(_KIND_OF.get(problem.field, "content"), problem.message))
    return found


class _Reader:
    """Turns rows into items; what they have in common grows from row to row."""

    def __init__(self, names: SiteTypeNames) -> None:
        self.items: list[ImportedItem] = []
        self.type_names: dict[str, Text] = {}
        self.clauses: dict[str, str] = {}
        self.remarks: list[Problem] = []
        self.problems: list[Problem] = []
        self._names = names
        self._unknown: dict[str, str] = {}  # code by name
        self._codes: dict[tuple[str, ...], str] = {}
        self._numbers: dict[str, int] = {}

    def read(self, row: TableRow) -> None:
        """One row as an item, or the problem that it cannot be one."""
        points = amount(row["points"])
        if points is None or not 0 < points <= _MOST_POINTS:
            self.problems.append(row.problem("points", _points_wanted(row["points"])))
            return
        code = self._code(row)
        self._numbers[code] = self._numbers.get(code, 0) + 1
        rule = understood(row["rule"], points)
        for doubt in rule.doubts:
            message = _doubted(doubt).format(words=row["rule"])
            self.remarks.append(row.problem("rule", message))
        item = _item(f"{code}.{self._numbers[code]:02}", row, points, rule)
        self.items.append(ImportedItem(item, code, row.section, self._clause_ids(row), row))

    def _code(self, row: TableRow) -> str:
        if row.kinds not in self._codes:
            self._codes[row.kinds] = self._names.code_of(row.kinds) or self._new_code(row)
        code = self._codes[row.kinds]
        known = self._names.known.get(code)
        if known:
            self.type_names.setdefault(code, known.name)
        return code

    def _new_code(self, row: TableRow) -> str:
        name = row["site_type"] or row.title or _clean(row.sheet) or "—"
        if name not in self._unknown:
            code = f"T{len(self._unknown) + 1:02}"
            self._unknown[name] = code
            self.type_names[code] = Text(name, name)
            message = _("no known kind of site is called {name}; it became {code}.")
            cell = "site_type" if row["site_type"] else "content"
            self.remarks.append(row.problem(cell, message.format(name=name, code=code)))
        return self._unknown[name]

    def _clause_ids(self, row: TableRow) -> tuple[str, ...]:
        """Ids of own clauses, and references to those of others as they stand."""
        found: dict[str, None] = {}
        for part in filter(None, re.split(r"[;；\n]+", row["clause"])):
            clause, text = _clause(part)
            if not clause:
                message = _("no clause number is seen in {text}.")
                self.remarks.append(row.problem("clause", message.format(text=part)))
                continue
            found[clause] = None
            if ":" not in clause:
                self.clauses[clause] = self.clauses.get(clause) or text
        return tuple(found)


def _item(item_id: str, row: TableRow, points: Decimal, rule: ScoringRule) -> CheckItem:
    content, guidance = row["content"], "；".join(filter(None, (row["guidance"], row["rule"])))
    return CheckItem(
        id=item_id,
        text=Text(content, content),
        guidance=Text(guidance or content, guidance or content),
        mode=rule.mode,
        points=points,
        deduct=rule.deduct,
        clauses=(),
        origin=_origin(row, rule),
        band_lines=rule.band_lines,
    )


def _origin(row: TableRow, rule: ScoringRule) -> Origin:
    if rule.is_certain:
        return Origin(Confidence.SOURCED, (SOURCE,))
    words = row["rule"] or "—"
    in_language = (
        Translator(language)
        .text("The way of marking was not understood and must be checked: {words}")
        .format(words=words)
        for language in ("zh_CN", "en")
    )
    return Origin(Confidence.UNCERTAIN, (SOURCE,), Text(*in_language))


def _clause(text: str) -> tuple[str, str]:
    """A clause's id and what is said beside it; `第十六条 市场管理` is `16`. No id: empty."""
    spelt = unicodedata.normalize("NFKC", text).strip()
    if _REFERENCE.fullmatch(spelt):
        return spelt, ""
    found = _CLAUSE.match(re.sub(r"(?<=[0-9])\s+(?=[(])", "", spelt))
    if not found:
        return "", spelt
    steps = [amount(each) for each in re.findall(rf"[0-9]+|[{_CHINESE}]+", found[0])]
    if None in steps:
        return "", spelt
    return ".".join(str(step) for step in steps), spelt[found.end() :].strip(" :、.-")


def _clean(text: str) -> str:
    """A name from outside the table as the files of a standard may hold it."""
    return clean_line(text).strip()


def _points_wanted(text: str) -> str:
    if not text:
        return _("the points are missing.")
    return _("{text} is no number of points between 0 and 1000.").format(text=text)


def _doubted(doubt: Doubt) -> str:
    return {
        Doubt.EMPTY: _("no scoring words; marked by a grade until somebody decides."),
        Doubt.UNKNOWN: _("not understood, marked by a grade until somebody decides: {words}"),
        Doubt.DISCRETION: _("left to discretion, so marked by a grade: {words}"),
        Doubt.SEVERAL: _("several deductions that one item cannot have; check it: {words}"),
        Doubt.VETO: _("a veto beside another rule was not taken over; check it: {words}"),
        Doubt.OVER: _("one place costs more than the item has; it costs all: {words}"),
    }[doubt]
