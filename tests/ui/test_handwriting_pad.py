import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor.domain.handwriting import strokes_of
from assessor.ui.handwriting_pad import HandwritingPad
from assessor.ui.theme import theme_named
from tests.ui.hands import LEFT, write


@pytest.fixture
def pad(qtbot):
    pad = HandwritingPad(theme_named("dark"))
    qtbot.addWidget(pad)
    pad.resize(1004, 304)
    with qtbot.waitExposed(pad):
        pad.show()
    return pad


def test_the_mouse_writes_strokes_on_a_paper_of_1000_by_300(qtbot, pad):
    with qtbot.waitSignal(pad.changed):
        write(qtbot, pad, (102, 52), (202, 152), (302, 52))
    write(qtbot, pad, (402, 102), (502, 202))
    assert pad.text == "M100 50L200 150L300 50M400 100L500 200"
    assert pad.count == 2


def test_a_finger_writes_and_a_palm_beside_it_does_not(qtbot, pad):
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(102, 102))
    QTest.touchEvent(pad, finger).move(0, QPoint(202, 202)).press(1, QPoint(900, 290))
    QTest.touchEvent(pad, finger).move(0, QPoint(302, 102)).move(1, QPoint(910, 280))
    QTest.touchEvent(pad, finger).release(0, QPoint(302, 102)).release(1, QPoint(910, 280))
    ((begin, low, end),) = strokes_of(pad.text)
    assert (low[0] - begin[0], low[1] - begin[1]) == (100, 100)
    assert (end[0] - begin[0], end[1] - begin[1]) == (200, 0)


def test_a_pen_writes_as_well(qtbot, pad):
    pen = QPointingDevice.primaryPointingDevice()
    for kind, place in (
        (QEvent.Type.TabletPress, (52, 52)),
        (QEvent.Type.TabletMove, (152, 152)),
        (QEvent.Type.TabletRelease, (252, 52)),
    ):
        at = QPointF(*place)
        event = QTabletEvent(
            kind, pen, at, pad.mapToGlobal(at), 0.5, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, LEFT, LEFT,
        )  # fmt: skip
        QApplication.sendEvent(pad, event)
    assert pad.text == "M50 50L150 150L250 50"
    assert pen.type() is not QInputDevice.DeviceType.TouchScreen


def test_a_hand_that_hovers_writes_nothing(qtbot, pad):
    qtbot.mouseMove(pad, QPoint(200, 200))
    qtbot.mousePress(pad, Qt.MouseButton.RightButton, pos=QPoint(100, 100))
    qtbot.mouseRelease(pad, Qt.MouseButton.RightButton, pos=QPoint(200, 100))
    assert pad.text == ""


def test_a_dot_is_a_stroke_and_what_leaves_the_paper_stays_at_its_edge(qtbot, pad):
    write(qtbot, pad, (502, 152))
    write(qtbot, pad, (502, 152), (2000, -80))
    dot, line = strokes_of(pad.text)
    assert dot == ((500, 150),)
    assert line[-1] == (1000, 0)


def test_the_last_stroke_or_all_can_be_taken_back_by_keys(qtbot, pad):
    for x in (100, 200, 300):
        write(qtbot, pad, (x, 100), (x + 50, 200))
    qtbot.keyClick(pad, Qt.Key.Key_Backspace)
    assert pad.count == 2
    assert "2 strokes" in pad.accessibleName()
    with qtbot.waitSignal(pad.changed):
        qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.text == ""
    with qtbot.assertNotEmitted(pad.changed):
        pad.undo()
        pad.clear()


def test_what_was_kept_is_shown_again_as_ink_on_paper(qtbot, pad):
    with qtbot.assertNotEmitted(pad.changed):
        pad.show_text("M100 150L900 150")
    assert pad.text == "M100 150L900 150"
    picture = pad.grab().toImage()
    assert picture.pixelColor(500, 152) == QColor("#10182B")
    assert picture.pixelColor(500, 60) == QColor("#FFFFFF")


def test_scribbling_without_end_is_not_kept(qtbot, pad):
    for _stroke in range(40):
        write(qtbot, pad, *((2 + x, 52 + 200 * (x % 2)) for x in range(0, 1000, 7)))
    assert len(pad.text) <= 20_000
    assert pad.count < 40
