"""Full disks, read-only and pulled-out sticks while an inspector marks, in the real window."""

import pytest
from PySide6.QtWidgets import QMessageBox

from assessor.domain.inspection import Faults
from assessor.ui.desk import Desk
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.jobs import Jobs
from assessor.ui.main_window import MainWindow
from assessor.ui.preferences import Preferences
from tests.actors import Person, site
from tests.journeys.test_bad_weather import fill, small_disk

ITEM = "MARKET.06"


@pytest.fixture
def stick(tmp_path):
    """A small disk that a workspace lies on."""
    with small_disk(tmp_path / "stick", "40m") as disk:
        yield disk


@pytest.fixture
def window(qtbot, people, stick):
    """Wang's window on his workspace on the stick, at an open draft."""
    wang = Person("wang", stick / "wang", people["office"].authority)
    wang.begins(site())
    preferences = Preferences(wang.paths.settings)
    preferences.change(inspector="王", language="en")
    jobs = Jobs()
    desk = Desk(wang.paths, wang.workspace, wang.library, preferences, jobs)
    window = MainWindow(wang.paths.profile / "window.ini")
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.furnish(desk)
    yield window
    jobs.shut_down()
    wang.close()


def marks_until_refused(fieldwork):
    """Long words, until the disk has no room for more; gives the last words."""
    page_of_words = "积水" * 100_000
    for number in range(200):
        words = f"{number} {page_of_words}"
        if not fieldwork.describe(remarks=words):
            return words
    raise AssertionError("the disk is never full")


def test_on_a_full_disk_the_answer_stays_on_screen_and_is_saved_once_there_is_room(
    qtbot, window, stick
):
    fieldwork = window.places.fieldwork
    fieldwork.mark(ITEM, Faults(), "good")
    fill(stick)
    words = marks_until_refused(fieldwork)
    footer = window.places.page.footer
    assert footer._unsaved.isVisible()
    assert "disk is full" in footer._unsaved.text()
    assert fieldwork.check.remarks == words

    (stick / "filler").unlink()
    footer._again.click()
    assert not footer._unsaved.isVisible()
    kept = fieldwork._workspace.drafts.get(fieldwork.check.id).check
    assert kept == fieldwork.check


def test_what_no_disk_takes_keeps_the_window_open_and_other_checks_closed(qtbot, window, stick):
    places = window.places
    fieldwork = places.fieldwork
    fill(stick)
    marks_until_refused(fieldwork)
    places.sign()
    assert not window.close()
    assert window.isVisible()
    boxes = window.findChildren(QMessageBox)
    assert len(boxes) == 2
    assert all("not saved yet" in box.text() for box in boxes)
    for box in boxes:
        box.close()
    assert window.close()  # asked for again, it is the inspector's own decision
    assert not fieldwork.saving._timer.isActive()  # the workspace is closed next


def test_a_stick_that_became_read_only_is_a_sentence_and_loses_nothing(qtbot, window, stick):
    fieldwork = window.places.fieldwork
    database = fieldwork._workspace.path
    fieldwork._workspace._database._writer.exec_driver_sql("PRAGMA query_only = ON")
    fieldwork._workspace._database._writer.rollback()
    assert not fieldwork.mark(ITEM, Faults(), "good")
    assert str(database) in window.places.page.footer._unsaved.text()
    assert "read-only" in window.places.page.footer._unsaved.text()
    fieldwork._workspace._database._writer.exec_driver_sql("PRAGMA query_only = OFF")
    fieldwork._workspace._database._writer.rollback()
    assert fieldwork.saving.try_again()


def test_after_all_of_it_the_draft_opens_where_it_was(qtbot, window, stick):
    fieldwork = window.places.fieldwork
    fill(stick)
    marks_until_refused(fieldwork)
    fieldwork.mark(ITEM, Faults(), "good")
    (stick / "filler").unlink()
    assert fieldwork.saving.try_again()
    again = Fieldwork(fieldwork._workspace, window.places._desk.library, fieldwork.check.id)
    assert again.check == fieldwork.check
    assert again.undo_words == "good"
    again.deleteLater()
