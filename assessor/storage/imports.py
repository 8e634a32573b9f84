"""The log of imports, and the quarantine of files that were refused."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from assessor.storage.database import Database, insert_rows, upsert
from assessor.storage.folders import KeptFiles
from assessor.storage.prepared import PreparedFile
from assessor.storage.rebuilding import fingerprint
from assessor.storage.receipts import (
    ImportedFile,
    ImportRecord,
    ImportSummary,
    Outcome,
    Quarantined,
    Receipt,
    Refused,
)
from assessor.storage.settling import portions
from assessor.storage.signed_tables import (
    ContainerRow,
    ImportedFileRow,
    ImportRow,
    QuarantineRow,
)

_FILE = (
    ImportedFileRow.name,
    ImportedFileRow.outcome,
    ImportedFileRow.reason,
    ImportedFileRow.checks,
    ImportedFileRow.photos_expected,
    ImportedFileRow.photos_received,
    ImportedFileRow.container,
    ImportedFileRow.sha,
    ImportedFileRow.signer,
)
_FILES = select(ImportedFileRow.import_id, *_FILE).order_by(ImportedFileRow.id)
_IMPORTS = select(ImportRow.id, ImportRow.at, ImportRow.undone, ImportRow.fingerprint).order_by(
    ImportRow.id.desc()
)
_IS_HERE = ContainerRow.identity == ImportedFileRow.container
_HERE = (
    select(ImportedFileRow.sha)
    .join(ContainerRow, _IS_HERE)
    .where(ImportedFileRow.sha.is_not(None))
    .distinct()
)
_KNOWN = (
    select(*_FILE)
    .join(ContainerRow, _IS_HERE)
    .where(ImportedFileRow.sha.in_(bindparam("wanted", expanding=True)))
    .order_by(ImportedFileRow.id)
)
_COLUMNS = (
    "import_id name outcome reason checks photos_expected photos_received container sha signer"
)


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

    def taken_before(self, apart_from: Iterable[str] = ()) -> frozenset[str]:
        """The SHA-256 of the files whose contents are here, but for those of some keys."""
        query = _HERE.where(ContainerRow.key.not_in(list(apart_from)))
        with self._database.reading() as connection:
            return frozenset(connection.scalars(query))

    def known_files(self, sizes: Mapping[str, int]) -> dict[str, ImportedFile]:
        """The files as they were taken before, by SHA-256, if what they brought is here, whole.

        `sizes` gives the bytes of each file that is asked for.
        """
        found: dict[str, ImportedFile] = {}
        with self._database.reading() as connection:
            for some in portions(sizes):
                for row in connection.execute(_KNOWN, {"wanted": some}):
                    found.setdefault(row.sha, _imported(row))
        kept = self._kept.container_sizes({each.container for each in found.values()})
        return {
            sha: replace(each, outcome=Outcome.SAME, reason="")
            for sha, each in found.items()
            if kept.get(each.container) == sizes[sha]
        }

    def conclude_import(self, import_id: int) -> None:
        """Note the state that an import left behind."""
        with self._database.writing() as connection:
            connection.execute(
                update(ImportRow)
                .where(ImportRow.id == import_id)
                .values(fingerprint=fingerprint(connection))
            )

    def import_summaries(self) -> tuple[ImportSummary, ...]:
        """All imports at a glance, the latest first; their files are only counted."""
        counted = select(ImportedFileRow.import_id, ImportedFileRow.outcome, func.count()).group_by(
            ImportedFileRow.import_id, ImportedFileRow.outcome
        )
        found: dict[int, dict[Outcome, int]] = {}
        with self._database.reading() as connection:
            for number, outcome, count in connection.execute(counted):
                found.setdefault(number, {})[outcome] = count
            rows = connection.execute(
                select(ImportRow.id, ImportRow.at, ImportRow.undone).order_by(ImportRow.id.desc())
            )
            return tuple(
                ImportSummary(number, at, undone, found.get(number, {}))
                for number, at, undone in rows
            )

    def imports(self, number: int | None = None) -> tuple[ImportRecord, ...]:
        """All imports with their files, the latest first, or the one of a number."""
        files, listed = _FILES, _IMPORTS
        if number is not None:
            files = files.where(ImportedFileRow.import_id == number)
            listed = listed.where(ImportRow.id == number)
        with self._database.reading() as connection:
            found: dict[int, list[ImportedFile]] = {}
            for row in connection.execute(files):
                found.setdefault(row.import_id, []).append(_imported(row))
            rows = connection.execute(listed)
            return tuple(
                ImportRecord(number, at, tuple(found.get(number, ())), undone, state)
                for number, at, undone, state in rows
            )

    def imports_alike(self, number: int) -> tuple[int, ...]:
        """The other imports that stand and hold files of this one, in order."""
        files = select(ImportedFileRow.container).where(
            ImportedFileRow.import_id == number, ImportedFileRow.container.is_not(None)
        )
        query = (
            select(ImportRow.id)
            .join(ImportedFileRow, ImportedFileRow.import_id == ImportRow.id)
            .where(
                ImportRow.id != number,
                ImportRow.undone.is_(None),
                ImportedFileRow.container.in_(files),
            )
            .distinct()
            .order_by(ImportRow.id)
        )
        with self._database.reading() as connection:
            return tuple(connection.scalars(query))

    def file_name(self, identity: str) -> str:
        """What a container's file was called when it was last taken in; else by its identity."""
        query = (
            select(ImportedFileRow.name)
            .where(ImportedFileRow.container == identity)
            .order_by(ImportedFileRow.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.scalar(query) or f"{identity}.asice"

    def quarantine(self, refused: Refused, at: datetime) -> None:
        """Keep a refused file aside; it is known by its SHA-256."""
        sha = self._keep_refused(refused)
        with self._database.writing() as connection:
            note_refused(connection, [(sha, refused)], at)

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

    def _keep_refused(self, refused: Refused) -> str:
        """Keep a refused file, before any row speaks of it; gives its SHA-256."""
        sha = hashlib.sha256(refused.content).hexdigest()
        file = self._kept.quarantined(sha)
        if not file.exists():
            file.write(refused.content)
        return sha


def note_refused(
    connection: Connection, files: Iterable[tuple[str, Refused]], at: datetime
) -> None:
    """Note which files lie in quarantine, by SHA-256, and why."""
    rows = {
        sha: {
            "sha": sha,
            "file_name": each.file_name,
            "reason": each.reason,
            "at": at,
            "retry": each.retry,
        }
        for sha, each in files
    }
    upsert(connection, QuarantineRow, list(rows.values()))


def _imported(row: Any) -> ImportedFile:
    return ImportedFile(
        row.name,
        row.outcome,
        row.reason,
        row.checks,
        row.photos_expected,
        row.photos_received,
        row.container or "",
        row.sha or "",
        row.signer,
    )


def as_recorded(file: PreparedFile, receipt: Receipt) -> ImportedFile:
    """What an accepted file brought, as the log has it."""
    return ImportedFile(
        file.file_name,
        receipt.outcome,
        "",
        len(receipt.checks),
        file.photos_expected,
        file.photos_received,
        file.container.identity,
        file.sha,
        str(file.signer),
    )


def record(connection: Connection, import_id: int, files: Iterable[ImportedFile]) -> None:
    """Add files to the log, in order."""
    rows = [
        (
            import_id,
            file.name,
            file.outcome.value,
            file.reason,
            file.checks,
            file.photos_expected,
            file.photos_received,
            bytes.fromhex(file.container) if file.container else None,
            bytes.fromhex(file.sha) if file.sha else None,
            file.signer,
        )
        for file in files
    ]
    insert_rows(connection, ImportedFileRow, _COLUMNS, rows)
