"""Changes of the register: what each one replaces, and what is wrong with a line of it."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from assessor.domain.inspection import Site, Unit, UnitKind
from assessor.domain.territory import LEVELS, Holdings, Partnership, Territory, begins
from assessor.i18n import _

_Part = TypeVar("_Part")
#: What is wrong with a line: the field, and a sentence.
Flaw = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """Parts of a register and what takes their place; the other way round, its undoing."""

    before: Holdings
    after: Holdings

    @property
    def undoing(self) -> "Change":
        """What takes this change back."""
        return Change(self.after, self.before)

    def __bool__(self) -> bool:
        return self.before != self.after


def unit_key(unit: Unit) -> tuple[str, date]:
    """What tells one version of a unit from all others."""
    return unit.code, begins(unit)


def site_key(site: Site) -> str:
    """What tells one site from all others."""
    return site.code


def partnership_key(each: Partnership) -> tuple[str, date]:
    """What tells one partnership from all others: a subject has one body at a time."""
    return each.subject, begins(each)


def change_to(known: Holdings, given: Holdings) -> Change:
    """What of a register changes when lines are taken in; those that say the same are left out."""
    units = _changed(known.units, given.units, unit_key)
    sites = _changed(known.sites, given.sites, site_key)
    partnerships = _changed(known.partnerships, given.partnerships, partnership_key)
    return Change(
        Holdings(units[0], sites[0], partnerships[0]),
        Holdings(units[1], sites[1], partnerships[1]),
    )


def is_in_place(change: Change, known: Holdings) -> bool:
    """Whether a register still holds what a change replaces, and nothing else in its place."""
    replaced = change_to(known, change.after).before
    return not change_to(known, change.before) and not change_to(change.before, replaced)


def together(known: Holdings, given: Holdings) -> Holdings:
    """A register once lines were taken in."""
    return Holdings(
        _joined(known.units, given.units, unit_key),
        _joined(known.sites, given.sites, site_key),
        _joined(known.partnerships, given.partnerships, partnership_key),
    )


def flaws_of_unit(unit: Unit, territory: Territory) -> Iterator[Flaw]:
    """What is wrong with a unit among the others."""
    yield from _reversed(unit.valid_from, unit.valid_to)
    if not unit.parent:
        return
    parent = territory.unit(unit.parent, unit.valid_from)
    if unit.parent == unit.code:
        yield "parent", _("a unit does not lie in itself.")
    elif parent is None:
        yield "parent", _unknown(unit.parent)
    elif not _may_lie_in(unit.kind, parent.kind):
        yield "parent", _("{name} is of no higher level.").format(name=parent.name)
    elif unit.code in list(territory.above(unit.parent, unit.valid_from)):
        yield "parent", _("{name} lies in this unit itself.").format(name=parent.name)


def flaws_of_site(site: Site, territory: Territory) -> Iterator[Flaw]:
    """What is wrong with a site among the units."""
    community = territory.unit(site.community)
    if community is None:
        yield "community", _unknown(site.community)
    elif community.kind not in (UnitKind.COMMUNITY, UnitKind.GRID):
        yield (
            "community",
            _("{name} is neither a community nor a grid.").format(name=community.name),
        )
    if site.organisation:
        yield from _no_organisation("organisation", site.organisation, territory)


def flaws_of_partnership(
    each: Partnership, territory: Territory, sites: Iterable[str]
) -> Iterator[Flaw]:
    """What is wrong with a partnership among units and sites, given by code."""
    yield from _reversed(each.valid_from, each.valid_to)
    subject = territory.unit(each.subject)
    if subject is None and each.subject not in sites:
        yield "subject", _("no unit and no site has the code {code}.").format(code=each.subject)
    elif subject is not None and subject.kind not in LEVELS:
        yield (
            "subject",
            _("{name} is an organisation; sites and areas are looked after.").format(
                name=subject.name
            ),
        )
    yield from _no_organisation("partner", each.partner, territory)


def _reversed(since: date | None, until: date | None) -> Iterator[Flaw]:
    if since and until and until <= since:
        yield "valid_to", _("it ends before it begins.")


def _no_organisation(field: str, code: str, territory: Territory) -> Iterator[Flaw]:
    unit = territory.unit(code)
    if unit is None:
        yield field, _unknown(code)
    elif unit.kind is not UnitKind.ORGANISATION:
        yield field, _("{name} is no organisation.").format(name=unit.name)


def _unknown(code: str) -> str:
    return _("no unit has the code {code}.").format(code=code)


def _may_lie_in(kind: UnitKind, parent: UnitKind) -> bool:
    if kind in LEVELS and parent in LEVELS:
        return LEVELS.index(parent) < LEVELS.index(kind)
    return kind is parent  # organisations lie in organisations


def _changed(
    known: Iterable[_Part], given: Iterable[_Part], key: Callable[[_Part], Hashable]
) -> tuple[tuple[_Part, ...], tuple[_Part, ...]]:
    here = {key(each): each for each in known}
    new = tuple(each for each in given if here.get(key(each)) != each)
    return tuple(here[key(each)] for each in new if key(each) in here), new


def _joined(
    known: Iterable[_Part], given: Iterable[_Part], key: Callable[[_Part], Hashable]
) -> tuple[_Part, ...]:
    return tuple(
        ({key(each): each for each in known} | {key(each): each for each in given}).values()
    )
