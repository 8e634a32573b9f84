"""Ordering units by score."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from assessor.domain.areas import AreaScore


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place. `place` is None for a unit without a score; equal scores share one.

    `provisional` while conflicts or pending files could still change the score.
    """

    place: int | None
    code: str
    name: str
    area: AreaScore
    provisional: bool = False

    @property
    def score(self) -> Fraction | None:
        """The score on the profile's full marks."""
        return self.area.total


@dataclass(frozen=True, slots=True)
class Entrant:
    """A unit that is ranked."""

    code: str
    name: str
    area: AreaScore
    provisional: bool = False


def rank(entrants: Iterable[Entrant]) -> tuple[Place, ...]:
    """Places 1, 2, 2, 4: the best first, equals by code, those without a score last."""
    ordered = sorted(entrants, key=_order)
    places: list[Place] = []
    for number, entrant in enumerate(ordered, start=1):
        total = entrant.area.total
        place: int | None = number
        if total is None:
            place = None
        elif places and places[-1].score == total:
            place = places[-1].place
        places.append(Place(place, entrant.code, entrant.name, entrant.area, entrant.provisional))
    return tuple(places)


def _order(entrant: Entrant) -> tuple[bool, Fraction, str]:
    total = entrant.area.total
    return total is None, -(total or Fraction(0)), entrant.code
