from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.areas import area_score
from assessor.domain.ranking import Entrant, rank
from tests.domain.results import rates, result
from tests.domain.standards import module, profile

BY = profile(module(100, "MARKET"))


def entrant(code, rate, *, provisional=False):
    return Entrant(code, f"unit {code}", area_score(BY, [result(code, rate=rate)]), provisional)


def places(*entrants):
    return [(each.place, each.code) for each in rank(entrants)]


def test_equal_scores_share_a_place_and_the_next_is_skipped():
    low, best, equal, twin = (
        entrant(code, Fraction(rate))
        for code, rate in [("a", "0.1"), ("b", "0.9"), ("d", "0.5"), ("c", "0.5")]
    )
    assert places(low, best, equal, twin) == [(1, "b"), (2, "c"), (2, "d"), (4, "a")]


def test_scores_that_only_look_equal_do_not_share_a_place():
    third, nearly = entrant("a", Fraction(1, 3)), entrant("b", Fraction("0.3333"))
    assert places(nearly, third) == [(1, "a"), (2, "b")]


def test_units_without_a_score_come_last_without_a_place():
    assert places(entrant("a", None), entrant("b", 0), entrant("c", None)) == [
        (1, "b"),
        (None, "a"),
        (None, "c"),
    ]


def test_a_place_keeps_what_is_known_of_the_unit():
    open_case, other = rank([entrant("a", Fraction(1, 2), provisional=True), entrant("b", None)])
    assert (open_case.code, open_case.name, open_case.score) == ("a", "unit a", 50)
    assert open_case.provisional
    assert not other.provisional


def test_nobody_is_ranked_where_nobody_takes_part():
    assert rank([]) == ()


fields = st.lists(rates, max_size=8).map(
    lambda scores: [entrant(f"{number:02}", rate) for number, rate in enumerate(scores)]
)


@given(fields, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_a_place_is_one_more_than_the_number_of_better_units(field, chance):
    ranking = rank(field)
    scores = [each.score for each in ranking if each.score is not None]
    for each in ranking:
        better = sum(score > each.score for score in scores) if each.score is not None else None
        assert each.place == (None if better is None else better + 1)
    assert sorted(each.code for each in ranking) == [each.code for each in field]
    assert rank(chance.sample(field, len(field))) == ranking


def test_a_prerequisite_answered_with_no_fails_a_unit_and_leaves_its_score():
    by = profile(module(100, "MARKET"), pass_line="0.5")
    entrants = [
        Entrant(code, code, area_score(by, [result(code, rate=1)]), lacking=lacking)
        for code, lacking in (("a", ()), ("b", ("P01",)))
    ]
    first, second = rank(entrants)
    assert (first.score, first.place, first.passed) == (100, 1, True)
    assert (second.score, second.place, second.passed) == (100, 1, False)
    assert Entrant("c", "c", area_score(BY, [result()]), lacking=("P01",)).area.passed is None
