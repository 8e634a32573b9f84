"""The SQLite file: opened so that what was committed survives a power cut."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from threading import RLock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from assessor.storage.database import Database
from assessor.storage.failures import explaining


class FileDatabase(Database):
    """An open SQLite file, which this program alone has open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _engine(path)
        # SQLite has one writer at a time; keeping its connection halves the time of an answer.
        self._writes = RLock()
        with self.explaining():
            self._writer = self._engine.connect().execution_options(writing=True)

    def explaining(self) -> AbstractContextManager[None]:
        return explaining(self.path)

    def reader(self) -> AbstractContextManager[Connection]:
        return self._engine.begin()

    @contextmanager
    def writer(self) -> Iterator[Connection]:
        with self._writes, self._writer.begin():
            yield self._writer

    def close(self) -> None:
        with self._writes:
            self._writer.close()
            self._engine.dispose()


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
