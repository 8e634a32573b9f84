"""A clock that was set back or forward is told of in the window."""

from datetime import timedelta

import pytest

from assessor.ui import clock_watch
from assessor.ui.clock_watch import ClockWatch
from assessor.ui.desk import Desk
from assessor.ui.main_window import MainWindow
from tests.ui.conftest import AT


@pytest.fixture
def clock(desk, monkeypatch):
    """What the computer's clock shows, which a test may set, and the seconds that passed."""
    told = {"now": AT + timedelta(hours=1), "steady": 1000.0}
    monkeypatch.setattr(Desk, "now", lambda _desk: told["now"])
    monkeypatch.setattr(clock_watch, "steady", lambda: told["steady"])
    desk.workspace.trail.opened("张三", "0.1.0", AT)
    return told


def said_by(watch):
    said = []
    watch.said.connect(said.append)
    watch.look()
    return said


def test_a_right_clock_is_not_spoken_of(desk, clock):
    watch = ClockWatch(desk, desk.jobs)
    assert said_by(watch) == []
    clock["now"] += timedelta(hours=8)  # the lid was closed over night
    clock["steady"] += 8 * 3600
    assert said_by(watch) == []


def test_a_clock_behind_the_trail_is_told_of_again_and_again(desk, clock):
    clock["now"] = AT - timedelta(days=400)
    watch = ClockWatch(desk, desk.jobs)
    for _minute in range(2):
        (words,) = said_by(watch)
        assert "says 2025-04-07" in words
        assert "made at 2026-05-12" in words


def test_a_new_program_on_a_wrong_clock_hides_nothing(desk, clock):
    clock["now"] = AT - timedelta(days=400)
    desk.workspace.trail.opened("张三", "0.2.0", clock["now"])
    assert len(said_by(ClockWatch(desk, desk.jobs))) == 1


@pytest.mark.parametrize("jump", [timedelta(days=30), timedelta(minutes=-30)])
def test_a_clock_that_jumps_meanwhile_is_told_of_once(desk, clock, jump):
    watch = ClockWatch(desk, desk.jobs)
    clock["now"] += jump
    (words,) = said_by(watch)
    assert "was changed while the program ran" in words
    assert said_by(watch) == []


def test_the_words_stay_at_the_foot_of_the_window(qtbot, desk, clock, tmp_path, monkeypatch):
    clock["now"] = AT - timedelta(days=400)
    window = MainWindow(tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.furnish(desk)
    window.show()
    qtbot.waitUntil(lambda: "Set the clock right" in window.statusBar().currentMessage())
    assert window.statusBar().isVisible()
