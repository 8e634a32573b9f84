"""The forms that inspectors mark: site types, their sections and check items."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from assessor.domain.texts import Origin, Text


class Mode(StrEnum):
    """How an item is marked; the letters are those of printed forms."""

    FAULTS = "D"  # points off for each place, down to nothing
    BAND = "G"  # a grade of 0 to 10
    YES_NO = "B"
    RATE = "R"  # sound places out of those looked at
    VETO = "V"  # yes or no, and a no vetoes the result


@dataclass(frozen=True, slots=True)
class BandLine:
    """With at most this many faults, this grade is suggested."""

    faults: int
    grade: int


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to look at on site."""

    id: str  # `MARKET.03`
    text: Text
    guidance: Text  # how to look, for someone new
    mode: Mode
    points: Decimal
    deduct: Decimal | None  # for each place; only in `Mode.FAULTS`
    clauses: tuple[str, ...]  # `NSC-2021:21.10`
    origin: Origin
    band_lines: tuple[BandLine, ...] = ()  # fewest faults first; empty: the usual ones
    veto_below: Decimal | None = None  # vetoed when this share of the points is missed
    veto_on_severe: bool = False  # vetoed by one severe fault
    may_not_apply: bool = True
    categories: tuple[str, ...] = ()  # chaos categories to offer first
    evidence: tuple[str, ...] = ()  # `photo` of each fault, `document` to be seen
    thresholds: tuple[str, ...] = ()  # ids of the standard's figures to judge by

    @property
    def number(self) -> str:
        """The number on its form: `03` of `MARKET.03`."""
        return self.id.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Section:
    """Items that are looked at together."""

    id: str
    title: Text
    items: tuple[CheckItem, ...]


@dataclass(frozen=True, slots=True)
class SiteType:
    """A kind of site and its form."""

    code: str  # `MARKET`
    name: Text
    responsible: Text  # who usually answers for such a site
    basis: Text  # clauses and the extent of one site
    sections: tuple[Section, ...]
    groups: tuple[str, ...] = ()  # industry groups (六小, 四小 …) it is counted among
    #: Every item of the form, in printed order, and full marks: gathered once, for a merge
    #: asks for them thousands of times.
    items: tuple[CheckItem, ...] = field(init=False, repr=False, compare=False)
    points: Decimal = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        items = tuple(item for section in self.sections for item in section.items)
        object.__setattr__(self, "items", items)
        object.__setattr__(self, "points", sum((item.points for item in items), Decimal(0)))
