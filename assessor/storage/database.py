"""The SQLite file: opened so that what was committed survives a power cut."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from threading import RLock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite import Insert, insert

from assessor.storage.failures import explaining
from assessor.storage.rows import Row


class Database:
    """An open database. Readers and one writer go on side by side, from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _engine(path)
        # SQLite has one writer at a time; keeping its connection halves the time of an answer.
        self._writes = RLock()
        with explaining(path):
            self._writer = self._engine.connect().execution_options(writing=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees the database as it is now."""
        with explaining(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that is on disk when the block ends, or never was."""
        with self._writes, explaining(self.path), self._writer.begin():
            yield self._writer

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """One transaction that is always undone."""
        with self._writes, explaining(self.path), self._writer.begin() as transaction:
            try:
                yield self._writer
            finally:
                transaction.rollback()

    def close(self) -> None:
        """Release the file."""
        with self._writes:
            self._writer.close()
            self._engine.dispose()


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
    if rows:
        statement = _insert(table.__tablename__, columns, if_missing)
        connection.connection.cursor().executemany(statement, rows)


def execute_plain(connection: Connection, statement: str, values: tuple[Any, ...] = ()) -> Any:
    """Run a statement, with `?` for each value, as the driver takes it; gives its cursor.

    For what an inspector waits for at every answer: half the time of SQLAlchemy's way.
    """
    cursor = connection.connection.cursor()
    cursor.execute(statement, values)
    return cursor


def insert_missing(connection: Connection, table: type[Row]) -> Insert:
    """An insert that leaves a row of the same key as it is."""
    return insert(table).on_conflict_do_nothing()


def upsert(connection: Connection, table: type[Row], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, replacing those of the same key."""
    if rows:
        statement = insert(table)
        key = [column.name for column in table.__table__.primary_key]
        values = {name: statement.excluded[name] for name in rows[0] if name not in key}
        replacing = statement.on_conflict_do_update(index_elements=key, set_=values)
        connection.execute(replacing, rows)


def placeholders(values: Iterable[object]) -> str:
    """As many parameter marks as there are values, for an SQL list."""
    return ",".join("?" for _value in values)


@cache
def _insert(table: str, columns: str, if_missing: bool) -> str:
    names = columns.split()
    conflict = " ON CONFLICT DO NOTHING" if if_missing else ""
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({placeholders(names)}){conflict}"


def _engine(path: Path) -> Engine:
    url = URL.create("sqlite", database=str(path))  # in a text, `?` would end the path
    # Hidden, for errors are logged and the values name people and sites.
    engine = create_engine(url, pool_reset_on_return=None, hide_parameters=True)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: SqliteConnection, _record: Any) -> None:
    # The driver would begin transactions by itself, but not before DDL, and a table
    # made half-way must leave no trace. So we begin them: see _begin.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    # NORMAL, the usual partner of WAL, may lose the last commits when power fails.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA busy_timeout = 5000")


def _begin(connection: Connection) -> None:
    # A writer says so at once: two that both began by reading could never both go on.
    writing = connection.get_execution_options().get("writing", False)
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
