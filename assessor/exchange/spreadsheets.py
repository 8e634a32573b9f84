"""Spreadsheets (XLSX) for people who live in tables: the register of units and sites.

openpyxl takes a third of a second to load: import this module where it is needed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assessor import files
from assessor.domain.inspection import Site, Unit, UnitKind
from assessor.domain.sampling import type_in
from assessor.exchange.sheets import (
    Column,
    Problem,
    Row,
    Sheet,
    SpreadsheetError,
    new_book,
    read_sheets,
    saved,
    write_sheet,
)
from assessor.i18n import _

_KINDS = {
    UnitKind.COUNTY: "县级",
    UnitKind.TOWN: "乡镇街道",
    UnitKind.COMMUNITY: "社区",
    UnitKind.GRID: "网格",
    UnitKind.ORGANISATION: "责任单位",
}
_KINDS_IN = {name: kind for kind, name in _KINDS.items()} | {str(kind): kind for kind in UnitKind}

_UNITS = Sheet(
    "单位",
    "assessor-units",
    (
        Column("code", "代码", "Code", width=20),
        Column("name", "名称", "Name", width=32),
        Column("kind", "类别", "Kind", choices=tuple(_KINDS.values())),
        Column("parent", "上级代码", "Parent", required=False, width=20),
        Column("valid_from", "启用日期", "Valid from", required=False),
        Column("valid_to", "停用日期", "Valid to", required=False),
    ),
)
_SITES = Sheet(
    "点位",
    "assessor-sites",
    (
        Column("code", "代码", "Code", width=28),
        Column("name", "名称", "Name", width=32),
        Column("type", "点位类型", "Type"),
        Column("community", "社区代码", "Community", width=20),
        Column("organisation", "责任单位代码", "Organisation", required=False, width=20),
        Column("address", "地址", "Address", required=False, width=40),
    ),
)

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Register:
    """The units and sites of a spreadsheet, in its order."""

    units: tuple[Unit, ...]
    sites: tuple[Site, ...]


def read_register(path: Path) -> Register:
    """The units and sites in a spreadsheet; `SpreadsheetError` lists everything to mend."""
    rows, problems = read_sheets(path, (_UNITS, _SITES))
    for sheet in (_UNITS, _SITES):
        problems += _repeated(rows[sheet.name])
    units = [_unit(row, problems) for row in rows[_UNITS.name]]
    sites = [_site(row, problems) for row in rows[_SITES.name]]
    if problems:
        raise SpreadsheetError(path, problems)
    return Register(
        tuple(unit for unit in units if unit is not None),
        tuple(site for site in sites if site is not None),
    )


def write_register(path: Path, units: Iterable[Unit], sites: Iterable[Site]) -> None:
    """Write units and sites as a spreadsheet that `read_register` takes; none: an empty form."""
    book = new_book()
    write_sheet(book, _UNITS, map(_unit_texts, units))
    write_sheet(book, _SITES, map(_site_texts, sites))
    files.write(path, saved(book))


def _unit(row: Row, problems: list[Problem]) -> Unit | None:
    found = list(_codes(row, "code", "parent"))
    kind = _KINDS_IN.get(row["kind"])
    if kind is None and row["kind"]:
        names = _(", ").join(_KINDS.values())
        found.append(row.problem("kind", _("this is none of: {names}.").format(names=names)))
    dates: dict[str, date | None] = {}
    for key in ("valid_from", "valid_to"):
        try:
            dates[key] = date.fromisoformat(row[key]) if row[key] else None
        except ValueError:
            found.append(row.problem(key, _("this is no date like 2026-05-12.")))
    problems += found
    if found or kind is None:
        return None
    return Unit(row["code"], row["name"], kind, row["parent"], **dates)


def _site(row: Row, problems: list[Problem]) -> Site | None:
    found = list(_codes(row, "code", "type", "community", "organisation"))
    beginning = f"{row['community']}-{row['type']}-"
    fits = row["code"].startswith(beginning) and type_in(row["code"]) == row["type"]
    if row["code"] and not (found or fits):
        message = _("a site's code is made of community code, type and number: {example}.")
        found.append(row.problem("code", message.format(example=f"{beginning}0001")))
    problems += found
    if found:
        return None
    return Site(
        code=row["code"],
        name=row["name"],
        site_type=row["type"],
        community=row["community"],
        organisation=row["organisation"],
        address=row["address"],
    )


def _codes(row: Row, *keys: str) -> Iterator[Problem]:
    for key in keys:
        if row[key] and not _CODE.match(row[key]):
            yield row.problem(
                key, _("a code is made of the letters A to Z, digits, points and hyphens only.")
            )


def _repeated(rows: Iterable[Row]) -> list[Problem]:
    rows = list(rows)
    counts = Counter(row["code"] for row in rows)
    return [
        row.problem("code", _("the code {code} stands here twice.").format(code=row["code"]))
        for row in rows
        if row["code"] and counts[row["code"]] > 1
    ]


def _unit_texts(unit: Unit) -> tuple[str, ...]:
    since = unit.valid_from.isoformat() if unit.valid_from else ""
    until = unit.valid_to.isoformat() if unit.valid_to else ""
    return unit.code, unit.name, _KINDS[unit.kind], unit.parent, since, until


def _site_texts(site: Site) -> tuple[str, ...]:
    return site.code, site.name, site.site_type, site.community, site.organisation, site.address
