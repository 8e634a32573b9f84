from dataclasses import replace
from datetime import date

import pytest

from assessor.domain.inspection import Campaign, CampaignKind
from assessor.services.comparison import rank_units
from assessor.services.planned import planned_units
from assessor.services.planning import draw_plan, publish_plan
from assessor.services.unit_reports import unit_paper
from tests.actors import NOON, site, units
from tests.reporting.samples import bare, text_of

EAST, WEST = "990001001", "990001002"


@pytest.fixture
def chief(people, tmp_path):
    """An office with a plan of two markets, one of which was checked."""
    chief = people[2]
    register = chief.workspace.register
    register.save_units(units())
    register.save_sites([site(1), site(2)])
    standard = chief.library.standard("NSC-2021")
    day = NOON.date()
    made = Campaign("Q4", "四季度", CampaignKind.DAILY, day, day, standard.ref, "county-equal")
    plan = draw_plan(chief.workspace, standard, made, {"MARKET": 2}, "seed")
    path = tmp_path / "plan.asice"
    path.write_bytes(publish_plan(chief.workspace, plan, chief.key, NOON))
    chief.merges(path)
    chief.checks(site(1), campaign="Q4")
    return chief


def units_of(chief, by="town"):
    register = chief.workspace.register
    return planned_units(chief.workspace, register.campaign("Q4"), by)


def unchecked(chief, code):
    made = unit_paper(
        chief.workspace, chief.library, code, "en", issuer="县爱卫办", at=NOON, campaign_id="Q4"
    )
    return bare(site(2).name) in text_of(made.pdf)


def test_without_a_campaign_nothing_is_planned(chief):
    assert planned_units(chief.workspace, None, "town") == {}


def test_a_planned_site_counts_where_the_plan_puts_it_though_it_moved_since(chief):
    moved = replace(site(2), community=f"{WEST}001", organisation="ORG-X")
    chief.workspace.register.save_sites([moved])
    assert units_of(chief) == {site(1).code: EAST, site(2).code: EAST}
    assert set(units_of(chief, "organisation").values()) == {"ORG-SJ"}
    ranking = rank_units(chief.workspace, chief.library, "town", "Q4")
    assert [place.code for place in ranking.places] == [EAST]
    assert unchecked(chief, EAST)


def test_a_planned_site_counts_for_the_town_its_community_lay_in_on_the_first_day(chief):
    community = next(each for each in units() if each.code == f"{EAST}001")
    here = replace(community, parent=WEST, valid_from=date(2026, 1, 1))
    back = replace(community, parent=EAST, valid_from=date(2026, 12, 1))
    chief.workspace.register.save_units([here, back])
    assert set(units_of(chief).values()) == {WEST}
    assert unchecked(chief, WEST)
