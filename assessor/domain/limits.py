"""Numbers that a measured value is held against, verified or not."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessor.domain.texts import Origin, Text


class Comparison(StrEnum):
    """How a value stands to a bound."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"
    EQUAL = "="


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that a value must reach or keep; `level` limits it to one of the standard's levels.

    A grade in letters is given by its place: A is 1, B is 2, C is 3, D is 4.
    """

    comparison: Comparison
    value: Decimal
    level: str = ""

    def holds(self, value: Decimal) -> bool:
        """Whether a value keeps it."""
        match self.comparison:
            case Comparison.AT_LEAST:
                return value >= self.value
            case Comparison.AT_MOST:
                return value <= self.value
            case Comparison.MORE:
                return value > self.value
            case Comparison.LESS:
                return value < self.value
            case Comparison.EQUAL:
                return value == self.value


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure to judge by on site: flies in a class 1 toilet, the gap below a door.

    `limit` says it in words, `bound` as a number; both are None where nobody verified one.
    """

    id: str  # `toilet.flies.1`
    subject: Text
    condition: Text | None  # the class or the circumstances it holds for
    limit: Text | None
    bound: Bound | None
    unit: Text | None
    origin: Origin
