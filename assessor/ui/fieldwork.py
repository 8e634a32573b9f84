"""The open draft, as the pages see it: what is marked, where the inspector is, what to undo."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from assessor.domain.forms import CheckItem, SiteType
from assessor.domain.inspection import Observation, SiteCheck, fault_count
from assessor.domain.scoring import ItemScore, Scorecard, score
from assessor.domain.standard import Standard
from assessor.domain.vocabulary import Vocabulary
from assessor.errors import AssessorError
from assessor.services.assessing import form_of
from assessor.standards import Library
from assessor.storage import Workspace


class Filter(StrEnum):
    """Which items are gone through."""

    ALL = "all"
    OPEN = "open"
    FAULTS = "faults"


def _now() -> datetime:
    return datetime.now(UTC)


class Fieldwork(QObject):
    """One draft, its score and its undo history.

    Every change is on disk before a signal tells of it; a change that the disk refuses is
    not made, and `refused` says why. Signals carry item ids. A draft whose standard is not
    at hand cannot be opened: `AssessorError`.
    """

    leaving = Signal()  # before another item is shown: what is being typed must be kept now
    item_changed = Signal(str)
    current_changed = Signal(str)
    filter_changed = Signal()
    history_changed = Signal()  # of what can be undone and redone
    described = Signal()  # anything but the observations
    refused = Signal(str)  # a sentence for the user

    def __init__(
        self,
        workspace: Workspace,
        library: Library,
        check_id: str,
        *,
        clock: Callable[[], datetime] = _now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        draft = workspace.drafts.get(check_id)
        self.check: SiteCheck = draft.check
        self.revises = draft.revises
        self.standard: Standard
        self.site_type: SiteType
        self.standard, self.site_type = form_of(draft.check, library)
        self.vocabulary: Vocabulary = library.vocabulary()
        self.undo_stack = QUndoStack(self)
        # Not the stack's own signal: it is emitted once more while the stack is destroyed.
        self.undo_stack.indexChanged.connect(self.history_changed)
        self.filter = Filter.ALL
        self._items = {item.id: item for item in self.site_type.items}
        self._current = draft.current_item if draft.current_item in self._items else ""
        self._current = self._current or next(iter(self._items))
        self._workspace = workspace
        self._clock = clock
        self._card: Scorecard | None = None
        self._scored: dict[str, ItemScore] | None = None

    @property
    def current(self) -> CheckItem:
        """The item the inspector is looking at."""
        return self._items[self._current]

    @property
    def card(self) -> Scorecard:
        """The score so far."""
        if self._card is None:
            self._card = score(self.site_type, self.check.observations)
        return self._card

    def scored(self, item_id: str) -> ItemScore:
        """What an item came to."""
        if self._scored is None:
            self._scored = {each.item.id: each for each in self.card.items}
        return self._scored[item_id]

    def item(self, item_id: str) -> CheckItem:
        """An item of the form."""
        return self._items[item_id]

    def seen(self, item_id: str) -> Observation | None:
        """How an item is marked."""
        return self.check.observations.get(item_id)

    def mark(self, item_id: str, seen: Observation | None, words: str, entry: int = 0) -> bool:
        """Mark an item, or leave it open again, undoably; False where the disk refused.

        `words` say what undo would take back. Marks of one item with the same `entry`,
        not 0, are undone together: the digits of one number.
        """
        if seen != self.seen(item_id):
            self.undo_stack.push(_Mark(self, item_id, seen, words, entry))
        return seen == self.seen(item_id)

    def visit(self, item_id: str) -> None:
        """Go to an item; the place is remembered for the next start."""
        if item_id == self._current or item_id not in self._items:
            return
        self.leaving.emit()
        self._current = item_id
        try:
            self._workspace.drafts.visit_item(self.check.id, item_id, self._clock())
        except AssessorError as error:
            self.refused.emit(str(error))
        self.current_changed.emit(item_id)

    def describe(self, **changes: Any) -> bool:
        """Change fields of the check or of its visit; False where the disk refused."""
        visit = {name: changes.pop(name) for name in tuple(changes) if name in _VISIT_FIELDS}
        described = replace(self.check, visit=replace(self.check.visit, **visit), **changes)
        if described == self.check:
            return True
        try:
            self._workspace.drafts.describe(described)
        except AssessorError as error:
            self.refused.emit(str(error))
            return False
        self.check = described
        self.described.emit()
        return True

    def choose_filter(self, chosen: Filter) -> None:
        """Go through all items, the open ones, or those with lost points."""
        self.filter = chosen
        self.filter_changed.emit()

    def shows(self, item_id: str) -> bool:
        """Whether the filter lets an item through."""
        seen = self.seen(item_id)
        match self.filter:
            case Filter.OPEN:
                return seen is None
            case Filter.FAULTS:
                return self.is_faulty(item_id)
            case _:
                return True

    def is_faulty(self, item_id: str) -> bool:
        """Whether an item was marked and lost points or has faults."""
        seen = self.seen(item_id)
        return seen is not None and bool(fault_count(seen) or self.scored(item_id).lost)

    def neighbour(self, step: int) -> str | None:
        """The next item, or with -1 the one before, that the filter lets through."""
        order = list(self._items)
        at = order.index(self._current)
        following = order[at + 1 :] if step > 0 else order[:at][::-1]
        return next((each for each in following if self.shows(each)), None)

    def first_open(self) -> str | None:
        """The first item nobody marked yet."""
        return next((each for each in self._items if self.seen(each) is None), None)

    def write(self, item_id: str, seen: Observation | None) -> None:
        """Put an observation on disk and tell of it; for the undo commands alone."""
        self._workspace.drafts.mark(self.check.id, item_id, seen, self._clock())
        self.check = self.check.with_observation(item_id, seen)
        self._card = self._scored = None
        self.item_changed.emit(item_id)


_VISIT_FIELDS = ("inspectors", "companions", "weather", "representative")


class _Mark(QUndoCommand):
    def __init__(
        self, fieldwork: Fieldwork, item_id: str, after: Observation | None, words: str, entry: int
    ) -> None:
        super().__init__(words)
        self._fieldwork = fieldwork
        self.item_id = item_id
        self._before = fieldwork.seen(item_id)
        self.after = after
        self._entry = entry
        self._is_new = True

    def redo(self) -> None:
        self._try(self.after)
        self._is_new = False

    def undo(self) -> None:
        self._try(self._before)

    def id(self) -> int:
        return self._entry or -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802  Qt's name
        # A command the disk refused must not be merged: it never happened.
        if not isinstance(other, _Mark) or other.isObsolete() or other.item_id != self.item_id:
            return False
        self.after = other.after
        self.setText(other.text())
        return True

    def _try(self, seen: Observation | None) -> None:
        # An exception leaving redo() would keep on the stack a change that never happened.
        try:
            self._fieldwork.write(self.item_id, seen)
        except AssessorError as error:
            self.setObsolete(True)
            self._fieldwork.refused.emit(str(error))
            return
        if not self._is_new:
            self._fieldwork.visit(self.item_id)
