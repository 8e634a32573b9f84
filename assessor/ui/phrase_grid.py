"""Words for the current item's faults as buttons, laid out like the keys that pick them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from assessor.i18n import _
from assessor.services.phrasebook import Offer
from assessor.ui.guards import guarded
from assessor.ui.theme import TOUCH

#: Where three fingers of the left hand lie.
PHRASE_KEYS = "QWEASD"
_IN_A_ROW = 3
_AROUND = 20  # px around a button's words


class PhraseGrid(QWidget):
    """As many phrases as there are keys for them."""

    chosen = Signal(int)  # the number of the phrase, from 0

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self._buttons = [_PhraseButton(key) for key in PHRASE_KEYS]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(self._on_clicked)
            grid.addWidget(button, number // _IN_A_ROW, number % _IN_A_ROW)
        for column in range(_IN_A_ROW):
            grid.setColumnStretch(column, 1)

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Show these phrases, the first on the first key."""
        for number, button in enumerate(self._buttons):
            button.show_words(offers[number].words if number < len(offers) else "")
        self.setVisible(bool(offers))

    def _on_clicked(self) -> None:
        self.chosen.emit(next(n for n, each in enumerate(self._buttons) if each is self.sender()))


class _PhraseButton(QPushButton):
    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._words = ""
        self.setProperty("kind", "phrase")
        self.setAutoDefault(False)
        self.setMinimumSize(TOUCH, TOUCH)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """Show a phrase, or nothing."""
        self._words = words
        self.setVisible(bool(words))
        self.setToolTip(words)
        self.setAccessibleName(_("Fault: {words}").format(words=words))
        self._write()

    @guarded(QSize(TOUCH, TOUCH))
    def sizeHint(self) -> QSize:
        return QSize(TOUCH, TOUCH)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        room = self.width() - _AROUND
        words = f"{self._key} {self._words}"
        self.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
