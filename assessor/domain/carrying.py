"""Carrying the answers of a check over to another revision or edition of its standard.

Answers to items that stayed the same, or are merely set otherwise, go by themselves. For
every other answered item a person who sees both texts decides: take the answer over, or
mark anew. What does not suit the newer item is always marked anew.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from assessor.domain.editions import Difference, FormDifference, Match
from assessor.domain.forms import CheckItem, Mode, SiteType
from assessor.domain.inspection import (
    Band,
    Faults,
    NotApplicable,
    Observation,
    Rate,
    YesNo,
    fault_count,
    faults_of,
)
from assessor.domain.scoring import Scorecard, band_is_overridden, score, suggested_grade, suits
from assessor.domain.standard import StandardRef


class Choice(StrEnum):
    """What became of an answer."""

    ITSELF = "itself"  # the item kept its meaning
    TAKEN = "taken"  # taken over by somebody who saw both texts
    ANEW = "anew"  # the item is to be marked anew
    DROPPED = "dropped"  # the newer form does not ask any more


@dataclass(frozen=True, slots=True)
class CarryStep:
    """An item of the newer form and what was answered to those it came from.

    `seen` stands beside `match.older`. `proposal` is what would be marked; None where
    nothing was answered or the answers do not suit. `by_hand` leaves nothing to go by itself.
    """

    item: CheckItem
    match: Match[CheckItem]
    seen: tuple[Observation | None, ...]
    proposal: Observation | None
    by_hand: bool = False

    @property
    def by_itself(self) -> bool:
        """Whether the answer goes over without being asked for."""
        keeps = self.match.difference.keeps_answers and not self.by_hand
        return keeps and self.proposal is not None

    @property
    def asks(self) -> bool:
        """Whether there is an answer that a person must look at."""
        return not self.by_itself and any(seen is not None for seen in self.seen)


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one answer, and who said so; `item` is empty for what was dropped."""

    item: str
    older: tuple[str, ...]  # item ids
    difference: Difference
    choice: Choice
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CarryRecord:
    """One move of a draft's answers. `source` is the signed check they came from, if any."""

    check: str
    number: int  # from 1; a draft may be moved more than once
    older: StandardRef
    newer: StandardRef
    source: str
    by: str
    at: datetime
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class CarryPlan:
    """How the answers of one check may move; `dropped` were answered and are asked no more.

    `choices`, where a method takes them, say `TAKEN` or `ANEW` by newer item id; what they
    leave out is marked anew unless it goes by itself.
    """

    older: StandardRef
    newer: StandardRef
    old_form: SiteType
    new_form: SiteType
    answers: Mapping[str, Observation]
    steps: tuple[CarryStep, ...]
    dropped: tuple[CheckItem, ...]

    @property
    def asked(self) -> tuple[CarryStep, ...]:
        """The steps that a person decides."""
        return tuple(step for step in self.steps if step.asks)

    @property
    def is_partial(self) -> bool:
        """Whether only some answers are looked at, so that scores say nothing."""
        return any(step.by_hand for step in self.steps)

    @property
    def before(self) -> Scorecard:
        """The score as it stands."""
        return score(self.old_form, self.answers)

    def after(self, choices: Mapping[str, Choice]) -> Scorecard:
        """The score once moved."""
        return score(self.new_form, self.carried(choices))

    def carried(self, choices: Mapping[str, Choice]) -> dict[str, Observation]:
        """The answers on the newer form."""
        return {
            step.item.id: step.proposal
            for step in self.steps
            if step.proposal is not None and _choice(step, choices) in (Choice.ITSELF, Choice.TAKEN)
        }

    def decisions(self, choices: Mapping[str, Choice], by: str, at: datetime) -> Iterator[Decision]:
        """What becomes of every answer, for the record."""
        for step in self.steps:
            if step.asks or step.by_itself:
                older = tuple(item.id for item in step.match.older)
                choice = _choice(step, choices)
                yield Decision(step.item.id, older, step.match.difference, choice, by, at)
        for item in self.dropped:
            yield Decision("", (item.id,), Difference.GONE, Choice.DROPPED, by, at)


def plan_carry(
    older: StandardRef,
    newer: StandardRef,
    form: FormDifference,
    answers: Mapping[str, Observation],
    *,
    by_hand: bool = False,
) -> CarryPlan:
    """How answers to the older form may move; `ValueError` unless both editions have the form.

    `by_hand` asks for every answer, also for those that kept their sense.
    """
    if form.older is None or form.newer is None:
        raise ValueError(form.code)
    matches = {item.id: each for each in form.items for item in each.newer}
    gone = [each.older[0] for each in form.items if each.difference is Difference.GONE]
    return CarryPlan(
        older,
        newer,
        form.older,
        form.newer,
        answers,
        tuple(_step(item, matches[item.id], answers, by_hand) for item in form.newer.items),
        tuple(item for item in gone if item.id in answers),
    )


def _step(
    item: CheckItem, match: Match[CheckItem], answers: Mapping[str, Observation], by_hand: bool
) -> CarryStep:
    seen = tuple(answers.get(older.id) for older in match.older)
    fitted = tuple(
        None if each is None else fitting(older, item, each)
        for older, each in zip(match.older, seen, strict=True)
    )
    return CarryStep(item, match, seen, _joined(item, fitted), by_hand)


def fitting(older: CheckItem, newer: CheckItem, seen: Observation) -> Observation | None:
    """An answer as the newer item would have it; None where it does not suit.

    A grade that nobody overrode becomes the one that the newer item suggests.
    """
    if isinstance(seen, Band) and newer.mode is Mode.BAND:
        suggested = suggested_grade(newer, fault_count(seen))
        if not band_is_overridden(older, seen):
            seen = replace(seen, grade=suggested)
        elif seen.grade == suggested:
            seen = replace(seen, reason="")
    return seen if suits(newer, seen) else None


def _joined(item: CheckItem, answers: tuple[Observation | None, ...]) -> Observation | None:
    """The answers to several items as one; None where one is missing or it would be a guess."""
    given = [each for each in answers if each is not None]
    if not given or len(given) < len(answers):
        return None
    applying = [each for each in given if not isinstance(each, NotApplicable)]
    if len(given) == 1 or not applying:
        return given[0]
    faults = tuple(fault for each in applying for fault in faults_of(each))
    match applying:
        case [Faults(), *_rest]:
            return Faults(faults)
        case [YesNo(), *_rest]:
            present = all(isinstance(each, YesNo) and each.present for each in applying)
            return YesNo(present, faults)
        case [Rate(), *_rest]:
            rates = [each for each in applying if isinstance(each, Rate)]
            sound, looked_at = sum(r.sound for r in rates), sum(r.looked_at for r in rates)
            return Rate(sound, looked_at, faults)
        case [only] if isinstance(only, Band):
            return only
        case _:  # several grades: the faults suggest one, unless somebody thought otherwise
            return _joined_grade(item, [each for each in applying if isinstance(each, Band)])


def _joined_grade(item: CheckItem, grades: list[Band]) -> Band | None:
    if any(band_is_overridden(item, each) for each in grades):
        return None
    faults = tuple(fault for each in grades for fault in each.faults)
    return Band(suggested_grade(item, sum(fault.count for fault in faults)), "", faults)


def _choice(step: CarryStep, choices: Mapping[str, Choice]) -> Choice:
    chosen = choices.get(step.item.id)
    if step.proposal is None or chosen is Choice.ANEW:
        return Choice.ANEW
    if step.by_itself:
        return Choice.ITSELF
    return Choice.TAKEN if chosen is Choice.TAKEN else Choice.ANEW
