"""Words for the current item's faults as buttons, laid out like the keys that pick them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from assessor.i18n import _
from assessor.services.phrasebook import Offer
from assessor.ui.elided_button import ElidedButton

#: Where three fingers of the left hand lie.
PHRASE_KEYS = "QWEASD"
_IN_A_ROW = 3


class PhraseGrid(QWidget):
    """As many phrases as there are keys for them."""

    chosen = Signal(int)  # the number of the phrase, from 0

    def __init__(self) -> None:
        super().__init__()
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self._buttons = [ElidedButton(key) for key in PHRASE_KEYS]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(self._on_clicked)
            grid.addWidget(button, number // _IN_A_ROW, number % _IN_A_ROW)

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Show these phrases, the first on the first key."""
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(offers))
            if number < len(offers):
                words = offers[number].words
                button.show_words(words)
                button.setAccessibleName(_("Fault: {words}").format(words=words))
        for column in range(_IN_A_ROW):  # a few have the room of all
            self._grid.setColumnStretch(column, int(column < len(offers)))
        self.setVisible(bool(offers))

    def _on_clicked(self) -> None:
        self.chosen.emit(next(n for n, each in enumerate(self._buttons) if each is self.sender()))
