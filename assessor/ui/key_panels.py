"""What the panels of the five steps to keys have in common."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from assessor.i18n import _
from assessor.ui import key_work
from assessor.ui.desk import Desk
from assessor.ui.widgets import column, label

if TYPE_CHECKING:
    from assessor.services.key_steps import Survey


class KeyPanel(QWidget):
    """One step: what it is for, what lies where, and what to do."""

    changed = Signal()  # something was made, taken in or handed on

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def show_survey(self, found: "Survey") -> None:
        """Show how things are now."""

    def forget(self) -> None:
        """Clear passphrases that were typed."""


class NumberToCompare(QWidget):
    """A key number in groups, large enough to be read out on the telephone."""

    def __init__(self) -> None:
        super().__init__()
        self.groups = selectable(label(kind="groups", wraps=True))
        self.groups.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = label(wraps=True)
        self.setLayout(column(self._words, self.groups))

    def show_number(self, key_id: str, words: str) -> None:
        """Show a number with what to do with it."""
        self._words.setText(words)
        self.groups.setText(key_work.grouped(key_id))
        self.groups.setAccessibleName(
            _("Key number: {groups}").format(groups=key_work.grouped(key_id))
        )
        self.setVisible(True)


def selectable(made: QLabel) -> QLabel:
    """Words that can be copied, though the keyboard passes them by."""
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
