"""Hands that write on the pad."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

LEFT = Qt.MouseButton.LeftButton


def write(qtbot, pad, *places):
    """One stroke with the mouse. Qt's test moves carry no button; a real drag's do."""
    qtbot.mousePress(pad, LEFT, pos=QPoint(*places[0]))
    for place in places[1:]:
        at = QPointF(*place)
        none, unchanged = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        move = QMouseEvent(QEvent.Type.MouseMove, at, pad.mapToGlobal(at), none, LEFT, unchanged)
        QApplication.sendEvent(pad, move)
    qtbot.mouseRelease(pad, LEFT, pos=QPoint(*places[-1]))


def sign_by_hand(qtbot, pad):
    """A stroke across the middle of the pad."""
    centre = pad.rect().center()
    x, y = centre.x(), centre.y()
    write(qtbot, pad, (x - 60, y), (x - 20, y - 20), (x + 20, y + 20), (x + 60, y))
