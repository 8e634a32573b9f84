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
    lacking: tuple[str, ...] = ()  # prerequisites that the unit answered with no

    @property
    def score(self) -> Fraction | None:
        """The score on the profile's full marks, whatever is lacking."""
        return self.area.total

    @property
    def passed(self) -> bool | None:
        """The area's verdict; without a prerequisite no area passes, whatever its score."""
        if self.lacking and self.area.profile.pass_line is not None:
            return False
        return self.area.passed


@dataclass(frozen=True, slots=True)
class Entrant:
    """A unit that is ranked."""

    code: str
    name: str
    area: AreaScore
    provisional: bool = False
    lacking: tuple[str, ...] = ()


def rank(entrants: Iterable[Entrant]) -> tuple[Place, ...]:
    """Places 1, 2, 2, 4: the best first, equals by code, those without a score last."""
    scored = [(entrant.area.total, entrant) for entrant in entrants]
    scored.sort(key=_order)
    places: list[Place] = []
    before: Fraction | None = None
    for number, (total, entrant) in enumerate(scored, start=1):
        place: int | None = number
        if total is None:
            place = None
        elif total == before:
            place = places[-1].place
        places.append(
            Place(
                place,
                entrant.code,
                entrant.name,
                entrant.area,
                entrant.provisional,
                entrant.lacking,
            )
        )
        before = total
    return tuple(places)


def _order(scored: tuple[Fraction | None, Entrant]) -> tuple[bool, Fraction, str]:
    total, entrant = scored
    return total is None, -(total or Fraction(0)), entrant.code
