"""Opening another workspace: in a window of its own, which is a program of its own."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess

from assessor.paths import Paths


def open_workspace(paths: Paths, workspace: Path) -> bool:
    """Start the program anew with another workspace; False where it does not start."""
    is_frozen = getattr(sys, "frozen", False)  # then there is no interpreter to be told
    arguments = [] if is_frozen else ["-m", "assessor"]
    arguments += ["--profile", str(paths.profile), "--workspace", str(workspace)]
    started, _process = QProcess.startDetached(sys.executable, arguments)
    return bool(started)
