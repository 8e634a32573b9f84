"""How long the window stands still while files are looked at and taken in, as a job beside it.

A timer is due every 10 ms; the longest it was late is what a person could feel.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from assessor.progress import ProgressFn
from assessor.services.transfer import FileOutcome, merge_files
from assessor.standards import Library
from assessor.ui.application import Collector, make_application
from assessor.ui.jobs import Job, Jobs
from tests.actors import NOON, Person
from tests.benchmarks.measuring import Measure
from tests.benchmarks.merging import scene_in
from tests.benchmarks.result_files import result_files

FILES, CHECKS, ITEMS = 300, 10, 120
_EVERY = 10  # milliseconds


def measures() -> Iterator[Measure]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = make_application()
    Collector(application)
    jobs = Jobs(application)
    with tempfile.TemporaryDirectory() as folder:
        scene = scene_in(Path(folder), ITEMS)
        paths = result_files(Path(folder) / "files", scene.standard, scene.people, FILES, CHECKS)
        for what, preview in (("looking at", True), ("merging", False), ("merging again", False)):
            seconds = _longest_stall(jobs, _work(scene.clerk, scene.library, paths, preview))
            name = f"longest stall of the window while {what} {FILES} files × {CHECKS} checks"
            yield Measure(name, "the 50 ms that nobody feels", seconds, 0.05, 1)
        scene.close()
    jobs.shut_down()


def _work(
    clerk: Person, library: Library, paths: list[Path], preview: bool
) -> Callable[[ProgressFn], tuple[FileOutcome, ...]]:
    trust = clerk.trust
    return lambda report: merge_files(
        clerk.workspace, library, trust, paths, NOON, report, preview=preview
    )


def _longest_stall(jobs: Jobs, work: Callable[[ProgressFn], object]) -> float:
    """Seconds that the timer was late at most, from the job's start to its end."""
    loop = QEventLoop()
    timer = QTimer(interval=_EVERY)
    last = time.perf_counter()
    longest = 0.0

    def beat() -> None:
        nonlocal last, longest
        now = time.perf_counter()
        longest = max(longest, now - last - _EVERY / 1000)
        last = now

    timer.timeout.connect(beat)
    timer.start()
    job = Job(work, jobs)
    job.finished.connect(loop.quit)
    jobs.start(job)
    loop.exec()
    timer.stop()
    return longest
