from dataclasses import replace
from datetime import date

import pytest

from assessor.domain.inspection import Unit, UnitKind
from assessor.domain.registering import Change
from assessor.domain.territory import Holdings, Partnership
from assessor.errors import AssessorError
from assessor.services.registering import (
    carry_out,
    change_for,
    looked_after,
    renamed,
    told,
)
from assessor.storage.trail import Act
from tests.actors import NOON, site, units

MAY = date(2026, 5, 1)
TOWN = next(unit for unit in units() if unit.code == "990001001")


@pytest.fixture
def office(people):
    """The office, whose register knows its units and two sites."""
    chief = people[2]
    chief.workspace.register.save_units(units())
    chief.workspace.register.save_sites([site(1), site(2)])
    return chief


def do(office, given):
    change = change_for(office.workspace, given)
    carry_out(office.workspace, change, NOON)
    return change


def test_a_rename_can_be_taken_back(office):
    before = office.workspace.register.holdings()
    change = do(office, renamed(TOWN, "东门新区", TOWN.parent, MAY))
    assert office.workspace.register.unit(TOWN.code).name == "东门新区"
    assert office.workspace.register.unit(TOWN.code, date(2026, 4, 30)).name == "东门街道"
    carry_out(office.workspace, change.undoing, NOON)
    assert office.workspace.register.holdings() == before
    said = [entry.said for entry in office.workspace.trail.entries() if entry.act is Act.REGISTERED]
    assert said == [{"units": [TOWN.code]}] * 2


def test_a_correction_without_a_day_holds_for_ever(office):
    do(office, renamed(TOWN, "东门街道办", TOWN.parent, None))
    assert office.workspace.register.unit(TOWN.code, date(2020, 1, 1)).name == "东门街道办"


def test_what_was_changed_meanwhile_is_not_overwritten(office):
    change = change_for(office.workspace, Holdings((), (replace(site(1), name="甲"),)))
    do(office, Holdings((), (replace(site(1), name="乙"),)))
    with pytest.raises(AssessorError, match="changed meanwhile"):
        carry_out(office.workspace, change, NOON)
    assert office.workspace.register.site(site(1).code).name == "乙"


def test_everything_wrong_is_told_and_nothing_is_kept(office):
    wrong = Holdings(
        (Unit("990001009", "无名镇", UnitKind.TOWN, "990009"),),
        (replace(site(1), community="990001"),),
        (Partnership("nowhere", "ORG-SJ"),),
    )
    with pytest.raises(AssessorError) as caught:
        change_for(office.workspace, wrong)
    assert len(str(caught.value).splitlines()) == 3


def test_a_site_that_is_in_use_is_not_taken_away(office):
    change = do(office, Holdings((), (site(3),)))
    office.begins(site(3))
    with pytest.raises(AssessorError, match="being checked"):
        carry_out(office.workspace, change.undoing, NOON)
    unused = do(office, Holdings((), (site(4),)))
    carry_out(office.workspace, unused.undoing, NOON)
    assert office.workspace.register.site(site(4).code) is None


def test_a_body_looks_after_a_unit_until_another_does_or_nobody(office):
    register = office.workspace.register
    do(office, looked_after(TOWN.code, "ORG-SJ", date(2026, 1, 1), register.territory()))
    do(office, looked_after(TOWN.code, "", MAY, register.territory()))
    found = register.territory()
    days = (date(2025, 12, 31), date(2026, 4, 30), MAY)
    assert [found.partner("", TOWN.code, day) for day in days] == ["", "ORG-SJ", ""]
    assert not looked_after("990001002", "", MAY, found)


def test_a_change_is_told_line_by_line(office):
    territory = office.workspace.register.territory()
    change = change_for(
        office.workspace,
        Holdings(
            (
                Unit("990001001003", "第三社区", UnitKind.COMMUNITY, TOWN.code),
                replace(TOWN, valid_to=MAY),
            ),
            (site(3), replace(site(1), organisation="")),
        ),
    )
    assert [line.words for line in told(change, territory)] == [
        "new: Community",
        "changed: until — → 2026-05-01",
        "new: MARKET",
        "changed: responsible organisation ORG-SJ → —",
    ]
    assert told(Change(Holdings(), Holdings()), territory) == ()
