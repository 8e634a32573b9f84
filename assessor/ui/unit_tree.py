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
from assessor.storage import Workspace
from assessor.ui.theme import TOUCH

CodeRole = Qt.ItemDataRole.UserRole
_MOST = 200  # found at once
#: Something that was found: its code, and the words it is shown with.
Found = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RegisterOfDay:
    """A register as it is looked at on a day."""

    holdings: Holdings
    territory: Territory
    on: date
    type_names: Mapping[str, str]  # of site types, by code
    counts: Mapping[str, int]  # of the sites in each unit, or in an organisation's hands

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


def read_register_of(
    workspace: Workspace, type_names: Mapping[str, str], on: date
) -> RegisterOfDay:
    """The register as it is on a day; it is counted here, for that takes a while."""
    holdings = workspace.register.holdings()
    territory = Territory(holdings.units, holdings.partnerships)
    counts = _counted(holdings, territory, on)
    return RegisterOfDay(holdings, territory, on, type_names, counts)


def show_tree(model: QStandardItemModel, register: RegisterOfDay) -> None:
    """Every unit below the one it lies in, organisations below a heading of their own."""
    model.clear()
    units = register.territory.in_force(register.on)
    items = {unit.code: _row(_words(unit, register), unit.code) for unit in units}
    line = QStandardItem(_("Organisations"))
    line.setEditable(False)
    line.setSelectable(False)
    for unit in units:
        codes = register.territory.above(unit.code, register.on)
        parent = next((items[code] for code in codes if code in items and code != unit.code), None)
        if parent is None and unit.kind is UnitKind.ORGANISATION:
            parent = line
        (parent or model).appendRow(items[unit.code])
    if line.rowCount():
        model.appendRow(line)


def found_in(register: RegisterOfDay, wanted: str) -> tuple[Found, ...]:
    """The units and sites that fit best what is looked for, as code and words."""
    query = Query(wanted)
    found: list[tuple[int, Found]] = []
    for unit in register.territory.in_force(register.on):
        rank = query.rank(unit.name, unit.code)
        if rank is not None:
            found.append((rank, (unit.code, _words(unit, register))))
    for site in register.holdings.sites:
        rank = query.rank(site.name, site.code)
        if rank is not None:
            found.append((rank, (site.code, current().noted(site.name, site.code))))
    return tuple(each for _rank, each in sorted(found)[:_MOST])


def show_found(model: QStandardItemModel, found: Iterable[Found]) -> None:
    """What was found, the best first."""
    model.clear()
    for code, words in found:
        model.appendRow(_row(words, code))


def _counted(holdings: Holdings, territory: Territory, on: date) -> Counter[str]:
    within: dict[str, tuple[str, ...]] = {}
    counts: Counter[str] = Counter()
    for site in holdings.sites:
        if site.community not in within:
            within[site.community] = tuple(territory.above(site.community, on))
        partner = territory.partner(site.code, site.community, on)
        counts.update((*within[site.community], *({site.organisation, partner} - {""})))
    return counts


def _words(unit: Unit, register: RegisterOfDay) -> str:
    sites = register.counts.get(unit.code)
    return f"{unit.name}  {sites}" if sites else unit.name


def _row(words: str, code: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setEditable(False)
    item.setData(code, CodeRole)
    item.setSizeHint(QSize(100, TOUCH))
    return item
