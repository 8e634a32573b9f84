"""How checks add up to the score of an area."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assessor.domain.texts import Origin, Text

_USUAL_WEIGHT = Fraction(1)


class Method(StrEnum):
    """What a profile reckons with."""

    RATES = "rates"  # the share of the points that each form earned
    DEDUCTIONS = "deductions"  # points off for every fault, as in daily rounds


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a site type weighs beside the others of its module."""

    site_type: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a scoring profile: its points, and what it is made of.

    `clauses` leaves only the items behind which one of these clauses stands; empty, the
    whole form counts. Site types without a weight weigh 1.
    """

    id: str
    title: Text
    points: Decimal
    site_types: tuple[str, ...]
    clauses: tuple[str, ...] = ()  # references, `YN7-2021:YN1`
    weights: tuple[Weight, ...] = ()

    def weight_of(self, site_type: str) -> Fraction:
        """How much a site type weighs in this module."""
        for each in self.weights:
            if each.site_type == site_type:
                return Fraction(each.weight)
        return _USUAL_WEIGHT


@dataclass(frozen=True, slots=True)
class ScoringProfile:
    """How checks add up to the score of an area.

    `pass_line` is a share of full marks; None while nobody has set one, for no official
    figure is known; `pass_lines` are those that people usually set. `official` is False
    for what this program proposes itself. `worst`, where given, takes the mean of that
    many worst sites of each type instead of all.
    """

    id: str
    title: Text
    official: bool
    modules: tuple[Module, ...]
    pass_line: Decimal | None
    origin: Origin
    method: Method = Method.RATES
    pass_lines: tuple[Decimal, ...] = ()
    worst: int | None = None

    @property
    def points(self) -> Decimal:
        """Full marks."""
        return sum((module.points for module in self.modules), Decimal(0))

    @property
    def needs_items(self) -> bool:
        """Whether the sum of a form is not enough: single items or their faults count."""
        return self.method is Method.DEDUCTIONS or any(each.clauses for each in self.modules)
