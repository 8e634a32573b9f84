"""Whether an indicator's reported values keep its rule: met, unmet, or unknown.

What nobody verified decides nothing: without a target the verdict is unknown, whatever
was reported, and unknown never counts.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from assessor.domain.indicators import Direction, Indicator, Kind, Rule
from assessor.domain.limits import Bound
from assessor.errors import AssessorError
from assessor.i18n import _

_GRADES = "ABCD"
_YES = frozenset({"yes", "y", "1", "true", "是", "有", "√"})
_NO = frozenset({"no", "n", "0", "false", "否", "无", "没有", "×"})
_MOST_DIGITS = 20
_HUNDRED = 100
_DIGITS = frozenset("0123456789")


class Verdict(StrEnum):
    """What became of an indicator."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Ground(StrEnum):
    """What decided a verdict, or kept it open."""

    NO_TARGET = "no_target"  # nobody verified one
    NO_NUMBER = "no_number"  # the target is in words only
    NO_PLAN = "no_plan"  # what the external plan asks for was not entered
    MISSING = "missing"  # years without a value
    BOUNDS = "bounds"
    TREND = "trend"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, its ground, and the years whose values are missing for one."""

    verdict: Verdict
    ground: Ground
    missing: tuple[int, ...] = ()


class ValueNotUnderstood(AssessorError):
    """What was entered is no value of the indicator's kind."""


def read_value(kind: Kind, text: str, unit: str = "") -> str:
    """A value as it is kept: full-width signs made narrow, the unit taken off.

    Digits stay as they were written. Nothing stays nothing; `ValueNotUnderstood` says
    what was expected.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return ""
    match kind:
        case Kind.NUMBER:
            return _read_number(plain, unicodedata.normalize("NFKC", unit))
        case Kind.YES_NO:
            if plain.casefold() in _YES | _NO:
                return "yes" if plain.casefold() in _YES else "no"
            raise ValueNotUnderstood(_("{text}: write yes or no.").format(text=text))
        case Kind.GRADE:
            grade = plain.removesuffix("级").upper()
            if len(grade) == 1 and grade in _GRADES:
                return grade
            raise ValueNotUnderstood(_("{text}: write a grade from A to D.").format(text=text))


def number_of(kind: Kind, value: str) -> Decimal | None:
    """A kept value as a number: yes is 1 and no is 0, A to D are 1 to 4; None for nothing."""
    if not value:
        return None
    match kind:
        case Kind.NUMBER:
            return Decimal(value)
        case Kind.YES_NO:
            return Decimal(value == "yes")
        case Kind.GRADE:
            return Decimal(_GRADES.index(value) + 1)


def bounds_for(indicator: Indicator, level: str) -> tuple[Bound, ...]:
    """The bounds that hold for an administrative level."""
    return tuple(each for each in indicator.bounds if each.level in ("", level))


def judge(
    indicator: Indicator,
    level: str,
    values: Mapping[int, Decimal | None],
    year: int,
    plan: Decimal | None = None,
) -> Judgement:
    """Judge an indicator for a year by the values of that year and those before it."""
    if indicator.target is None:
        return Judgement(Verdict.UNKNOWN, Ground.NO_TARGET)
    value = values.get(year)
    match indicator.rule:
        case Rule.THRESHOLD:
            return _by_bounds(indicator, level, value, year)
        case Rule.TREND:
            return _by_trend(indicator, values, year)
        case Rule.EXTERNAL_PLAN:
            return _by_plan(indicator, value, year, plan)
        case Rule.THRESHOLD_OR_TREND:
            by_bounds = _by_bounds(indicator, level, value, year)
            if value is None or by_bounds.verdict is Verdict.MET:
                return by_bounds
            return _by_trend(indicator, values, year)


def _by_bounds(indicator: Indicator, level: str, value: Decimal | None, year: int) -> Judgement:
    bounds = bounds_for(indicator, level)
    if not bounds:
        return Judgement(Verdict.UNKNOWN, Ground.NO_NUMBER)
    if value is None:
        return Judgement(Verdict.UNKNOWN, Ground.MISSING, (year,))
    return _decided(all(bound.holds(value) for bound in bounds), Ground.BOUNDS)


def _by_trend(indicator: Indicator, values: Mapping[int, Decimal | None], year: int) -> Judgement:
    if indicator.better is None or indicator.years < 2:
        return Judgement(Verdict.UNKNOWN, Ground.NO_NUMBER)
    years = range(year - indicator.years + 1, year + 1)
    found = [values.get(each) for each in years]
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        missing = tuple(each for each in years if values.get(each) is None)
        return Judgement(Verdict.UNKNOWN, Ground.MISSING, missing)
    return _decided(
        all(_is_better(later, earlier, indicator.better) for earlier, later in pairwise(known)),
        Ground.TREND,
    )


def _by_plan(
    indicator: Indicator, value: Decimal | None, year: int, plan: Decimal | None
) -> Judgement:
    if plan is None:
        return Judgement(Verdict.UNKNOWN, Ground.NO_PLAN)
    if value is None:
        return Judgement(Verdict.UNKNOWN, Ground.MISSING, (year,))
    better = indicator.better or Direction.HIGHER
    return _decided(_is_as_good(value, plan, better), Ground.PLAN)


def _is_better(value: Decimal, other: Decimal, better: Direction) -> bool:
    """A trend rises or falls; standing still is none (逐年下降)."""
    return value > other if better is Direction.HIGHER else value < other


def _is_as_good(value: Decimal, other: Decimal, better: Direction) -> bool:
    return value >= other if better is Direction.HIGHER else value <= other


def _decided(is_met: bool, ground: Ground) -> Judgement:
    return Judgement(Verdict.MET if is_met else Verdict.UNMET, ground)


def _read_number(plain: str, unit: str) -> str:
    number = plain.removesuffix(unit).strip() if unit else plain
    number = number.removesuffix("%").strip() if unit == "%" else number
    sign = "-" if number.startswith("-") else ""
    whole, point, part = number.removeprefix("-").partition(".")
    is_number = bool(whole) and (bool(part) or not point)
    if is_number and len(whole + part) <= _MOST_DIGITS and _DIGITS.issuperset(whole + part):
        found = f"{sign}{whole}{point}{part}"
        if unit == "%" and Decimal(found) > _HUNDRED:
            raise ValueNotUnderstood(
                _("{text}: write a percentage of 100 at most.").format(text=plain)
            )
        return found
    raise ValueNotUnderstood(
        _("{text}: write a number in digits, for example 96.5.").format(text=plain)
    )
