"""Marks over a photo: drawn with a finger, moved by keys, undone, deleted; the photo stays."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from assessor.domain.inspection import Annotation, Shape
from assessor.photos.drawing import draw_scene
from assessor.photos.importing import read_photo
from assessor.ui.markup_canvas import Tool
from assessor.ui.markup_dialog import MarkupDialog
from assessor.ui.theme import theme_named
from tests.ui.test_accessibility import SMALL, nameless, too_small

RING = Annotation(Shape.RING, 100, 100, 300, 300)


@pytest.fixture(scope="module")
def scene():
    return read_photo(draw_scene("街道", 1), "a.jpg").picture


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1200, 700)
    return made


@pytest.fixture
def dialog(qtbot, window, scene):
    made = MarkupDialog("ab" * 32, scene, (RING,), theme_named("light"), window, "used before")
    with qtbot.waitExposed(made):
        made.show()
    return made


def at(canvas, x, y):
    """A place over the photo, in thousandths, on the canvas."""
    place = canvas._place()
    return QPoint(
        round(place.left() + x * place.width() / 1000),
        round(place.top() + y * place.height() / 1000),
    )


def drag(qtbot, canvas, start, end):
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(canvas, left, pos=at(canvas, *start))
    qtbot.mouseMove(canvas, at(canvas, (start[0] + end[0]) // 2, (start[1] + end[1]) // 2))
    qtbot.mouseMove(canvas, at(canvas, *end))
    qtbot.mouseRelease(canvas, left, pos=at(canvas, *end))


def near(mark, *wanted):
    return all(
        abs(a - b) <= 3 for a, b in zip((mark.x, mark.y, mark.to_x, mark.to_y), wanted, strict=True)
    )


@pytest.mark.parametrize("tool", [Tool.ARROW, Tool.RING])
def test_arrows_and_rings_are_drawn_by_dragging(qtbot, dialog, tool):
    dialog._on_tool(tool.value)
    drag(qtbot, dialog.canvas, (500, 500), (800, 700))
    drawn = dialog.canvas.annotations[-1]
    assert drawn.shape is Shape(tool.value)
    assert near(drawn, 500, 500, 800, 700)


def test_a_tap_draws_nothing(qtbot, dialog):
    drag(qtbot, dialog.canvas, (700, 700), (701, 701))
    assert dialog.canvas.annotations == (RING,)


def test_words_go_where_the_photo_was_tapped(qtbot, dialog):
    dialog._on_tool("words")
    qtbot.mouseClick(dialog.canvas, Qt.MouseButton.LeftButton, pos=at(dialog.canvas, 600, 400))
    qtbot.keyClicks(dialog.words, "no lid")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    mark = dialog.canvas.annotations[-1]
    assert (mark.shape, mark.words) == (Shape.WORDS, "no lid")
    assert abs(mark.x - 600) <= 3
    assert dialog.isVisible()


def test_a_mark_is_chosen_by_a_tap_moved_and_moved_back_by_one_undo(qtbot, dialog):
    canvas = dialog.canvas
    dialog._on_tool("choose")
    drag(qtbot, canvas, (200, 200), (400, 300))
    assert near(canvas.annotations[0], 300, 200, 500, 400)
    dialog._undo.click()
    assert canvas.annotations == (RING,)
    assert not dialog._undo.isEnabled()


def test_everything_goes_by_keyboard(qtbot, dialog):
    canvas = dialog.canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Insert)
    assert canvas.annotations[-1] == Annotation(Shape.ARROW, 400, 400, 600, 600)
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.annotations[-1] == Annotation(Shape.ARROW, 380, 400, 580, 620)
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.annotations == (RING,)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert "number 1 is chosen" in canvas.accessibleDescription()
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(canvas.annotations) == 2


def test_marks_never_leave_the_photo(qtbot, dialog):
    dialog.canvas.choose(0)
    for _press in range(80):
        qtbot.keyClick(dialog.canvas, Qt.Key.Key_Left)
    mark = dialog.canvas.annotations[0]
    assert (mark.x, mark.to_x) == (0, 0)


def test_done_gives_the_marks_and_cancel_gives_nothing(qtbot, dialog):
    dialog.canvas.start_mark()
    with qtbot.waitSignal(dialog.marked) as marked:
        dialog._done.click()
    digest, marks = marked.args
    assert (digest, len(marks)) == ("ab" * 32, 2)


def test_cancel_gives_nothing_and_neither_does_looking(qtbot, dialog):
    with qtbot.assertNotEmitted(dialog.marked):
        dialog.canvas.start_mark()
        dialog._cancel.click()


def test_it_can_be_read_aloud_touched_and_fits_a_small_screen(dialog):
    assert (nameless(dialog), too_small(dialog)) == ([], [])
    least = dialog.minimumSizeHint()
    assert least.width() <= SMALL.width()
    assert least.height() <= SMALL.height()


def test_marks_are_painted_over_the_photo(dialog):
    canvas = dialog.canvas
    with_ring = canvas.grab().toImage()
    canvas.choose(0)
    canvas.delete()
    without = canvas.grab().toImage()
    place = at(canvas, 300, 200)
    assert with_ring.pixelColor(place) != without.pixelColor(place)


def test_a_finger_draws_as_a_mouse_does(qtbot, dialog):
    canvas = dialog.canvas
    finger = QTest.createTouchDevice()
    start, middle, end = (at(canvas, *place) for place in ((500, 500), (600, 600), (800, 700)))
    QTest.touchEvent(canvas, finger).press(0, start, canvas).commit()
    QTest.touchEvent(canvas, finger).move(0, middle, canvas).commit()
    QTest.touchEvent(canvas, finger).move(0, end, canvas).commit()
    QTest.touchEvent(canvas, finger).release(0, end, canvas).commit()
    assert near(canvas.annotations[-1], 500, 500, 800, 700)
