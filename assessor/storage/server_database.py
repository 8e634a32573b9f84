"""A PostgreSQL server, where several clerks share one workspace.

Loaded only for a workspace that is named by URL. Passwords are none of our business:
PostgreSQL's own `.pgpass` and `PGPASSFILE` keep them, or the URL does.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from assessor.i18n import _
from assessor.storage.database import Database
from assessor.storage.failures import WorkspaceError, server_failure

#: What all writers of a workspace hold while they write: the letters `ASSR`.
LOCK = 0x41535352
#: How the connection is made where the URL does not say otherwise; times in seconds and ms.
_USUAL = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "tcp_user_timeout": "30000",
    "application_name": "assessor",
    "options": "-c lock_timeout=60000",
}


class ServerDatabase(Database):
    """An open database on a server, used by any number of programs.

    As with a file there is one writer at a time: each begins by taking the same lock, so
    what it then reads holds until it is done, and two that merge the same files end in
    one truth. Files are judged before that. A connection that was lost is told from the
    next one on, which is a new one.
    """

    is_shared = True

    def __init__(self, address: str) -> None:
        url = _url(address)
        self.name = _shown(url)
        # Hidden, for errors are logged and the values name people and sites.
        engine = create_engine(
            url,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={k: v for k, v in _USUAL.items() if k not in url.query},
        )
        event.listen(engine, "begin", _begin)
        self._engine = engine
        self._readers = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        # Each statement sees what others committed before the lock was had.
        self._writers = engine.execution_options(isolation_level="READ COMMITTED", writing=True)

    @contextmanager
    def explaining(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, psycopg.Error) as error:
            original = error.orig if isinstance(error, DBAPIError) else error
            if isinstance(original, psycopg.Error) and (known := self._explained(original)):
                raise known from error
            raise

    def reader(self) -> AbstractContextManager[Connection]:
        return self._readers.begin()

    def writer(self) -> AbstractContextManager[Connection]:
        return self._writers.begin()

    def close(self) -> None:
        self._engine.dispose()

    def _explained(self, error: psycopg.Error) -> WorkspaceError | None:
        is_operational = isinstance(error, psycopg.OperationalError)
        if not (error.sqlstate or is_operational or isinstance(error, psycopg.DataError)):
            return None
        return server_failure(self.name, error.sqlstate, str(error), is_operational=is_operational)


def _url(address: str) -> URL:
    try:
        url = make_url(address)
        is_ours = url.get_backend_name() in ("postgres", "postgresql")
    except (ArgumentError, NoSuchModuleError, ValueError):
        is_ours = False
    if not is_ours:
        raise WorkspaceError(
            _(
                "{address}: this is no address of a workspace on a server. "
                "Write postgresql://USER@HOST/DATABASE."
            ).format(address=address.partition("://")[0] + "://…")
        )
    return url.set(drivername="postgresql+psycopg")


def _shown(url: URL) -> str:
    """The address without passwords."""
    plain = url.set(drivername="postgresql", password=None).difference_update_query(["password"])
    return plain.render_as_string()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        driver: Any = connection.connection.driver_connection
        driver.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
