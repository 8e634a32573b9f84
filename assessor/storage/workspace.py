"""The workspace: everything one computer knows, in one database and a folder beside it."""

from datetime import datetime
from pathlib import Path

from assessor import files, progress
from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.storage import backups, ballast, examination, filesystem, migrations
from assessor.storage.carrying import Carrying
from assessor.storage.contributions import Contributions
from assessor.storage.database import Database
from assessor.storage.documents import Documents
from assessor.storage.drafts import Drafts
from assessor.storage.failures import DiskFullError, WorkspaceError
from assessor.storage.figures import Figures
from assessor.storage.folders import Folders
from assessor.storage.handing_over import HandedOver
from assessor.storage.intakes import Intakes
from assessor.storage.lock import InstanceLock
from assessor.storage.phones import Phones
from assessor.storage.photos import Photos
from assessor.storage.phrases import Phrases
from assessor.storage.register import Register
from assessor.storage.reports import Reports
from assessor.storage.routes import Routes
from assessor.storage.schema import table_statements
from assessor.storage.shares import Shares
from assessor.storage.standard_copies import StandardCopies
from assessor.storage.trail import Trail

#: Up to this size a database is looked over on opening, which takes 2 ms for each megabyte.
_CHECKED_BYTES = 32 << 20


class Workspace:
    """An open workspace, made if there was none; no other program has it open.

    Every method is one transaction and deals in values, so what it returns may be kept,
    compared and handed to another thread. `WorkspaceError` says what the world refused.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._folders = folders = Folders.beside(path)
        _refuse_network(path)
        files.made(path.parent)
        self._lock = InstanceLock(path)
        try:
            self._database = _opened(path, folders)
        except BaseException:
            self._lock.release()
            raise
        self.drafts = Drafts(self._database)
        self.contributions = Contributions(self._database)
        self.trail = Trail(self._database)
        self.register = Register(self._database)
        self.photos = Photos(self._database, folders)
        self.phones = Phones(self._database)
        self.documents = Documents(self._database, folders)
        self.reports = Reports(folders)
        self.intakes = Intakes(folders)
        self.standard_copies = StandardCopies(self._database)
        self.carrying = Carrying(self._database)
        self.figures = Figures(self._database, folders)
        self.phrases = Phrases(self._database)
        self.routes = Routes(self._database)
        self.handed_over = HandedOver(self._database)
        self.shares = Shares(self._database)

    def back_up(
        self,
        target: Path,
        at: datetime,
        *,
        whole: bool = True,
        on_progress: ProgressFn = progress.ignore,
    ) -> backups.Backup:
        """Back everything up to one file, even while it is in use, and read it back.

        Without `whole`, pictures, containers and reports are only listed: see `backups`.
        """
        return backups.back_up(
            self.path,
            target,
            self.documents.fingerprint(),
            self.trail.head(),
            at,
            whole=whole,
            on_progress=on_progress,
        )

    def examine(
        self, *, deep: bool = False, on_progress: ProgressFn = progress.ignore
    ) -> examination.Examination:
        """Look everything over; `deep` reads every file instead of only looking for it."""
        return examination.examine(
            self.path, self._database, self._folders, deep=deep, on_progress=on_progress
        )

    def damage(self) -> str:
        """What is wrong with the database, in SQLite's words; nothing if it is sound."""
        return migrations.damage_in(self.path)

    def close(self) -> None:
        """Release the file."""
        self._database.close()
        self._lock.release()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def _refuse_network(path: Path) -> None:
    if filesystem.is_on_network(path):
        raise WorkspaceError(
            _(
                "{path}: this is a network drive, where a cut line can destroy the workspace. "
                "Choose a folder of this computer."
            ).format(path=path)
        )


def _opened(path: Path, folders: Folders) -> Database:
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
        raise WorkspaceError(
            _(
                "{path}: the workspace is damaged ({damage}). "
                "Keep the file, and restore the latest backup."
            ).format(path=path, damage=damage)
        )
    return Database(path)
