from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from assessor.domain.inspection import CHINA_TIME
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.visit_times import VisitTimes


@pytest.fixture
def times(qtbot, fieldwork):
    times = VisitTimes(fieldwork)
    qtbot.addWidget(times)
    with qtbot.waitExposed(times):
        times.show()
    return times


def visit(desk, fieldwork):
    return desk.workspace.drafts.get(fieldwork.check.id).check.visit


def test_the_visit_ends_when_it_is_signed_unless_an_end_is_given(desk, fieldwork, times):
    began = fieldwork.check.visit.started
    assert times.started.text() == f"{began.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
    assert not times.finished.isEnabled()
    times.ends_now.click()
    times.finished.show_moment(began + timedelta(minutes=40))
    times.finished.editingFinished.emit()
    assert visit(desk, fieldwork).finished == began + timedelta(minutes=40)
    times.ends_now.click()
    assert visit(desk, fieldwork).finished is None


def test_the_begin_can_be_typed_and_the_end_never_lies_before_it(qtbot, desk, fieldwork, times):
    began = fieldwork.check.visit.started
    times.ends_now.click()
    times.started.show_moment(began + timedelta(hours=2))
    times.started.editingFinished.emit()
    kept = visit(desk, fieldwork)
    assert kept.started == began + timedelta(hours=2)
    assert kept.finished >= kept.started


def test_looking_at_the_times_changes_no_seconds(desk, fieldwork, times):
    exact = fieldwork.check.visit.started + timedelta(seconds=17)
    fieldwork.time_visit(exact, None)
    times._show()
    times.started.editingFinished.emit()
    assert visit(desk, fieldwork).started == exact


def test_the_arrows_change_the_part_under_the_cursor(qtbot, desk, fieldwork, times):
    began = fieldwork.check.visit.started
    times.started.setSelectedSection(times.started.Section.HourSection)
    qtbot.keyClick(times.started, Qt.Key.Key_Down)
    qtbot.keyClick(times.started, Qt.Key.Key_Return)
    assert visit(desk, fieldwork).started == began - timedelta(hours=1)


def test_a_time_that_was_changed_can_be_undone_also_after_a_restart(desk, fieldwork, times):
    began = fieldwork.check.visit.started
    times.ends_now.click()
    times.started.show_moment(began + timedelta(hours=2))
    times.started.editingFinished.emit()
    again = Fieldwork(desk.workspace, desk.library, fieldwork.check.id)
    again.undo()
    assert visit(desk, again).started == began
    again.undo()
    assert visit(desk, again).finished is None
    again.redo()
    assert visit(desk, again).finished == began + timedelta(minutes=1)
