"""What the world can do to the database, as sentences; everything else stays a bug."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from assessor import files
from assessor.errors import AssessorError
from assessor.i18n import _

# An extended code carries the primary one in its lowest byte.
_PRIMARY = 0xFF
#: The shared memory file cannot grow: how a full disk looks to a program that opens anew.
_SHM_SIZE = sqlite3.SQLITE_IOERR_SHMSIZE
_FULL_CODES = frozenset({sqlite3.SQLITE_FULL, _SHM_SIZE})
_DAMAGE_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class WorkspaceError(AssessorError):
    """The workspace cannot be opened, read or written, and what to do about it."""


class DamagedError(WorkspaceError):
    """The database is destroyed, in part at least: a backup is needed."""


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


def server_failure(
    address: str, state: str | None, words: str, *, is_operational: bool
) -> WorkspaceError | None:
    """What PostgreSQL reports, by its SQLSTATE, as far as it is no fault of the program.

    Without a state the server was not reached, or is gone; `words` then say why.
    """
    state = state or ""
    if state == "53100":
        return DiskFullError(
            _(
                "{address}: the server's disk is full, so the last change was not saved. "
                "Have space made there, and try again."
            ).format(address=address)
        )
    sentence = _server_sentence(state, is_operational=is_operational)
    reason = words.strip().splitlines()[-1].strip() if words.strip() else "?"
    return WorkspaceError(sentence.format(address=address, reason=reason)) if sentence else None


def _server_sentence(state: str, *, is_operational: bool) -> str | None:
    if state in ("42501", "25006") or state.startswith("28"):
        return _(
            "{address}: the server does not allow this ({reason}). Have your user given the "
            "right to make and change tables in this database."
        )
    if state in ("55P03", "40P01", "40001"):
        return _(
            "{address}: another clerk's program is saving and did not finish in time. "
            "Try again in a minute."
        )
    if state == "22021" or (not state and not is_operational):
        return _(
            "{address}: a text holds a character that no database keeps ({reason}). "
            "Nothing of it was saved; remove the character and try again."
        )
    if state in ("58030", "XX001", "XX002"):
        return _(
            "{address}: the server's own files are damaged ({reason}). "
            "Have its latest backup restored."
        )
    if not state or state[:2] in ("08", "53", "57"):
        return _(
            "{address}: the server cannot be reached or the connection was lost ({reason}). "
            "What was confirmed is kept; check the network and try again."
        )
    return None


def _explained(error: sqlite3.Error, path: Path) -> WorkspaceError | None:
    code = getattr(error, "sqlite_errorcode", None)  # absent where the driver itself objects
    if code is None:
        return None
    is_full = code in _FULL_CODES or code & _PRIMARY in _FULL_CODES
    if is_full or (code & _PRIMARY == sqlite3.SQLITE_CANTOPEN and _lacks_room(path)):
        return DiskFullError(
            _(
                "{path}: the disk is full, so the last change was not saved. "
                "Free some space and try again."
            ).format(path=path)
        )
    sentence = _sentence(code & _PRIMARY)
    kind = DamagedError if code & _PRIMARY in _DAMAGE_CODES else WorkspaceError
    return kind(sentence.format(path=path)) if sentence else None


def damaged(path: Path, damage: str) -> DamagedError:
    """The refusal of a database that is wrong in what SQLite's words say."""
    return DamagedError(
        _(
            "{path}: the workspace is damaged ({damage}). "
            "Keep the file, and restore the latest backup."
        ).format(path=path, damage=damage)
    )


def _lacks_room(path: Path) -> bool:
    """Whether a file beside a path finds no room: SQLite then only says that it cannot open one."""
    hidden = files.beside(path)
    try:
        hidden.write_bytes(b"?")
    except OSError as error:
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    finally:
        with suppress(OSError):
            hidden.unlink()
    return False


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
