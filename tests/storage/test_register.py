from dataclasses import replace
from datetime import date

import pytest

from assessor.domain.inspection import CampaignKind, DoubleVisit, UnitKind
from tests.builders import (
    COMMUNITY,
    OFFICE,
    assessed,
    campaign,
    hour,
    plan,
    received,
    sealed,
    site,
    unit,
)
from tests.registers import keep_campaign

COUNTY = unit("530325", UnitKind.COUNTY, valid_from=date(2020, 1, 1), valid_to=date(2030, 1, 1))
TOWN = unit("530325001", UnitKind.TOWN, parent="530325")


def test_units_are_read_as_they_were_saved_by_code(workspace):
    workspace.register.save_units([unit(), TOWN, COUNTY])
    assert workspace.register.units() == (COUNTY, TOWN, unit())
    assert workspace.register.units(UnitKind.TOWN) == (TOWN,)
    assert workspace.register.unit("530325") == COUNTY
    assert workspace.register.unit("53032") is None


def test_saving_a_unit_again_replaces_it(workspace):
    workspace.register.save_units([COUNTY, TOWN])
    corrected = replace(COUNTY, name="new name")
    workspace.register.save_units([corrected])
    assert workspace.register.units() == (corrected, TOWN)
    assert workspace.register.territory().versions(COUNTY.code) == (corrected,)


def test_sites_come_by_code(workspace):
    market, other = site(1, organisation="GT-SCJG", address="东门"), site(2)
    toilet = site(1, code="TOILET", community="530325002001")
    odd = site(1, code="TOILET", community="53%")
    workspace.register.save_sites([toilet, other, market, odd])
    assert workspace.register.sites() == (odd, market, other, toilet)
    assert workspace.register.site(market.code) == market
    assert workspace.register.site("nowhere") is None


def test_saving_nothing_is_possible(workspace):
    workspace.register.save_units([])
    workspace.register.save_sites([])
    assert workspace.register.sites() == ()


def test_campaigns_are_read_as_they_were_saved_the_newest_first(workspace):
    old, new = campaign(1), campaign(2, double_visit=DoubleVisit.MEAN, kind=CampaignKind.REVIEW)
    keep_campaign(workspace, old)
    keep_campaign(workspace, new)
    keep_campaign(workspace, old)
    assert workspace.register.campaigns() == (new, old)
    assert workspace.register.campaign(new.id) == new
    assert workspace.register.campaign("2099-01") is None


def test_a_plan_fills_the_register(workspace):
    planned = plan()
    workspace.documents.accept(received(assessed(planned), signer=OFFICE), hour(1))
    assert workspace.register.campaigns() == (planned.plan.campaign,)
    assert workspace.register.units() == planned.plan.units
    assert workspace.register.planned_sites(planned.plan.campaign.id) == planned.plan.sites
    assert workspace.register.planned_sites("2099-01") == ()


def test_a_plan_overwrites_no_unit_and_no_site_but_says_what_its_campaign_is(workspace):
    corrected = replace(site(1), name="corrected")
    named = replace(unit(COMMUNITY), name="corrected")
    moved = replace(campaign(), ends=date(2026, 3, 1))
    workspace.register.save_sites([corrected])
    workspace.register.save_units([named])
    keep_campaign(workspace, moved)
    workspace.documents.accept(received(assessed(plan()), signer=OFFICE), hour(1))
    assert workspace.register.planned_sites("2026-01") == (corrected, site(2))
    assert workspace.register.units() == (named,)
    assert workspace.register.campaigns() == (plan().plan.campaign,)


def test_all_plans_of_a_campaign_together_name_its_sites(workspace):
    more = plan(sites=(site(2), site(3)), counter=2)
    for each in (plan(), more):
        workspace.documents.accept(received(assessed(each), signer=OFFICE), hour(1))
    assert workspace.register.planned_sites("2026-01") == (site(1), site(2), site(3))


@pytest.mark.parametrize("revoked_first", [True, False])
def test_a_plan_signed_after_its_key_was_lost_names_no_site(workspace, revoked_first):
    if revoked_first:
        workspace.documents.set_cutoffs({OFFICE: 1}, hour(1))
    for each in (plan(), plan(sites=(site(2), site(3)), counter=2)):
        workspace.documents.accept(received(assessed(each), signer=OFFICE), hour(1))
    workspace.documents.set_cutoffs({OFFICE: 1}, hour(2))
    assert workspace.register.planned_sites("2026-01") == (site(1), site(2))


def test_a_campaign_of_a_lost_key_does_not_enter_the_register(workspace):
    workspace.documents.set_cutoffs({OFFICE: 0}, hour(1))
    workspace.documents.accept(received(assessed(plan()), signer=OFFICE), hour(1))
    assert workspace.register.campaigns() == ()


@pytest.mark.parametrize("lost_is_lower", [True, False])
def test_a_plan_of_a_lost_key_keeps_no_good_plan_from_deciding(workspace, lost_is_lower):
    lost = plan(campaign(title="lost"), counter=2)
    good = next(
        each
        for each in (plan(campaign(title=f"good {number}")) for number in range(99))
        if (sealed(lost).digest < sealed(each).digest) is lost_is_lower
    )
    workspace.documents.set_cutoffs({OFFICE: 1}, hour(1))
    for each in (lost, good):
        workspace.documents.accept(received(assessed(each), signer=OFFICE), hour(1))
    assert workspace.register.campaigns() == (good.plan.campaign,)
