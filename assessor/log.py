"""Logging to a file that never grows large, and the text of a crash report.

INFO says what the user did, DEBUG how. No names of people or sites, no passphrases.
"""

import logging
import logging.handlers
import platform
import traceback
from collections import deque
from contextlib import suppress
from pathlib import Path

from assessor import __version__

_KEPT = 500
_SIZE = 1 << 20

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
    """What someone who mends the program needs: versions, the error, the last records."""
    lines = [
        f"assessor {__version__}, Python {platform.python_version()}, {platform.platform()}",
        "",
        *traceback.format_exception(error),
        "",
        *_recent,
    ]
    return "\n".join(lines)
