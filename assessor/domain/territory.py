"""Units over time: what a code meant on a day, what lay in what, and who looked after it.

A unit has a version for every name, parent or kind it ever had; each holds from its day
until the next one begins or its own end comes. What was seen in March is told in the
words of March, whatever was renamed, split or joined since.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from assessor.domain.inspection import CHINA_TIME, Site, Unit, UnitKind

#: The levels of territory from above; organisations stand beside them.
LEVELS = (
    UnitKind.PROVINCE,
    UnitKind.CITY,
    UnitKind.COUNTY,
    UnitKind.TOWN,
    UnitKind.COMMUNITY,
    UnitKind.GRID,
)
#: What sites can be counted for: a level of territory, or one of the two lines beside it.
PARTNER = "partner"

_DIGITS = {6: UnitKind.COUNTY, 9: UnitKind.TOWN, 12: UnitKind.COMMUNITY}  # of area codes


@dataclass(frozen=True, slots=True)
class Partnership:
    """A body looks after a site, or after every site of a unit, from a day on (包联)."""

    subject: str  # the code of a site or of a unit of territory
    partner: str  # the code of an organisation
    valid_from: date | None = None
    valid_to: date | None = None  # the first day on which it is over


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a register holds, or a part of it."""

    units: tuple[Unit, ...] = ()  # every version
    sites: tuple[Site, ...] = ()
    partnerships: tuple[Partnership, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.units or self.sites or self.partnerships)


class _Dated(Protocol):
    """What holds for a time."""

    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_to(self) -> date | None: ...


_DatedT = TypeVar("_DatedT", bound=_Dated)


def visit_day(at: datetime) -> date:
    """The day of a visit, as people in China count days."""
    return at.astimezone(CHINA_TIME).date()


def begins(dated: _Dated) -> date:
    """From when on something holds; without a day, from ever."""
    return dated.valid_from or date.min


def holds(dated: _Dated, on: date) -> bool:
    """Whether something holds on a day, as far as it says itself."""
    return begins(dated) <= on and (dated.valid_to is None or on < dated.valid_to)


class Territory:
    """Every version of some units, and who looks after what; days are asked for everywhere.

    Without a day the last version speaks. Where a unit or its parent is not known, the
    national area code tells: a town's code begins with its county's.
    """

    def __init__(self, units: Iterable[Unit], partnerships: Iterable[Partnership] = ()) -> None:
        self._versions = _by_code((unit.code, unit) for unit in units)
        self._partners = _by_code((each.subject, each) for each in partnerships)
        self._is_dated = any(len(found) > 1 for found in self._versions.values()) or any(
            each.valid_from or each.valid_to for found in self._partners.values() for each in found
        )
        self._found: dict[tuple[str, str, str, date | None], str] = {}

    def unit(self, code: str, on: date | None = None) -> Unit | None:
        """A unit as it was on a day, its first version for days before that; None if unknown."""
        return _version(self._versions.get(code, []), on)

    def name(self, code: str, on: date | None = None) -> str:
        """What a unit was called on a day; its code where nobody knows it."""
        unit = self.unit(code, on)
        return unit.name if unit else code

    def in_force(self, on: date) -> tuple[Unit, ...]:
        """The units that there were on a day, by code."""
        found = (self.unit(code, on) for code in sorted(self._versions))
        return tuple(unit for unit in found if unit is not None and holds(unit, on))

    def versions(self, code: str) -> tuple[Unit, ...]:
        """All that a code ever meant, the oldest first."""
        return tuple(self._versions.get(code, ()))

    def above(self, code: str, on: date | None = None) -> Iterator[str]:
        """A unit's own code and those of the units it lay in, from below."""
        seen: set[str] = set()
        while code and code not in seen:
            yield code
            seen.add(code)
            unit = self.unit(code, on)
            code = unit.parent if unit and unit.parent else _enclosing(code)

    def unit_of(
        self, by: str, site: str, community: str, organisation: str, at: datetime | None = None
    ) -> str:
        """The code of the unit that a site counted for when it was visited; empty for none.

        `by` is a level of territory, `organisation` or `partner`.
        """
        if by == UnitKind.ORGANISATION:
            return organisation
        on = visit_day(at) if at is not None and self._is_dated else None
        key = (by, site if by == PARTNER else "", community, on)
        if key not in self._found:
            self._found[key] = (
                self.partner(site, community, on)
                if by == PARTNER
                else self._at_level(by, community, on)
            )
        return self._found[key]

    def partner(self, site: str, community: str, on: date | None = None) -> str:
        """The body that looked after a site: its own, else that of the nearest unit around it."""
        for subject in (site, *self.above(community, on)):
            if found := self.own_partnership(subject, on):
                return found.partner
        return ""

    def own_partnership(self, subject: str, on: date | None = None) -> Partnership | None:
        """Who looks after a site or unit itself, whoever does so around it."""
        found = _version(self._partners.get(subject, []), on)
        return found if found and (on is None or holds(found, on)) else None

    def _at_level(self, level: str, community: str, on: date | None) -> str:
        if level == UnitKind.GRID:  # where there are none, the community
            return community
        for code in self.above(community, on):
            unit = self.unit(code, on)
            if (unit.kind if unit else _kind_of(code)) == level:
                return code
        return ""


def _version(versions: list[_DatedT], on: date | None) -> _DatedT | None:
    """The version of a day: the last that had begun, else the first."""
    if not versions or on is None:
        return versions[-1] if versions else None
    return next((each for each in reversed(versions) if begins(each) <= on), versions[0])


def _by_code(pairs: Iterable[tuple[str, _DatedT]]) -> Mapping[str, list[_DatedT]]:
    found: dict[str, list[_DatedT]] = {}
    for code, each in pairs:
        found.setdefault(code, []).append(each)
    for versions in found.values():
        versions.sort(key=begins)
    return found


def _enclosing(code: str) -> str:
    """The area code of the next higher level, as the digits tell it; empty for none."""
    if not (code.isascii() and code.isdecimal()):
        return ""
    if len(code) == min(_DIGITS):
        city = f"{code[:4]}00"
        return city if code != city else f"{code[:2]}0000"
    return next(
        (code[:digits] for digits in sorted(_DIGITS, reverse=True) if len(code) > digits), ""
    )


def _kind_of(code: str) -> UnitKind | None:
    """The level that an area code's length tells."""
    if len(code) == min(_DIGITS) and code.endswith("00"):
        return UnitKind.PROVINCE if code.endswith("0000") else UnitKind.CITY
    return _DIGITS.get(len(code))
