"""The daily backup, made while nobody has to think of it."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from assessor.progress import ProgressFn
from assessor.ui.desk import Desk
from assessor.ui.jobs import Job

_SOON = 60_000  # ms after the start: opening comes first
_HOUR = 3_600_000  # ms between looking whether a day has passed


class DailyBackup(QObject):
    """Backs the workspace up once a day as long as the program runs; failures are told."""

    said = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.begin)
        self._timer.start(_SOON)

    def begin(self) -> None:
        """Back up now, unless there is a backup of today."""
        paths, workspace = self._desk.paths, self._desk.workspace

        def work(_report: ProgressFn) -> None:
            from assessor.services.care import back_up_daily  # loads what scores

            back_up_daily(workspace, paths.backups, datetime.now(UTC))

        job = Job(work, self._desk.jobs)
        job.failed.connect(self.said)
        self._desk.jobs.start(job)
        self._timer.start(_HOUR)
