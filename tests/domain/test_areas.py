from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.areas import Share, area_score, counted
from assessor.domain.inspection import DoubleVisit
from assessor.domain.profiles import Method, Weight
from tests.domain.results import profiles, result, results
from tests.domain.standards import module, profile

universal = settings(max_examples=50, deadline=None)
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def numbers(area):
    """Everything an area score says in numbers, whatever the order of its checks."""
    rates = [(kind.site_type, kind.rate) for each in area.modules for kind in each.types]
    parts = [(each.id, each.points, each.earned) for each in area.modules]
    return parts, rates, area.total, area.passed, area.standardised, sorted(area.vetoes)


def test_a_type_is_the_mean_of_its_sites_and_a_module_the_mean_of_its_types():
    markets = [result("m", site_type="SHOP", rate=HALF)]
    shops = [result(str(number), rate=rate) for number, rate in enumerate([1, 1, THIRD])]
    area = area_score(profile(module(60, "MARKET", "SHOP")), markets + shops)
    (only,) = area.modules
    assert [(kind.site_type, kind.rate) for kind in only.types] == [
        ("MARKET", Fraction(7, 9)),
        ("SHOP", HALF),
    ]
    assert area.total == only.earned == 60 * (Fraction(7, 9) + HALF) / 2


def test_modules_weigh_by_their_points():
    shops, toilets = result("s", rate=1), result("t", site_type="TOILET", rate=0)
    area = area_score(profile(module(30, "MARKET"), module(70, "TOILET")), [shops, toilets])
    assert (area.earned, area.possible, area.total) == (30, 100, 30)
    assert not area.standardised


def test_modules_without_a_checked_site_are_left_out_and_said_so():
    area = area_score(profile(module(30, "MARKET"), module(70, "TOILET")), [result(rate=HALF)])
    assert (area.earned, area.possible) == (15, 30)
    assert (area.rate, area.total) == (HALF, 50)
    assert area.standardised
    assert area.modules[1].earned is None


def test_a_type_without_a_checked_site_does_not_pull_its_module_down():
    area = area_score(profile(module(100, "MARKET", "SHOP")), [result(rate=HALF)])
    assert area.total == 50
    assert not area.standardised


def test_a_check_where_nothing_applied_does_not_count():
    area = area_score(
        profile(module(100, "MARKET")), [result("a", rate=HALF), result("b", rate=None)]
    )
    assert area.total == 50
    assert [each.check for each in area.results] == ["a"]


def test_types_outside_the_profile_do_not_count():
    area = area_score(profile(module(100, "MARKET")), [result("a", site_type="TOILET", rate=0)])
    assert (area.total, area.rate, area.passed) == (None, None, None)
    assert area.standardised


def test_every_veto_is_named_with_its_check():
    checks = [result("a", vetoes=("MARKET.01", "MARKET.02")), result("b", vetoes=("MARKET.01",))]
    area = area_score(profile(module(100, "MARKET")), checks)
    assert area.vetoes == (("a", "MARKET.01"), ("a", "MARKET.02"), ("b", "MARKET.01"))
    assert area.total == 100


def test_a_check_whose_type_is_part_of_two_modules_is_listed_once():
    by = profile(module(50, "MARKET"), module(50, "MARKET", "SHOP"))
    area = area_score(by, [result("a", rate=HALF, vetoes=("MARKET.01",))])
    assert area.total == 50
    assert len(area.results) == 1
    assert area.vetoes == (("a", "MARKET.01"),)


@pytest.mark.parametrize(
    ("line", "check", "verdict"),
    [
        (None, result(rate=1), None),
        ("0.85", result(rate=Fraction("0.85")), True),
        ("0.85", result(rate=Fraction("0.8499999999")), False),
        ("0.85", result(rate=1, vetoes=("MARKET.01",)), False),
        ("0.85", result(rate=1, coverage=Fraction(99, 100)), False),
        ("0.85", result(rate=None), None),
    ],
)
def test_an_area_passes_at_its_line_without_veto_and_fully_observed(line, check, verdict):
    area = area_score(profile(module(100, "MARKET"), pass_line=line), [check])
    assert area.passed is verdict


def test_one_check_that_was_left_open_keeps_an_area_from_passing():
    checks = [result("a"), result("b", coverage=HALF), result("c")]
    assert area_score(profile(module(100, "MARKET"), pass_line="0.5"), checks).passed is False


@given(profiles, results, st.randoms(use_true_random=False))
@universal
def test_the_order_of_checks_changes_no_number(by, checks, chance):
    shuffled = chance.sample(checks, len(checks))
    assert numbers(area_score(by, checks)) == numbers(area_score(by, shuffled))


@given(profiles, results)
@universal
def test_an_area_never_scores_beyond_its_best_and_worst_check(by, checks):
    area = area_score(by, checks)
    rates = [each.rate for each in checks if each.rate is not None]
    if not rates:
        assert area.total is None
        return
    assert min(rates) <= area.rate <= max(rates)
    assert area.total == area.rate * Fraction(by.points)
    assert set(area.results) == {each for each in checks if each.rate is not None}


def visits(*rates, **more):
    return [result(str(n), "one", rate=rate, hours=n, **more) for n, rate in enumerate(rates)]


@pytest.mark.parametrize("policy", DoubleVisit)
def test_a_site_checked_once_counts_as_it_is(policy):
    assert counted(visits(HALF), policy) == tuple(visits(HALF))


def test_the_latest_visit_counts():
    early, late = visits(1, THIRD)
    assert counted([late, early], DoubleVisit.LATEST) == (late,)


def test_of_visits_that_ended_together_the_greater_id_counts():
    visit, twin = (result(name, "one") for name in "ab")
    assert counted([twin, visit], DoubleVisit.LATEST) == (twin,)


def test_the_mean_of_visits_keeps_the_vetoes_of_all_and_the_least_coverage():
    first = result("a", "one", rate=1, vetoes=("MARKET.02",), coverage=HALF)
    second = result("b", "one", rate=HALF, hours=1, vetoes=("MARKET.01", "MARKET.02"))
    third = result("c", "one", rate=None, hours=2)
    (mean,) = counted([second, third, first], DoubleVisit.MEAN)
    assert (mean.check, mean.finished) == ("c", third.finished)
    assert mean.rate == Fraction(3, 4)
    assert mean.vetoes == ("MARKET.01", "MARKET.02")
    assert mean.coverage == HALF


def test_a_mean_of_visits_where_nothing_applied_is_none():
    (mean,) = counted(visits(None, None), DoubleVisit.MEAN)
    assert mean.rate is None


def test_a_site_that_wants_a_decision_does_not_count():
    once = result("z", "two")
    assert counted([*visits(1, HALF), once], DoubleVisit.FLAG) == (once,)


@given(results, st.sampled_from(DoubleVisit), st.randoms(use_true_random=False))
@universal
def test_each_site_counts_once_at_most_and_in_any_order(checks, policy, chance):
    chosen = counted(checks, policy)
    sites = [each.site for each in chosen]
    assert len(sites) == len(set(sites))
    if policy is not DoubleVisit.FLAG:
        assert set(sites) == {each.site for each in checks}
    assert set(counted(chance.sample(checks, len(checks)), policy)) == set(chosen)
    assert set(counted(chosen, policy)) == set(chosen)


def test_a_share_of_a_decimal_profile_is_exact():
    by = profile(module(Decimal("33.3"), "MARKET"), module(Decimal("66.7"), "TOILET"))
    checks = [result("a", rate=THIRD), result("b", site_type="TOILET", rate=THIRD)]
    assert area_score(by, checks).total == Fraction(100, 3)


def test_site_types_weigh_as_their_module_says():
    part = replace(module(100, "MARKET", "SHOP"), weights=(Weight("MARKET", Decimal("2.5")),))
    checks = [result("a", rate=HALF), result("b", site_type="SHOP", rate=1)]
    area = area_score(profile(part), checks)
    assert area.total == 100 * (Fraction(5, 2) * HALF + 1) / Fraction(7, 2)
    assert [kind.weight for kind in area.modules[0].types] == [Fraction(5, 2), 1]
    assert area_score(profile(part), checks[1:]).total == 100


def test_the_worst_sites_alone_may_make_the_mean_while_every_veto_stays():
    by = replace(profile(module(100, "MARKET")), worst=2)
    checks = [
        result("a", rate=1, vetoes=("MARKET.01",)),
        result("b", rate=THIRD),
        result("c", rate=HALF),
    ]
    area = area_score(by, checks)
    (kind,) = area.modules[0].types
    assert area.total == 100 * (THIRD + HALF) / 2
    assert [each.check for each in kind.averaged] == ["b", "c"]
    assert (len(area.results), area.vetoes) == (3, (("a", "MARKET.01"),))


def test_a_module_of_clauses_counts_the_share_that_it_has_in_a_check():
    first = replace(module(40, "MARKET"), id="yn1", clauses=("YN7-2020:YN1",))
    second = replace(module(60, "MARKET"), id="yn2", clauses=("YN7-2020:YN2",))
    shares = (Share("yn1", HALF, HALF), Share("yn2", Fraction(1), Fraction(1), ("MARKET.02",)))
    check = result("a", rate=0, vetoes=("MARKET.01", "MARKET.02"), shares=shares)
    area = area_score(profile(first, second), [check, result("b", rate=0)])
    assert [each.earned for each in area.modules] == [20, 60]
    assert area.vetoes == (("a", "MARKET.02"),)
    (counts,) = area.results
    assert counts.coverage == HALF


def test_the_mean_of_visits_is_taken_share_by_share():
    early = result("a", "one", rate=1, shares=(Share("m", Fraction(1), HALF, ("MARKET.02",)),))
    late = result("b", "one", rate=0, hours=1, shares=(Share("m", THIRD, Fraction(1)),))
    (mean,) = counted([early, late], DoubleVisit.MEAN)
    assert mean.shares == (Share("m", Fraction(2, 3), HALF, ("MARKET.02",)),)


@pytest.mark.parametrize(
    ("check", "verdict"),
    [
        (result(rate=1), None),
        (result(rate=HALF), False),
        (result(rate=1, vetoes=("MARKET.01",)), False),
    ],
)
def test_no_area_passes_while_a_module_is_unchecked(check, verdict):
    by = profile(module(30, "MARKET"), module(70, "TOILET"), pass_line="0.85")
    assert area_score(by, [check]).passed is verdict


def test_daily_rounds_ask_for_no_complete_observation():
    by = replace(profile(module(100, "MARKET"), pass_line="0.85"), method=Method.DEDUCTIONS)
    assert area_score(by, [result(rate=1, coverage=HALF)]).passed is True


@given(profiles, results, st.integers(1, 4))
@universal
def test_the_worst_sites_never_score_above_all_of_them(by, checks, worst):
    everything, few = area_score(by, checks), area_score(replace(by, worst=worst), checks)
    assert few.total is None or few.total <= everything.total
