"""The signed reports that were made here."""

from pathlib import Path

from assessor.storage.folders import KeptFiles


class Reports:
    """Signed PDF reports by the digest of the revision they tell of.

    One whose revision never came to be, after a crash while signing, is never asked for.
    """

    def __init__(self, kept: KeptFiles) -> None:
        self._kept = kept

    def keep(self, digest: str, pdf: bytes) -> Path:
        """Keep the report of a revision, replacing an earlier one; gives where it lies."""
        report = self._kept.report(digest)
        report.write(pdf)
        return report.local()

    def path(self, digest: str) -> Path | None:
        """Where the report of a revision lies, if it was made here."""
        report = self._kept.report(digest)
        return report.local() if report.exists() else None
