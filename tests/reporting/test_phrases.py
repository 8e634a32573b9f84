"""Times, places, shares and codes in print."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from assessor.i18n import Translator
from assessor.reporting import phrases

ENGLISH = Translator("en")


def test_times_are_those_of_china():
    evening = datetime(2026, 5, 12, 16, 5, 9, tzinfo=UTC)
    assert phrases.moment(evening, ENGLISH) == "2026-05-13 00:05"
    assert phrases.moment(evening, ENGLISH, seconds=True) == "2026-05-13 00:05:09"
    assert phrases.moment(None, ENGLISH) == ""


def test_a_visit_of_one_day_names_the_day_once():
    begins = datetime(2026, 5, 12, 1, 0, tzinfo=UTC)
    assert phrases.visit_time(begins, begins.replace(hour=3), ENGLISH) == "2026-05-12 09:00–11:00"
    assert (
        phrases.visit_time(begins, begins.replace(day=13), ENGLISH)
        == "2026-05-12 09:00–2026-05-13 09:00"
    )
    assert phrases.visit_time(begins, None, ENGLISH) == "2026-05-12 09:00"


def test_periods_of_one_day_are_a_day():
    first, last = date(2026, 5, 1), date(2026, 5, 28)
    assert phrases.period(first, last, ENGLISH) == "2026-05-01–2026-05-28"
    assert phrases.period(first, first, ENGLISH) == "2026-05-01"


def test_positions_name_their_hemispheres():
    assert phrases.position(Decimal("25.670094"), Decimal("-104.25")) == "25.670094°N 104.25°W"
    assert phrases.position(Decimal("-1.5"), Decimal(0)) == "1.5°S 0°E"
    assert phrases.position(None, Decimal(1)) == ""


def test_shares_and_changes_are_rounded_half_up():
    assert phrases.percent(Fraction(1)) == "100%"
    assert phrases.percent(Fraction(2, 3)) == "66.67%"
    assert phrases.percent(Fraction(10005, 100000)) == "10.01%"
    assert phrases.signed(Fraction(1, 2)) == "+0.50"
    assert phrases.signed(Fraction(-1, 3)) == "-0.33"
    assert phrases.signed(Fraction(0)) == "0.00"


def test_verification_codes_are_read_out_in_groups():
    assert phrases.verification_code("0123456789abcdef" * 4) == "0123 4567 89ab cdef"


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_headings_are_numbered_as_in_their_language(number, numeral):
    assert phrases.numbered(number, "结论", Translator("zh_CN")) == f"{numeral}、结论"
    assert phrases.numbered(number, "Result", ENGLISH) == f"{number}. Result"


def test_sentences_are_parted_only_where_the_language_does():
    assert phrases.sentences(("甲。", "", "乙。"), Translator("zh_CN")) == "甲。乙。"
    assert phrases.sentences(("A.", "", "B."), ENGLISH) == "A. B."
