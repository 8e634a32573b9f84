"""Charts: every number in print and in words, on as many pages as they need."""

from fractions import Fraction

import pytest

from assessor.i18n import Translator
from assessor.reporting import style
from assessor.reporting.charts import Entry, Mark, set_bars, set_trend
from assessor.reporting.flow import Block, Flow, Ink, Words
from tests.reporting.samples import failures
from tests.reporting.test_archival import archived, elements

ENGLISH = Translator("en")
FULL = Fraction(100)


def entries(*values):
    return [
        Entry(f"unit {at}", None if value is None else Fraction(value), str(value))
        for at, value in enumerate(values)
    ]


def placed(flow, kind):
    return [each for page in flow.pages for each in page.content if isinstance(each, kind)]


def test_bars_are_as_long_as_their_values():
    flow = Flow()
    set_bars(flow, "Scores", entries(100, 50, 0), FULL, ENGLISH)
    whole, half = placed(flow, Block)
    assert half.width == pytest.approx(whole.width / 2)
    assert {whole.x, half.x} == {whole.x}
    assert whole.x + whole.width < style.RIGHT
    assert {"100", "50", "0"} <= {each.text for each in placed(flow, Words)}


def test_what_is_too_large_for_the_scale_stays_within_it():
    flow = Flow()
    set_bars(flow, "Scores", entries(100, 250), FULL, ENGLISH)
    first, second = placed(flow, Block)
    assert first.width == second.width


def test_a_chart_tells_every_number_in_words():
    flow = Flow()
    set_bars(flow, "Scores", entries(90, None), FULL, ENGLISH, Mark(Fraction(85), "Pass line 85%"))
    pdf = archived(flow)
    (figure,) = [each for tag, each in elements(pdf) if tag == "/Figure"]
    assert figure["/Alt"] == "Scores: unit 0 90; unit 1 None; Pass line 85%"
    assert failures(pdf) == []


def test_a_pass_line_is_dashed_for_who_prints_in_black():
    flow = Flow()
    set_bars(flow, "Scores", entries(90), FULL, ENGLISH, Mark(Fraction(85), "Pass line"))
    (line,) = placed(flow, Ink)
    assert len(line.strokes) > 1
    assert "Pass line" in {each.text for each in placed(flow, Words)}


def test_a_long_chart_goes_on_over_pages_and_loses_no_bar():
    flow = Flow()
    set_bars(flow, "Scores", entries(*range(1, 121)), FULL, ENGLISH)
    assert len(flow.pages) > 1
    assert len(placed(flow, Block)) == 120
    lowest = min(each.y for each in placed(flow, Block))
    assert lowest >= style.BOTTOM
    figures = [each for tag, each in elements(archived(flow)) if tag == "/Figure"]
    assert len(figures) == len(flow.pages)


def test_a_label_of_any_length_keeps_to_its_column():
    flow = Flow()
    set_bars(flow, "Scores", [Entry("很长的名称" * 30, Fraction(5), "5")], FULL, ENGLISH)
    labels = [each for each in placed(flow, Words) if "长" in each.text]
    assert len(labels) == 2
    assert labels[-1].text.endswith("…")


def test_a_trend_rises_with_its_values_and_breaks_where_one_is_missing():
    flow = Flow()
    set_trend(flow, "Scores", entries(80, 90, None, 85, 95), FULL, ENGLISH)
    marks = [each.y for each in placed(flow, Block)]
    assert marks == sorted(marks[:2]) + sorted(marks[2:])
    assert marks[2] > marks[0]
    assert [len(each.strokes[0]) for each in placed(flow, Ink)] == [2, 2]


def test_the_scale_of_a_trend_says_where_it_begins():
    flow = Flow()
    set_trend(flow, "Scores", entries(84, 97), FULL, ENGLISH)
    said = {each.text for each in placed(flow, Words)}
    assert {"70", "100", "84", "97"} <= said
    assert failures(archived(flow)) == []


def test_charts_of_nothing_are_possible():
    flow = Flow()
    set_trend(flow, "Scores", entries(None), FULL, ENGLISH)
    set_bars(flow, "Scores", entries(None), Fraction(0), ENGLISH)
    assert placed(flow, Block) == []
