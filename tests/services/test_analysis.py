from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from assessor.domain.inspection import Campaign, CampaignKind, DoubleVisit
from assessor.services.analysis import analyse_campaign
from tests.actors import NOON, Person, authority, site, units
from tests.registers import keep_campaign

WEST = "990001002001"


@pytest.fixture
def office(tmp_path):
    office = Person("office", tmp_path / "office", authority(tmp_path / "a"), is_office=True)
    office.workspace.register.save_units(units())
    yield office
    office.close()


def campaign(office, name, days=0, kind=CampaignKind.UNANNOUNCED, **more):
    ref = more.pop("standard", office.library.standard("NSC-2021").ref)
    day = (NOON + timedelta(days=days)).date()
    made = Campaign(name, name, kind, day, day, ref, "county-equal", **more)
    keep_campaign(office.workspace, made)


def test_what_the_analysis_says_of_scores_is_what_the_ranking_says(office):
    campaign(office, "Q4")
    office.checks(site(), faults=2, campaign="Q4")
    office.checks(site(community=WEST), faults=5, campaign="Q4")
    found = analyse_campaign(office.workspace, office.library, "town", "Q4")
    ranked = {place.code: place.area.rate for place in found.ranking.places}
    assert {line.code: line.rate for line in found.analysis.units} == ranked
    assert {found.names[line.code] for line in found.analysis.units} == {"东门街道", "西河街道"}
    assert found.analysis.found.faults == {"CH08": 7}
    (cost,) = found.analysis.costs
    assert (cost.item.id, cost.places, cost.lost) == ("MARKET.06", 7, 7)
    assert found.analysis.area.total + cost.cost == found.ranking.profile.points


def test_no_document_is_decoded(office, monkeypatch):
    office.checks(site(), faults=2)
    monkeypatch.setattr(
        type(office.workspace.documents), "sealed", lambda *_: pytest.fail("it was decoded")
    )
    assert analyse_campaign(office.workspace, office.library, "community").analysis.units


def test_the_round_before_is_the_last_one_of_the_same_kind(office):
    campaign(office, "Q2", -60)
    campaign(office, "Q3", -30)
    campaign(office, "daily", -10, CampaignKind.DAILY)
    campaign(office, "Q4")
    for name, faults in (("Q2", 9), ("Q3", 6), ("daily", 1), ("Q4", 2)):
        office.checks(site(), faults=faults, campaign=name)
    found = analyse_campaign(office.workspace, office.library, "town", "Q4")
    assert [each.campaign.id for each in found.rounds] == ["Q2", "Q3", "Q4"]
    assert found.last.campaign.id == "Q3"
    (line,) = found.analysis.units
    assert line.change == found.rounds[2].units[line.code] - found.rounds[1].units[line.code]
    assert line.change == Fraction(4, 100)


def test_clauses_are_followed_across_editions(office):
    campaign(office, "old", -60, standard=office.library.standard("NSC-2014").ref)
    campaign(office, "Q4")
    office.checks(site(), faults=9, campaign="old")
    office.checks(site(), faults=2, campaign="Q4")
    found = analyse_campaign(office.workspace, office.library, "town", "Q4")
    old, now = (each.clauses for each in found.rounds)
    assert old.keys() == now.keys()
    worse = {clause for clause in old if old[clause] < now[clause]}
    assert worse
    assert all(found.ranking.standard.clause(f"NSC-2021:{clause}") for clause in now)


def test_visits_of_which_the_mean_counts_are_all_looked_at(office):
    campaign(office, "Q4", double_visit=DoubleVisit.MEAN)
    office.checks(site(), faults=4, campaign="Q4")
    office.checks(site(), faults=2, campaign="Q4", at=NOON + timedelta(days=1))
    found = analyse_campaign(office.workspace, office.library, "town", "Q4")
    (cost,) = found.analysis.costs
    assert (found.analysis.found.sites, cost.places, cost.visits) == (1, 6, 2)
    assert found.analysis.area.total + cost.cost == found.ranking.profile.points


def test_grids_are_ranked_and_communities_take_them_in(office):
    grid = "990001001001007"
    where = replace(site(), code=f"{grid}-MARKET-0001", community=grid)
    office.checks(where, faults=1)
    office.checks(site(), faults=3)
    by = {
        level: [
            each.code
            for each in analyse_campaign(office.workspace, office.library, level).analysis.units
        ]
        for level in ("town", "community", "grid")
    }
    assert by == {
        "town": ["990001001"],
        "community": ["990001001001"],
        "grid": ["990001001001", grid],
    }
