"""A button whose words give way where there is little room; what is read aloud stays whole."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from assessor.ui.guards import guarded
from assessor.ui.theme import TOUCH

_AROUND = 20  # px around the words


class ElidedButton(QPushButton):
    """Begins with the key that does the same, which is never cut off."""

    def __init__(self, key: str = "", words: str = "") -> None:
        super().__init__()
        self._key = key
        self.setProperty("kind", "phrase")
        self.setAutoDefault(False)
        self.setMinimumSize(TOUCH, TOUCH)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_words(words)

    def show_words(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setToolTip(words)
        self.setAccessibleName(words)
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
        words = f"{self._key} {self._words}".strip()
        self.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
