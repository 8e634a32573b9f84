"""Putting answers on disk in their order, and holding on to what the disk refuses."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from assessor.errors import AssessorError
from assessor.i18n import _

_AGAIN = 3_000  # ms until what waits is tried again
_SLOW = 0.2  # seconds after which an inspector feels that the disk is slow


class Saving(QObject):
    """Writes at once. What is refused waits, and whatever comes later waits behind it."""

    changed = Signal()  # of what waits
    said = Signal(str)  # a remark for the user

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[Callable[[], None]] = []
        self._has_told_slow = False
        self._timer = QTimer(self, interval=_AGAIN)
        self._timer.timeout.connect(self.try_again)
        self.problem = ""

    @property
    def waiting(self) -> int:
        """How many changes are not on disk yet."""
        return len(self._waiting)

    def save(self, write: Callable[[], None]) -> bool:
        """Put a change on disk; False where it has to wait."""
        self._waiting.append(write)
        is_saved = self._write_all()
        if self.waiting > 1:
            self.changed.emit()  # one more waits behind what was refused
        return is_saved

    def try_again(self) -> bool:
        """Put what waits on disk; True when nothing waits any more."""
        return self._write_all()

    def give_up(self) -> None:
        """Stop trying: the user lets go what waits."""
        self._timer.stop()
        self._waiting.clear()

    def _write_all(self) -> bool:
        before = len(self._waiting), self.problem
        while self._waiting:
            try:
                self._time(self._waiting[0])
            except AssessorError as error:
                self.problem = str(error)
                break
            self._waiting.pop(0)
        else:
            if self.problem:
                self.problem = ""
                self._timer.stop()
                self.changed.emit()
                self.said.emit(_("Everything is saved now."))
            return True
        self._timer.start()
        if (len(self._waiting), self.problem) != before or len(self._waiting) == 1:
            self.changed.emit()
        return False

    def _time(self, write: Callable[[], None]) -> None:
        start = time.perf_counter()
        write()
        taken = time.perf_counter() - start
        if taken > _SLOW and not self._has_told_slow:
            self._has_told_slow = True
            sentence = _("The disk is slow: saving took {seconds} s. Every answer is still saved.")
            self.said.emit(sentence.format(seconds=f"{taken:.1f}"))
