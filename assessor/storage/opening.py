"""Opening what a workspace lies in: a file that nobody else has open, or a server."""

from contextlib import ExitStack
from pathlib import Path

from assessor import files
from assessor.i18n import _
from assessor.storage import ballast, filesystem, leftovers, migrations
from assessor.storage.database import Database
from assessor.storage.failures import DiskFullError, WorkspaceError, damaged
from assessor.storage.file_database import FileDatabase
from assessor.storage.folders import Folders, KeptFiles
from assessor.storage.lock import InstanceLock
from assessor.storage.schema import table_statements

#: Up to this size a database is looked over on opening, which takes 2 ms for each megabyte.
_CHECKED_BYTES = 32 << 20


def open_file(path: Path, opened: ExitStack) -> tuple[Database, KeptFiles]:
    """The database at `path` and the folder beside it; `opened` releases them."""
    folders = Folders.beside(path)
    _refuse_network(path)
    files.made(path.parent)
    opened.callback(InstanceLock(path).release)
    if leftovers.was_killed(path):
        leftovers.sweep(path, folders.root)
    database = _ready(path, folders)
    opened.callback(database.close)
    return database, folders


def open_server(address: str, opened: ExitStack) -> tuple[Database, KeptFiles]:
    """The database that a URL names, which keeps the files too; `opened` releases it."""
    try:
        from assessor.storage import server_layout  # only then is its driver needed
        from assessor.storage.server_database import ServerDatabase
        from assessor.storage.server_files import ServerFiles
    except ImportError as error:
        raise WorkspaceError(
            _(
                "A workspace on a server needs the Python package psycopg, which is not "
                "installed: pip install “assessor[postgresql]”."
            )
        ) from error
    database = ServerDatabase(address)
    opened.callback(database.close)
    server_layout.prepare(database)
    kept = ServerFiles(database)
    opened.callback(kept.close)
    return database, kept


def _refuse_network(path: Path) -> None:
    if filesystem.is_on_network(path):
        raise WorkspaceError(
            _(
                "{path}: this is a network drive, where a cut line can destroy the workspace. "
                "Choose a folder of this computer."
            ).format(path=path)
        )


def _ready(path: Path, folders: Folders) -> Database:
    """The database, ready to be used; the ballast is given up if that takes room."""
    try:
        database = _prepared(path)
    except DiskFullError:
        if not ballast.drop(folders.ballast):
            raise
        return _prepared(path)
    ballast.lay(folders.ballast)
    return database


def _prepared(path: Path) -> Database:
    migrations.prepare(path, table_statements())
    if path.stat().st_size <= _CHECKED_BYTES and (damage := migrations.damage_in(path)):
        raise damaged(path, damage)
    return FileDatabase(path)
