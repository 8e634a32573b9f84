"""From observations to scores, exactly: fractions until display.

The rules are those of the inspection practice collected in `standards/README.md`:
deductions stop at nothing, a grade earns its tenth of the points, items that do not
apply leave the sum, items not observed stay in it and earn nothing, and a veto changes
the verdict but never the sum.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import assert_never

from assessor.domain.forms import CheckItem, Mode, SiteType
from assessor.domain.inspection import (
    Band,
    Fault,
    Faults,
    NotApplicable,
    Observation,
    Rate,
    Severity,
    StatedScore,
    YesNo,
    fault_count,
    faults_of,
)

_ZERO = Fraction(0)
_TOP_GRADE = 10
_COUNTED = Mode.FAULTS  # the commonest: members of an enumeration are slow to reach


def shown(value: Fraction | Decimal | None) -> str:
    """A score for people: two places, half up by size. Nothing applied: a dash.

    Worked out in whole numbers, for a decimal quotient would be rounded twice.
    """
    if value is None:
        return "—"
    number = Fraction(value)
    hundredths = (200 * abs(number.numerator) + number.denominator) // (2 * number.denominator)
    sign = "-" if number < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"


@lru_cache(maxsize=1024)
def exact(number: Decimal) -> Fraction:
    """A decimal as a fraction; remembered, for a form has few different points."""
    return Fraction(number)


def total(values: Iterable[Fraction]) -> Fraction:
    """The sum. Adding up by denominators is ten times faster than one after the other."""
    # One fraction in the end: making one costs as much as twenty steps with whole numbers.
    numerators: dict[int, int] = {}
    for value in values:
        denominator = value.denominator
        numerators[denominator] = numerators.get(denominator, 0) + value.numerator
    common = lcm(*numerators)
    return Fraction(sum(top * (common // bottom) for bottom, top in numerators.items()), common)


def suggested_grade(item: CheckItem, faults: int) -> int:
    """The grade that a number of faults suggests; the item's own lines come first.

    The usual lines: none 10, one 8, two 7, three 6, and one less for each further one.
    """
    for line in item.band_lines:
        if faults <= line.faults:
            return line.grade
    if item.band_lines:
        return 0
    usual = (10, 8, 7)
    return usual[max(0, faults)] if faults < len(usual) else max(0, 9 - faults)


def points(item: CheckItem, seen: Observation) -> Fraction | None:
    """The points that a suitable observation earns; None where the item does not apply."""
    full = exact(item.points)
    match seen:
        case Band(grade=grade):
            return full * grade / _TOP_GRADE
        case Faults():
            return _after_faults(item, seen)[0]
        case YesNo(present=present):
            return full if present else _ZERO
        case Rate(sound=sound, looked_at=looked_at):
            return full * sound / looked_at
        case NotApplicable():
            return None
        case _:
            assert_never(seen)


def loss(item: CheckItem, fault: Fault) -> Fraction:
    """What one fault costs where places are counted, before the floor of the item."""
    if fault.widespread:
        return exact(item.points)
    return _deduction(item.deduct, fault.count) if item.deduct else _ZERO


@lru_cache(maxsize=4096)
def _deduction(deduct: Decimal, places: int) -> Fraction:
    return exact(deduct) * places


def _after_faults(item: CheckItem, seen: Faults) -> tuple[Fraction, Fraction]:
    """What places at fault leave of an item's points, and what they take."""
    places = 0
    for fault in seen.faults:
        if fault.widespread:
            return _ZERO, exact(item.points)
        places += fault.count
    return _deducted(item.points, item.deduct, places)


@lru_cache(maxsize=4096)
def _deducted(full: Decimal, deduct: Decimal | None, places: int) -> tuple[Fraction, Fraction]:
    """Remembered, for thousands of checks meet the same few all the time."""
    lost = min(exact(full), _deduction(deduct, places) if deduct else _ZERO)
    return exact(full) - lost, lost


def suits(item: CheckItem, seen: Observation) -> bool:
    """Whether an item may be marked so: its mode, its bounds, and whether it may not apply."""
    for fault in faults_of(seen):
        if fault.count < 1:
            return False
    match seen:
        case Band(grade=grade):
            return item.mode is Mode.BAND and 0 <= grade <= _TOP_GRADE
        case Faults():
            return item.mode is Mode.FAULTS
        case YesNo():
            return item.mode in (Mode.YES_NO, Mode.VETO)
        case Rate(sound=sound, looked_at=looked_at):
            return item.mode is Mode.RATE and 0 <= sound <= looked_at and looked_at > 0
        case NotApplicable():
            return item.may_not_apply
        case _:
            assert_never(seen)


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What one item came to. `earned` is None where it does not apply."""

    item: CheckItem
    seen: Observation | None
    earned: Fraction | None
    lost: Fraction  # the points that were missed, observed or not
    vetoes: bool

    @property
    def possible(self) -> Fraction:
        """The points that applied."""
        return _ZERO if self.earned is None else exact(self.item.points)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The score of one site check.

    `notable` holds, in printed order, the items that are not simply at full marks: most
    are, and adding up the others alone is what makes scoring thousands of checks quick.
    `possible` are the points that applied, observed or not; `observed` those of them that
    were observed.
    """

    site_type: SiteType
    observations: Mapping[str, Observation]
    notable: tuple[ItemScore, ...]
    earned: Fraction
    possible: Fraction
    observed: Fraction

    @property
    def items(self) -> tuple[ItemScore, ...]:
        """Every item in printed order."""
        notable = {each.item.id: each for each in self.notable}
        return tuple(
            notable.get(item.id) or _item_score(item, self.observations.get(item.id))
            for item in self.site_type.items
        )

    @property
    def rate(self) -> Fraction | None:
        """The share of the applicable points that was earned; None if nothing applied."""
        return self.earned / self.possible if self.possible else None

    @property
    def standardised(self) -> Fraction | None:
        """The score on the form's full marks: the rate times all points of the form."""
        return None if self.rate is None else self.rate * Fraction(self.site_type.points)

    @property
    def coverage(self) -> Fraction:
        """The share of the applicable points that was observed; 1 if nothing applied."""
        return self.observed / self.possible if self.possible else Fraction(1)

    @property
    def vetoes(self) -> tuple[str, ...]:
        """The ids of the items that veto the result."""
        return tuple(each.item.id for each in self.notable if each.vetoes)

    @property
    def unobserved(self) -> tuple[str, ...]:
        """The ids of the items still open."""
        return tuple(each.item.id for each in self.notable if each.seen is None)

    @property
    def not_applicable(self) -> tuple[str, ...]:
        """The ids of the items that do not apply."""
        return tuple(each.item.id for each in self.notable if each.earned is None)

    @property
    def stated(self) -> StatedScore:
        """The score in the form that is signed."""
        return StatedScore(str(self.earned), str(self.possible), self.vetoes)


def score(site_type: SiteType, observations: Mapping[str, Observation]) -> Scorecard:
    """Score a form. Marks that an item does not allow earn nothing."""
    notable = tuple(
        _item_score(item, seen)
        for item in site_type.items
        if not _is_flawless(item, seen := observations.get(item.id))
    )
    aside = total(exact(each.item.points) for each in notable if each.earned is None)
    unseen = total(each.possible for each in notable if each.seen is None)
    possible = exact(site_type.points) - aside
    earned = possible - total(each.lost for each in notable)
    return Scorecard(site_type, observations, notable, earned, possible, possible - unseen)


def _is_flawless(item: CheckItem, seen: Observation | None) -> bool:
    """Whether an item is plainly at full marks, without a fault; asked first, for it is quick."""
    if isinstance(seen, Faults):
        return not seen.faults and item.mode is _COUNTED
    if seen is None or isinstance(seen, NotApplicable) or seen.faults:
        return False
    match seen:
        case YesNo(present=True):
            return item.mode in (Mode.YES_NO, Mode.VETO)
        case Band(grade=grade):
            return grade == _TOP_GRADE and item.mode is Mode.BAND
        case Rate(sound=sound, looked_at=looked_at):
            return sound == looked_at > 0 and item.mode is Mode.RATE
        case _:
            return False


def _item_score(item: CheckItem, seen: Observation | None) -> ItemScore:
    full = exact(item.points)
    if seen is None or not suits(item, seen):
        earned, lost = _ZERO, full
    elif isinstance(seen, Faults):
        earned, lost = _after_faults(item, seen)
    elif (some := points(item, seen)) is None:
        return ItemScore(item, seen, None, _ZERO, vetoes=False)
    else:
        earned, lost = some, full - some
    return ItemScore(item, seen, earned, lost, _is_veto(item, seen, earned))


def _is_veto(item: CheckItem, seen: Observation | None, earned: Fraction) -> bool:
    if seen is None:
        return False
    if has_severe_veto(item, seen):
        return True
    if item.mode is Mode.VETO:
        return not earned
    if item.veto_below is None:
        return False
    return earned < Fraction(item.veto_below) * Fraction(item.points)


def has_severe_veto(item: CheckItem, seen: Observation | None) -> bool:
    """Whether a severe fault alone vetoes the result."""
    return item.veto_on_severe and any(
        fault.severity is Severity.SEVERE for fault in faults_of(seen)
    )


def band_is_overridden(item: CheckItem, seen: Observation) -> bool:
    """Whether a grade differs from the one its faults suggest, and so needs a reason."""
    return isinstance(seen, Band) and seen.grade != suggested_grade(item, fault_count(seen))


def fault_points(scored: ItemScore) -> tuple[tuple[Fault, Fraction], ...]:
    """Each fault of an item with what it cost, so that the costs add up to what was lost.

    Where places are counted, the floor cuts off the last ones; a grade's or a rate's loss
    cannot be divided among faults and stands with the first.
    """
    faults, left = faults_of(scored.seen), scored.lost
    costs = []
    for number, fault in enumerate(faults, start=1):
        cost = min(left, loss(scored.item, fault)) if isinstance(scored.seen, Faults) else left
        costs.append((fault, cost))
        if number < len(faults):
            left -= cost
    return tuple(costs)
