"""Telling that this computer's clock was set back or forward."""

import time
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _
from assessor.ui.desk import Desk

_A_MINUTE = 60_000  # ms
_TOLERANCE = timedelta(minutes=5)
#: Counts on while the computer sleeps, whatever its clock is set to.
_STEADY = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))


def steady() -> float:
    """Seconds since some moment."""
    return time.monotonic() if _STEADY is None else time.clock_gettime(_STEADY)


class ClockWatch(QObject):
    """Says at the start, and as long as it is so, that the clock is behind what was done here.

    A clock that jumps while the program runs, in either direction, is told of once.
    """

    said = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._latest = desk.workspace.trail.latest()
        self._begun = desk.now() - timedelta(seconds=steady())
        self._timer = QTimer(self, interval=_A_MINUTE)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Compare the clock with the trail and with the time that has passed."""
        now = self._desk.now()
        begun = now - timedelta(seconds=steady())
        jump, self._begun = begun - self._begun, begun
        if self._latest is not None and now < self._latest - _TOLERANCE:
            words = _(
                "This computer's clock says {now}, but the last entry here was made at {latest}. "
                "Set the clock right before you go on: what is signed bears its time."
            )
            self.said.emit(words.format(now=_shown(now), latest=_shown(self._latest)))
        elif abs(jump) > _TOLERANCE:
            words = _(
                "This computer's clock was changed while the program ran, and says {now} now. "
                "See that it is right: what is signed bears its time."
            )
            self.said.emit(words.format(now=_shown(now)))


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
