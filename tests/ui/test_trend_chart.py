from fractions import Fraction

import pytest

from assessor.ui.theme import theme_named
from assessor.ui.trend_chart import TrendChart


@pytest.fixture
def chart(qtbot):
    chart = TrendChart(theme_named("light"))
    qtbot.addWidget(chart)
    chart.resize(600, 190)
    return chart


def test_all_numbers_are_read_aloud(chart):
    chart.show_points([("May", Fraction(9, 10)), ("August", Fraction(19, 20))])
    assert chart.accessibleDescription() == "May 90.00 %, August 95.00 %"


def test_a_better_round_stands_higher(chart):
    chart.show_points([("May", Fraction(81, 100)), ("August", Fraction(99, 100))])
    picture = chart.grab().toImage()
    colour = theme_named("light").colour("accent")
    room = chart.width() - 56
    heights = []
    for part in (0.25, 0.75):
        x = int(28 + room * part)
        heights.append(next(y for y in range(20, 170) if picture.pixelColor(x, y) == colour))
    assert heights[0] > heights[1]


@pytest.mark.parametrize("rate", [Fraction(0), Fraction(1)])
def test_the_ends_of_the_scale_can_be_shown(chart, rate):
    chart.show_points([("May", rate)])
    assert not chart.grab().isNull()
