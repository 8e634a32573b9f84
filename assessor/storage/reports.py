"""The signed reports that were made here."""

from pathlib import Path

from sqlalchemy import select

from assessor import files
from assessor.storage.database import Database, insert_missing
from assessor.storage.folders import Folders, ready
from assessor.storage.signed_tables import ReportRow


class Reports:
    """Signed PDF reports by the digest of the revision they tell of."""

    def __init__(self, database: Database, folders: Folders) -> None:
        self._database = database
        self._folders = folders

    def keep(self, check_id: str, digest: str, pdf: bytes) -> Path:
        """Keep the report of a revision, replacing an earlier one; gives where it lies."""
        path = self._folders.report(digest)
        files.write(ready(path), pdf)
        with self._database.writing() as connection:
            connection.execute(
                insert_missing(ReportRow),
                {"digest": digest, "check_id": check_id},
            )
        return path

    def path(self, digest: str) -> Path | None:
        """Where the report of a revision lies, if it was made here."""
        path = self._folders.report(digest)
        return path if path.exists() else None

    def of_check(self, check_id: str) -> tuple[Path, ...]:
        """The reports of all revisions of a check that were made here."""
        query = select(ReportRow.digest).where(ReportRow.check_id == check_id)
        with self._database.reading() as connection:
            paths = [self._folders.report(digest) for digest in connection.scalars(query)]
        return tuple(sorted(path for path in paths if path.exists()))
