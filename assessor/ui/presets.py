"""Common words as buttons beside a field: one press instead of typing."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from assessor.i18n import current
from assessor.ui.widgets import action_button


class Presets(QWidget):
    """Buttons that put their words into a field, in rows of so many.

    The button whose words stand in the field is checked.
    """

    def __init__(self, field: QLineEdit, choices: Sequence[str], in_a_row: int) -> None:
        super().__init__()
        self._field = field
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        self._buttons = [action_button(words, kind="segment", checkable=True) for words in choices]
        for number, button in enumerate(self._buttons):
            button.setAccessibleName(current().headed(field.accessibleName(), button.text()))
            button.clicked.connect(self._on_clicked)
            grid.addWidget(button, number // in_a_row, number % in_a_row)
        field.textChanged.connect(self._show)
        self._show()

    @property
    def words(self) -> tuple[str, ...]:
        """What can be chosen."""
        return tuple(button.text() for button in self._buttons)

    def choose(self, words: str) -> None:
        """Press the button of these words."""
        next(button for button in self._buttons if button.text() == words).click()

    def _on_clicked(self) -> None:
        button = next(each for each in self._buttons if each is self.sender())
        self._field.setText(button.text())
        self._field.textEdited.emit(button.text())  # as if it had been typed
        self._show()  # pressed twice, it stays checked

    def _show(self) -> None:
        for button in self._buttons:
            button.setChecked(button.text() == self._field.text().strip())
