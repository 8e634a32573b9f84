"""Answers that took long to find, kept in memory while nothing is written."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from assessor.storage.database import Database

T = TypeVar("T")

_MOST = 64


class Memory:
    """What was asked of a workspace. Where other programs write too, nothing is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._found: dict[Hashable, tuple[int, Any]] = {}

    def recall(self, question: Hashable, find: Callable[[], T]) -> T:
        """The answer to a question, found anew only if something was written since."""
        now = self._database.changes  # before finding: what is written meanwhile counts as new
        known = self._found.get(question)
        if known is not None and known[0] == now and not self._database.is_shared:
            found: T = known[1]
            return found
        answer = find()
        if len(self._found) >= _MOST:
            self._found.clear()
        self._found[question] = now, answer
        return answer
