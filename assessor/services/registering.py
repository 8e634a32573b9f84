"""Changing the register of units and sites: by spreadsheet or one thing at a time, and undoing it.

Whatever is asked for becomes a `Change` first, which can be shown, done and taken back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor.domain.inspection import Site, Unit, UnitKind
from assessor.domain.registering import (
    Change,
    Flaw,
    change_to,
    flaws_of_partnership,
    flaws_of_site,
    flaws_of_unit,
    partnership_key,
    site_key,
    together,
    unit_key,
)
from assessor.domain.territory import Holdings, Partnership, Territory
from assessor.domain.wording import unit_kind
from assessor.errors import AssessorError
from assessor.i18n import _, current
from assessor.storage import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a change for people: what it is about, and what becomes of it."""

    code: str
    name: str
    words: str


def read_change(workspace: Workspace, path: Path) -> Change:
    """What a spreadsheet would change; `SpreadsheetError` lists everything to mend."""
    from assessor.exchange.spreadsheets import read_register  # openpyxl is slow to load

    known = workspace.register.holdings()
    return change_to(known, read_register(path, known))


def write_sheet(workspace: Workspace, path: Path) -> Path:
    """Write the whole register as a spreadsheet that can be taken in again."""
    from assessor.exchange.spreadsheets import write_register  # openpyxl is slow to load

    write_register(path, workspace.register.holdings())
    return path


def change_for(workspace: Workspace, given: Holdings) -> Change:
    """The change that some lines amount to; `AssessorError` with everything wrong with them."""
    known = workspace.register.holdings()
    whole = together(known, given)
    flaws = [words for _field, words in _flaws(given, whole)]
    if flaws:
        raise AssessorError("\n".join(flaws))
    return change_to(known, given)


def carry_out(workspace: Workspace, change: Change, at: datetime) -> None:
    """Do a change, whole or not at all; what is in use is not taken away."""
    kept = {site_key(site) for site in change.after.sites}
    gone = [site for site in change.before.sites if site_key(site) not in kept]
    if gone:
        used = {each.site.code for each in workspace.drafts.all()}
        used |= {header.site for header in workspace.documents.checks()}
        for site in gone:
            if site.code in used:
                raise AssessorError(
                    _("{site} is being checked already, so it cannot be taken away.").format(
                        site=site.name
                    )
                )
    workspace.register.change(change, at)


def told(change: Change, territory: Territory) -> tuple[Line, ...]:
    """Every line of a change, units first; `territory` as it is before."""
    units = {unit_key(unit): unit for unit in change.before.units}
    sites = {site_key(site): site for site in change.before.sites}
    care = {partnership_key(each): each for each in change.before.partnerships}
    return (
        *(_unit_line(each, units.get(unit_key(each)), territory) for each in change.after.units),
        *(_site_line(each, sites.get(site_key(each))) for each in change.after.sites),
        *(
            _care_line(each, care.get(partnership_key(each)), territory)
            for each in change.after.partnerships
        ),
    )


def renamed(unit: Unit, name: str, parent: str, since: date | None) -> Holdings:
    """A unit with another name or parent from a day on; without a day, corrected for ever."""
    if since is None:
        return Holdings((replace(unit, name=name, parent=parent),))
    return Holdings((replace(unit, name=name, parent=parent, valid_from=since),))


def looked_after(subject: str, partner: str, since: date, territory: Territory) -> Holdings:
    """A site or unit that a body looks after from a day on; no body: nobody does any more."""
    if partner:
        return Holdings((), (), (Partnership(subject, partner, since),))
    former = territory.own_partnership(subject)
    return Holdings((), (), (replace(former, valid_to=since),) if former else ())


def _flaws(given: Holdings, whole: Holdings) -> "Iterator[Flaw]":
    territory = Territory(whole.units, whole.partnerships)
    sites = {site.code for site in whole.sites}
    for unit in given.units:
        yield from flaws_of_unit(unit, territory)
    for site in given.sites:
        yield from flaws_of_site(site, territory)
    for each in given.partnerships:
        yield from flaws_of_partnership(each, territory, sites)


def _unit_line(unit: Unit, before: Unit | None, territory: Territory) -> Line:
    if before is not None:
        return Line(unit.code, unit.name, _corrected(before, unit))
    earlier = territory.unit(unit.code, unit.valid_from)
    if earlier is None:
        kind = unit_kind(unit.kind, current())
        return Line(unit.code, unit.name, _("new: {kind}").format(kind=kind))
    words = _("from {day}: {changes}").format(
        day=unit.valid_from or _NOTHING,
        changes=_differences(earlier, unit, without=("valid_from",)),
    )
    return Line(unit.code, unit.name, words)


def _site_line(site: Site, before: Site | None) -> Line:
    if before is None:
        return Line(site.code, site.name, _("new: {kind}").format(kind=site.site_type))
    return Line(site.code, site.name, _corrected(before, site))


def _care_line(each: Partnership, before: Partnership | None, territory: Territory) -> Line:
    partner = territory.name(each.partner)
    if before is not None:
        return Line(each.subject, territory.name(each.subject), _corrected(before, each))
    words = _("looked after by {partner}").format(partner=partner)
    if each.valid_from:
        words = _("from {day}: {changes}").format(day=each.valid_from, changes=words)
    return Line(each.subject, territory.name(each.subject), words)


def _corrected(before: Any, after: Any) -> str:
    return _("changed: {changes}").format(changes=_differences(before, after))


def _differences(before: Any, after: Any, without: "Iterable[str]" = ()) -> str:
    names = _field_words()
    found = []
    for each in fields(before):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old != new and each.name not in without:
            found.append(f"{names[each.name]} {_shown(old)} → {_shown(new)}")
    return _("; ").join(found) or _("nothing else")


def _shown(value: object) -> str:
    if isinstance(value, UnitKind):
        return unit_kind(value, current())
    return str(value or _NOTHING)


def _field_words() -> Mapping[str, str]:
    return {
        "code": _("code"),
        "name": _("name"),
        "kind": _("kind"),
        "parent": _("lies in"),
        "valid_from": _("from"),
        "valid_to": _("until"),
        "site_type": _("type"),
        "community": _("community"),
        "organisation": _("responsible organisation"),
        "address": _("address"),
        "partner": _("partner body"),
    }
