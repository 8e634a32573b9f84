"""Reported figures as a spreadsheet: indicators with a column for each year, prerequisites.

openpyxl takes a third of a second to load: import this module where it is needed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from assessor import files
from assessor.domain.figures import Answer, Area
from assessor.domain.indicators import Indicator, Kind, Prerequisite
from assessor.domain.judging import ValueNotUnderstood, read_value
from assessor.domain.judging_words import rule_words
from assessor.exchange.sheets import (
    Column,
    Problem,
    Row,
    Sheet,
    SpreadsheetError,
    new_book,
    read_sheets,
    saved,
    write_sheet,
)
from assessor.i18n import Translator, _

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_ANSWERS = {Answer.YES: "是", Answer.NO: "否", Answer.UNKNOWN: "未知"}
_ANSWERS_IN = {name: answer for answer, name in _ANSWERS.items()} | {
    str(answer): answer for answer in Answer
}

_AREA = Sheet(
    "范围",
    "assessor-area",
    (Column("standard", "标准", "Standard"), Column("unit", "单位代码", "Unit", width=20)),
)
_PREREQUISITES = Sheet(
    "申报条件",
    "assessor-prerequisites",
    (
        Column("id", "编号", "Id", width=10),
        Column("text", "条件", "Condition", required=False, width=60),
        Column("answer", "是否具备", "Met", required=False, choices=tuple(_ANSWERS.values())),
        Column("remark", "备注", "Remark", required=False, width=40),
    ),
    closed=True,
)


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator's line: exact texts by year, what a plan asks for, a remark."""

    indicator: str
    values: Mapping[int, str]
    plan: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PrerequisiteLine:
    """A prerequisite's line; no answer where the cell is empty."""

    prerequisite: str
    answer: Answer | None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class FigureSheets:
    """What the spreadsheet of an area holds, in its order."""

    area: Area
    indicators: tuple[IndicatorLine, ...]
    prerequisites: tuple[PrerequisiteLine, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a standard asks an area for."""

    area: Area
    indicators: tuple[Indicator, ...]
    prerequisites: tuple[Prerequisite, ...]


def save_figures(
    path: Path, asked: Asked, content: FigureSheets, years: Sequence[int], language: str
) -> None:
    """Write the figures of an area, or an empty form, with the rules beside them."""
    translator = Translator(language)
    book = new_book()
    write_sheet(book, _AREA, [(asked.area.standard, asked.area.unit)])
    lines = {line.indicator: line for line in content.indicators}
    rows = (
        _indicator_texts(each, lines.get(each.id), years, translator) for each in asked.indicators
    )
    write_sheet(book, _indicators(years), rows)
    answers = {line.prerequisite: line for line in content.prerequisites}
    write_sheet(
        book,
        _PREREQUISITES,
        (_prerequisite_texts(each, answers.get(each.id), language) for each in asked.prerequisites),
    )
    files.write(path, saved(book))


def read_figures(path: Path, asked: Asked) -> FigureSheets:
    """What a clerk filled in; `SpreadsheetError` lists everything to mend, with its cell."""
    sheet = _indicators(range(_FIRST_YEAR, _LAST_YEAR + 1))
    rows, problems = read_sheets(path, (_AREA, sheet, _PREREQUISITES))
    problems += _wrong_area(rows[_AREA.name], asked.area)
    indicators = {each.id: each for each in asked.indicators}
    problems += _wrong_ids(rows[sheet.name], indicators)
    problems += _wrong_ids(rows[_PREREQUISITES.name], [each.id for each in asked.prerequisites])
    lines = [
        _indicator_line(row, indicators[row["id"]], problems)
        for row in rows[sheet.name]
        if row["id"] in indicators
    ]
    answers = [_prerequisite_line(row, problems) for row in rows[_PREREQUISITES.name]]
    if problems:
        raise SpreadsheetError(path, problems)
    return FigureSheets(asked.area, tuple(lines), tuple(answers))


def _indicators(years: Iterable[int]) -> Sheet:
    return Sheet(
        "指标",
        "assessor-indicators",
        (
            Column("id", "编号", "Id", width=8),
            Column("name", "指标", "Indicator", required=False, width=40),
            Column("unit", "计量单位", "Measured in", required=False, width=14),
            Column("rule", "评价规则", "Rule", required=False, width=36),
            *(Column(str(year), f"{year}年", str(year), required=False) for year in years),
            Column("plan", "规划值", "Plan asks for", required=False),
            Column("remark", "备注", "Remark", required=False, width=40),
        ),
        closed=True,
        numbers=True,
    )


def _indicator_texts(
    indicator: Indicator,
    line: IndicatorLine | None,
    years: Sequence[int],
    translator: Translator,
) -> tuple[str, ...]:
    language = translator.language
    values = line.values if line else {}
    return (
        indicator.id,
        indicator.name.in_language(language),
        indicator.unit.in_language(language) if indicator.unit else _kind_words(indicator.kind),
        rule_words(indicator, translator),
        *(values.get(year, "") for year in years),
        line.plan if line else "",
        line.remark if line else "",
    )


def _kind_words(kind: Kind) -> str:
    return {Kind.NUMBER: "", Kind.YES_NO: _("yes or no"), Kind.GRADE: _("a grade, A to D")}[kind]


def _prerequisite_texts(
    prerequisite: Prerequisite, line: PrerequisiteLine | None, language: str
) -> tuple[str, ...]:
    answer = _ANSWERS[line.answer] if line and line.answer else ""
    text = prerequisite.text.in_language(language)
    return prerequisite.id, text, answer, line.remark if line else ""


def _indicator_line(row: Row, indicator: Indicator, problems: list[Problem]) -> IndicatorLine:
    unit = indicator.unit.zh if indicator.unit else ""

    def read(key: str) -> str:
        try:
            return read_value(indicator.kind, row[key], unit)
        except ValueNotUnderstood as error:
            problems.append(row.problem(key, str(error)))
            return ""

    values = {year: read(str(year)) for year in range(_FIRST_YEAR, _LAST_YEAR + 1)}
    return IndicatorLine(
        indicator.id,
        {year: value for year, value in values.items() if value},
        read("plan"),
        row["remark"],
    )


def _prerequisite_line(row: Row, problems: list[Problem]) -> PrerequisiteLine:
    answer = _ANSWERS_IN.get(row["answer"].casefold())
    if row["answer"] and answer is None:
        names = _(", ").join(_ANSWERS.values())
        problems.append(row.problem("answer", _("this is none of: {names}.").format(names=names)))
    return PrerequisiteLine(row["id"], answer, row["remark"])


def _wrong_area(rows: Sequence[Row], area: Area) -> Iterator[Problem]:
    for row in rows[:1]:
        for key, wanted in (("standard", area.standard), ("unit", area.unit)):
            if row[key] and row[key] != wanted:
                message = _("the sheet is for {found}, not for {wanted}.")
                yield row.problem(key, message.format(found=row[key], wanted=wanted))


def _wrong_ids(rows: Iterable[Row], known: Iterable[str]) -> Iterator[Problem]:
    rows, known = list(rows), list(known)
    counts = Counter(row["id"] for row in rows)
    for row in rows:
        if not row["id"]:
            continue
        if row["id"] not in known:
            message = _("{id} is not asked for here.").format(id=row["id"])
            for close in get_close_matches(row["id"], known, n=1):
                message += " " + _("Did you mean {close}?").format(close=close)
            yield row.problem("id", message)
        elif counts[row["id"]] > 1:
            yield row.problem("id", _("{id} stands here twice.").format(id=row["id"]))
