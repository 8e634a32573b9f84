"""What can be asked of the register: a new unit, another name, an end, other hands."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from assessor.domain.inspection import Site, Unit, UnitKind
from assessor.domain.territory import LEVELS, Holdings
from assessor.domain.wording import unit_kind
from assessor.errors import AssessorError
from assessor.i18n import _, current
from assessor.services.registering import looked_after, renamed
from assessor.ui.register_dialog import RegisterDialog
from assessor.ui.unit_tree import RegisterOfDay
from assessor.ui.widgets import Choice, text_field


def ask_new_unit(register: RegisterOfDay, above: Unit | None, parent: QWidget) -> RegisterDialog:
    """A unit below another one, or an organisation."""
    code = text_field("", _("Code, as in the national area codes"))
    name = text_field("", _("Name"))
    kind = Choice(_("Kind"))
    for each in _kinds_below(above):
        kind.addItem(unit_kind(each, current()), each.value)
    since = _day_field(None)
    lies_in = above.code if above else ""

    def read() -> Holdings:
        made = UnitKind(kind.currentData())
        unit = Unit(
            _told(code, _("Give the unit a code.")),
            _told(name, _("Give the unit a name.")),
            made,
            lies_in if above and (made is UnitKind.ORGANISATION) == _is_line(above) else "",
            _day(since),
        )
        if register.territory.unit(unit.code) is not None:
            raise AssessorError(
                _("The code {code} is taken by {name}.").format(
                    code=unit.code, name=register.territory.name(unit.code)
                )
            )
        return Holdings((unit,))

    about = (
        _("It lies in {name}.").format(name=above.name) if above else _("It lies in no other unit.")
    )
    fields = (
        (_("Code"), code),
        (_("Name"), name),
        (_("Kind"), kind),
        (_("From"), since),
    )
    return RegisterDialog(_("Add a unit"), about, fields, read, parent)


def ask_name(register: RegisterOfDay, unit: Unit, parent: QWidget) -> RegisterDialog:
    """Another name, or another unit to lie in, from a day on."""
    name = text_field(unit.name, _("Name"))
    possible = (UnitKind.ORGANISATION,) if _is_line(unit) else LEVELS[: LEVELS.index(unit.kind)]
    above = _units(_("Lies in"), register.choices(*possible), unit.parent)
    since = _day_field(register.on)

    def read() -> Holdings:
        told = _told(name, _("Give the unit a name."))
        return renamed(unit, told, str(above.currentData()), _day(since))

    about = _(
        "{code} {name}. What was checked before the day keeps the old name. Without a day, the "
        "name is corrected for all times."
    ).format(code=unit.code, name=unit.name)
    fields = ((_("Name"), name), (_("Lies in"), above), (_("From"), since))
    return RegisterDialog(_("Rename or move a unit"), about, fields, read, parent)


def ask_end(register: RegisterOfDay, unit: Unit, parent: QWidget) -> RegisterDialog:
    """The day from which a unit is no more."""
    until = _day_field(register.on)
    about = _(
        "{code} {name} is no more from this day on; what was checked before still counts for it. "
        "Its {sites} sites stay: assign them to other units."
    ).format(code=unit.code, name=unit.name, sites=len(register.sites_of(unit)))

    def read() -> Holdings:
        return Holdings((replace(unit, valid_to=_day(until)),))

    fields = ((_("Ends"), until),)
    return RegisterDialog(_("End a unit"), about, fields, read, parent)


def ask_partner(register: RegisterOfDay, unit: Unit, parent: QWidget) -> RegisterDialog:
    """Who looks after all sites of a unit, from a day on."""
    own = register.territory.own_partnership(unit.code, register.on)
    body = _units(
        _("Partner body"), register.choices(UnitKind.ORGANISATION), own.partner if own else ""
    )
    since = _day_field(register.on)

    def read() -> Holdings:
        day = _needed_day(since)
        return looked_after(unit.code, str(body.currentData()), day, register.territory)

    about = _("Who looks after the sites of {name} that have no partner body of their own.")
    fields = ((_("Partner body"), body), (_("From"), since))
    return RegisterDialog(_("Partner body"), about.format(name=unit.name), fields, read, parent)


def ask_site(register: RegisterOfDay, site: Site, parent: QWidget) -> RegisterDialog:
    """Where a site lies, who answers for it and who looks after it."""
    community = _units(
        _("Community"), register.choices(UnitKind.COMMUNITY, UnitKind.GRID), site.community
    )
    organisations = register.choices(UnitKind.ORGANISATION)
    organisation = _units(_("Responsible organisation"), organisations, site.organisation)
    own = register.territory.own_partnership(site.code, register.on)
    body = _units(_("Partner body"), organisations, own.partner if own else "")
    since = _day_field(register.on)

    def read() -> Holdings:
        changed = replace(
            site,
            community=str(community.currentData()),
            organisation=str(organisation.currentData()),
        )
        care = Holdings()
        if str(body.currentData()) != (own.partner if own else ""):
            care = looked_after(
                site.code, str(body.currentData()), _needed_day(since), register.territory
            )
        return Holdings((), (changed,) if changed != site else (), care.partnerships)

    fields = (
        (_("Community"), community),
        (_("Organisation"), organisation),
        (_("Partner body"), body),
        (_("From"), since),
    )
    about = _(
        "{name} ({code}). What was checked already keeps its community and organisation; the day "
        "is that of the partner body."
    ).format(name=site.name, code=site.code)
    return RegisterDialog(_("Assign a site"), about, fields, read, parent)


def _kinds_below(above: Unit | None) -> tuple[UnitKind, ...]:
    if above is None:
        return (*LEVELS, UnitKind.ORGANISATION)
    if _is_line(above):
        return (UnitKind.ORGANISATION,)
    return LEVELS[LEVELS.index(above.kind) + 1 :]


def _is_line(unit: Unit) -> bool:
    return unit.kind is UnitKind.ORGANISATION


def _units(name: str, units: Iterable[Unit], chosen: str) -> Choice:
    """A choice of units, or of none; one that is no more stays as long as it is chosen."""
    choice = Choice(name)
    choice.addItem(_("none"), "")
    for unit in units:
        choice.addItem(f"{unit.name}  {unit.code}", unit.code)
    if choice.findData(chosen) < 0:
        choice.addItem(chosen, chosen)
    choice.setCurrentIndex(choice.findData(chosen))
    return choice


def _day_field(day: date | None) -> QLineEdit:
    return text_field(day.isoformat() if day else "", _("A day, for example 2026-05-01"))


def _told(field: QLineEdit, otherwise: str) -> str:
    words = field.text().strip()
    if not words:
        raise AssessorError(otherwise)
    return words


def _day(field: QLineEdit) -> date | None:
    words = field.text().strip()
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise AssessorError(
            _("{day} is no day. Write it like 2026-05-01.").format(day=words)
        ) from None


def _needed_day(field: QLineEdit) -> date:
    day = _day(field)
    if day is None:
        raise AssessorError(_("Give the day from which this holds."))
    return day
