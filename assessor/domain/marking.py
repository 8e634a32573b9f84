"""What an inspector's gesture makes of an item: full marks, one more fault, a grade.

Each function gives the new observation; whatever follows from the faults (a suggested
grade, the number of sound places) follows at once.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from assessor.domain.forms import CheckItem, Mode
from assessor.domain.inspection import (
    Band,
    Fault,
    Faults,
    Observation,
    Rate,
    Severity,
    YesNo,
    fault_count,
    faults_of,
)
from assessor.domain.scoring import band_is_overridden, suggested_grade

_TOP_GRADE = 10


def full_marks(item: CheckItem, seen: Observation | None = None) -> Observation:
    """Everything in order; a rate keeps the number of places looked at."""
    match item.mode:
        case Mode.FAULTS:
            return Faults()
        case Mode.BAND:
            return Band(_TOP_GRADE)
        case Mode.YES_NO | Mode.VETO:
            return YesNo(present=True)
        case Mode.RATE:
            looked_at = _looked_at(seen)
            return Rate(looked_at, looked_at)
        case _:
            assert_never(item.mode)


def with_fault(item: CheckItem, seen: Observation | None, fault: Fault) -> Observation:
    """One more fault; an item not marked yet, or set aside, is marked by it."""
    return refaulted(item, seen, (*faults_of(seen), fault))


def refaulted(item: CheckItem, seen: Observation | None, faults: tuple[Fault, ...]) -> Observation:
    """These faults instead. A grade that nobody overrode and a rate follow their number."""
    count = sum(fault.count for fault in faults)
    match item.mode:
        case Mode.FAULTS:
            return Faults(faults)
        case Mode.BAND:
            if isinstance(seen, Band) and band_is_overridden(item, seen):
                return replace(seen, faults=faults)
            return Band(suggested_grade(item, count), faults=faults)
        case Mode.YES_NO | Mode.VETO:
            return YesNo(present=False, faults=faults)
        case Mode.RATE:
            return _refaulted_rate(seen, faults)
        case _:
            assert_never(item.mode)


def changed_fault(
    item: CheckItem, seen: Observation | None, number: int, fault: Fault
) -> Observation:
    """The fault at a position, from 0, replaced by another."""
    faults = list(faults_of(seen))
    faults[number] = fault
    return refaulted(item, seen, tuple(faults))


def without_fault(item: CheckItem, seen: Observation | None, number: int) -> Observation:
    """The fault at a position, from 0, taken away; without any left, all is in order."""
    faults = faults_of(seen)
    left = faults[:number] + faults[number + 1 :]
    if not left and item.mode in (Mode.YES_NO, Mode.VETO):
        return YesNo(present=True)
    return refaulted(item, seen, left)


def graded(item: CheckItem, seen: Observation | None, grade: int) -> Band:
    """A grade; the reason for overriding stays as long as it is needed."""
    faults = faults_of(seen)
    reason = seen.reason if isinstance(seen, Band) else ""
    needed = grade != suggested_grade(item, fault_count(seen))
    return Band(grade, reason if needed else "", faults)


def counted(seen: Observation | None, sound: int, looked_at: int) -> Rate:
    """A rate; numbers out of bounds are brought within, and one place at least was seen."""
    looked_at = max(1, looked_at)
    return Rate(min(max(0, sound), looked_at), looked_at, faults_of(seen))


def counted_one(seen: Observation | None, *, is_sound: bool) -> Rate:
    """One more place looked at, sound or not: how rooms are counted one after the other."""
    sound, looked_at = (seen.sound, seen.looked_at) if isinstance(seen, Rate) else (0, 0)
    return Rate(sound + is_sound, looked_at + 1, faults_of(seen))


def merged_faults(item: CheckItem, seen: Observation | None, number: int, into: int) -> Observation:
    """Two faults of one kind as one, at the place of the second: counts and extents add up."""
    faults = list(faults_of(seen))
    kept, added = faults[into], faults[number]
    extents = [each for each in (kept.extent, added.extent) if each is not None]
    spots = dict.fromkeys(filter(None, (kept.spot, added.spot)))
    faults[into] = replace(
        kept,
        count=kept.count + added.count,
        extent=sum(extents, Decimal(0)) if extents else None,
        spot="、".join(spots),
        widespread=kept.widespread or added.widespread,
        severity=max(kept.severity, added.severity, key=list(Severity).index),
        photos=tuple(dict.fromkeys(kept.photos + added.photos)),
        responsible=kept.responsible or added.responsible,
    )
    del faults[number]
    return refaulted(item, seen, tuple(faults))


def twin_of(faults: Sequence[Fault], number: int) -> int | None:
    """Another fault of the same kind, told by words and category; None if there is none."""
    fault = faults[number]
    if not (fault.words or fault.category):
        return None
    kind = fault.words, fault.category
    others = (at for at, each in enumerate(faults) if (each.words, each.category) == kind)
    return next((at for at in others if at != number), None)


def _refaulted_rate(seen: Observation | None, faults: tuple[Fault, ...]) -> Rate:
    """Unsound places that were only counted are the first that faults describe."""
    count = sum(fault.count for fault in faults)
    looked_at = max(_looked_at(seen), count)
    unsound = seen.looked_at - seen.sound if isinstance(seen, Rate) else 0
    if (fewer := fault_count(seen) - count) > 0:
        unsound -= fewer
    return Rate(looked_at - max(unsound, count), looked_at, faults)


def _looked_at(seen: Observation | None) -> int:
    return seen.looked_at if isinstance(seen, Rate) else 1
