"""Room kept for the day the disk is full: a file that can be given up.

A full disk does not even let SQLite open the workspace. With the ballast gone it opens,
and what is in it can be exported.
"""

import os
import shutil
from pathlib import Path

from assessor.files import made

SIZE = 16 << 20
#: Only where there is this much more room than needed; a nearly full disk is not filled by us.
_SPARE = 4


def lay(path: Path) -> None:
    """Keep the room if there is plenty of it. It is a comfort: a refusal is no error."""
    try:
        made(path.parent)
        if not path.exists() and shutil.disk_usage(path.parent).free > _SPARE * SIZE:
            _fill(path)
    except OSError:
        drop(path)


def drop(path: Path) -> bool:
    """Give the room up; whether there was any."""
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _fill(path: Path) -> None:
    with path.open("wb") as file:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, SIZE)
        else:
            file.write(bytes(SIZE))
