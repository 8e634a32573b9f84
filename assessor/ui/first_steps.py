"""The first steps: name, unit, key and standard, once and never again unless asked for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.ui import dialogs
from assessor.ui.desk import Desk
from assessor.ui.in_hand import InHand
from assessor.ui.key_screen import KeyScreen
from assessor.ui.steps import NameScreen, Screen, StandardScreen, UnitScreen
from assessor.ui.widgets import action_button, label, row, scrolling

_LARGEST = QSize(760, 600)


class FirstSteps(QDialog):
    """Leads through four screens; each can be skipped, and all of them together."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_LARGEST.boundedTo(parent.window().size()))
        self._desk = desk
        self._number = 0
        self._layout = QVBoxLayout(self)
        self._body: QWidget | None = None
        self._language = ""
        self._build()
        desk.preferences.changed.connect(self._on_settings_changed)

    @property
    def screen_shown(self) -> Screen:
        """The screen that is shown."""
        return self._screens[self._number]

    def done(self, result: int) -> None:
        """Close, however it came; the steps are not shown by themselves again."""
        self._change(welcomed=True)
        super().done(result)

    def _build(self) -> None:
        """Make everything, in the language of now."""
        desk, self._language = self._desk, self._desk.settings.language
        self.setWindowTitle(_("First steps"))
        self._screens = (
            NameScreen(desk),
            UnitScreen(desk),
            KeyScreen(desk),
            StandardScreen(desk),
        )
        self._stack = QStackedWidget()
        for screen in self._screens:
            self._stack.addWidget(scrolling(screen))
        self._step: QLabel = label(kind="muted")
        self._title = label(kind="words", wraps=True)
        self._all = action_button(_("Skip all"))
        self._back = action_button(_("Back"), desk.theme, sign="back")
        self._skip = action_button(_("Skip this"))
        self._next = action_button("", desk.theme, sign="next", kind="primary")
        self._next.setDefault(True)
        self._all.clicked.connect(self.reject)
        self._back.clicked.connect(self._on_back)
        self._skip.clicked.connect(self._go_on)
        self._next.clicked.connect(self._on_next)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(10)
        for part in (self._step, self._title, self._stack):
            layout.addWidget(part)
        layout.setStretch(2, 1)
        layout.addLayout(row(self._all, 1, self._back, self._skip, self._next))
        self._body = body
        self._layout.addWidget(body)
        self._show(self._number)

    def _show(self, number: int) -> None:
        self._number = number
        screen = self._screens[number]
        self._stack.setCurrentIndex(number)
        last = number == len(self._screens) - 1
        self._step.setText(
            _("Step {number} of {count}").format(number=number + 1, count=len(self._screens))
        )
        self._title.setText(screen.title)
        self._back.setEnabled(number > 0)
        self._skip.setVisible(not last)
        self._next.setText(_("Begin") if last else _("Next"))
        self._next.setAccessibleName(self._next.text())
        screen.begin()

    def _on_back(self) -> None:
        self._show(self._number - 1)

    def _on_next(self) -> None:
        if self._change(**self.screen_shown.choices()):
            self._go_on()

    def _go_on(self) -> None:
        if self._number == len(self._screens) - 1:
            self.accept()
        else:
            self._show(self._number + 1)

    def _change(self, **changes: object) -> bool:
        try:
            self._desk.preferences.change(**changes)
        except AssessorError as error:
            dialogs.tell(self, str(error))
            return False
        return True

    def _on_settings_changed(self) -> None:
        """Speak another language as soon as it is chosen, keeping what was typed."""
        if self._body is None or self._desk.settings.language == self._language:
            return
        in_hand = InHand(self._body)
        self._layout.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._build()
        in_hand.put_back(self._body)
