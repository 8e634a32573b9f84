"""The units of a day as a tree, and what is found among them; each row bears its code."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from assessor.domain.inspection import Site, Unit, UnitKind
from assessor.domain.territory import Holdings, Territory
from assessor.i18n import _, current
from assessor.pinyin import Query
from assessor.ui.theme import TOUCH

CodeRole = Qt.ItemDataRole.UserRole
_MOST = 200  # found at once


@dataclass(frozen=True, slots=True)
class RegisterOfDay:
    """A register as it is looked at on a day."""

    holdings: Holdings
    territory: Territory
    on: date
    type_names: Mapping[str, str]  # of site types, by code

    def sites_of(self, unit: Unit) -> tuple[Site, ...]:
        """The sites in a unit, or those that an organisation answers for or looks after."""
        if unit.kind is UnitKind.ORGANISATION:
            return tuple(
                site
                for site in self.holdings.sites
                if unit.code in (site.organisation, self.partner_of(site))
            )
        return tuple(
            site
            for site in self.holdings.sites
            if unit.code in self.territory.above(site.community, self.on)
        )

    def partner_of(self, site: Site) -> str:
        """The code of the body that looks after a site."""
        return self.territory.partner(site.code, site.community, self.on)

    def choices(self, *kinds: UnitKind) -> tuple[Unit, ...]:
        """The units of some kinds that there are on the day."""
        return tuple(unit for unit in self.territory.in_force(self.on) if unit.kind in kinds)


def show_tree(model: QStandardItemModel, register: RegisterOfDay) -> None:
    """Every unit below the one it lies in, organisations below a heading of their own."""
    model.clear()
    units = register.territory.in_force(register.on)
    counts = _counts(register)
    items = {unit.code: _item(unit, counts[unit.code]) for unit in units}
    line = QStandardItem(_("Organisations"))
    line.setEditable(False)
    line.setSelectable(False)
    for unit in units:
        above = list(register.territory.above(unit.code, register.on))[1:]
        parent = next((items[code] for code in above if code in items), None)
        if parent is None and unit.kind is UnitKind.ORGANISATION:
            parent = line
        (parent or model).appendRow(items[unit.code])
    if line.rowCount():
        model.appendRow(line)


def show_found(model: QStandardItemModel, register: RegisterOfDay, wanted: str) -> int:
    """The units and sites that fit best what is looked for; gives how many fit."""
    query = Query(wanted)
    found: list[tuple[int, str, QStandardItem]] = []
    counts = _counts(register)
    for unit in register.territory.in_force(register.on):
        rank = query.rank(unit.name, unit.code)
        if rank is not None:
            found.append((rank, unit.code, _item(unit, counts[unit.code])))
    for site in register.holdings.sites:
        rank = query.rank(site.name, site.code)
        if rank is not None:
            found.append((rank, site.code, _row(current().noted(site.name, site.code), site.code)))
    model.clear()
    for _rank, _code, item in sorted(found, key=lambda each: each[:2])[:_MOST]:
        model.appendRow(item)
    return len(found)


def _counts(register: RegisterOfDay) -> Counter[str]:
    """How many sites lie in each unit, or are answered for by an organisation."""
    within: dict[str, Iterable[str]] = {}
    counts: Counter[str] = Counter()
    for site in register.holdings.sites:
        if site.community not in within:
            within[site.community] = tuple(register.territory.above(site.community, register.on))
        counts.update(within[site.community])
        counts.update({site.organisation, register.partner_of(site)} - {""})
    return counts


def _item(unit: Unit, sites: int) -> QStandardItem:
    return _row(f"{unit.name}  {sites}" if sites else unit.name, unit.code)


def _row(words: str, code: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setEditable(False)
    item.setData(code, CodeRole)
    item.setToolTip(code)
    item.setSizeHint(QSize(100, TOUCH))
    return item
