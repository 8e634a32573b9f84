import pytest

from assessor.services.comparison import rank_units
from assessor.ui.analysis_view import AnalysisView
from assessor.ui.ranking_work import analysis
from assessor.ui.widgets import Segments
from tests.actors import site, units


@pytest.fixture
def panels(people):
    office = people("office", is_office=True)
    office.workspace.register.save_units(units())
    office.checks(site(), faults=3)
    office.checks(site(community="990001002001"))
    ranking = rank_units(office.workspace, office.library, "town")
    return analysis(office.workspace, office.library, ranking)


@pytest.fixture
def view(qtbot, desk, panels):
    view = AnalysisView(desk, Segments((("town", "Towns"),), "Rank by"))
    qtbot.addWidget(view)
    view.resize(1200, 900)
    view.show()
    view.show_panels(panels)
    return view


def texts(model):
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_lines_stand_in_the_order_of_the_ranking(view):
    rows = texts(view.lines)
    assert [row[:2] for row in rows] == [["西河街道", "100.00"], ["东门街道", "97.00"]]
    assert rows[1][-1] == "3"


def test_types_and_modules_have_lines_too(view):
    view._level._buttons["types"].click()
    assert [row[1] for row in texts(view.lines)] == ["98.50"]
    view._level._buttons["modules"].click()
    assert "98.50" in [row[1] for row in texts(view.lines)]


def test_the_heat_map_turns_from_scores_to_disorders(view):
    assert texts(view.heat) == [["97.00"], ["100.00"]]
    view._map._buttons["faults"].click()
    assert texts(view.heat) == [["3"], ["0"]]


def test_items_tell_what_they_cost(view):
    ((item, _kind, cost, _share, checks, places),) = texts(view.costs)
    assert item.startswith("06 ")
    assert (cost, checks, places) == ("-1.50", "1/2", "3")


def test_without_an_earlier_round_there_is_no_trend(view):
    assert view._no_trend.isVisible()
    assert not view.chart.isVisible()
