"""What a check comes to where not its whole form counts, or where only its faults do.

It rests on what is kept of a check item by item: the items that are not at full marks,
and the faults. An item that is neither was observed and is as it should be.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assessor.domain.forms import CheckItem, Mode, SiteType
from assessor.domain.inspection import Fault, Severity, faults_of
from assessor.domain.profiles import Method
from assessor.domain.scoring import ItemScore, Scorecard, exact, total

_ZERO = Fraction(0)

#: What a place costs in daily rounds where the item does not say; common practice.
USUAL_DEDUCTIONS = {
    Severity.MINOR: Decimal("0.5"),
    Severity.MODERATE: Decimal(1),
    Severity.SEVERE: Decimal(2),
}


class Standing(StrEnum):
    """How an item stands that is not simply at full marks."""

    SEEN = "seen"  # at full marks, with faults that were noted
    LOST = "lost"
    OPEN = "open"  # not observed
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """What is kept of one item of a check: how it stands, what it lost, its faults."""

    item: str
    standing: Standing
    lost: Fraction = _ZERO
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Apportioned:
    """The points of the items that count: earned, applicable, observed."""

    earned: Fraction
    possible: Fraction
    observed: Fraction

    @property
    def rate(self) -> Fraction | None:
        """The share earned; None where nothing counted."""
        return self.earned / self.possible if self.possible else None

    @property
    def coverage(self) -> Fraction:
        """The share of the applicable points that was observed."""
        return self.observed / self.possible if self.possible else Fraction(1)


@dataclass(frozen=True, slots=True)
class Extent:
    """The items that count, by id, and their points together."""

    items: Mapping[str, CheckItem]
    points: Fraction


def extent(form: SiteType, clauses: Collection[str] = ()) -> Extent:
    """What counts of a form: all of it, or the items behind which one of the clauses stands."""
    items = {
        item.id: item
        for item in form.items
        if not clauses or any(clause in clauses for clause in item.clauses)
    }
    return Extent(items, total(exact(item.points) for item in items.values()))


def narrowed(form: SiteType, clauses: Collection[str]) -> SiteType:
    """The form with the items alone that count; empty sections go."""
    items = extent(form, clauses).items
    sections = (
        replace(each, items=tuple(item for item in each.items if item.id in items))
        for each in form.sections
    )
    return replace(form, sections=tuple(each for each in sections if each.items))


def apportion(counting: Extent, outcomes: Iterable[ItemOutcome], method: Method) -> Apportioned:
    """What a check's kept items come to; items that do not count are passed over.

    In daily rounds, where nothing was looked at nothing counts.
    """
    aside = unseen = lost = _ZERO
    for outcome in outcomes:
        item = counting.items.get(outcome.item)
        if item is None:
            continue
        lost += item_loss(item, outcome, method)
        if outcome.standing is Standing.NOT_APPLICABLE:
            aside += exact(item.points)
        elif outcome.standing is Standing.OPEN:
            unseen += exact(item.points)
    possible = counting.points - aside
    if method is Method.DEDUCTIONS and possible == unseen:
        return Apportioned(_ZERO, _ZERO, _ZERO)
    return Apportioned(possible - lost, possible, possible - unseen)


def item_loss(item: CheckItem, outcome: ItemOutcome, method: Method) -> Fraction:
    """The points that an item lost; what was not looked at loses nothing in daily rounds."""
    match outcome.standing:
        case Standing.NOT_APPLICABLE:
            return _ZERO
        case Standing.OPEN:
            return exact(item.points) if method is Method.RATES else _ZERO
        case Standing.LOST | Standing.SEEN if method is Method.DEDUCTIONS:
            return deduction(item, outcome.lost, outcome.faults)
        case _:
            return outcome.lost


def deduction(item: CheckItem, lost: Fraction, faults: tuple[Fault, ...]) -> Fraction:
    """What an item costs in daily rounds: so much for each place, down to nothing.

    A place costs what the item says, else by its severity. What is all or nothing, or was
    marked down without a fault being named, costs what the mark took off.
    """
    if lost and (not faults or item.mode in (Mode.YES_NO, Mode.VETO)):
        return lost
    return min(exact(item.points), total(_cost(item, fault) for fault in faults))


def deducted(card: Scorecard) -> Scorecard:
    """The scorecard as daily rounds reckon it: what was not looked at loses nothing."""
    notable = tuple(_deducted(each) for each in card.notable)
    earned = card.possible - total(each.lost for each in notable)
    return Scorecard(
        card.site_type, card.observations, notable, earned, card.possible, card.observed
    )


def _cost(item: CheckItem, fault: Fault) -> Fraction:
    if fault.widespread:
        return exact(item.points)
    return exact(item.deduct or USUAL_DEDUCTIONS[fault.severity]) * fault.count


def _deducted(scored: ItemScore) -> ItemScore:
    if scored.earned is None:
        return scored
    lost = _ZERO
    if scored.seen is not None:
        lost = deduction(scored.item, scored.lost, faults_of(scored.seen))
    earned = exact(scored.item.points) - lost
    return ItemScore(scored.item, scored.seen, earned, lost, scored.vetoes)
