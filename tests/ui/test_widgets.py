import sys

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QLabel

from assessor.ui.theme import theme_named
from assessor.ui.widgets import (
    Choice,
    ElidedLabel,
    Segments,
    SideBySide,
    Stepper,
    action_button,
    label,
)


def test_binding_keeps_none_alive(qtbot):
    """PySide6 6.12.0 lost one reference to None with each void call on Python 3.11."""
    shown = QLabel()
    qtbot.addWidget(shown)
    before = sys.getrefcount(None)
    for _time in range(1000):
        shown.setText("x")
    assert before - sys.getrefcount(None) < 100


def test_nothing_in_a_label_counts_as_markup(qtbot):
    shown = label("<b>bold</b>")
    qtbot.addWidget(shown)
    assert shown.textFormat() == Qt.TextFormat.PlainText


@pytest.fixture
def stepper(qtbot):
    stepper = Stepper("Count", theme_named("light"), least=1)
    qtbot.addWidget(stepper)
    return stepper


def test_a_stepper_tells_only_what_the_user_does(qtbot, stepper):
    heard = []
    stepper.changed.connect(heard.append)
    stepper.show_value(5)
    assert heard == []
    stepper._more.click()
    assert heard == [6]


def test_a_stepper_keeps_its_bounds(stepper):
    stepper._fewer.click()
    assert stepper.value == 1


def test_segments_tell_only_what_the_user_does(qtbot):
    segments = Segments((("a", "A"), ("b", "B")), "Letter")
    qtbot.addWidget(segments)
    heard = []
    segments.chosen.connect(heard.append)
    assert segments.value == ""
    segments.choose("a")
    assert (segments.value, heard) == ("a", [])
    segments._buttons["b"].click()
    assert (segments.value, heard) == ("b", ["b"])


def test_parts_stand_below_each_other_where_there_is_little_room(qtbot):
    sides = SideBySide(((QLabel("left"), 1), (QLabel("right"), 1)), wide=300)
    qtbot.addWidget(sides)
    sides.show()
    sides.resize(400, 200)
    assert sides._layout.direction() == QBoxLayout.Direction.LeftToRight
    sides.resize(250, 200)
    assert sides._layout.direction() == QBoxLayout.Direction.TopToBottom


def test_the_wheel_does_not_change_an_answer(qtbot):
    choice = Choice("Category")
    qtbot.addWidget(choice)
    choice.addItems(["a", "b", "c"])
    choice.setCurrentIndex(1)
    choice.wheelEvent(
        QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
    )
    assert choice.currentIndex() == 1


def test_long_names_give_way(qtbot):
    name = ElidedLabel("东门街道第一社区农贸市场" * 5)
    qtbot.addWidget(name)
    assert name.minimumSizeHint().width() >= 0
    name.resize(80, 30)
    name.show()
    assert name.width() == 80
    assert name.toolTip() == name.text()


def test_a_screen_reader_toggles_as_a_click_does(qtbot):
    segments = Segments((("a", "A"), ("b", "B")), "Letter")
    qtbot.addWidget(segments)
    heard = []
    segments.chosen.connect(heard.append)
    segments._buttons["b"].toggle()  # as Qt does for a screen reader
    assert (segments.value, heard) == ("b", ["b"])
    segments._buttons["a"].click()
    assert heard == ["b", "a"]


def test_so_it_does_with_a_button_of_its_own(qtbot):
    button = action_button("Widespread", checkable=True)
    qtbot.addWidget(button)
    heard = []
    button.clicked.connect(lambda checked: heard.append(checked))
    button.toggle()
    button.toggle()
    button.setChecked(True)  # by the program
    assert (heard, button.isChecked()) == ([True, False], True)
