"""Which signed documents left this computer as result files."""

from datetime import datetime

from sqlalchemy import select

from assessor.storage.database import Database, upsert
from assessor.storage.fieldwork_tables import HandedOverRow


class HandedOver:
    """What was written to a stick and read back there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, digest: str, at: datetime) -> None:
        """Note that a document was handed over."""
        with self._database.writing() as connection:
            upsert(connection, HandedOverRow, [{"document": digest, "at": at}])

    def digests(self) -> frozenset[str]:
        """The digests of all documents that were handed over."""
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(HandedOverRow.document)))
