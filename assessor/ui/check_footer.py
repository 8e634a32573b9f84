"""The foot of the check page: going on for fingers, and what is not on disk yet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from assessor.i18n import _, ngettext
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.theme import Theme
from assessor.ui.widgets import action_button, column, label, row

_WIDE = 150  # px, the least width of the buttons


class CheckFooter(QFrame):
    """Always in sight, wherever the page is scrolled to."""

    next_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, fieldwork: Fieldwork, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._saving = fieldwork.saving
        self._unsaved = label(kind="notice", wraps=True)
        self._again = action_button(_("Try again"), kind="primary")
        self.back = action_button(_("Item before"), theme, sign="back", tip=_("Item before (↑)"))
        self.next = action_button(_("Next item"), theme, sign="next", tip=_("Next item (Enter)"))
        for button in (self.back, self.next):
            button.setMinimumWidth(_WIDE)
        self._again.clicked.connect(self._saving.try_again)
        self.back.clicked.connect(self.back_wanted)
        self.next.clicked.connect(self.next_wanted)
        notice = row(self._unsaved, self._again)
        notice.setStretch(0, 1)
        layout = column(notice, row(self.back, 1, self.next), spacing=6)
        layout.setContentsMargins(10, 4, 10, 4)
        self.setLayout(layout)
        self._saving.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        waiting = self._saving.waiting
        words = ngettext(
            "Not yet saved: {count} change. {why} It is tried again every few seconds; "
            "keep the program open.",
            "Not yet saved: {count} changes. {why} They are tried again every few seconds; "
            "keep the program open.",
            waiting,
        )
        self._unsaved.setText(words.format(count=waiting, why=self._saving.problem))
        for part in (self._unsaved, self._again):
            part.setVisible(bool(waiting))
