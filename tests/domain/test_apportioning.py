from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from assessor.domain.apportioning import (
    ItemOutcome,
    Standing,
    apportion,
    deducted,
    deduction,
    extent,
    narrowed,
)
from assessor.domain.forms import Mode
from assessor.domain.inspection import Band, Fault, Faults, Severity, YesNo, faults_of
from assessor.domain.profiles import Method
from assessor.domain.scoring import score
from tests.builders import form, item
from tests.domain.marks import marked_forms

universal = settings(max_examples=50, deadline=None)
PLAN = "YN7-2020:YN1"


def kept(card):
    """What a workspace keeps of a scorecard: the items that are not simply at full marks."""
    for scored in card.notable:
        faults = faults_of(scored.seen)
        if scored.earned is None:
            yield ItemOutcome(scored.item.id, Standing.NOT_APPLICABLE)
        elif scored.lost:
            standing = Standing.OPEN if scored.seen is None else Standing.LOST
            yield ItemOutcome(scored.item.id, standing, scored.lost, faults)
        elif faults:
            yield ItemOutcome(scored.item.id, Standing.SEEN, faults=faults)


@given(marked_forms())
@universal
def test_what_is_kept_of_a_check_comes_to_its_score(marked):
    card = score(*marked)
    found = apportion(extent(card.site_type), kept(card), Method.RATES)
    assert (found.earned, found.possible, found.observed) == (
        card.earned,
        card.possible,
        card.observed,
    )
    assert (found.rate, found.coverage) == (card.rate, card.coverage)


@given(marked_forms())
@universal
def test_what_is_kept_of_a_check_comes_to_its_deductions(marked):
    card = deducted(score(*marked))
    found = apportion(extent(card.site_type), kept(score(*marked)), Method.DEDUCTIONS)
    if card.observed:
        assert (found.earned, found.possible) == (card.earned, card.possible)
    else:
        assert found.rate is None


@given(marked_forms())
@universal
def test_daily_rounds_never_take_more_than_there_is(marked):
    card = deducted(score(*marked))
    for scored in card.notable:
        assert scored.earned is None or 0 <= scored.earned <= scored.possible
    assert 0 <= card.earned <= card.possible


def test_only_items_behind_which_a_clause_stands_count():
    with_clause = replace(item(1), clauses=("NSC-2021:21.10", PLAN))
    whole = form(with_clause, item(2), item(3), parts=2)
    assert extent(whole, {PLAN}).items == {"MARKET.01": with_clause}
    assert extent(whole, {PLAN}).points == 10
    assert narrowed(whole, {PLAN}).items == (with_clause,)
    assert len(narrowed(whole, {PLAN}).sections) == 1
    lost = [ItemOutcome("MARKET.01", Standing.LOST, Fraction(4))]
    lost += [ItemOutcome("MARKET.02", Standing.LOST, Fraction(10))]
    assert apportion(extent(whole, {PLAN}), lost, Method.RATES).rate == Fraction(6, 10)


@pytest.mark.parametrize(
    ("of", "faults", "lost", "cost"),
    [
        (item(deduct="0.3"), (Fault(2), Fault(1)), "0.9", "0.9"),
        (item(mode=Mode.BAND), (Fault(1, severity=Severity.MINOR),), "2", "0.5"),
        (item(mode=Mode.BAND), (Fault(3), Fault(severity=Severity.SEVERE)), "5", "5"),
        (item(mode=Mode.RATE), (Fault(1), Fault(1, severity=Severity.MINOR)), "4", "1.5"),
        (item(mode=Mode.BAND, points="3"), (Fault(9),), "1", "3"),
        (item(mode=Mode.BAND), (Fault(widespread=True),), "1", "10"),
        (item(mode=Mode.BAND), (), "4", "4"),
        (item(mode=Mode.YES_NO), (Fault(severity=Severity.MINOR),), "10", "10"),
        (item(mode=Mode.YES_NO), (Fault(severity=Severity.MINOR),), "0", "0.5"),
        (item(mode=Mode.VETO), (), "10", "10"),
        (item(), (), "0", "0"),
    ],
)
def test_a_place_costs_what_the_item_says_or_its_severity(of, faults, lost, cost):
    assert deduction(of, Fraction(lost), faults) == Fraction(cost)


def test_what_was_not_looked_at_loses_nothing():
    whole = form(item(1), item(2, Mode.BAND), item(3, Mode.YES_NO))
    card = deducted(score(whole, {"MARKET.02": Band(8, faults=(Fault(),))}))
    assert (card.earned, card.possible, card.observed) == (29, 30, 10)
    assert score(whole, card.observations).earned == 8


def test_where_nothing_was_looked_at_nothing_counts_in_daily_rounds():
    whole = form(item(1), item(2))
    kept_open = list(kept(score(whole, {})))
    assert apportion(extent(whole), kept_open, Method.DEDUCTIONS).rate is None
    assert apportion(extent(whole), kept_open, Method.RATES).rate == 0


def test_a_veto_stays_a_veto_in_daily_rounds():
    severe = replace(item(1), veto_on_severe=True, points=Decimal(5))
    fault = Fault(severity=Severity.SEVERE)
    card = deducted(
        score(
            form(severe, item(2, Mode.VETO)),
            {
                "MARKET.01": Faults((fault,)),
                "MARKET.02": YesNo(present=False),
            },
        )
    )
    assert card.vetoes == ("MARKET.01", "MARKET.02")
