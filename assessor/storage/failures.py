"""What the world can do to the database, as sentences; everything else stays a bug."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from assessor.errors import AssessorError
from assessor.i18n import _

# An extended code carries the primary one in its lowest byte.
_PRIMARY = 0xFF
#: The shared memory file cannot grow: how a full disk looks to a program that opens anew.
_SHM_SIZE = sqlite3.SQLITE_IOERR_SHMSIZE
_FULL_CODES = frozenset({sqlite3.SQLITE_FULL, _SHM_SIZE})


class WorkspaceError(AssessorError):
    """The workspace cannot be opened, read or written, and what to do about it."""


class DiskFullError(WorkspaceError):
    """There is no room left; nothing of the last change was kept."""


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turn what the world did to the database at `path` into a `WorkspaceError`.

    Broken constraints and wrong statements are faults of the program and pass through.
    """
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error) and (known := _explained(error.orig, path)):
            raise known from error
        raise
    except sqlite3.Error as error:
        if known := _explained(error, path):
            raise known from error
        raise


def _explained(error: sqlite3.Error, path: Path) -> WorkspaceError | None:
    code = getattr(error, "sqlite_errorcode", None)  # absent where the driver itself objects
    if code is None:
        return None
    if code in _FULL_CODES or code & _PRIMARY in _FULL_CODES:
        return DiskFullError(
            _(
                "{path}: the disk is full, so the last change was not saved. "
                "Free some space and try again."
            ).format(path=path)
        )
    sentence = _sentence(code & _PRIMARY)
    return WorkspaceError(sentence.format(path=path)) if sentence else None


def _sentence(code: int) -> str | None:
    match code:
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return _(
                "{path}: the workspace or its folder is read-only. "
                "Allow writing there, or choose another folder."
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _(
                "{path}: another program is using the workspace. Close that program and try again."
            )
        case sqlite3.SQLITE_CANTOPEN:
            return _(
                "{path}: the workspace cannot be opened. "
                "Check that the folder exists and that you may write there."
            )
        case sqlite3.SQLITE_NOTADB:
            return _(
                "{path}: this is not a workspace, or its beginning was destroyed. "
                "Choose another file, or restore the latest backup."
            )
        case sqlite3.SQLITE_CORRUPT:
            return _(
                "{path}: the workspace is damaged. Keep the file, and restore the latest backup."
            )
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PROTOCOL:
            return _(
                "{path}: the drive does not answer. "
                "Check that it is plugged in, then start the program again."
            )
        case _:
            return None
