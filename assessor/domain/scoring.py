"""From observations to scores, exactly: fractions until display.

The rules are those of the inspection practice collected in `standards/README.md`:
deductions stop at nothing, a grade earns its tenth of the points, items that do not
apply leave the sum, items not observed stay in it and earn nothing, and a veto changes
the verdict but never the sum.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from assessor.domain.inspection import (
    Band,
    Fault,
    Faults,
    NotApplicable,
    Observation,
    Rate,
    StatedScore,
    YesNo,
    fault_count,
    faults_of,
)
from assessor.domain.standard import CheckItem, Mode, SiteType

_ZERO = Fraction(0)
_TOP_GRADE = 10


def shown(value: Fraction | Decimal | None) -> str:
    """A score for people: two places, half up by size. Nothing applied: a dash.

    Worked out in whole numbers, for a decimal quotient would be rounded twice.
    """
    if value is None:
        return "—"
    exact = Fraction(value)
    hundredths = (200 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    sign = "-" if exact < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"


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
    return usual[faults] if faults < len(usual) else max(0, 9 - faults)


def points(item: CheckItem, seen: Observation) -> Fraction | None:
    """The points that a suitable observation earns; None where the item does not apply."""
    full = Fraction(item.points)
    match seen:
        case Band(grade=grade):
            return full * grade / _TOP_GRADE
        case Faults():
            return max(_ZERO, full - sum((loss(item, each) for each in seen.faults), _ZERO))
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
        return Fraction(item.points)
    return Fraction(item.deduct or 0) * fault.count


def suits(item: CheckItem, seen: Observation) -> bool:
    """Whether an item may be marked so: its mode, its bounds, and whether it may not apply."""
    if any(fault.count < 1 for fault in faults_of(seen)):
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
    vetoes: bool

    @property
    def possible(self) -> Fraction:
        """The points that applied."""
        return _ZERO if self.earned is None else Fraction(self.item.points)

    @property
    def lost(self) -> Fraction:
        """The points that were missed, observed or not."""
        return self.possible - (self.earned or _ZERO)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The score of one site check, item by item in printed order."""

    site_type: SiteType
    items: tuple[ItemScore, ...]

    @property
    def earned(self) -> Fraction:
        """The points earned."""
        return sum((each.earned or _ZERO for each in self.items), _ZERO)

    @property
    def possible(self) -> Fraction:
        """The points that applied, observed or not."""
        return sum((each.possible for each in self.items), _ZERO)

    @property
    def observed(self) -> Fraction:
        """The points of the items that applied and were observed."""
        return sum((each.possible for each in self.items if each.seen is not None), _ZERO)

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
        return tuple(each.item.id for each in self.items if each.vetoes)

    @property
    def unobserved(self) -> tuple[str, ...]:
        """The ids of the items still open."""
        return tuple(each.item.id for each in self.items if each.seen is None)

    @property
    def not_applicable(self) -> tuple[str, ...]:
        """The ids of the items that do not apply."""
        return tuple(each.item.id for each in self.items if each.earned is None)

    @property
    def stated(self) -> StatedScore:
        """The score in the form that is signed."""
        return StatedScore(str(self.earned), str(self.possible), self.vetoes)


def score(site_type: SiteType, observations: Mapping[str, Observation]) -> Scorecard:
    """Score a form. Marks that an item does not allow earn nothing."""
    return Scorecard(
        site_type,
        tuple(_item_score(item, observations.get(item.id)) for item in site_type.items),
    )


def _item_score(item: CheckItem, seen: Observation | None) -> ItemScore:
    earned = points(item, seen) if seen is not None and suits(item, seen) else _ZERO
    return ItemScore(item, seen, earned, _is_veto(item, seen, earned))


def _is_veto(item: CheckItem, seen: Observation | None, earned: Fraction | None) -> bool:
    if seen is None or earned is None:
        return False
    if item.mode is Mode.VETO:
        return not earned
    if item.veto_below is None:
        return False
    return earned < Fraction(item.veto_below) * Fraction(item.points)


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
    for fault in faults:
        cost = min(left, loss(scored.item, fault)) if isinstance(scored.seen, Faults) else left
        costs.append((fault, cost))
        left -= cost
    return tuple(costs)
