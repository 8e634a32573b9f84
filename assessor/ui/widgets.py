"""The few widgets and layouts that every page is made of."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScroller,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from assessor.i18n import _, current
from assessor.ui.guards import guarded
from assessor.ui.icons import icon, paint_sign
from assessor.ui.theme import TOUCH, Theme

_Box = TypeVar("_Box", bound=QBoxLayout)
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_TICK = 13  # px
_AROUND_SEGMENT = 30  # px
_AROUND_SIGN = 62  # px
_PAUSE = 600  # ms without a key after which what is typed is kept


def label(text: str = "", kind: str = "", *, wraps: bool = False) -> QLabel:
    """Words; `kind` as in the style sheet. Nothing in them counts as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    made.setProperty("kind", kind)
    return made


def action_button(
    text: str,
    theme: Theme | None = None,
    *,
    sign: str = "",
    kind: str = "",
    tip: str = "",
    checkable: bool = False,
) -> QPushButton:
    """A button high enough for a finger; without words, `tip` is what is read aloud."""
    made = CheckableButton(text) if checkable else QPushButton(text)
    made.setProperty("kind", kind)
    made.setMinimumHeight(TOUCH)
    made.setMinimumWidth(TOUCH)
    made.setCheckable(checkable)
    if kind == "segment" or (checkable and text):  # bold once checked, with a sign or a tick
        around = _AROUND_SIGN if sign else _AROUND_SEGMENT
        made.setMinimumWidth(max(TOUCH, bold_width(made, text) + around))
    made.setAutoDefault(False)
    made.setToolTip(tip)
    made.setAccessibleName(text or tip)
    if theme and sign:
        colour = theme.on_accent if kind == "primary" else theme.text
        made.setIcon(icon(sign, colour, theme.on_accent))
        made.setIconSize(QSize(20, 20))
    return made


def bold_width(widget: QWidget, text: str) -> int:
    """How wide words are when they are bold."""
    font = widget.font()
    font.setBold(True)
    return QFontMetrics(font).horizontalAdvance(text)


def row(*parts: QWidget | QLayout | int, spacing: int = 8) -> QHBoxLayout:
    """Things side by side; a number is a stretch."""
    return _filled(QHBoxLayout(), parts, spacing)


def column(*parts: QWidget | QLayout | int, spacing: int = 8) -> QVBoxLayout:
    """Things below each other; a number is a stretch."""
    return _filled(QVBoxLayout(), parts, spacing)


def frame(kind: str, layout: QLayout, margin: int = 12) -> QFrame:
    """A ground for things that belong together."""
    made = QFrame()
    made.setProperty("kind", kind)
    if kind == "bar":
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    layout.setContentsMargins(margin, margin, margin, margin)
    made.setLayout(layout)
    return made


def scrolling(content: QWidget) -> QScrollArea:
    """An area that scrolls its content up and down where the window is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    flick(area)
    return area


def flick(area: QAbstractScrollArea) -> None:
    """Let a finger scroll it."""
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)


def named(widget: QWidget, name: str) -> QWidget:
    """The widget, with the name that is read aloud."""
    widget.setAccessibleName(name)
    return widget


def form(*rows: tuple[str, QWidget | QLayout] | QWidget) -> QFormLayout:
    """Fields below each other, each with its name at the left, or alone on its line."""
    made = QFormLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(8)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for each in rows:
        if isinstance(each, QWidget):
            made.addRow(each)
            continue
        words, field = each
        name = label(words)
        name.setMinimumHeight(TOUCH)
        made.addRow(name, field)
    return made


def text_field(text: str, name: str) -> QLineEdit:
    """A line to type in; its name is read aloud, and shown while it is empty."""
    made = QLineEdit(text)
    made.setPlaceholderText(name)
    made.setAccessibleName(name)
    made.setMinimumHeight(TOUCH)
    return made


def typing_pause(parent: QObject) -> QTimer:
    """Started at each key, it runs out when the typing pauses."""
    return QTimer(parent, singleShot=True, interval=_PAUSE)


class CheckableButton(QPushButton):
    """A button that, checked, bears a tick where it has no sign of its own.

    A screen reader toggles it without a click; that counts as one, too.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._is_told = False  # whether a click or the program is changing it
        self.toggled.connect(self._on_toggled)

    def setChecked(self, checked: bool) -> None:
        self._is_told = True
        super().setChecked(checked)
        self._is_told = False

    @guarded(None)
    def nextCheckState(self) -> None:
        self._is_told = True
        super().nextCheckState()
        self._is_told = False

    def _on_toggled(self, is_checked: bool) -> None:
        group: QButtonGroup | None = self.group()
        is_one_of_many = group is not None and group.exclusive()
        if self._is_told or (is_one_of_many and not is_checked):
            return
        if not is_one_of_many:  # the click toggles it again
            blocked = self.blockSignals(True)
            self.setChecked(not is_checked)
            self.blockSignals(blocked)
        self.click()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked() and self.icon().isNull():
            painter = QPainter(self)
            place = QRectF(self.width() - _TICK - 3, 3, _TICK, _TICK)
            colour = self.palette().color(QPalette.ColorRole.HighlightedText)
            paint_sign(painter, "check", place, colour)


class Verdict(QLabel):
    """What came of something, in words that look good or bad; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setVisible(False)

    def say(self, words: str, kind: str) -> None:
        """Show words; `kind` is `good` or `bad`."""
        self.setText(words)
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setVisible(bool(words))


class ElidedLabel(QLabel):
    """Words on one line that give way where there is little room, with an ellipsis."""

    def __init__(self, text: str, kind: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(self.alignment()), words)


class Choice(QComboBox):
    """One of a list; high enough for a finger, and quiet under the mouse's wheel."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumHeight(TOUCH)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = QRectF(self.width() - 28, (self.height() - 16) / 2, 16, 16)
        paint_sign(painter, "down", place, self.palette().color(QPalette.ColorRole.Text))

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a page must not change an answer


class Page(QWidget):
    """One of the pages that the main window shows."""

    said = Signal(str)  # a remark for the user

    def refresh(self) -> None:
        """Read anew what others may have changed; called whenever the page is shown."""

    def rest(self) -> None:
        """Take the keyboard's focus where typing does the page's main job."""
        self.setFocus()


class SideBySide(QWidget):
    """Two parts beside each other, or below each other where there is little room."""

    def __init__(self, parts: Sequence[tuple[QWidget, int]], wide: int, margin: int = 10) -> None:
        super().__init__()
        self._wide = wide
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(10)
        for part, stretch in parts:
            self._layout.addWidget(part, stretch)

    @guarded(QSize(200, 100))
    def minimumSizeHint(self) -> QSize:
        # Else the width of both would keep the widget from becoming narrow enough to turn.
        margins = self._layout.contentsMargins()
        width = max(self._widths()) + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        margins = self._layout.contentsMargins()
        needed = sum(self._widths()) + margins.left() + margins.right() + self._layout.spacing()
        is_wide = event.size().width() >= max(self._wide, needed)
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        super().resizeEvent(event)

    def _widths(self) -> list[int]:
        parts = self.findChildren(QWidget, options=_DIRECT)
        return [each.minimumSizeHint().width() for each in parts]


class Segments(QWidget):
    """One choice out of a few, as buttons in a row."""

    chosen = Signal(str)  # by the user

    def __init__(self, choices: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        layout = row(spacing=4)
        for value, words in choices:
            button = action_button(words, kind="segment", checkable=True)
            button.setAccessibleName(current().headed(name, words))
            self._buttons[value] = button
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            layout.addWidget(button)
        self.setLayout(layout)

    @property
    def value(self) -> str:
        """The choice; empty while there is none."""
        return next((v for v, each in self._buttons.items() if each.isChecked()), "")

    def choose(self, value: str) -> None:
        """Show a choice without emitting anything."""
        if button := self._buttons.get(value):
            button.setChecked(True)

    def offer(self, value: str, is_offered: bool) -> None:
        """Show a choice or take it away."""
        self._buttons[value].setVisible(is_offered)

    def rename(self, value: str, words: str) -> None:
        """Change the words of a choice."""
        self._buttons[value].setText(words)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.value)


class Stepper(QWidget):
    """A number with a button on either side; it can also be typed."""

    changed = Signal(int)  # by the user

    def __init__(self, name: str, theme: Theme, least: int = 0, most: int = 9999) -> None:
        super().__init__()
        self._fewer = action_button(
            "", theme, sign="minus", tip=_("{name}: one less").format(name=name)
        )
        self._more = action_button(
            "", theme, sign="plus", tip=_("{name}: one more").format(name=name)
        )
        self._number = QSpinBox()
        self._number.setRange(least, most)
        self._number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setMinimumSize(48, TOUCH)
        self._number.setAccessibleName(name)
        self._number.setKeyboardTracking(False)
        self._number.valueChanged.connect(self.changed)
        self._fewer.clicked.connect(self._number.stepDown)
        self._more.clicked.connect(self._number.stepUp)
        self.setLayout(row(self._fewer, self._number, self._more, spacing=4))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def value(self) -> int:
        """The number shown."""
        return self._number.value()

    def show_value(self, value: int) -> None:
        """Show a number without emitting anything."""
        blocked = self._number.blockSignals(True)
        self._number.setValue(value)
        self._number.blockSignals(blocked)


def _filled(box: _Box, parts: Sequence[QWidget | QLayout | int], spacing: int) -> _Box:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            box.addStretch(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        else:
            box.addWidget(part)
    return box
