"""The spreadsheet that a clerk fills in: written from what is known, taken in whole or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assessor.domain.figures import Answer, Area, PrerequisiteAnswer, YearlyValue
from assessor.domain.standard import Standard
from assessor.exchange.figure_sheets import (
    Asked,
    FigureSheets,
    IndicatorLine,
    PrerequisiteLine,
    read_figures,
    save_figures,
)
from assessor.services.figures import Entry, figures, level_of, refuse_unknown
from assessor.storage import Workspace


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many values and answers a spreadsheet brought."""

    values: int
    answers: int


def write_sheet(
    workspace: Workspace, standard: Standard, unit: str, year: int, path: Path, language: str
) -> None:
    """Write a unit's figures, or an empty form, with a column for each of the last years."""
    table = figures(workspace, standard, unit, year)
    content = FigureSheets(
        table.area,
        tuple(
            IndicatorLine(row.indicator.id, row.values, row.plan, row.remark)
            for row in table.indicators
        ),
        tuple(
            PrerequisiteLine(row.prerequisite.id, row.answer.answer, row.answer.remark)
            for row in table.prerequisites
        ),
    )
    save_figures(path, _asked(standard, unit), content, table.years, language)


def take_in_sheet(
    workspace: Workspace, standard: Standard, unit: str, year: int, path: Path, entry: Entry
) -> TakenIn:
    """Take in what a clerk filled in, all of it or nothing; empty cells change nothing.

    The plan's value and the remark of a line belong to `year`. `SpreadsheetError` lists
    every problem with its cell.
    """
    refuse_unknown(workspace, unit)
    content = read_figures(path, _asked(standard, unit))
    area = content.area
    kept = {(each.indicator, each.year): each for each in workspace.figures.values(area)}
    values = [value for line in content.indicators for value in _values(line, year, kept, entry)]
    answers = _answers(workspace, area, content.prerequisites, entry)
    workspace.figures.save(area, values, answers)
    return TakenIn(sum(bool(each.value) for each in values), len(answers))


def _asked(standard: Standard, unit: str) -> Asked:
    level = level_of(unit, standard)
    return Asked(
        Area(unit, standard.ref.id),
        tuple(each for each in standard.indicators if level in each.scopes),
        standard.prerequisites,
    )


def _values(
    line: IndicatorLine,
    year: int,
    kept: dict[tuple[str, int], YearlyValue],
    entry: Entry,
) -> list[YearlyValue]:
    found = []
    years = {*line.values, *([year] if line.plan or line.remark else [])}
    for each in sorted(years):
        known = kept.get((line.indicator, each), YearlyValue(line.indicator, each, ""))
        is_current = each == year
        changed = replace(
            known,
            value=line.values.get(each) or known.value,
            plan=(line.plan if is_current else "") or known.plan,
            remark=(line.remark if is_current else "") or known.remark,
        )
        if changed != known:
            found.append(replace(changed, entered_by=entry.by, entered_at=entry.at))
    return found


def _answers(
    workspace: Workspace, area: Area, lines: Sequence[PrerequisiteLine], entry: Entry
) -> list[PrerequisiteAnswer]:
    kept = {each.prerequisite: each for each in workspace.figures.answers(area)}
    found = []
    for line in lines:
        known = kept.get(line.prerequisite, PrerequisiteAnswer(line.prerequisite, Answer.UNKNOWN))
        changed = replace(
            known, answer=line.answer or known.answer, remark=line.remark or known.remark
        )
        if changed != known:
            found.append(replace(changed, entered_by=entry.by, entered_at=entry.at))
    return found
