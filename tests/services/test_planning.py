from dataclasses import replace
from datetime import date

import pytest

from assessor.domain.inspection import Campaign, CampaignKind, DoubleVisit, Unit, UnitKind
from assessor.domain.registering import Change
from assessor.domain.territory import Holdings, Partnership
from assessor.errors import AssessorError
from assessor.services.planning import (
    draw_plan,
    proposed_standard,
    publish_plan,
    read_plan,
    verify_plan,
)
from assessor.standards import Library
from assessor.storage import Outcome
from tests.actors import NOON, site, units


@pytest.fixture
def plans(people, tmp_path):
    """Two plans of one campaign that differ in how a second visit counts."""
    _zhang, _clerk, chief = people
    chief.workspace.register.save_units(units())
    chief.workspace.register.save_sites([site(n) for n in range(1, 6)])
    standard = chief.library.standard("NSC-2021")
    paths = []
    for policy in (DoubleVisit.LATEST, DoubleVisit.MEAN):
        campaign = Campaign(
            "Q4",
            "四季度",
            CampaignKind.DAILY,
            NOON.date(),
            NOON.date(),
            standard.ref,
            "county-equal",
            policy,
        )
        plan = draw_plan(chief.workspace, standard, campaign, {"MARKET": 3}, str(policy))
        paths.append(tmp_path / f"{policy}.asice")
        paths[-1].write_bytes(publish_plan(chief.workspace, plan, chief.key, NOON))
        chief.merges(paths[-1])
    return paths


def test_a_plan_can_be_read_and_drawn_again(people, plans):
    trust = people[0].trust
    assert read_plan(plans[0], trust).plan.campaign.id == "Q4"
    assert verify_plan(plans[0], trust)


def test_of_two_plans_of_a_campaign_the_same_one_decides_in_any_order(people, plans):
    zhang, clerk, chief = people
    zhang.merges(*plans)
    clerk.merges(*reversed(plans))
    said = [each.workspace.register.campaign("Q4").double_visit for each in people]
    assert len(set(said)) == 1
    assert zhang.fingerprint == clerk.fingerprint == chief.fingerprint


def test_an_inspector_publishes_no_plan(people, plans):
    zhang = people[0]
    plan = read_plan(plans[0], zhang.trust).plan
    with pytest.raises(AssessorError, match="office"):
        publish_plan(zhang.workspace, plan, zhang.key, NOON)


def test_the_standard_of_a_plan_is_proposed_for_level_and_day(people, tmp_path):
    _zhang, _clerk, chief = people
    chief.workspace.register.save_units(units())
    proposed = proposed_standard(chief.workspace, chief.library, NOON.date(), "")
    assert proposed.ref == chief.library.standard("NSC-2021").ref
    with pytest.raises(AssessorError, match=r"No standard is proposed.* 1990-01-01\."):
        proposed_standard(chief.workspace, Library(tmp_path), date(1990, 1, 1), "town")


def drawn(chief, starts, quotas):
    standard = chief.library.standard("NSC-2021")
    campaign = Campaign(
        "Q4", "四季度", CampaignKind.DAILY, starts, starts, standard.ref, "county-equal"
    )
    return draw_plan(chief.workspace, standard, campaign, quotas, "seed")


def test_a_plan_carries_the_units_of_its_first_day_and_nobody_who_looks_after_them(people):
    chief = people[2]
    later = Unit("990001001", "东门新区", UnitKind.TOWN, "990001", date(2026, 5, 1))
    chief.workspace.register.save_units((*units(), later))
    chief.workspace.register.save_sites([site(1)])
    care = Holdings((), (), (Partnership("990001001", "ORG-SJ"),))
    chief.workspace.register.change(Change(Holdings(), care), NOON)
    for day, name in ((date(2026, 4, 30), "东门街道"), (date(2026, 5, 1), "东门新区")):
        plan = drawn(chief, day, {"MARKET": 1})
        assert {unit.name for unit in plan.units} == {
            "示例县",
            name,
            "东门第一社区",
            "示例县市场监督管理局",
        }


def test_who_takes_in_a_plan_of_sites_that_nobody_could_check_is_told(people, plans, tmp_path):
    zhang, clerk, chief = people
    plan = read_plan(plans[0], zhang.trust).plan
    strange = replace(plan, sites=(*plan.sites, site(9, "PALACE")))
    path = tmp_path / "strange.asice"
    path.write_bytes(publish_plan(chief.workspace, strange, chief.key, NOON))
    assert [each.reason for each in zhang.merges(plans[0])] == [""]
    for preview in (True, False):
        (told,) = clerk.merges(path, preview=preview)
        assert told.outcome is Outcome.NEW
        assert told.reason.startswith("NSC-2021/2 has no form for PALACE. It has: ")


def test_sites_that_nobody_could_check_are_not_drawn(people):
    chief = people[2]
    chief.workspace.register.save_sites([site(1, "PALACE")])
    with pytest.raises(AssessorError, match="NSC-2021/2 has no form for PALACE"):
        drawn(chief, NOON.date(), {"PALACE": 1})
