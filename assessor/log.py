"""Logging to a file that never grows large, and the text of a crash report.

INFO says what the user did, DEBUG how. No names of people or sites, no passphrases.
"""

import logging
import logging.handlers
import platform
import re
import traceback
from collections import deque
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePath

from assessor import __version__, files
from assessor.errors import AssessorError

_KEPT = 500
_SIZE = 1 << 20
_REPORTS = 10
_NOT_OURS = re.compile(r"[^\x00-\x7f]+")

_recent: deque[str] = deque(maxlen=_KEPT)


class _Recent(logging.Handler):
    """Keeps the last records in memory, for the crash report."""

    def emit(self, record: logging.LogRecord) -> None:
        _recent.append(self.format(record))


def set_up(folder: Path) -> None:
    """Log to `folder`; where it cannot be written, to memory alone."""
    form = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handlers: list[logging.Handler] = [_Recent()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(
            logging.handlers.RotatingFileHandler(
                folder / "assessor.log", maxBytes=_SIZE, backupCount=3, encoding="utf-8"
            )
        )
    except OSError:
        pass  # a full or read-only disk must not keep the program from starting
    logging.raiseExceptions = False  # a disk that fills up must not flood the terminal
    root = logging.getLogger("assessor")
    root.setLevel(logging.INFO)
    for old in root.handlers[:]:  # of another profile
        root.removeHandler(old)
        with suppress(OSError):  # it may still hold what the disk did not take
            old.close()
    for handler in handlers:
        handler.setFormatter(form)
        root.addHandler(handler)


def crash_report(error: BaseException) -> str:
    """What someone who mends the program needs: versions, the error, the last records.

    Without personal data: names of people and sites are Chinese, so every such text is
    blotted out, and so is the home folder and its user's name in any path.
    """
    lines = [
        f"assessor {__version__}, Python {platform.python_version()}, {platform.platform()}",
        "",
        *traceback.format_exception(error),
        "",
        *_recent,
    ]
    report = "\n".join(lines)
    with suppress(RuntimeError):  # nobody's home
        report = _without_user(report, Path.home())
    return _NOT_OURS.sub("…", report)


def _without_user(report: str, home: PurePath) -> str:
    """A home folder's path, as it is or quoted, and its last part in other paths."""
    for written in (str(home), repr(str(home))[1:-1]):
        report = report.replace(written, "~")
    return (
        re.sub(rf"(?<=[\\/]){re.escape(home.name)}(?=[\\/])", "~", report) if home.name else report
    )


def keep_report(folder: Path, report: str, at: datetime) -> Path | None:
    """Write a crash report beside the log, and forget the oldest; None where that fails."""
    target = folder / f"crash-{at:%Y%m%d-%H%M%S}.txt"
    try:
        files.write(files.made(folder) / target.name, report.encode(errors="backslashreplace"))
        for old in sorted(folder.glob("crash-*.txt"))[:-_REPORTS]:
            old.unlink(missing_ok=True)
    except (AssessorError, OSError):
        return None
    return target
