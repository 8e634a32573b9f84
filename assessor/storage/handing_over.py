"""Which signed documents left this computer as result files."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from assessor.storage.database import Database, upsert
from assessor.storage.fieldwork_tables import HandedOverRow


@dataclass(frozen=True, slots=True)
class Handing:
    """When a document was last handed over, and to which file."""

    at: datetime
    target: str


class HandedOver:
    """What was written to a stick and read back there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, digest: str, at: datetime, target: str = "") -> None:
        """Note that a document was handed over, and to which file."""
        with self._database.writing() as connection:
            upsert(connection, HandedOverRow, [{"document": digest, "at": at, "target": target}])

    def digests(self) -> frozenset[str]:
        """The digests of all documents that were handed over."""
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(HandedOverRow.document)))

    def handing(self, digest: str) -> Handing | None:
        """When and where a document was handed over last."""
        row = HandedOverRow
        query = select(row.at, row.target).where(row.document == digest)
        with self._database.reading() as connection:
            found = connection.execute(query).one_or_none()
        return Handing(*found) if found else None
