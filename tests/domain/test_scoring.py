import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessor.domain.forms import BandLine, Mode
from assessor.domain.inspection import (
    Band,
    Fault,
    Faults,
    NotApplicable,
    Rate,
    Severity,
    StatedScore,
    YesNo,
    faults_of,
)
from assessor.domain.scoring import (
    band_is_overridden,
    fault_points,
    points,
    score,
    shown,
    suggested_grade,
    suits,
    total,
)
from tests.builders import form, item
from tests.domain.marks import anything, items, marked_forms, suitable

ABSENT = NotApplicable("not_exist")
universal = settings(max_examples=50, deadline=None)


def places(count):
    return Faults((Fault(count=count),))


def earned(of_item, seen):
    return score(form(of_item), {of_item.id: seen}).earned


@pytest.mark.parametrize(
    ("mode", "seen", "expected"),
    [
        (Mode.FAULTS, Faults(), 10),
        (Mode.FAULTS, Faults((Fault(), Fault(count=2))), 7),
        (Mode.BAND, Band(10), 10),
        (Mode.BAND, Band(7), 7),
        (Mode.BAND, Band(0), 0),
        (Mode.YES_NO, YesNo(present=True), 10),
        (Mode.YES_NO, YesNo(present=False), 0),
        (Mode.VETO, YesNo(present=True), 10),
        (Mode.VETO, YesNo(present=False), 0),
        (Mode.RATE, Rate(4, 5), 8),
        (Mode.RATE, Rate(0, 5), 0),
    ],
)
def test_each_mode_earns_by_its_rule(mode, seen, expected):
    assert earned(item(mode=mode), seen) == expected


FULL = {
    Mode.FAULTS: Faults(),
    Mode.BAND: Band(10),
    Mode.YES_NO: YesNo(present=True),
    Mode.VETO: YesNo(present=True),
    Mode.RATE: Rate(1, 1),
}


@pytest.mark.parametrize("mode", Mode)
def test_full_marks_are_not_notable_and_those_of_another_mode_earn_nothing(mode):
    of_item = item(mode=mode)
    card = score(form(of_item), {of_item.id: FULL[mode]})
    assert (card.earned, card.notable) == (10, ())
    for seen in [*FULL.values(), Band(11), Rate(0, 0)]:
        if seen != FULL[mode]:
            assert earned(of_item, seen) == 0


def test_deductions_stop_at_nothing():
    assert earned(item(points="3", deduct="0.5"), places(6)) == 0
    assert earned(item(points="3", deduct="0.5"), places(7)) == 0


def test_a_widespread_fault_takes_all_points():
    assert earned(item(), Faults((Fault(widespread=True),))) == 0


def test_rates_are_exact():
    assert earned(item(mode=Mode.RATE, points="14"), Rate(5, 7)) == 10
    assert earned(item(mode=Mode.RATE, points="10"), Rate(1, 3)) == Fraction(10, 3)
    thirds = form(*(item(mode=Mode.RATE, number=number) for number in (1, 2, 3)))
    assert score(thirds, {each.id: Rate(1, 3) for each in thirds.items}).earned == 10


def test_a_grade_of_odd_points_is_exact():
    assert earned(item(mode=Mode.BAND, points="7.5"), Band(7)) == Fraction("5.25")


@pytest.mark.parametrize(
    ("faults", "grade"), [*enumerate([10, 8, 7, 6, 5, 4, 3, 2, 1, 0]), (10, 0), (500, 0)]
)
def test_the_usual_grades_are_suggested(faults, grade):
    assert suggested_grade(item(mode=Mode.BAND), faults) == grade


@pytest.mark.parametrize(("faults", "grade"), [(0, 9), (1, 7), (2, 7), (3, 4), (5, 4), (6, 0)])
def test_an_items_own_lines_come_before_the_usual_ones(faults, grade):
    own = item(mode=Mode.BAND, band_lines=(BandLine(0, 9), BandLine(2, 7), BandLine(5, 4)))
    assert suggested_grade(own, faults) == grade


def test_a_grade_is_overridden_where_it_is_not_the_suggested_one():
    graded = item(mode=Mode.BAND)
    assert not band_is_overridden(graded, Band(8, faults=(Fault(),)))
    assert band_is_overridden(graded, Band(8))
    assert not band_is_overridden(item(), Faults())


@given(marked_forms(lambda _item: anything))
@universal
def test_whatever_is_marked_stays_within_the_points(marked):
    site_type, observations = marked
    card = score(site_type, observations)
    for scored in card.items:
        assert 0 <= (scored.earned or 0) <= scored.possible <= scored.item.points
    assert 0 <= card.earned <= card.possible <= site_type.points
    assert 0 <= card.observed <= card.possible
    assert 0 <= card.coverage <= 1
    assert card.rate is None or 0 <= card.rate <= 1
    assert card.standardised is None or 0 <= card.standardised <= site_type.points


@given(marked_forms(lambda each: suitable(each) | anything))
@universal
def test_the_totals_are_those_of_all_items_added_up(marked):
    site_type, observations = marked
    card = score(site_type, observations)
    assert [each.item for each in card.items] == list(site_type.items)
    assert [each.seen for each in card.items] == [observations.get(i.id) for i in site_type.items]
    assert card.earned == sum(each.earned or 0 for each in card.items)
    assert card.possible == sum(each.possible for each in card.items)
    assert card.observed == sum(each.possible for each in card.items if each.seen)
    assert card.vetoes == tuple(each.item.id for each in card.items if each.vetoes)
    assert card.unobserved == tuple(each.item.id for each in card.items if each.seen is None)
    assert card.not_applicable == tuple(e.item.id for e in card.items if e.earned is None)


@given(marked_forms(lambda each: suitable(each) | anything))
@universal
def test_what_is_not_notable_is_at_full_marks_without_a_fault(marked):
    card = score(*marked)
    plain = [each for each in card.items if each not in card.notable]
    assert [each for each in card.items if each in card.notable] == list(card.notable)
    assert all(each.lost == 0 and each.earned for each in plain)
    assert not any(each.vetoes or faults_of(each.seen) for each in plain)
    assert all(each.lost or faults_of(each.seen) or not each.earned for each in card.notable)


@given(st.lists(st.fractions(max_denominator=50)))
@universal
def test_a_total_is_the_sum(values):
    assert total(values) == sum(values)


@given(st.data(), items())
@universal
def test_suitable_marks_are_recognised_and_others_earn_nothing(data, of_item):
    assert suits(of_item, data.draw(suitable(of_item)))
    seen = data.draw(anything)
    scored = score(form(of_item), {of_item.id: seen}).items[0]
    assert scored.earned == (points(of_item, seen) if suits(of_item, seen) else 0)


@pytest.mark.parametrize(
    ("mode", "unfit"),
    [
        (Mode.FAULTS, [Band(5), YesNo(True), Rate(1, 1), places(0), places(-1)]),
        (Mode.BAND, [Faults(), Band(-1), Band(11), Band(8, faults=(Fault(count=0),))]),
        (Mode.RATE, [Faults(), Rate(0, 0), Rate(-1, 1), Rate(2, 1), Rate(-2, -1)]),
        (Mode.YES_NO, [Faults(), Band(10), Rate(1, 1)]),
        (Mode.VETO, [Faults(), Band(10), Rate(1, 1)]),
    ],
)
def test_marks_of_another_mode_or_out_of_bounds_do_not_suit(mode, unfit):
    assert not any(suits(item(mode=mode), seen) for seen in unfit)


@pytest.mark.parametrize(
    ("mode", "fit"),
    [
        (Mode.FAULTS, [Faults(), places(1)]),
        (Mode.BAND, [Band(0), Band(10)]),
        (Mode.RATE, [Rate(0, 1), Rate(1, 1), Rate(0, 7)]),
        (Mode.YES_NO, [YesNo(True), YesNo(False)]),
        (Mode.VETO, [YesNo(True), YesNo(False)]),
    ],
)
def test_marks_of_the_items_mode_suit_up_to_the_bounds(mode, fit):
    assert all(suits(item(mode=mode), seen) for seen in fit)


@pytest.mark.parametrize("mode", Mode)
def test_only_some_items_may_be_set_aside(mode):
    assert suits(item(mode=mode), ABSENT)
    assert not suits(item(mode=mode, may_not_apply=False), ABSENT)


def test_items_that_do_not_apply_leave_the_sum_and_the_rest_is_scaled():
    site_type = form(item(points="40", number=1), item(points="60", number=2))
    card = score(site_type, {"MARKET.01": places(10), "MARKET.02": ABSENT})
    assert (card.earned, card.possible) == (30, 40)
    assert (card.rate, card.standardised) == (Fraction(3, 4), 75)
    assert card.coverage == 1
    assert card.not_applicable == ("MARKET.02",)
    assert card.unobserved == ()


def test_items_not_observed_stay_in_the_sum_and_earn_nothing():
    site_type = form(item(points="40", number=1), item(points="60", number=2))
    card = score(site_type, {"MARKET.01": Faults()})
    assert (card.earned, card.possible, card.observed) == (40, 100, 40)
    assert card.coverage == Fraction(2, 5)
    assert card.unobserved == ("MARKET.02",)
    assert card.not_applicable == ()
    assert card.items[1].lost == 60


def test_where_nothing_applies_there_is_no_rate():
    card = score(form(item()), {"MARKET.01": ABSENT})
    assert (card.rate, card.standardised, card.coverage) == (None, None, 1)
    assert card.items[0].lost == 0


@given(marked_forms())
@universal
def test_vetoes_never_change_the_sum(marked):
    site_type, observations = marked
    without = form(*(replace(each, veto_below=None) for each in site_type.items))
    card, plain = score(site_type, observations), score(without, observations)
    assert (card.earned, card.possible) == (plain.earned, plain.possible)
    assert set(plain.vetoes) <= set(card.vetoes)


@pytest.mark.parametrize(
    ("of_item", "at_the_line", "below"),
    [
        (
            item(mode=Mode.RATE, points="20", veto_below=Decimal("0.70")),
            Rate(7, 10),
            Rate(699, 1000),
        ),
        (item(points="20", deduct="0.01", veto_below=Decimal("0.70")), places(600), places(601)),
        (item(mode=Mode.BAND, points="20", veto_below=Decimal("0.7")), Band(7), Band(6)),
    ],
)
def test_the_result_is_vetoed_below_the_line_and_not_at_it(of_item, at_the_line, below):
    site_type = form(of_item)
    card = score(site_type, {of_item.id: at_the_line})
    assert (card.earned, card.vetoes) == (14, ())
    card = score(site_type, {of_item.id: below})
    assert card.earned < 14
    assert card.vetoes == (of_item.id,)


def test_a_key_item_that_is_missed_vetoes_and_one_that_is_met_does_not():
    of_item = item(mode=Mode.VETO)
    assert score(form(of_item), {of_item.id: YesNo(present=False)}).vetoes == (of_item.id,)
    assert score(form(of_item), {of_item.id: YesNo(present=True)}).vetoes == ()


@pytest.mark.parametrize("seen", [None, ABSENT])
def test_what_was_not_seen_or_does_not_apply_vetoes_nothing(seen):
    key, live = item(mode=Mode.VETO), item(number=2, veto_below=Decimal(1))
    observations = {each.id: seen for each in (key, live) if seen}
    assert score(form(key, live), observations).vetoes == ()


@given(marked_forms())
@universal
def test_the_order_of_marking_does_not_matter(marked):
    site_type, observations = marked
    backwards = dict(reversed(observations.items()))
    assert score(site_type, observations) == score(site_type, backwards)


@given(marked_forms())
@universal
def test_the_cost_of_its_faults_is_what_an_item_lost(marked):
    site_type, observations = marked
    for scored in score(site_type, observations).items:
        costs = fault_points(scored)
        assert tuple(fault for fault, _cost in costs) == faults_of(scored.seen)
        assert all(cost >= 0 for _fault, cost in costs)
        if costs:
            assert sum(cost for _fault, cost in costs) == scored.lost


def test_the_floor_cuts_off_what_the_last_faults_cost():
    first, second, third = Fault(count=2), Fault(count=2), Fault()
    scored = score(form(item(points="3")), {"MARKET.01": Faults((first, second, third))}).items[0]
    assert fault_points(scored) == ((first, 2), (second, 1), (third, 0))


def test_the_loss_of_a_grade_stands_with_its_first_fault():
    first, second = Fault(count=2), Fault()
    scored = score(
        form(item(mode=Mode.BAND)), {"MARKET.01": Band(6, faults=(first, second))}
    ).items[0]
    assert fault_points(scored) == ((first, 4), (second, 0))


def test_the_stated_score_is_exact_and_names_the_vetoes():
    site_type = form(item(mode=Mode.RATE, number=1), item(mode=Mode.VETO, points="2.5", number=2))
    observations = {"MARKET.01": Rate(1, 3), "MARKET.02": YesNo(present=False)}
    stated = score(site_type, observations).stated
    assert stated == StatedScore("10/3", "25/2", ("MARKET.02",))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        (Fraction(0), "0.00"),
        (Fraction("87.5"), "87.50"),
        (Decimal("0.005"), "0.01"),
        (Decimal("2.675"), "2.68"),
        (Decimal("99.995"), "100.00"),
        (Decimal("0.0049999999999999999999999999999999999999999999"), "0.00"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(-1, 3), "-0.33"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(-1, 1000), "0.00"),
        (Fraction(10**40, 3), "3" * 40 + ".33"),
    ],
)
def test_scores_are_shown_with_two_places_half_up(value, text):
    assert shown(value) == text


@given(st.fractions())
@example(Fraction(1, 200) - Fraction(1, 10**40))
@example(Fraction(10**60 + 1, 10**59))
@universal
def test_no_other_number_of_two_places_is_nearer_than_the_shown_one(value):
    text = shown(value)
    assert re.fullmatch(r"(?!-0\.00)-?(0|[1-9][0-9]*)\.[0-9]{2}", text)
    assert Fraction(text) * value >= 0
    off = abs(Fraction(text)) - abs(value)
    assert -Fraction(1, 200) < off <= Fraction(1, 200)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("severity", Severity)
def test_one_severe_fault_may_veto_the_result(mode, severity):
    strict = item(mode=mode, veto_on_severe=True, points="20")
    fault = Fault(severity=severity)
    seen = {
        Mode.FAULTS: Faults((fault,)),
        Mode.BAND: Band(9, "r", (fault,)),
        Mode.YES_NO: YesNo(present=True, faults=(fault,)),
        Mode.VETO: YesNo(present=True, faults=(fault,)),
        Mode.RATE: Rate(9, 10, (fault,)),
    }[mode]
    card = score(form(strict), {"MARKET.01": seen})
    assert bool(card.vetoes) is (severity is Severity.SEVERE)
    lenient = score(form(replace(strict, veto_on_severe=False)), {"MARKET.01": seen})
    assert (lenient.vetoes, lenient.earned) == ((), card.earned)
