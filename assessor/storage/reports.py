"""The signed reports that were made here."""

from pathlib import Path

from assessor import files
from assessor.storage.folders import Folders, ready


class Reports:
    """Signed PDF reports by the digest of the revision they tell of.

    One whose revision never came to be, after a crash while signing, is never asked for.
    """

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def keep(self, digest: str, pdf: bytes) -> Path:
        """Keep the report of a revision, replacing an earlier one; gives where it lies."""
        path = self._folders.report(digest)
        files.write(ready(path), pdf)
        return path

    def path(self, digest: str) -> Path | None:
        """Where the report of a revision lies, if it was made here."""
        path = self._folders.report(digest)
        return path if path.exists() else None
