"""The workspace: everything one computer knows, in one database and a folder beside it."""

from pathlib import Path

from assessor.storage.database import Database
from assessor.storage.documents import Documents
from assessor.storage.drafts import Drafts
from assessor.storage.folders import Folders
from assessor.storage.lock import InstanceLock
from assessor.storage.photos import Photos
from assessor.storage.register import Register
from assessor.storage.reports import Reports
from assessor.storage.rows import Row


class Workspace:
    """An open workspace.

    Every method is one transaction and deals in values, so what it returns may be kept,
    compared and handed to another thread. `WorkspaceError` says what the world refused.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = InstanceLock(path)
        try:
            self._database = Database(path)
            with self._database.writing() as connection:
                Row.metadata.create_all(connection)
        except BaseException:
            self._lock.release()
            raise
        folders = Folders.beside(path)
        self.drafts = Drafts(self._database)
        self.register = Register(self._database)
        self.photos = Photos(self._database, folders)
        self.documents = Documents(self._database, folders)
        self.reports = Reports(self._database, folders)

    def close(self) -> None:
        """Release the file."""
        self._database.close()
        self._lock.release()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
