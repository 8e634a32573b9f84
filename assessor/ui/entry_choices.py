"""What a digit stands for while the program asks something, as buttons for fingers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from assessor.i18n import _, current
from assessor.ui.elided_button import ElidedButton
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.marker import Marker

_DIGITS = 10


class Reasons(QWidget):
    """Why an item does not apply: a button for each reason, numbered for the keyboard."""

    def __init__(self, fieldwork: Fieldwork, marker: Marker) -> None:
        super().__init__()
        self._marker = marker
        language = current().language
        reasons = fieldwork.vocabulary.reasons
        _fill(self, [(each.text.in_language(language), each.code) for each in reasons], 2)

    def on_clicked(self) -> None:
        """A reason was chosen."""
        self._marker.set_aside(str(self.sender().property("code")))


class Categories(QWidget):
    """The disorders, those that suit the item first; ten have a digit."""

    def __init__(self, marker: Marker) -> None:
        super().__init__()
        self._marker = marker
        self._shown: tuple[str, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)

    def show_categories(self) -> None:
        """Show those of the current item."""
        categories = self._marker.categories
        codes = tuple(each.code for each in categories)
        if codes == self._shown:
            return
        self._shown = codes
        while (item := self._grid.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.deleteLater()
        language = current().language
        choices = [(each.name.in_language(language), each.code) for each in categories]
        _fill(self, choices, 3)

    def on_clicked(self) -> None:
        """A category was chosen."""
        self._marker.categorise(str(self.sender().property("code")))


class Twins(QWidget):
    """Whether two faults of one kind become one."""

    def __init__(self, marker: Marker) -> None:
        super().__init__()
        self._marker = marker
        choices = [(_("Merge: add up the places"), "merge"), (_("Keep them apart"), "apart")]
        _fill(self, choices, 2)

    def on_clicked(self) -> None:
        """The inspector decided."""
        self._marker.decide_twin(merges=self.sender().property("code") == "merge")


def _fill(
    widget: Reasons | Categories | Twins, choices: Sequence[tuple[str, str]], columns: int
) -> None:
    """Buttons with words, their digit before them; `code` is what they stand for."""
    grid = widget.layout()
    if not isinstance(grid, QGridLayout):
        grid = QGridLayout(widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
    for number, (words, code) in enumerate(choices, start=1):
        button = ElidedButton(str(number % _DIGITS) if number <= _DIGITS else "", words)
        button.setProperty("code", code)
        button.clicked.connect(widget.on_clicked)
        grid.addWidget(button, (number - 1) // columns, (number - 1) % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
