"""The standard that an official table amounts to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from assessor.domain.forms import CheckItem, Section, SiteType
from assessor.domain.profiles import Module, ScoringProfile
from assessor.domain.standard import Chapter, Clause, Standard, StandardRef
from assessor.domain.texts import Confidence, Origin, Source, Text
from assessor.exchange.scoring_tables import TableRow
from assessor.exchange.sheets import Problem
from assessor.i18n import Translator

#: The id under which the table itself stands in the register of sources.
SOURCE = "S01"

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_MODULES = 99
_NUMBERING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9]+[)）]|[0-9]+[、.．])\s*"
)
_STATED = re.compile(r"\s*[（(]?\s*[0-9０-９.．]+\s*分\s*[)）]?\s*$")


@dataclass(frozen=True, slots=True)
class Head:
    """What names a standard; what nobody said is left unsaid."""

    id: str = "IMPORTED"
    revision: str = "1"
    title: str = ""
    issuer: str = ""
    document_number: str = ""
    issued: str = ""
    level: str = "county"
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """An item, where it belongs, and the row it comes from.

    `clauses` are ids of the table's own clauses, or references to those of others.
    """

    item: CheckItem
    site_type: str
    section: str
    clauses: tuple[str, ...]
    row: TableRow


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """A table as it was understood. Remarks are for the author; a problem must be mended."""

    file: str
    title: str
    head: Mapping[str, str]
    type_names: Mapping[str, Text]  # by code
    items: tuple[ImportedItem, ...]
    clauses: Mapping[str, str]  # what is said beside each clause's number, or nothing
    remarks: tuple[Problem, ...]
    problems: tuple[Problem, ...]

    @property
    def unverified(self) -> int:
        """How many items nobody may rely on yet."""
        return sum(not each.item.origin.confidence.is_verified for each in self.items)


def standard_of(table: ImportedTable, head: Head) -> Standard:
    """The standard as a value; its digest is not known yet."""
    forms = tuple(_form(code, table, head) for code in table.type_names if _items(table, code))
    title = Text(head.title, head.title)
    has_clauses = bool(table.clauses)
    return Standard(
        ref=StandardRef(head.id, int(head.revision), ""),
        title=title,
        issuer=_said(head.issuer),
        document_number=head.document_number,
        issued=head.issued or _unsaid().zh,
        valid_from=None,
        replaces=(),
        levels=tuple(head.level.split()),
        clauses=tuple(_clause(*each) for each in table.clauses.items()),
        indicators=(),
        site_types=forms,
        profiles=(_profile(forms),),
        chapters=(Chapter("1", title),) if has_clauses else (),
        sources=(Source(SOURCE, Text(table.file, table.file), head.issued),),
    )


def _items(table: ImportedTable, code: str) -> list[ImportedItem]:
    return [each for each in table.items if each.site_type == code]


def _form(code: str, table: ImportedTable, head: Head) -> SiteType:
    parts: dict[str, list[CheckItem]] = {}
    for each in _items(table, code):
        references = tuple(
            clause if ":" in clause else f"{head.id}:{clause}" for clause in each.clauses
        )
        title = _STATED.sub("", _NUMBERING.sub("", each.section)).strip()
        parts.setdefault(title or table.type_names[code].zh, []).append(
            replace(each.item, clauses=references)
        )
    titled = list(parts.items())
    last = len(_LETTERS) - 1
    if len(titled) > len(_LETTERS):  # a form has no more sections than there are letters
        rest = [item for _title, items in titled[last:] for item in items]
        titled = [*titled[:last], (titled[last][0], rest)]
    sections = tuple(
        Section(f"{code}.{letter}", Text(title, title), tuple(items))
        for letter, (title, items) in zip(_LETTERS, titled, strict=False)
    )
    basis = _items(table, code)[0].row.title or table.title
    responsible = _said(head.responsible)
    return SiteType(code, table.type_names[code], responsible, Text(basis, basis), sections)


def _clause(number: str, text: str) -> Clause:
    if text:
        return Clause(number, "1", Text(text, text), Origin(Confidence.SOURCED, (SOURCE,)), _SITE)
    unsaid = Text(f"第{number}条，原文待补。", f"Clause {number}; its text is still to be added.")
    return Clause(number, "1", unsaid, Origin(Confidence.UNCERTAIN, (SOURCE,)), _SITE)


_SITE = ("site",)


def _profile(forms: tuple[SiteType, ...]) -> ScoringProfile:
    """Every form for its own points: our default, for tables seldom say how forms add up."""
    if len(forms) <= _MOST_MODULES:
        modules = tuple(
            Module(str(number), form.name, form.points, (form.code,))
            for number, form in enumerate(forms, 1)
        )
    else:
        codes = tuple(form.code for form in forms)
        total = sum((form.points for form in forms), Decimal(0))
        modules = (Module("1", Text("全部", "All"), total, codes),)
    title = Text("按表汇总", "By the points of the forms")
    return ScoringProfile("forms", title, False, modules, None, Origin(Confidence.OURS))


def _said(text: str) -> Text:
    return Text(text, text) if text else _unsaid()


def _unsaid() -> Text:
    words = (Translator(language).text("not stated") for language in ("zh_CN", "en"))
    return Text(*words)
