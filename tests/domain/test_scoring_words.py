from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.forms import BandLine, Mode
from assessor.domain.scoring_words import Doubt, amount, understood

POINTS = Decimal(5)


@pytest.mark.parametrize(
    ("words", "deduct"),
    [
        ("每处扣0.5分，扣完为止", "0.5"),
        ("每处扣０．５分,扣完为止。", "0.5"),
        ("发现一处扣1分", "1"),
        ("发现1处不符合要求扣1分，扣完为止", "1"),
        ("每发现一处垃圾扣 0.2 分", "0.2"),
        ("每有一个摊位占道经营，扣2分。", "2"),
        ("一处不达标扣半分", "0.5"),
        ("每少一个扣一分", "1"),
        ("每例扣除两分", "2"),
        ("未落实不得分；每处扣0.5分", "0.5"),
        ("每处扣１分，最多扣５分", "1"),
        ("每处扣1分，累计扣5分为止", "1"),
    ],
)
def test_places_are_counted(words, deduct):
    rule = understood(words, POINTS)
    assert (rule.mode, rule.deduct, rule.doubts) == (Mode.FAULTS, Decimal(deduct), ())


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("未落实不得分", Mode.YES_NO),
        ("未落实扣5分", Mode.YES_NO),
        ("无证照的，本项不得分。", Mode.YES_NO),
        ("一票否决", Mode.VETO),
        ("发现活禽销售，一票否决", Mode.VETO),
        ("好9-10 合格7-8 不合格0-6", Mode.BAND),
        ("好（9～10分）、合格（7～8分）、不合格（0～6分）", Mode.BAND),
        ("按合格率得分", Mode.RATE),
        ("按比例赋分", Mode.RATE),
    ],
)
def test_other_rules_are_known_by_their_words(words, mode):
    rule = understood(words, POINTS)
    assert (rule.mode, rule.deduct, rule.doubts) == (mode, None, ())


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("", Doubt.EMPTY),
        ("酌情扣1-3分", Doubt.DISCRETION),
        ("视情况扣分", Doubt.DISCRETION),
        ("扣1～3分", Doubt.DISCRETION),
        ("现场查看", Doubt.UNKNOWN),
        ("未公示扣2分；未消毒扣3分", Doubt.SEVERAL),
        ("每降低5个百分点扣1分", Doubt.SEVERAL),
        ("未建立制度扣2分", Doubt.SEVERAL),
        ("一票否决，否则扣2分", Doubt.VETO),
    ],
)
def test_what_is_left_to_guess_is_graded_by_eye_and_doubted(words, doubt):
    rule = understood(words, POINTS)
    assert (rule.mode, rule.doubts) == (Mode.BAND, (doubt,))


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("每处扣0.5分，严重的每处扣2分", Doubt.SEVERAL),
        ("每处扣1分，未落实扣3分", Doubt.SEVERAL),
        ("每处扣8分", Doubt.OVER),
        ("每处扣1分，发现活禽一票否决", Doubt.VETO),
    ],
)
def test_places_with_more_to_it_are_counted_and_doubted(words, doubt):
    rule = understood(words, POINTS)
    assert (rule.mode, rule.doubts) == (Mode.FAULTS, (doubt,))
    assert rule.deduct <= POINTS


def test_how_many_faults_still_pass_makes_lines():
    assert understood("≤2处合格，＞2处不合格", POINTS).band_lines == ()
    lines = understood("不超过3处为合格", POINTS).band_lines
    assert lines[:4] == (BandLine(0, 10), BandLine(2, 8), BandLine(3, 7), BandLine(4, 6))


@settings(deadline=None, max_examples=50)
@given(st.text("每处扣分0.5一发现，不得酌情≤2否决率好9-10合格78", max_size=20))
def test_any_words_make_a_rule_that_a_standard_may_have(words):
    rule = understood(words, POINTS)
    assert (rule.deduct is not None) == (rule.mode is Mode.FAULTS)
    assert rule.deduct is None or 0 < rule.deduct <= POINTS
    assert rule.mode is Mode.BAND or not rule.band_lines
    grades = [line.grade for line in rule.band_lines]
    assert grades == sorted(set(grades), reverse=True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("５", "5"), ("0.5分", "0.5"), ("十", "10"), ("十二", "12"), ("二十", "20"),
        ("半", "0.5"), ("两", "2"), ("5-10", None), ("若干", None), ("", None), ("十十", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_tables_write_them(text, number):
    assert amount(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    "words",
    ["每处扣0.5分，3处以上不得分", "1处不合格扣1分，三处及以上不得分", "每处扣1分，最多扣3分"],
)
def test_a_bound_that_counting_places_cannot_keep_is_a_doubt(words):
    rule = understood(words, POINTS)
    assert (rule.mode, rule.doubts) == (Mode.FAULTS, (Doubt.SEVERAL,))


@pytest.mark.parametrize("text", ["(20)", "（２０分）", "(20分)"])
def test_points_in_brackets_are_points(text):
    assert amount(text) == 20
