"""A line to type in that proposes what may be meant, found by words or by pinyin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from assessor.ui.guards import guarded
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import flick

_MOST = 6  # proposals at once
_ROWS = 3  # of them in sight
_FRAME = 8  # px

_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape)
_PICKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the list shows, and what is picked with it."""

    words: str
    value: Any = None


class SuggestField(QLineEdit):
    """Typing fills `proposals`, a list to be placed below; arrows and Enter or a finger pick.

    No window of its own: input methods show theirs at the same place. What was found by
    pinyin alone is chosen already, so that Enter takes it; words stay as they are typed.
    """

    picked = Signal(object)  # a proposal's value

    def __init__(self, name: str, find: Callable[[str], Sequence[Proposal]]) -> None:
        super().__init__()
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setMinimumHeight(TOUCH)
        self._find = find
        self.proposals = QListWidget()
        self.proposals.setProperty("kind", "framed")
        self.proposals.setProperty("rows", "tall")
        self.proposals.setAccessibleName(name)
        self.proposals.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.proposals.hide()
        flick(self.proposals)
        self.proposals.itemClicked.connect(self._pick)
        self.textEdited.connect(self.propose)

    def propose(self, wanted: str) -> None:
        """Show what may be meant by these words; nothing typed hides the list."""
        found = self._find(wanted)[:_MOST] if wanted.strip() else []
        shown = self.proposals
        shown.clear()
        for each in found:
            item = QListWidgetItem(each.words)
            item.setData(Qt.ItemDataRole.UserRole, each.value)
            shown.addItem(item)
        shown.setVisible(bool(found))
        if found:
            rows = min(_ROWS, len(found))
            shown.setFixedHeight(rows * max(TOUCH, shown.sizeHintForRow(0)) + _FRAME)
            if wanted.strip().casefold() not in found[0].words.partition("  ")[0].casefold():
                shown.setCurrentRow(0)

    def _takes(self, key: int) -> bool:
        """Whether a key is for the list; Enter only where something is chosen in it."""
        if not self.proposals.isVisible() or key not in (*_MOVES, *_PICKS):
            return False
        return key in _MOVES or self.proposals.currentItem() is not None

    def _pick(self, item: QListWidgetItem) -> None:
        self.proposals.hide()
        self.picked.emit(item.data(Qt.ItemDataRole.UserRole))

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        # The page's own shortcuts for these keys wait while there is a list.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._takes(event.key())
        ):
            event.accept()
            return True
        return super().event(event)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes(event.key()):
            super().keyPressEvent(event)
            return
        row, count = self.proposals.currentRow(), self.proposals.count()
        match event.key():
            case Qt.Key.Key_Down:
                self.proposals.setCurrentRow(min(row + 1, count - 1))
            case Qt.Key.Key_Up:
                self.proposals.setCurrentRow(max(row - 1, 0))
            case Qt.Key.Key_Escape:
                self.proposals.hide()
            case _ if (item := self.proposals.currentItem()) is not None:
                self._pick(item)

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.proposals.hide()
        super().focusOutEvent(event)
