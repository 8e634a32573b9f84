"""Progress of a job that takes its time, with a way to stop it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.ui.dialogs import tell
from assessor.ui.guards import guarded
from assessor.ui.jobs import Job, Jobs
from assessor.ui.widgets import action_button

_PATIENCE = 400  # ms; shorter jobs show nothing


class JobDialog(QDialog):
    """Appears when a job takes longer than a moment, and goes with it."""

    def __init__(self, job: Job, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(360)
        self._job: Job | None = job
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._cancel = action_button(_("Cancel"))
        self._cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(QLabel(title))
        layout.addWidget(self._bar)
        layout.addWidget(self._cancel)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._timer.timeout.connect(self.open)
        self._timer.start()
        job.progressed.connect(self._on_progressed)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)

    @guarded(None)
    def reject(self) -> None:
        if self._job:
            self._job.cancel()
            self._cancel.setEnabled(False)
            self._cancel.setText(_("Stopping …"))

    def _on_progressed(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_failed(self, sentence: str) -> None:
        # Asked for, not kept: a reference to the parent would be a cycle, and where Python
        # breaks such a cycle Qt's widgets are destroyed in the wrong order.
        if (page := self.parentWidget()) is not None:
            tell(page, sentence)

    def _on_finished(self) -> None:
        self._job = None
        self._timer.stop()
        self.accept()
        self.deleteLater()


def carry_out(
    jobs: Jobs,
    parent: QWidget,
    title: str,
    work: Callable[[ProgressFn], Any],
    then: Callable[[Any], object],
) -> Job:
    """Start a job with its dialog; `then`, a method of `parent`, gets what it gives.

    A refusal is told in its own words. The job outlives the page, whose methods are no
    longer called once it is gone.
    """
    job = Job(work, jobs)
    JobDialog(job, title, parent)
    job.succeeded.connect(then)
    jobs.start(job)
    return job
