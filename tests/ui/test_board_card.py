from fractions import Fraction

import pytest

from assessor.domain.analysis import Line
from assessor.domain.findings import findings
from assessor.ui.board_card import BoardCard

NAMES = {"a": "East", "b": "West", "c": "North", "d": "South"}
LINES = [
    Line(code, rate, Fraction(0), Fraction(0), findings([]))
    for code, rate in zip(
        NAMES, (Fraction(96, 100), Fraction(9, 10), Fraction(1, 2), None), strict=True
    )
]


@pytest.fixture
def card(qtbot, desk):
    card = BoardCard(desk)
    qtbot.addWidget(card)
    card.show()
    card.show_lines(LINES, NAMES)
    return card


def choose(choice, line):
    choice.setCurrentIndex(choice.findData(line))
    choice.activated.emit(choice.currentIndex())


def test_without_a_line_nobody_is_listed(card):
    assert not card.praised.isVisible()
    assert not card.named.isVisible()


def test_the_offices_own_lines_list_units_and_are_kept(card, desk):
    choose(card.red, "0.9")
    choose(card.black, "0.6")
    assert card.praised.text() == "Red list: East 96.00 %, West 90.00 %"
    assert card.named.text() == "Black list: North 50.00 %"
    assert (desk.settings.red_line, desk.settings.black_line) == ("0.9", "0.6")


@pytest.mark.parametrize("nonsense", ["", "NaN", "7", "-1", "Infinity", "x"])
def test_a_setting_that_is_no_share_is_no_line(qtbot, desk, nonsense):
    desk.preferences.change(red_line=nonsense)
    card = BoardCard(desk)
    qtbot.addWidget(card)
    assert card.red.currentData() == ""


def test_an_own_line_of_the_settings_is_offered(qtbot, desk):
    desk.preferences.change(red_line="0.92")
    card = BoardCard(desk)
    qtbot.addWidget(card)
    assert (card.red.currentData(), card.red.currentText()) == ("0.92", "92 %")
