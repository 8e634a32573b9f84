from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.indicators import Direction, Indicator, Kind, Rule
from assessor.domain.judging import (
    Ground,
    Judgement,
    ValueNotUnderstood,
    Verdict,
    bounds_for,
    judge,
    number_of,
    read_value,
)
from assessor.domain.judging_words import ground_words, rule_words, value_words, verdict_words
from assessor.domain.limits import Bound, Comparison
from assessor.domain.texts import Confidence, Origin, Text
from assessor.i18n import LANGUAGES, Translator

universal = settings(max_examples=50, deadline=None)
ENGLISH = Translator("en")
numbers = st.decimals(min_value=0, max_value=200, places=2)
years = st.dictionaries(st.integers(2021, 2025), st.none() | numbers)


def indicator(rule, *bounds, target="≥90%", **more):
    return Indicator(
        "36",
        Text("率", "rate"),
        rule,
        ("county",),
        Text(target, target) if target else None,
        Origin(Confidence.SOURCED),
        bounds=bounds,
        **more,
    )


AT_LEAST = Bound(Comparison.AT_LEAST, Decimal(90))
THRESHOLD = indicator(Rule.THRESHOLD, AT_LEAST)
FALLING = indicator(Rule.TREND, better=Direction.LOWER, years=3)
EITHER = indicator(
    Rule.THRESHOLD_OR_TREND,
    Bound(Comparison.AT_MOST, Decimal("5.6")),
    better=Direction.LOWER,
    years=3,
)
PLAN = indicator(Rule.EXTERNAL_PLAN)


def of(**values):
    return {int(year[1:]): Decimal(value) for year, value in values.items()}


@pytest.mark.parametrize(
    ("rule", "values", "verdict", "ground", "missing"),
    [
        (THRESHOLD, of(y2025="90"), "met", Ground.BOUNDS, ()),
        (THRESHOLD, of(y2025="89.99"), "unmet", Ground.BOUNDS, ()),
        (THRESHOLD, of(y2024="99"), "unknown", Ground.MISSING, (2025,)),
        (FALLING, of(y2023="4", y2024="3", y2025="2"), "met", Ground.TREND, ()),
        (FALLING, of(y2023="3", y2024="3", y2025="2"), "unmet", Ground.TREND, ()),
        (FALLING, of(y2023="3", y2024="2", y2025="2.01"), "unmet", Ground.TREND, ()),
        (FALLING, of(y2023="3", y2025="2"), "unknown", Ground.MISSING, (2024,)),
        (FALLING, {}, "unknown", Ground.MISSING, (2023, 2024, 2025)),
        (EITHER, of(y2025="5.6"), "met", Ground.BOUNDS, ()),
        (EITHER, of(y2023="9", y2024="8", y2025="7"), "met", Ground.TREND, ()),
        (EITHER, of(y2023="7", y2024="8", y2025="7"), "unmet", Ground.TREND, ()),
        (EITHER, of(y2025="7"), "unknown", Ground.MISSING, (2023, 2024)),
        (EITHER, of(y2023="9", y2024="8"), "unknown", Ground.MISSING, (2025,)),
        (PLAN, of(y2025="7"), "unknown", Ground.NO_PLAN, ()),
        (indicator(Rule.THRESHOLD), of(y2025="7"), "unknown", Ground.NO_NUMBER, ()),
        (indicator(Rule.TREND, years=3), of(y2025="7"), "unknown", Ground.NO_NUMBER, ()),
    ],
)
def test_each_rule_decides_as_it_says(rule, values, verdict, ground, missing):
    assert judge(rule, "county", values, 2025) == Judgement(Verdict(verdict), ground, missing)


@pytest.mark.parametrize(
    ("value", "plan", "verdict"), [("6.5", "6.5", "met"), ("6.4", "6.5", "unmet")]
)
def test_an_external_plan_decides_once_it_is_entered(value, plan, verdict):
    assert judge(PLAN, "county", of(y2025=value), 2025, Decimal(plan)).verdict == verdict
    assert judge(PLAN, "county", {}, 2025, Decimal(plan)).missing == (2025,)


@given(st.sampled_from([THRESHOLD, FALLING, EITHER, PLAN]), years, st.none() | numbers)
@universal
def test_without_a_verified_target_nothing_is_ever_decided(rule, values, plan):
    unverified = replace(rule, target=None)
    found = judge(unverified, "county", values, 2025, plan)
    assert found == Judgement(Verdict.UNKNOWN, Ground.NO_TARGET)


@given(st.sampled_from([THRESHOLD, FALLING, EITHER, PLAN]), years, st.none() | numbers)
@universal
def test_what_is_unknown_says_why_and_what_is_decided_lacks_nothing(rule, values, plan):
    found = judge(rule, "county", values, 2025, plan)
    assert all(values.get(year) is None for year in found.missing)
    if found.verdict is Verdict.UNKNOWN:
        assert found.missing or found.ground is Ground.NO_PLAN
    else:
        assert found.missing == ()
        assert values[2025] is not None


@given(years)
@universal
def test_a_threshold_that_is_kept_needs_no_trend(values):
    alone = judge(replace(EITHER, rule=Rule.THRESHOLD), "county", values, 2025)
    either = judge(EITHER, "county", values, 2025)
    if alone.verdict is Verdict.MET:
        assert either == alone


@given(numbers, numbers)
@universal
def test_a_better_value_never_turns_met_into_unmet(value, gain):
    worse = judge(THRESHOLD, "county", {2025: value}, 2025).verdict
    better = judge(THRESHOLD, "county", {2025: value + gain}, 2025).verdict
    assert not (worse is Verdict.MET and better is not Verdict.MET)


def test_a_bound_of_another_level_does_not_count():
    two = indicator(
        Rule.THRESHOLD,
        Bound(Comparison.AT_LEAST, Decimal(80), "county"),
        Bound(Comparison.AT_LEAST, Decimal(60), "town"),
    )
    assert [bound.value for bound in bounds_for(two, "town")] == [60]
    values = of(y2025="70")
    assert judge(two, "county", values, 2025).verdict is Verdict.UNMET
    assert judge(two, "town", values, 2025).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("kind", "text", "kept", "number"),
    [
        (Kind.NUMBER, " ９６．５０％ ", "96.50", "96.50"),
        (Kind.NUMBER, "-0.5", "-0.5", "-0.5"),
        (Kind.NUMBER, "", "", None),
        (Kind.YES_NO, "有", "yes", "1"),
        (Kind.YES_NO, "No", "no", "0"),
        (Kind.GRADE, "ｃ级", "C", "3"),
    ],
)
def test_values_are_kept_as_they_were_written(kind, text, kept, number):
    assert read_value(kind, text, "%") == kept
    assert number_of(kind, kept) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.NUMBER, "约90"),
        (Kind.NUMBER, "1e5"),
        (Kind.NUMBER, "9" * 21),
        (Kind.NUMBER, "5."),
        (Kind.NUMBER, "NaN"),
        (Kind.NUMBER, "5‰"),
        (Kind.NUMBER, "100.01"),
        (Kind.YES_NO, "maybe"),
        (Kind.GRADE, "E"),
        (Kind.GRADE, "AB"),
    ],
)
def test_what_is_no_value_is_a_sentence(kind, text):
    with pytest.raises(ValueNotUnderstood, match="write"):
        read_value(kind, text, "%")


@given(numbers)
@universal
def test_a_kept_value_is_read_as_it_is(value):
    assert read_value(Kind.NUMBER, str(value)) == str(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_and_grounds_have_words(language):
    translator = Translator(language)
    for rule in (THRESHOLD, FALLING, EITHER, PLAN):
        assert rule_words(rule, translator)
    for ground in Ground:
        assert ground_words(Judgement(Verdict.UNKNOWN, ground, (2024,)), translator)
    assert len({verdict_words(each, translator) for each in Verdict}) == 3


def test_words_name_the_missing_years_and_the_rule():
    found = judge(FALLING, "county", {}, 2025)
    assert ground_words(found, ENGLISH) == "no value for 2023, 2024, 2025"
    assert rule_words(EITHER, ENGLISH) == "≥90% (3 years, none higher than the year before)"
    assert rule_words(replace(EITHER, target=None), ENGLISH) == "no verified target"
    assert value_words(Kind.YES_NO, "no", ENGLISH) == "no"
