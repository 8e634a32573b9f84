from collections import Counter
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.analysis import analyse
from assessor.domain.apportioning import ItemOutcome, Standing, apportion, extent
from assessor.domain.areas import CheckResult, area_score
from assessor.domain.costs import dearest, worst
from assessor.domain.findings import Counted, Visited
from assessor.domain.profiles import Method
from assessor.domain.ranking import Entrant, rank
from tests.builders import form, hour, item
from tests.domain.results import TYPES
from tests.domain.standards import module, profile

FORMS = {
    code: form(item(1, points="10", code=code), item(2, points="6", code=code), code=code)
    for code in TYPES
}
UNITS = ("East", "West", "")
PROFILE = profile(module(40, "MARKET", "SHOP"), module(60, "TOILET"), module(20, "STREET"))


def visited(code, *outcomes, faults=None):
    return Visited(FORMS[code], outcomes, faults or {})


def lost(code, number, points):
    return ItemOutcome(f"{code}.{number:02}", Standing.LOST, Fraction(points))


def aside(code, number):
    return ItemOutcome(f"{code}.{number:02}", Standing.NOT_APPLICABLE)


def counted(check, unit, *visits, vetoes=()):
    """A site with what its visits came to, reckoned as a form is."""
    code = visits[0].form.code
    came_to = [apportion(extent(v.form), v.outcomes, Method.RATES) for v in visits]
    rates = [each.rate for each in came_to if each.rate is not None]
    return Counted(
        unit,
        CheckResult(
            check,
            f"site of {check}",
            code,
            sum(rates) / len(rates) if rates else None,
            hour(1),
            vetoes,
            min(each.coverage for each in came_to),
        ),
        visits,
    )


@st.composite
def outcomes_of(draw, code):
    kept = []
    for number, points in ((1, 10), (2, 6)):
        kind = draw(st.sampled_from([None, Standing.LOST, Standing.NOT_APPLICABLE, Standing.OPEN]))
        if kind is Standing.LOST:
            kept.append(lost(code, number, draw(st.fractions(0, points, max_denominator=12))))
        elif kind:
            kept.append(ItemOutcome(f"{code}.{number:02}", kind, Fraction(0)))
    return tuple(kept)


@st.composite
def sites(draw):
    found = []
    for number in range(draw(st.integers(0, 5))):
        code = draw(st.sampled_from(TYPES))
        visits = []
        for _visit in range(draw(st.integers(1, 2))):
            places = draw(st.integers(0, 3))
            faults = {(f"{code}.01", draw(st.sampled_from(["CH01", ""]))): places} if places else {}
            visits.append(Visited(FORMS[code], draw(outcomes_of(code)), faults))
        vetoes = draw(st.sampled_from([(), (), ("MARKET.01",)]))
        found.append(counted(str(number), draw(st.sampled_from(UNITS)), *visits, vetoes=vetoes))
    return found


modest = settings(max_examples=25, deadline=None)


@modest
@given(sites())
def test_all_that_items_cost_and_the_score_are_full_marks(found):
    analysis = analyse(PROFILE, found)
    if analysis.area.total is None:
        assert not any(each.cost for each in analysis.costs)
    else:
        cost = sum((each.cost for each in analysis.costs), Fraction(0))
        assert analysis.area.total + cost == PROFILE.points


@modest
@given(sites(), st.integers(1, 3))
def test_so_they_are_where_only_the_worst_sites_count(found, many):
    strict = replace(PROFILE, worst=many)
    analysis = analyse(strict, found)
    if analysis.area.total is not None:
        cost = sum((each.cost for each in analysis.costs), Fraction(0))
        assert analysis.area.total + cost == strict.points


@modest
@given(sites())
def test_units_come_to_what_the_ranking_says(found):
    groups = {}
    for each in found:
        groups.setdefault(each.unit, []).append(each.result)
    entrants = [Entrant(u, u, area_score(PROFILE, results)) for u, results in groups.items() if u]
    ranked = {each.code: each.area.rate for each in rank(entrants)}
    assert {each.code: each.rate for each in analyse(PROFILE, found).units} == ranked


@modest
@given(sites(), st.randoms())
def test_the_order_of_the_sites_changes_nothing(found, chance):
    mixed = list(found)
    chance.shuffle(mixed)
    one, other = analyse(PROFILE, found), analyse(PROFILE, mixed)
    for part in ("found", "units", "site_types", "modules", "cells", "costs"):
        assert getattr(one, part) == getattr(other, part)
    assert one.area.total == other.area.total


@modest
@given(sites())
def test_what_units_and_types_found_adds_up_to_the_whole(found):
    analysis = analyse(PROFILE, [each for each in found if each.unit])
    for lines in (analysis.units, analysis.site_types):
        assert sum(each.found.sites for each in lines) == analysis.found.sites
        assert sum(each.found.aside for each in lines) == analysis.found.aside
        assert sum(each.found.vetoes for each in lines) == analysis.found.vetoes
        together = sum((Counter(each.found.faults) for each in lines), Counter())
        assert together == Counter(analysis.found.faults)
    rated = sum(each.result.rate is not None for each in found if each.unit)
    assert sum(each.sites for each in analysis.cells.values()) == rated


def test_a_line_tells_what_its_sites_show():
    site = counted(
        "a",
        "East",
        visited(
            "MARKET",
            lost("MARKET", 1, 4),
            aside("MARKET", 2),
            faults={("MARKET.01", "CH05"): 3, ("MARKET.01", "CH01"): 1},
        ),
        vetoes=("MARKET.01",),
    )
    (line,) = analyse(PROFILE, [site], planned={"East": 4}).units
    assert (line.rate, line.earned, line.possible) == (Fraction(6, 10), 24, 40)
    assert line.found.faults == {"CH01": 1, "CH05": 3}
    assert (line.found.places, line.found.vetoes, line.found.sites) == (4, 1, 1)
    assert (line.found.not_applicable, line.planned) == (Fraction(1, 2), 4)


def test_a_planned_unit_without_a_check_has_a_line_without_a_rate():
    (line,) = analyse(PROFILE, [], planned={"East": 2}).units
    assert (line.rate, line.found.sites, line.found.coverage, line.planned) == (None, 0, None, 2)


def test_change_is_measured_against_the_last_round():
    now = [counted("a", "East", visited("MARKET", lost("MARKET", 1, 4)))]
    last = [counted("b", "East", visited("MARKET", lost("MARKET", 1, 8)))]
    analysis = analyse(PROFILE, now, before=last)
    for line in (analysis.units[0], analysis.site_types[0], analysis.modules[0]):
        assert line.change == Fraction(1, 4)
    assert analyse(PROFILE, now).units[0].change is None


def test_the_dearest_item_need_not_be_the_worst():
    found = [
        counted("a", "East", visited("MARKET", lost("MARKET", 1, 5), lost("MARKET", 2, 4))),
        counted("b", "East", visited("MARKET")),
    ]
    costs = analyse(PROFILE, found).costs
    assert [each.item.id for each in dearest(costs)] == ["MARKET.01", "MARKET.02"]
    assert [each.item.id for each in worst(costs)] == ["MARKET.02", "MARKET.01"]
    (first, second) = costs
    assert (first.lost, first.possible, first.visits, first.missed) == (5, 20, 2, 1)
    assert second.lost_share == Fraction(4, 12)


def test_faults_that_cost_nothing_are_kept_with_their_item():
    site = counted("a", "East", visited("MARKET", faults={("MARKET.02", "CH05"): 2}))
    (cost,) = analyse(PROFILE, [site]).costs
    assert (cost.item.id, cost.places, cost.cost) == ("MARKET.02", 2, 0)
    assert dearest([cost]) == worst([cost]) == ()


def test_a_cell_is_the_mean_of_its_sites():
    found = [
        counted("a", "East", visited("MARKET", lost("MARKET", 1, 4))),
        counted("b", "East", visited("MARKET")),
        counted("c", "West", visited("TOILET")),
    ]
    cells = analyse(PROFILE, found).cells
    assert cells["MARKET", "East"].rate == Fraction(7, 8)
    assert (cells["MARKET", "East"].sites, cells["TOILET", "West"].rate) == (2, 1)
    assert ("TOILET", "East") not in cells


def test_visits_of_which_the_mean_counts_cost_half_each():
    both = counted("a", "East", visited("MARKET", lost("MARKET", 1, 8)), visited("MARKET"))
    analysis = analyse(PROFILE, [both])
    assert both.result.rate == Fraction(3, 4)
    assert [each.cost for each in analysis.costs] == [Fraction(PROFILE.points) / 4]
