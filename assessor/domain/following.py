"""What became of a fault at the same site, as far as later checks tell.

Nobody's promise counts here, only what was seen: an item that a later visit found at full
marks, at fault again, or did not look at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assessor.domain.inspection import faults_of
from assessor.domain.scoring import ItemScore, Scorecard
from assessor.domain.standard import StandardRef


class Fate(StrEnum):
    """What the next look at an item told."""

    MENDED = "mended"  # the item was at full marks
    AGAIN = "again"  # the item lost points or had faults
    UNSEEN = "unseen"  # nobody looked at the item since
    LATEST = "latest"  # the fault is of the latest visit


@dataclass(frozen=True, slots=True)
class Look:
    """One visit: what came of each item, and the revision whose items they are."""

    form: StandardRef
    card: Scorecard


@dataclass(frozen=True, slots=True)
class Following:
    """A fate, and the position of the visit that told it, where one did."""

    fate: Fate
    told_by: int | None = None


def follow(looks: tuple[Look, ...], at: int, item_id: str) -> Following:
    """What became of a fault at an item on the visit at a position; oldest first.

    Visits under another revision of the form tell nothing, for its items may ask
    something else.
    """
    if at == len(looks) - 1:
        return Following(Fate.LATEST)
    for position in range(at + 1, len(looks)):
        look = looks[position]
        if look.form != looks[at].form:
            continue
        scored = _scored(look.card.items, item_id)
        if scored is None or scored.seen is None or scored.earned is None:
            continue
        is_sound = not scored.lost and not faults_of(scored.seen)
        return Following(Fate.MENDED if is_sound else Fate.AGAIN, position)
    return Following(Fate.UNSEEN)


def _scored(items: Iterable[ItemScore], item_id: str) -> ItemScore | None:
    return next((each for each in items if each.item.id == item_id), None)
