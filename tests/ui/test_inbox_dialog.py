"""Photos from a phone are confirmed row by row, or all at once."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from assessor.domain.inspection import faults_of
from assessor.photos.drawing import draw_scene
from assessor.ui.code_dialog import CodeDialog
from assessor.ui.inbox_dialog import InboxDialog
from assessor.ui.inbox_model import RowState
from tests.ui.test_accessibility import SMALL, nameless, too_small

TEN = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
FIRST, SECOND = "MARKET.03", "MARKET.04"


@pytest.fixture
def visited(desk, fieldwork):
    """Two items were opened, five minutes apart."""
    drafts = desk.workspace.drafts
    drafts.visit_item(fieldwork.check.id, FIRST, TEN)
    drafts.visit_item(fieldwork.check.id, SECOND, TEN + timedelta(minutes=5))


@pytest.fixture
def camera_roll(tmp_path):
    """A folder with photos: two at the first item, one at the second, one of another day."""
    folder = tmp_path / "DCIM"
    folder.mkdir()
    for number, minutes in enumerate((1, 2, 6, 3000)):
        moment = TEN + timedelta(minutes=minutes)
        (folder / f"IMG_{number}.jpg").write_bytes(draw_scene("market", number, moment))
    return folder


@pytest.fixture
def inbox(qtbot, page, visited, camera_roll):
    page.faults.photos.inbox_wanted.emit()
    (dialog,) = page.findChildren(InboxDialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.take([camera_roll])
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 4, timeout=10_000)
    return dialog


def photos_of(fieldwork, item):
    return [len(fault.photos) for fault in faults_of(fieldwork.seen(item))]


def test_photos_are_proposed_to_the_items_that_were_open(inbox):
    assert [row.item for row in inbox.model.rows] == [FIRST, FIRST, SECOND, ""]
    assert inbox.model.rows[3].state is RowState.ASIDE
    assert "day" in inbox.model.rows[3].reason
    assert "never compared" in inbox._clock.text()


def test_enter_gives_a_photo_to_its_fault_and_goes_on(qtbot, inbox, fieldwork):
    inbox.view.setFocus()
    for _press in range(3):
        qtbot.keyClick(inbox.view, Qt.Key.Key_Return)
    assert photos_of(fieldwork, FIRST) == [2]
    assert photos_of(fieldwork, SECOND) == [1]
    states = [row.state for row in inbox.model.rows]
    assert states == [RowState.ACCEPTED] * 3 + [RowState.ASIDE]


def test_all_are_accepted_at_once_and_undone_one_by_one(inbox, fieldwork):
    inbox._all.click()
    assert (photos_of(fieldwork, FIRST), photos_of(fieldwork, SECOND)) == ([2], [1])
    assert not inbox._all.isEnabled()


def test_the_item_and_the_fault_can_be_changed(qtbot, inbox, fieldwork):
    inbox.accept_current()
    assert inbox.view.currentIndex().row() == 1
    inbox._fault.setCurrentIndex(inbox._fault.findText("A new fault"))
    inbox._fault.activated.emit(inbox._fault.currentIndex())
    inbox.accept_current()
    assert photos_of(fieldwork, FIRST) == [1, 1]
    inbox._item.setCurrentIndex(inbox._item.findData(FIRST))
    inbox._item.activated.emit(inbox._item.currentIndex())
    inbox.accept_current()
    assert photos_of(fieldwork, FIRST) == [1, 2]
    assert photos_of(fieldwork, SECOND) == []


def test_a_photo_is_left_aside_and_taken_after_all(qtbot, inbox, fieldwork):
    inbox.view.setFocus()
    qtbot.keyClick(inbox.view, Qt.Key.Key_Delete)
    assert inbox.model.rows[0].state is RowState.ASIDE
    assert inbox.view.currentIndex().row() == 1
    inbox.view.setCurrentIndex(inbox.model.index(0))
    inbox.accept_current()
    assert photos_of(fieldwork, FIRST) == [1]


def test_a_photo_of_no_item_is_given_to_one_by_hand(inbox, fieldwork):
    inbox.view.setCurrentIndex(inbox.model.index(3))
    assert not inbox._accept.isEnabled()
    inbox._item.setCurrentIndex(inbox._item.findData(SECOND))
    inbox._item.activated.emit(inbox._item.currentIndex())
    inbox._accept.click()
    assert photos_of(fieldwork, SECOND) == [1]


def test_photos_that_a_check_shows_already_are_left_aside(qtbot, inbox, camera_roll):
    inbox.accept_all()
    inbox.take([camera_roll])
    qtbot.waitUntil(lambda: inbox.model.rows[0].state is RowState.ASIDE, timeout=10_000)
    assert "already" in inbox.model.rows[0].reason


def test_rows_are_read_aloud(inbox):
    words = inbox.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "IMG_0.jpg" in words
    assert "03" in words


def test_it_can_be_touched_read_aloud_and_fits_a_small_screen(inbox):
    inbox._code.click()
    (code,) = inbox.findChildren(CodeDialog)
    for dialog in (inbox, code):
        assert (nameless(dialog), too_small(dialog)) == ([], [])
        least = dialog.minimumSizeHint()
        assert least.width() <= SMALL.width()
        assert least.height() <= SMALL.height()
    code.accept()
