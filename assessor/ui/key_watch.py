"""Telling in time that a certificate ends."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from assessor.progress import ProgressFn
from assessor.ui import key_work
from assessor.ui.desk import Desk
from assessor.ui.jobs import Job

if TYPE_CHECKING:
    from assessor.services.key_steps import Ending

_SOON = 3_000  # ms after the start: opening comes first


class KeyWatch(QObject):
    """Says once, soon after the start, which certificates ended or soon will."""

    said = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self, singleShot=True, interval=_SOON)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look at the keys; without any, signing is not even loaded."""
        paths, at = self._desk.paths, self._desk.now()
        if not any(paths.keys.glob("*")):
            return

        def work(_report: ProgressFn) -> "tuple[Ending, ...]":
            return key_work.endings(paths, at)

        job = Job(work, self._desk.jobs)
        job.succeeded.connect(self._on_found)
        job.failed.connect(self.said)
        self._desk.jobs.start(job)

    def _on_found(self, endings: "tuple[Ending, ...]") -> None:
        if endings:
            self.said.emit("\n".join(map(str, endings)))
