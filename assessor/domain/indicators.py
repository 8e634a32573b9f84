"""The numbers that an area reports each year."""

from dataclasses import dataclass
from enum import StrEnum

from assessor.domain.limits import Bound
from assessor.domain.texts import Confidence, Origin, Text


class Rule(StrEnum):
    """How an indicator is judged."""

    THRESHOLD = "threshold"
    THRESHOLD_OR_TREND = "threshold_or_trend"
    TREND = "trend"
    EXTERNAL_PLAN = "external_plan"


class Kind(StrEnum):
    """What is reported."""

    NUMBER = "number"
    YES_NO = "yes_no"
    GRADE = "grade"  # A to D, as places 1 to 4


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number that an area reports each year; `target` is None where none is verified.

    `bounds` are the target as numbers, all of which hold together for a level; a rule with
    a trend asks for the values of `years` years, each better than the year before it.
    """

    id: str
    name: Text
    rule: Rule
    scopes: tuple[str, ...]  # `city`, `county`, `town`
    target: Text | None  # the rule in words, e.g. `≥90%`
    origin: Origin
    unit: Text | None = None
    kind: Kind = Kind.NUMBER
    bounds: tuple[Bound, ...] = ()
    better: Direction | None = None
    years: int = 1
    clauses: tuple[str, ...] = ()  # references, `NSC-2021:21.12`


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A condition for applying for the title, answered with yes or no and evidence.

    Without every one that decides the area may not apply; the score on site stays as it is.
    """

    id: str
    text: Text
    evidence: Text | None  # what to show for it
    origin: Origin
    clauses: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()  # ids in the same standard that it rests on

    @property
    def decides(self) -> bool:
        """Whether a no keeps the area from applying: what is uncertain is only asked."""
        return self.origin.confidence is not Confidence.UNCERTAIN
