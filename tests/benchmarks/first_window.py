"""From the start of the process to the first painted window, warm, against a bare PySide6 window."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

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
from pathlib import Path
from assessor.paths import Paths
import assessor.app

def open_window():
    from assessor.ui import main_window
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    class Window(main_window.MainWindow):
        def paintEvent(self, event):
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: (print(time.time()), QApplication.exit(0)))

    main_window.MainWindow = Window

make = assessor.app._show
assessor.app._show = lambda *parts: (open_window(), make(*parts))[1]
sys.exit(assessor.app.open_window(Paths(Path(sys.argv[1]))))
"""


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        _first_paint(OURS, folder)  # makes the workspace, warms the disk's cache
        _first_paint(BARE, folder)
        ours, bare = [], []
        for _round in range(7):
            ours.append(_first_paint(OURS, folder))
            bare.append(_first_paint(BARE, folder))
    yield Measure(
        "first window, warm",
        "a bare PySide6 window",
        statistics.median(ours),
        statistics.median(bare),
        1.6,
    )


def _first_paint(script: str, folder: str) -> float:
    """Seconds from the start of the process to the first paint."""
    import time

    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script, folder],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.splitlines()[0]) - start
