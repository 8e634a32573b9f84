"""Reported figures of an area: entering, judging, evidence, and the spreadsheet of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from assessor.domain.figures import (
    Answer,
    Area,
    PrerequisiteAnswer,
    Proof,
    Subject,
    YearlyValue,
)
from assessor.domain.indicators import Indicator, Kind, Prerequisite
from assessor.domain.judging import Judgement, Verdict, judge, number_of, read_value
from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.storage import Workspace

_CITY = "00"  # codes of cities end so
_COUNTY_DIGITS, _TOWN_DIGITS = 6, 9
#: How many years are shown; the longest trends ask for as many.
YEARS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """Who enters figures, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its values (exact texts by year), verdict and evidence."""

    indicator: Indicator
    values: dict[int, str]
    plan: str
    remark: str
    judgement: Judgement
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class PrerequisiteRow:
    """A prerequisite with its answer and evidence."""

    prerequisite: Prerequisite
    answer: PrerequisiteAnswer
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """What an area reported for a year and the years before it, judged."""

    area: Area
    level: str
    year: int
    years: tuple[int, ...]  # oldest first
    indicators: tuple[IndicatorRow, ...]
    prerequisites: tuple[PrerequisiteRow, ...]

    def count(self, verdict: Verdict) -> int:
        """How many indicators came to a verdict."""
        return sum(row.judgement.verdict is verdict for row in self.indicators)


def level_of(unit: str, standard: Standard) -> str:
    """The administrative level of a unit's code, as far as the standard has columns for it."""
    if len(unit) >= _TOWN_DIGITS:
        level = "town"
    else:
        level = "city" if len(unit) == _COUNTY_DIGITS and unit.endswith(_CITY) else "county"
    return level if level in standard.levels or not standard.levels else standard.levels[0]


def figures(workspace: Workspace, standard: Standard, unit: str, year: int) -> FigureTable:
    """The figures of a unit, judged for a year. Indicators of other levels are left out."""
    area, level = Area(unit, standard.ref.id), level_of(unit, standard)
    kept: dict[str, dict[int, YearlyValue]] = {}
    for value in workspace.figures.values(area):
        kept.setdefault(value.indicator, {})[value.year] = value
    answers = {each.prerequisite: each for each in workspace.figures.answers(area)}
    proofs: dict[tuple[Subject, str], list[Proof]] = {}
    for proof in workspace.figures.proofs(area):
        proofs.setdefault((proof.subject, proof.id), []).append(proof)
    return FigureTable(
        area,
        level,
        year,
        tuple(range(year - YEARS + 1, year + 1)),
        tuple(
            _indicator_row(
                each,
                level,
                year,
                kept.get(each.id, {}),
                tuple(proofs.get((Subject.INDICATOR, each.id), ())),
            )
            for each in standard.indicators
            if level in each.scopes
        ),
        tuple(
            PrerequisiteRow(
                each,
                answers.get(each.id, PrerequisiteAnswer(each.id, Answer.UNKNOWN)),
                tuple(proofs.get((Subject.PREREQUISITE, each.id), ())),
            )
            for each in standard.prerequisites
        ),
    )


def summary(table: FigureTable) -> str:
    """How many indicators are met, unmet and unknown, in one line."""
    return _("met {met}, unmet {unmet}, unknown {unknown}").format(
        met=table.count(Verdict.MET),
        unmet=table.count(Verdict.UNMET),
        unknown=table.count(Verdict.UNKNOWN),
    )


def enter_value(
    workspace: Workspace,
    standard: Standard,
    unit: str,
    indicator_id: str,
    year: int,
    entry: Entry,
    *,
    value: str | None = None,
    plan: str | None = None,
    remark: str | None = None,
) -> None:
    """Enter a year's value, what a plan asks for, or a remark; what is None stays as it is.

    `AssessorError` for an unknown unit or indicator, or a text that is no value of its kind.
    """
    indicator = indicator_of(standard, indicator_id)
    refuse_unknown(workspace, unit)
    area = Area(unit, standard.ref.id)
    known = _kept(workspace, area, indicator_id, year)
    changed = replace(
        known,
        value=known.value if value is None else _read(indicator, value),
        plan=known.plan if plan is None else _read(indicator, plan),
        remark=known.remark if remark is None else remark.strip(),
        entered_by=entry.by,
        entered_at=entry.at,
    )
    workspace.figures.save(area, [changed])


def answer_prerequisite(
    workspace: Workspace,
    standard: Standard,
    unit: str,
    prerequisite_id: str,
    entry: Entry,
    *,
    answer: Answer | None = None,
    remark: str | None = None,
) -> None:
    """Answer a prerequisite or remark on it; what is None stays as it is."""
    prerequisite_of(standard, prerequisite_id)
    refuse_unknown(workspace, unit)
    area = Area(unit, standard.ref.id)
    unknown = PrerequisiteAnswer(prerequisite_id, Answer.UNKNOWN)
    kept = {each.prerequisite: each for each in workspace.figures.answers(area)}
    known = kept.get(prerequisite_id, unknown)
    changed = replace(
        known,
        answer=known.answer if answer is None else answer,
        remark=known.remark if remark is None else remark.strip(),
        entered_by=entry.by,
        entered_at=entry.at,
    )
    workspace.figures.save(area, answers=[changed])


def attach(
    workspace: Workspace, area: Area, subject: Subject, subject_id: str, year: int, path: Path
) -> Proof:
    """Keep a file as evidence."""
    refuse_unknown(workspace, area.unit)
    from assessor.exchange.proofs import read_proof

    proof, content = read_proof(path, subject, subject_id, year)
    workspace.figures.add_proof(area, proof, content)
    return proof


def refuse_unknown(workspace: Workspace, unit: str) -> None:
    """`AssessorError` for a unit that the register lacks: most likely its code was mistyped."""
    if workspace.register.unit(unit) is None:
        raise AssessorError(
            _("The register has no unit {unit}. Check the code, or import the unit first.").format(
                unit=unit
            )
        )


def indicator_of(standard: Standard, indicator_id: str) -> Indicator:
    """An indicator by id; `AssessorError` if there is none."""
    for indicator in standard.indicators:
        if indicator.id == indicator_id:
            return indicator
    raise AssessorError(
        _("Standard {standard} has no indicator {id}.").format(
            standard=standard.ref, id=indicator_id
        )
    )


def prerequisite_of(standard: Standard, prerequisite_id: str) -> Prerequisite:
    """A prerequisite by id; `AssessorError` if there is none."""
    for prerequisite in standard.prerequisites:
        if prerequisite.id == prerequisite_id:
            return prerequisite
    raise AssessorError(
        _("Standard {standard} has no prerequisite {id}.").format(
            standard=standard.ref, id=prerequisite_id
        )
    )


def _indicator_row(
    indicator: Indicator,
    level: str,
    year: int,
    kept: dict[int, YearlyValue],
    proofs: tuple[Proof, ...],
) -> IndicatorRow:
    current = kept.get(year, YearlyValue(indicator.id, year, ""))
    numbers = {each: number_of(indicator.kind, value.value) for each, value in kept.items()}
    plan: Decimal | None = number_of(indicator.kind, current.plan)
    return IndicatorRow(
        indicator,
        {each: value.value for each, value in kept.items() if value.value},
        current.plan,
        current.remark,
        judge(indicator, level, numbers, year, plan),
        proofs,
    )


def _kept(workspace: Workspace, area: Area, indicator: str, year: int) -> YearlyValue:
    found: Iterable[YearlyValue] = workspace.figures.values(area)
    wanted = (each for each in found if (each.indicator, each.year) == (indicator, year))
    return next(wanted, YearlyValue(indicator, year, ""))


def _read(indicator: Indicator, text: str) -> str:
    unit = indicator.unit.zh if indicator.unit and indicator.kind is Kind.NUMBER else ""
    return read_value(indicator.kind, text, unit)
