from decimal import Decimal
from fractions import Fraction

import pytest

from assessor.domain.boards import BoardLines, board_line, boards

RATES = {
    "a": Fraction(9, 10),
    "b": Fraction(89, 100),
    "c": Fraction(1, 2),
    "d": Fraction(84, 100),
    "e": None,
    "f": Fraction(95, 100),
    "g": Fraction(85, 100),
}


def codes(listed):
    return [each.code for each in listed]


def test_between_the_lines_a_unit_is_on_no_list():
    found = boards(RATES.items(), BoardLines(Decimal("0.9"), Decimal("0.85")))
    assert codes(found.red) == ["f", "a"]
    assert codes(found.black) == ["c", "d"]


def test_without_a_line_nobody_is_listed():
    found = boards(RATES.items(), BoardLines())
    assert (found.red, found.black, found.lines.are_set) == ((), (), False)


def test_nobody_is_praised_and_named_at_once():
    found = boards(RATES.items(), BoardLines(Decimal("0.8"), Decimal("0.95")))
    assert codes(found.red) == ["f", "a", "b", "g", "d"]
    assert codes(found.black) == ["c"]


@pytest.mark.parametrize("nonsense", ["", "NaN", "7", "-1", "0", "Infinity", "x"])
def test_what_is_no_share_is_no_line(nonsense):
    assert board_line(nonsense) is None
