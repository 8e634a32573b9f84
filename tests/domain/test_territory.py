from datetime import UTC, date, datetime

import pytest

from assessor.domain.inspection import Unit, UnitKind
from assessor.domain.territory import Partnership, Territory

MAY = date(2026, 5, 1)
MARCH, APRIL_30, JUNE = date(2026, 3, 10), date(2026, 4, 30), date(2026, 6, 1)
COMMUNITY, GRID = "990001001001", "990001001001007"
SITE = f"{COMMUNITY}-MARKET-0001"

COUNTY = Unit("990001", "示例县", UnitKind.COUNTY)
TOWN = Unit("990001001", "东门镇", UnitKind.TOWN, "990001")
STREET = Unit("990001001", "东门街道", UnitKind.TOWN, "990001", MAY)
OTHER = Unit("990001002", "西河街道", UnitKind.TOWN, "990001")
FIRST = Unit(COMMUNITY, "第一社区", UnitKind.COMMUNITY, "990001001")
MOVED = Unit(COMMUNITY, "第一社区", UnitKind.COMMUNITY, "990001002", MAY)
INNER = Unit(GRID, "7号网格", UnitKind.GRID, COMMUNITY)
ALL = (COUNTY, TOWN, STREET, OTHER, FIRST, MOVED, INNER)


def at(day):
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (MARCH, "东门镇"),
        (APRIL_30, "东门镇"),
        (MAY, "东门街道"),
        (JUNE, "东门街道"),
        (None, "东门街道"),
    ],
)
def test_a_unit_is_called_what_it_was_called_on_the_day(on, name):
    assert Territory(reversed(ALL)).name("990001001", on) == name


def test_before_its_first_version_a_unit_is_called_as_at_first():
    assert Territory([STREET]).name("990001001", MARCH) == "东门街道"
    assert Territory([STREET]).name("990009") == "990009"


def test_a_community_counts_for_the_town_it_lay_in_when_it_was_visited():
    territory = Territory(ALL)
    found = [territory.unit_of("town", SITE, COMMUNITY, "", at(day)) for day in (MARCH, JUNE)]
    assert found == ["990001001", "990001002"]
    assert territory.unit_of("town", SITE, GRID, "", at(JUNE)) == "990001002"
    assert territory.unit_of("county", SITE, GRID, "") == "990001"
    assert territory.unit_of("community", SITE, GRID, "") == COMMUNITY
    assert territory.unit_of("grid", SITE, GRID, "") == GRID
    assert territory.unit_of("organisation", SITE, GRID, "ORG") == "ORG"


def test_the_night_in_china_belongs_to_the_day_in_china():
    midnight = datetime(2026, 4, 30, 16, tzinfo=UTC)  # the first of May there
    assert Territory(ALL).unit_of("town", SITE, COMMUNITY, "", midnight) == "990001002"


@pytest.mark.parametrize(
    ("by", "code"),
    [
        ("town", "530325001"),
        ("county", "530325"),
        ("city", "530300"),
        ("province", "530000"),
        ("partner", ""),
    ],
)
def test_where_no_unit_is_known_the_area_code_tells(by, code):
    assert Territory(()).unit_of(by, SITE, "530325001001", "") == code


def test_units_that_ended_are_not_in_force():
    ended = Unit("990001003", "北山镇", UnitKind.TOWN, "990001", None, MAY)
    territory = Territory((ended, STREET))
    assert [unit.code for unit in territory.in_force(APRIL_30)] == ["990001003"]
    assert [unit.code for unit in territory.in_force(MAY)] == ["990001001"]
    assert territory.name("990001003", JUNE) == "北山镇"


def test_the_nearest_body_looks_after_a_site():
    bodies = (
        Partnership("990001001", "ORG-TOWN"),
        Partnership(COMMUNITY, "ORG-OLD", None, MAY),
        Partnership(COMMUNITY, "ORG-NEW", JUNE),
        Partnership(SITE, "ORG-SITE", date(2026, 7, 1)),
    )
    territory = Territory((TOWN, FIRST), bodies)
    days = (MARCH, MAY, JUNE, date(2026, 7, 2))
    found = [territory.unit_of("partner", SITE, COMMUNITY, "", at(day)) for day in days]
    assert found == ["ORG-OLD", "ORG-TOWN", "ORG-NEW", "ORG-SITE"]


def test_a_circle_of_parents_ends():
    one = Unit("A", "甲", UnitKind.ORGANISATION, "B")
    other = Unit("B", "乙", UnitKind.ORGANISATION, "A")
    assert list(Territory((one, other)).above("A")) == ["A", "B"]
