"""An invented county for demonstrations: its units, its sites, and what inspectors saw there.

Names and codes belong to no real place, so no real place gets an invented score. All of
it follows from the codes alone: every run sees the same faults.
"""

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal

from assessor.domain.forms import CheckItem, Mode, SiteType
from assessor.domain.inspection import (
    Band,
    Fault,
    Faults,
    NotApplicable,
    Observation,
    Rate,
    Severity,
    Site,
    Unit,
    UnitKind,
    YesNo,
)
from assessor.domain.scoring import suggested_grade

COUNTY = Unit("990001", "示例县", UnitKind.COUNTY)
_TOWNS = (("990001001", "东门街道"), ("990001002", "西河街道"), ("990001101", "北山镇"))
_COMMUNITIES = ("第一社区", "第二社区")
_ORGANISATIONS = {
    "ORG-CG": "示例县城市管理局",
    "ORG-SJ": "示例县市场监督管理局",
    "ORG-JD": "示例县街道办事处联席办",
}
_ORGANISATION_OF = {
    "MARKET": "ORG-SJ",
    "F_CATER": "ORG-SJ",
    "ALLEY": "ORG-JD",
    "ESTATE_OLD": "ORG-JD",
}
_USUAL_ORGANISATION = "ORG-CG"
_NAMES = {
    "MARKET": ("农贸市场", "菜市场"),
    "TOILET": ("公厕", "广场公厕"),
    "ROAD_MAIN": ("大街", "路"),
    "ALLEY": ("巷", "里弄"),
    "F_CATER": ("小吃店", "米线馆"),
    "ESTATE_OLD": ("小区", "家属院"),
}
#: How often of a hundred an item is at fault, by town: so that towns differ.
_FAULTY = {"990001001": 14, "990001002": 24, "990001101": 34}

_SHORT = re.compile("[、，：（(/]")
_PHRASES = {
    "CH01": "私搭雨棚",
    "CH02": "墙根堆放杂物",
    "CH03": "电动车占用通道",
    "CH04": "墙面小广告未清除",
    "CH05": "地面有烟头纸屑",
    "CH06": "飞线未整理",
    "CH07": "污水外溢",
    "CH08": "店外摆摊占道",
}


def units() -> tuple[Unit, ...]:
    """The county, its towns, their communities, and the organisations beside them."""
    towns = [Unit(code, name, UnitKind.TOWN, COUNTY.code) for code, name in _TOWNS]
    communities = [
        Unit(f"{code}{number:03}", name + community, UnitKind.COMMUNITY, code)
        for code, name in _TOWNS
        for number, community in enumerate(_COMMUNITIES, start=1)
    ]
    organisations = [
        Unit(code, name, UnitKind.ORGANISATION) for code, name in _ORGANISATIONS.items()
    ]
    return (COUNTY, *towns, *communities, *organisations)


def sites(site_types: tuple[SiteType, ...]) -> tuple[Site, ...]:
    """One site of each type in every community."""
    return tuple(_sites(site_types))


def _sites(site_types: tuple[SiteType, ...]) -> Iterator[Site]:
    for site_type in site_types:
        usual = _SHORT.split(site_type.name.zh)[0]
        kinds = _NAMES.get(site_type.code, (usual, usual))
        for town, town_name in _TOWNS:
            for number, community in enumerate(_COMMUNITIES, start=1):
                code = f"{town}{number:03}"
                yield Site(
                    code=f"{code}-{site_type.code}-{number:04}",
                    name=f"{town_name[:2]}{kinds[number - 1]}",
                    site_type=site_type.code,
                    community=code,
                    organisation=_ORGANISATION_OF.get(site_type.code, _USUAL_ORGANISATION),
                    address=f"{town_name}{community}{number}号",
                )


def seen_at(site: Site, item: CheckItem) -> Observation:
    """What an inspector marks for an item there, without photos."""
    lot = _lot(site.code, item.id)
    faults = _faults(item, lot, 1 + lot // 7 % 3) if lot % 100 < _FAULTY[site.community[:9]] else ()
    if item.may_not_apply and lot % 97 == 3:
        return NotApplicable("not_exist", "现场无此设施")
    match item.mode:
        case Mode.FAULTS:
            return Faults(faults)
        case Mode.BAND:
            return Band(suggested_grade(item, sum(fault.count for fault in faults)), faults=faults)
        case Mode.RATE:
            return Rate(9 if faults else 10, 10, faults)
        case Mode.YES_NO | Mode.VETO:
            return YesNo(not faults, faults)


def _faults(item: CheckItem, lot: int, count: int) -> tuple[Fault, ...]:
    category = item.categories[lot % len(item.categories)] if item.categories else ""
    words = _PHRASES.get(category) or f"{_SHORT.split(item.text.zh)[0]}：不到位"
    fault = Fault(
        count=count,
        words=words,
        category=category,
        severity=(Severity.MINOR, Severity.MODERATE)[lot % 2],
        extent=Decimal(2) if category == "CH07" else None,
        spot=("入口处", "中段", "北侧墙边")[lot % 3],
    )
    return (fault,)


def is_photographed(site: Site, item: CheckItem) -> bool:
    """Whether the inspector took a picture of the fault: of every other one."""
    return _lot(site.code, item.id, "photo") % 2 == 0


def _lot(*parts: str) -> int:
    return int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest()[:4])
