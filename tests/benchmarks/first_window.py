"""From the start of the process to the first painted window, warm, against a bare PySide6 window."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from assessor.settings import Settings, save_settings
from tests.benchmarks.measuring import Measure

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from PySide6.QtCore import QTimer

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print(time.time()), QApplication.exit(0)))

application = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1366, 768)
window.show()
sys.exit(application.exec())
"""

OURS = """
import sys, time
import assessor.app
from assessor.__main__ import main

def measured():
    from assessor.ui import main_window
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    class Window(main_window.MainWindow):
        painted = False

        def paintEvent(self, event):
            super().paintEvent(event)
            if not self.painted:
                self.painted = True
                print(time.time())

        def furnish(self, desk):
            super().furnish(desk)
            self.repaint()
            QTimer.singleShot(0, lambda: (print(time.time()), QApplication.exit(0)))

    main_window.MainWindow = Window

show = assessor.app._show
assessor.app._show = lambda *parts: (measured(), show(*parts))[1]
sys.exit(main(["--profile", sys.argv[1]]))
"""


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        save_settings(Path(folder) / "settings.json", Settings(welcomed=True))
        _times(OURS, folder)  # makes the workspace, warms the disk's cache
        _times(BARE, folder)
        ours, bare = [], []
        for _round in range(7):
            ours.append(_times(OURS, folder))
            bare.append(_times(BARE, folder)[0])
    floor = statistics.median(bare)
    for number, name in enumerate(("first window, warm", "with today's sites in it")):
        seconds = statistics.median(times[number] for times in ours)
        # Only the first paint has an aim: what the window holds waits for SQLAlchemy to load.
        yield Measure(name, "a bare PySide6 window", seconds, floor, None if number else 1.6)


def _times(script: str, folder: str) -> list[float]:
    """Seconds from the start of the process to each moment that the script prints."""
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script, folder],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(line) - start for line in done.stdout.splitlines()]
