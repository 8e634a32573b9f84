"""Spreadsheets (XLSX) for people who live in tables: the register of units and sites.

openpyxl takes a third of a second to load: import this module where it is needed.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from assessor import files
from assessor.domain.inspection import Site, Unit, UnitKind
from assessor.domain.registering import (
    flaws_of_partnership,
    flaws_of_site,
    flaws_of_unit,
    together,
)
from assessor.domain.sampling import type_in
from assessor.domain.territory import Holdings, Partnership, Territory
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
    UnitKind.PROVINCE: "省级",
    UnitKind.CITY: "市级",
    UnitKind.COUNTY: "县级",
    UnitKind.TOWN: "乡镇街道",
    UnitKind.COMMUNITY: "社区",
    UnitKind.GRID: "网格",
    UnitKind.ORGANISATION: "责任单位",
}
_KINDS_IN = {
    **{name: kind for kind, name in _KINDS.items()},
    **{str(kind): kind for kind in UnitKind},
    **dict.fromkeys(("乡镇", "街道", "镇", "乡"), UnitKind.TOWN),
    **dict.fromkeys(("村", "社区/村", "社区（村）"), UnitKind.COMMUNITY),
    **dict.fromkeys(("包联单位", "部门", "单位"), UnitKind.ORGANISATION),
}
_SINCE = Column(
    "valid_from",
    "起用日期",
    "Valid from",
    required=False,
    also=("启用日期", "启用日期 valid from"),
)
_UNTIL = Column("valid_to", "停用日期", "Valid to", required=False)

_UNITS = Sheet(
    "单位",
    "assessor-units",
    (
        Column("code", "代码", "Code", width=20),
        Column("name", "名称", "Name", width=32),
        Column("kind", "类别", "Kind", choices=tuple(_KINDS.values())),
        Column("parent", "上级代码", "Parent", required=False, width=20),
        _SINCE,
        _UNTIL,
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
_PARTNERSHIPS = Sheet(
    "包联",
    "assessor-partners",
    (
        Column("subject", "点位或单位代码", "Site or unit", width=28),
        Column("partner", "包联单位代码", "Partner body", width=20),
        _SINCE,
        _UNTIL,
    ),
    required=False,
)
#: What tells the lines of a sheet apart.
_KEYS = {
    _UNITS.name: ("code", "valid_from"),
    _SITES.name: ("code",),
    _PARTNERSHIPS.name: ("subject", "valid_from"),
}

_NOTHING = Holdings()
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")


def read_register(path: Path, known: Holdings = _NOTHING) -> Holdings:
    """What a spreadsheet says of units, sites and partnerships, as a part of a known register.

    `SpreadsheetError` lists everything to mend, each with its cell.
    """
    rows, problems = read_sheets(path, (_UNITS, _SITES, _PARTNERSHIPS))
    for sheet, keys in _KEYS.items():
        problems += _repeated(rows[sheet], keys)
    units = [(row, unit) for row in rows[_UNITS.name] if (unit := _unit(row, problems))]
    sites = [(row, site) for row in rows[_SITES.name] if (site := _site(row, problems))]
    care = [(row, each) for row in rows[_PARTNERSHIPS.name] if (each := _care(row, problems))]
    given = Holdings(
        tuple(unit for _row, unit in units),
        tuple(site for _row, site in sites),
        tuple(each for _row, each in care),
    )
    if not problems:  # else what is wrong with one line would show in others
        may_move = {site.code for site in known.sites}  # a site that moves keeps its code
        problems += _flaws(together(known, given), units, sites, care, may_move)
    if problems:
        raise SpreadsheetError(path, problems)
    return given


def write_register(path: Path, holdings: Holdings) -> None:
    """Write a register as a spreadsheet that `read_register` takes; nothing: an empty form."""
    book = new_book()
    write_sheet(book, _UNITS, map(_unit_texts, holdings.units))
    write_sheet(book, _SITES, map(_site_texts, holdings.sites))
    write_sheet(book, _PARTNERSHIPS, map(_care_texts, holdings.partnerships))
    files.write(path, saved(book))


def _flaws(
    register: Holdings,
    units: Iterable[tuple[Row, Unit]],
    sites: Iterable[tuple[Row, Site]],
    care: Iterable[tuple[Row, Partnership]],
    may_move: Collection[str],
) -> Iterator[Problem]:
    """What is wrong with the lines among everything else that the register will hold."""
    territory = Territory(register.units, register.partnerships)
    known_sites = {site.code for site in register.sites}
    for row, unit in units:
        yield from (row.problem(*flaw) for flaw in flaws_of_unit(unit, territory))
    for row, site in sites:
        yield from (row.problem(*flaw) for flaw in flaws_of_site(site, territory))
        if not site.code.startswith(f"{site.community}-") and site.code not in may_move:
            yield row.problem("code", _ill_made(site.community, site.site_type))
    for row, each in care:
        for flaw in flaws_of_partnership(each, territory, known_sites):
            yield row.problem(*flaw)


def _ill_made(community: str, site_type: str) -> str:
    message = _("a site's code is made of community code, type and number: {example}.")
    return message.format(example=f"{community}-{site_type}-0001")


def _unit(row: Row, problems: list[Problem]) -> Unit | None:
    found = list(_codes(row, "code", "parent"))
    kind = _KINDS_IN.get(row["kind"])
    if kind is None and row["kind"]:
        names = _(", ").join(_KINDS.values())
        found.append(row.problem("kind", _("this is none of: {names}.").format(names=names)))
    dates = _dates(row, found)
    problems += found
    if found or kind is None:
        return None
    return Unit(row["code"], row["name"], kind, row["parent"], *dates)


def _site(row: Row, problems: list[Problem]) -> Site | None:
    found = list(_codes(row, "code", "type", "community", "organisation"))
    if row["code"] and row["type"] and not found and type_in(row["code"]) != row["type"]:
        found.append(row.problem("code", _ill_made(row["community"], row["type"])))
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


def _care(row: Row, problems: list[Problem]) -> Partnership | None:
    found = list(_codes(row, "subject", "partner"))
    dates = _dates(row, found)
    problems += found
    return None if found else Partnership(row["subject"], row["partner"], *dates)


def _dates(row: Row, problems: list[Problem]) -> tuple[date | None, date | None]:
    return _date(row, "valid_from", problems), _date(row, "valid_to", problems)


def _date(row: Row, key: str, problems: list[Problem]) -> date | None:
    try:
        return date.fromisoformat(row[key]) if row[key] else None
    except ValueError:
        problems.append(row.problem(key, _("this is no date like 2026-05-12.")))
        return None


def _repeated(rows: Iterable[Row], keys: Sequence[str]) -> list[Problem]:
    rows = list(rows)
    counts = Counter(tuple(row[key] for key in keys) for row in rows)
    return [
        row.problem(keys[0], _("the code {code} stands here twice.").format(code=row[keys[0]]))
        for row in rows
        if row[keys[0]] and counts[tuple(row[key] for key in keys)] > 1
    ]


def _unit_texts(unit: Unit) -> tuple[str, ...]:
    return unit.code, unit.name, _KINDS[unit.kind], unit.parent, *_date_texts(unit)


def _site_texts(site: Site) -> tuple[str, ...]:
    return site.code, site.name, site.site_type, site.community, site.organisation, site.address


def _care_texts(each: Partnership) -> tuple[str, ...]:
    return each.subject, each.partner, *_date_texts(each)


def _date_texts(dated: Unit | Partnership) -> tuple[str, str]:
    return str(dated.valid_from or ""), str(dated.valid_to or "")
