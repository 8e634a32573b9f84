from dataclasses import replace
from datetime import date
from fractions import Fraction

from assessor.domain.apportioning import ItemOutcome, Standing
from assessor.domain.areas import CheckResult
from assessor.domain.findings import Counted, Visited
from assessor.domain.inspection import CampaignKind
from assessor.domain.trend import clause_rates, rounds_up_to
from tests.builders import campaign, form, hour, item

FORM = form(
    replace(item(1), clauses=("OLD:9", "NEW:10")),
    replace(item(2), clauses=("OLD:9",)),
    replace(item(3), clauses=("OTHER:1",)),
)
LEADS_TO = {"NEW:10": ("10",), "OLD:9": ("10",)}


def visited(*outcomes):
    result = CheckResult("a", "a", "MARKET", Fraction(1), hour(0))
    return Counted("East", result, (Visited(FORM, outcomes),))


def test_an_item_counts_once_for_a_clause_that_it_names_in_two_editions():
    lost = ItemOutcome("MARKET.01", Standing.LOST, Fraction(5))
    assert clause_rates([visited(lost)], LEADS_TO) == {"10": Fraction(3, 4)}


def test_what_does_not_apply_leaves_its_clause_and_what_was_not_seen_earned_nothing():
    aside = ItemOutcome("MARKET.01", Standing.NOT_APPLICABLE)
    unseen = ItemOutcome("MARKET.02", Standing.OPEN, Fraction(10))
    assert clause_rates([visited(aside)], LEADS_TO) == {"10": 1}
    assert clause_rates([visited(aside, unseen)], LEADS_TO) == {"10": 0}


def test_clauses_that_lead_nowhere_are_left_out():
    assert clause_rates([visited()], {}) == {}


def test_rounds_are_those_of_the_same_kind_up_to_this_one():
    first, second, third = campaign(1), campaign(2), campaign(3)
    daily = campaign(4, kind=CampaignKind.DAILY, starts=date(2026, 1, 5))
    assert rounds_up_to((third, daily, second, first), second) == (first, second)
