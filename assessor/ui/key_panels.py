"""What the panels of the five steps to keys have in common."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from assessor.i18n import _
from assessor.services.key_steps import Survey
from assessor.services.office_authority import grouped
from assessor.signing.keys import KeyFile
from assessor.ui.desk import Desk
from assessor.ui.widgets import column, label


class KeyPanel(QWidget):
    """One step: what it is for, what lies where, and what to do."""

    changed = Signal()  # something was made, taken in or handed on

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def show_survey(self, found: Survey) -> None:
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
        groups = grouped(key_id)
        self._words.setText(words)
        self.groups.setText(groups)
        self.groups.setAccessibleName(_("Key number: {groups}").format(groups=groups))
        self.setVisible(True)

    def read_out(self, waiting: Sequence[KeyFile]) -> None:
        """Show the number that the office waits to hear, if there is one."""
        self.setVisible(bool(waiting))
        if waiting:
            words = _("The office rings you up. Read this number of your key out to it:")
            self.show_number(waiting[-1].key_id, words)


def selectable(made: QLabel) -> QLabel:
    """Words that can be copied, though the keyboard passes them by."""
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
