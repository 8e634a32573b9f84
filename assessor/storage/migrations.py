"""The layout of the workspace file: whose file it is, how old, and how it is brought up to date.

A change of layout is a `Step` at the end of `STEPS`, written in `upgrades`.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assessor import __version__, files
from assessor.i18n import _
from assessor.storage.failures import WorkspaceError, explaining
from assessor.storage.upgrades import to_layout_2

#: Marks our files for `file` and for everyone who opens them: the letters `ASSR`.
APPLICATION_ID = 0x41535352


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the layout, and the oldest layout whose program may still open the result.

    `on_server` are the statements that do the same on PostgreSQL.
    """

    change: Callable[[sqlite3.Connection], None]
    min_reader: int
    on_server: tuple[str, ...] = ()


#: The changes since layout 1, oldest first. Servers came with layout 2.
STEPS: tuple[Step, ...] = (Step(to_layout_2, min_reader=2),)


def current_version() -> int:
    """The layout that this program writes."""
    return 1 + len(STEPS)


def oldest_reader() -> int:
    """The oldest layout whose program may open what this program writes."""
    return max((step.min_reader for step in STEPS), default=1)


def prepare(path: Path, tables: Iterable[str]) -> None:
    """Make these tables in a new file, or bring an old one up to date.

    A file of another program, or one that needs a newer program, is refused with a
    `WorkspaceError` and left as it is.
    """
    with _connection(path) as connection:
        if not _number(connection, "page_count"):
            _make(connection, tables)
            return
        _refuse_foreign(connection, path)
        refuse_newer(*_readers(connection), path)
        found = _number(connection, "user_version")
        if found < current_version():
            back_up(connection, path.with_name(f"{path.name}.v{found}.bak"))
            _upgrade(connection, found)


def refuse_newer(min_reader: int, program: str, place: object) -> None:
    """Refuse a workspace that `program` or newer alone can open."""
    if min_reader > current_version():
        raise WorkspaceError(
            _(
                "{path}: this workspace was written by a newer program. "
                "Install version {version} or newer to open it."
            ).format(path=place, version=program)
        )


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the whole database to a file, even while it is in use; all or nothing."""
    with files.replacing(target) as file:
        connection.execute("VACUUM INTO ?", (file.name,))


def back_up_file(path: Path, target: Path) -> None:
    """Copy the database at `path` to another file."""
    with _connection(path) as connection:
        back_up(connection, target)


def damage_in(path: Path) -> str:
    """What is wrong with the database, in SQLite's words; nothing if it is sound."""
    with _connection(path) as connection:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    return "" if found == "ok" else found


@contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    with explaining(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        yield connection


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    if _number(connection, "application_id") != APPLICATION_ID:
        raise WorkspaceError(
            _("{path}: this file belongs to another program. Choose another file.").format(
                path=path
            )
        )


def _readers(connection: sqlite3.Connection) -> tuple[int, str]:
    min_reader, program = connection.execute(
        "SELECT min_reader, min_program FROM layout"
    ).fetchone()
    return min_reader, program


def _make(connection: sqlite3.Connection, tables: Iterable[str]) -> None:
    with _transaction(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for statement in tables:
            connection.execute(statement)
        _stamp(connection)


def _upgrade(connection: sqlite3.Connection, found: int) -> None:
    # Off, or replacing a table would delete the rows that refer to it; checked at the end.
    connection.execute("PRAGMA foreign_keys = OFF")
    with _transaction(connection):
        for step in STEPS[found - 1 :]:
            step.change(connection)
        _check_references(connection)
        _stamp(connection)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # not after a full disk, which undoes by itself
            connection.execute("ROLLBACK")
        raise


def _stamp(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA user_version = {current_version()}")
    connection.execute("DELETE FROM layout")
    connection.execute(
        "INSERT INTO layout (id, min_reader, min_program) VALUES (1, ?, ?)",
        (oldest_reader(), __version__),
    )


def _check_references(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise RuntimeError(f"an upgrade broke a reference: {broken}")
