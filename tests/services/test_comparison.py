from dataclasses import replace
from datetime import timedelta

import pytest

from assessor.domain.inspection import CampaignKind, DoubleVisit, Unit, UnitKind
from assessor.domain.registering import change_to
from assessor.domain.scoring import shown
from assessor.domain.territory import Holdings, Partnership
from assessor.errors import AssessorError
from assessor.services.comparison import BY, rank_units
from tests.actors import NOON, Person, authority, site, units
from tests.registers import keep_campaign

WEST = "990001002001"


@pytest.fixture
def office(tmp_path):
    office = Person("office", tmp_path / "office", authority(tmp_path / "a"), is_office=True)
    office.workspace.register.save_units(units())
    yield office
    office.close()


def campaign(office, policy):
    from assessor.domain.inspection import Campaign

    ref = office.library.standard("NSC-2021").ref
    made = Campaign(
        "Q4",
        "第四季度",
        CampaignKind.UNANNOUNCED,
        NOON.date(),
        NOON.date(),
        ref,
        "county-equal",
        policy,
    )
    keep_campaign(office.workspace, made)


def scores(office, by="town"):
    ranking = rank_units(office.workspace, office.library, by)
    return [(place.place, place.name, shown(place.score)) for place in ranking.places]


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("town", ["东门街道", "西河街道"]),
        ("community", ["东门第一社区", "西河第一社区"]),
        ("organisation", ["示例县市场监督管理局"]),
    ],
)
def test_units_of_each_kind_are_ranked_by_name(office, by, names):
    office.checks(site())
    office.checks(site(community=WEST), faults=3)
    assert [name for _place, name, _score in scores(office, by)] == names


def test_every_way_of_ranking_is_offered():
    assert BY == ("town", "community", "grid", "organisation", "partner", "county", "city")


def names(office, by):
    return {name for _place, name, _score in scores(office, by)}


def change(office, *units, partnerships=()):
    after = Holdings(units, (), tuple(partnerships))
    office.workspace.register.change(change_to(office.workspace.register.holdings(), after), NOON)


def test_a_renamed_unit_bears_the_name_of_the_day_of_the_visit(office):
    office.checks(site())
    town = next(unit for unit in units() if unit.code == "990001001")
    change(office, replace(town, name="东门新区", valid_from=NOON.date() + timedelta(days=1)))
    assert names(office, "town") == {"东门街道"}
    change(office, replace(town, name="老东门", valid_from=NOON.date()))
    assert names(office, "town") == {"老东门"}
    assert names(office, "county") == {"示例县"}


def test_a_community_that_moved_counts_for_the_town_it_lay_in(office):
    office.checks(site())
    community = next(unit for unit in units() if unit.code == "990001001001")
    change(office, replace(community, parent="990001002", valid_from=NOON.date()))
    assert names(office, "town") == {"西河街道"}
    change(office, replace(community, parent="990001001", valid_from=NOON.date()))
    assert names(office, "town") == {"东门街道"}


def test_bodies_are_ranked_by_the_sites_they_looked_after_that_day(office):
    office.checks(site())
    office.checks(site(2), faults=2)
    office.checks(site(community=WEST), faults=3)
    change(
        office,
        Unit("JG-1", "县教育局", UnitKind.ORGANISATION),
        Unit("JG-2", "县水务局", UnitKind.ORGANISATION),
        partnerships=[
            Partnership("990001001", "JG-1"),
            Partnership(site(2).code, "JG-2"),
            Partnership("990001001001", "JG-2", NOON.date() + timedelta(days=1)),
        ],
    )
    assert scores(office, "partner") == [(1, "县教育局", "100.00"), (2, "县水务局", "98.00")]


@pytest.mark.parametrize(
    ("policy", "score"), [(DoubleVisit.LATEST, "100.00"), (DoubleVisit.MEAN, "98.00")]
)
def test_a_site_visited_twice_counts_as_the_campaign_says(office, policy, score):
    campaign(office, policy)
    office.checks(site(), campaign="Q4", at=NOON + timedelta(days=1))
    office.checks(site(), faults=4, campaign="Q4")
    assert scores(office) == [(1, "东门街道", score)]


def test_a_site_visited_twice_may_wait_for_a_decision(office):
    campaign(office, DoubleVisit.FLAG)
    office.checks(site(), campaign="Q4")
    office.checks(site(), faults=4, campaign="Q4")
    ranking = rank_units(office.workspace, office.library, "town")
    assert (ranking.undecided, ranking.provisional) == (1, True)
    assert [place.place for place in ranking.places] == [None]


def test_only_the_checks_of_the_campaign_count(office):
    campaign(office, DoubleVisit.LATEST)
    office.checks(site(), faults=5)
    office.checks(site(2), faults=1, campaign="Q4")
    assert scores(office) == [(1, "东门街道", "99.00")]


@pytest.mark.parametrize("wrong", [{"campaign_id": "Q9"}, {"profile_id": "none"}])
def test_what_does_not_exist_is_a_sentence(office, wrong):
    office.checks(site())
    with pytest.raises(AssessorError, match=r"Q9|none"):
        rank_units(office.workspace, office.library, "town", **wrong)
