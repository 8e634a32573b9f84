"""The log of imports, and the quarantine of files that were refused."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from assessor.storage.database import Database, upsert
from assessor.storage.folders import KeptFiles
from assessor.storage.rebuilding import fingerprint
from assessor.storage.receipts import (
    ImportedFile,
    ImportRecord,
    Outcome,
    Quarantined,
    Receipt,
    Received,
)
from assessor.storage.signed_tables import (
    ContainerRow,
    ImportedFileRow,
    ImportRow,
    QuarantineRow,
)

_FILES = select(
    ImportedFileRow.import_id,
    ImportedFileRow.name,
    ImportedFileRow.outcome,
    ImportedFileRow.reason,
    ImportedFileRow.checks,
    ImportedFileRow.photos_expected,
    ImportedFileRow.photos_received,
    ImportedFileRow.container,
    ImportedFileRow.sha,
    ImportedFileRow.signer,
).order_by(ImportedFileRow.id)


class Imports:
    """What was taken in, when, and what was refused and kept aside by its hash."""

    def __init__(self, database: Database, kept: KeptFiles) -> None:
        self._database = database
        self._kept = kept

    def begin_import(self, at: datetime) -> int:
        """The number under which the files that are now taken together are recorded."""
        with self._database.writing() as connection:
            return connection.execute(
                insert(ImportRow).returning(ImportRow.id), {"at": at}
            ).scalar_one()

    def taken_before(self, sha: str, size: int) -> ImportedFile | None:
        """The very file as it was taken before, if what it brought is still here, whole."""
        query = (
            select(
                ImportedFileRow.name,
                ImportedFileRow.checks,
                ImportedFileRow.photos_expected,
                ImportedFileRow.photos_received,
                ImportedFileRow.container,
                ImportedFileRow.signer,
            )
            .join(ContainerRow, ContainerRow.identity == ImportedFileRow.container)
            .where(ImportedFileRow.sha == sha)
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or self._kept.container(row.container).size() != size:
            return None
        return ImportedFile(
            row.name,
            Outcome.SAME,
            "",
            row.checks,
            row.photos_expected,
            row.photos_received,
            row.container,
            sha,
            row.signer,
        )

    def conclude_import(self, import_id: int, files: Iterable[ImportedFile] = ()) -> None:
        """Note the state that an import left behind, and files that brought nothing."""
        with self._database.writing() as connection:
            for file in files:
                _record(connection, import_id, file)
            connection.execute(
                update(ImportRow)
                .where(ImportRow.id == import_id)
                .values(fingerprint=fingerprint(connection))
            )

    def imports(self) -> tuple[ImportRecord, ...]:
        """All imports, the latest first."""
        with self._database.reading() as connection:
            found: dict[int, list[ImportedFile]] = {}
            for row in connection.execute(_FILES):
                file = ImportedFile(*row[1:7], row[7] or "", row[8] or "", row[9])
                found.setdefault(row[0], []).append(file)
            rows = connection.execute(
                select(
                    ImportRow.id, ImportRow.at, ImportRow.undone, ImportRow.fingerprint
                ).order_by(ImportRow.id.desc())
            )
            return tuple(
                ImportRecord(number, at, tuple(found.get(number, ())), undone, state)
                for number, at, undone, state in rows
            )

    def quarantine(
        self,
        file_name: str,
        reason: str,
        content: bytes,
        at: datetime,
        *,
        retry: bool,
        import_id: int | None = None,
    ) -> str:
        """Keep a refused file aside; gives its SHA-256, under which it is known.

        `retry` says that it may be good once its signer is known.
        """
        sha = hashlib.sha256(content).hexdigest()
        file = self._kept.quarantined(sha)
        if not file.exists():
            file.write(content)
        row = {"sha": sha, "file_name": file_name, "reason": reason, "at": at, "retry": retry}
        with self._database.writing() as connection:
            upsert(connection, QuarantineRow, [row])
            if import_id is not None:
                refused = ImportedFile(file_name, Outcome.QUARANTINED, reason, 0, 0, 0)
                _record(connection, import_id, refused)
        return sha

    def quarantined(self) -> tuple[Quarantined, ...]:
        """All refused files, the latest first."""
        query = select(
            QuarantineRow.sha,
            QuarantineRow.file_name,
            QuarantineRow.reason,
            QuarantineRow.at,
            QuarantineRow.retry,
        ).order_by(QuarantineRow.at.desc(), QuarantineRow.sha)
        with self._database.reading() as connection:
            return tuple(Quarantined(*row) for row in connection.execute(query))

    def to_retry(self) -> tuple[Quarantined, ...]:
        """The refused files that may be good by now."""
        return tuple(each for each in self.quarantined() if each.retry)

    def quarantined_file(self, sha: str) -> Path:
        """Where a refused file lies."""
        return self._kept.quarantined(sha).local()

    def release(self, sha: str) -> None:
        """Forget a refused file; one that is not there is forgotten already."""
        with self._database.writing() as connection:
            connection.execute(delete(QuarantineRow).where(QuarantineRow.sha == sha))
        self._kept.quarantined(sha).drop()


def record_accepted(
    connection: Connection, import_id: int, received: Received, receipt: Receipt
) -> None:
    """Note in the log what an accepted file brought."""
    _record(
        connection,
        import_id,
        ImportedFile(
            received.file_name,
            receipt.outcome,
            "",
            len(receipt.checks),
            received.photos_expected,
            received.photos_received,
            received.container.identity,
            received.sha,
            str(received.signer),
        ),
    )


def _record(connection: Connection, import_id: int, file: ImportedFile) -> None:
    connection.execute(
        insert(ImportedFileRow),
        {
            "import_id": import_id,
            "name": file.name,
            "outcome": file.outcome,
            "reason": file.reason,
            "checks": file.checks,
            "photos_expected": file.photos_expected,
            "photos_received": file.photos_received,
            "container": file.container or None,
            "sha": file.sha or None,
            "signer": file.signer,
        },
    )
