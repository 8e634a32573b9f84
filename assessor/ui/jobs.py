"""Long jobs: run in the background, reported and finished in the window's own thread."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from assessor.errors import AssessorError, Cancelled
from assessor.progress import ProgressFn

logger = logging.getLogger(__name__)


class Job(QObject):
    """One piece of work that takes a progress callback. Connect first, then `Jobs.start` it.

    It belongs to the jobs: with a page that goes, it would be gone while it still runs.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(str)  # a sentence for the user
    crashed = Signal(object)  # the exception, for the crash dialog
    finished = Signal()  # after any of the above, and after a cancellation

    _returned = Signal(object)

    def __init__(self, work: Callable[[ProgressFn], Any], jobs: "Jobs") -> None:
        super().__init__(jobs)
        self._work = work
        self._cancelled = Event()
        self._returned.connect(self._conclude, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._cancelled.set()

    def run(self) -> None:
        """Do the work; called by `Jobs` in the background thread."""
        try:
            self._report(0, 0)
            outcome = self._work(self._report)
        except Exception as error:  # told apart in the window's thread
            outcome = error
        self._returned.emit(outcome)

    def _report(self, done: int, total: int) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        self.progressed.emit(done, total)

    def _conclude(self, outcome: object) -> None:
        match outcome:
            case Cancelled():
                pass
            case AssessorError():
                self.failed.emit(str(outcome))
            case Exception():
                logger.error("job failed", exc_info=outcome)
                self.crashed.emit(outcome)
            case _:
                self.succeeded.emit(outcome)
        self.finished.emit()
        self.deleteLater()


class Jobs(QObject):
    """Runs jobs one at a time, so that no two write to the workspace at once."""

    crashed = Signal(object)  # the exception of any job

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._running: set[Job] = set()

    def start(self, job: Job) -> None:
        """Queue a job."""
        self._running.add(job)
        job.crashed.connect(self.crashed)
        job.finished.connect(self._on_finished)
        self._executor.submit(job.run)

    @property
    def busy(self) -> bool:
        """Whether a job is running or waiting."""
        return bool(self._running)

    def shut_down(self) -> None:
        """Ask all jobs to stop and wait for the running one; those still queued are dropped.

        None of them is heard of again: whoever waited for it may be closed by then.
        """
        for job in self._running:
            job.cancel()
            job.blockSignals(True)
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _on_finished(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._running.discard(job)
