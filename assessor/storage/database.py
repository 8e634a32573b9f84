"""A database of either kind, and what is said differently to each.

A workspace is a SQLite file, or for several clerks a PostgreSQL server. Both have the same
tables and the same statements; how they differ stands here, in `file_database` and in
`server_database`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite

from assessor.storage.rows import Row

#: From so many rows on PostgreSQL copies quicker than it inserts.
_MANY = 8


class Database(ABC):
    """An open database. Readers and one writer go on side by side, from any thread."""

    #: Whether other programs may change what is in it.
    is_shared = False
    #: How many transactions wrote through this object.
    changes = 0

    @abstractmethod
    def explaining(self) -> AbstractContextManager[None]:
        """Turn what the world does to the database into a `WorkspaceError`."""

    @abstractmethod
    def reader(self) -> AbstractContextManager[Connection]:
        """A connection within a transaction that only reads."""

    @abstractmethod
    def writer(self) -> AbstractContextManager[Connection]:
        """The connection within a transaction that alone writes."""

    @abstractmethod
    def close(self) -> None:
        """Release the file or the server."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees the database as it is now."""
        with self.explaining(), self.reader() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that is on disk when the block ends, or never was."""
        with self.explaining(), self.writer() as connection:
            yield connection
        self.changes += 1

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """One transaction that is always undone."""
        with self.explaining(), self.writer() as connection:
            try:
                yield connection
            finally:
                connection.rollback()


def insert_rows(
    connection: Connection,
    table: type[Row],
    columns: str,
    rows: Sequence[tuple[Any, ...]],
    *,
    if_missing: bool = False,
) -> None:
    """Insert many rows quickly: `columns` are names with blanks, values as the driver takes them.

    Around SQLAlchemy's per-row work, which costs several times the insert itself.
    """
    if not rows:
        return
    name = table.__tablename__
    cursor = connection.connection.cursor()
    if _is_file(connection):
        cursor.executemany(_insert(name, columns, if_missing), rows)
    elif len(rows) < _MANY or if_missing:
        cursor.executemany(_percent(_insert(name, columns, if_missing)), rows)
    else:
        with cursor.copy(f"COPY {name} ({', '.join(columns.split())}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def execute_plain(connection: Connection, statement: str, values: tuple[Any, ...] = ()) -> Any:
    """Run a statement, with `?` for each value, as the driver takes it; gives its cursor.

    For what an inspector waits for at every answer: half the time of SQLAlchemy's way.
    """
    cursor = connection.connection.cursor()
    cursor.execute(statement if _is_file(connection) else _percent(statement), values)
    return cursor


def insert_missing(connection: Connection, table: type[Row]) -> sqlite.Insert:
    """An insert that leaves a row of the same key as it is."""
    return _inserting(connection)(table).on_conflict_do_nothing()


def upsert(connection: Connection, table: type[Row], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, replacing those of the same key."""
    if rows:
        statement = _inserting(connection)(table)
        key = [column.name for column in table.__table__.primary_key]
        values = {name: statement.excluded[name] for name in rows[0] if name not in key}
        replacing = statement.on_conflict_do_update(index_elements=key, set_=values)
        connection.execute(replacing, rows)


def _is_file(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _inserting(connection: Connection) -> Callable[[type[Row]], sqlite.Insert]:
    """The database's own insert; both kinds have the same methods."""
    if _is_file(connection):
        return sqlite.insert
    from sqlalchemy.dialects import postgresql  # what a file does without

    return cast("Callable[[type[Row]], sqlite.Insert]", postgresql.insert)


@cache
def _insert(table: str, columns: str, if_missing: bool) -> str:
    names = columns.split()
    marks = ", ".join("?" for _name in names)
    conflict = " ON CONFLICT DO NOTHING" if if_missing else ""
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}){conflict}"


@cache
def _percent(statement: str) -> str:
    """A statement with the parameter marks of PostgreSQL's driver."""
    return statement.replace("?", "%s")
