"""What programs that died left half written: hidden files and folders that nobody reads.

Whole files that no row names are none: after an older database was put back they may be
the only ones of their kind, so the examination names them and nobody deletes them.
"""

import logging
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from assessor import files

logger = logging.getLogger(__name__)

_HIDDEN = r"-[0-9a-f]{8}(-journal)?"  # how names end that `files.beside` gives
_ANY = re.compile(r"\..+" + _HIDDEN)


def was_killed(workspace: Path) -> bool:
    """Whether the last program did not close a workspace: SQLite's log is still there."""
    return workspace.with_name(workspace.name + "-wal").exists()


def sweep(workspace: Path, root: Path) -> None:
    """Delete what was being written for a workspace, or into its folder `root`.

    Only for who holds the lock of the workspace and has not begun to write: then whoever
    wrote it is dead.
    """
    name = re.escape(files.beside(workspace).name[:-9])
    ours = re.compile(name + r"(\.v\d+\.bak)?" + _HIDDEN)
    beside = [each for each in workspace.parent.iterdir() if ours.fullmatch(each.name)]
    for each in (*beside, *_inside(root)):
        logger.info("swept %s", each.name)
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)
        else:
            with suppress(OSError):  # what stays is named by the examination
                each.unlink()


def left(workspace: Path, root: Path) -> tuple[Path, ...]:
    """What lies beside a workspace and in its folder, of whatever program; it may be in use."""
    beside = (each for each in workspace.parent.iterdir() if _ANY.fullmatch(each.name))
    return (*sorted(beside), *sorted(_inside(root)))


def strays(root: Path, known: Collection[str]) -> tuple[Path, ...]:
    """Whole result files and pictures in the folder that bear no name that is known."""
    found = (*root.glob("containers/*.asice"), *root.glob("photos/*/*.jpg"))
    return tuple(sorted(each for each in found if each.stem not in known))


def _inside(root: Path) -> Iterator[Path]:
    return (each for each in root.rglob(".*") if _ANY.fullmatch(each.name))
