"""The workspace's own copies of the standards it used, so that its checks outlive the originals."""

from collections.abc import Mapping

from sqlalchemy import select

from assessor.domain.standard import StandardRef
from assessor.storage.database import Database, insert_rows
from assessor.storage.library_tables import StandardCopyRow


class StandardCopies:
    """Revisions of standards, each whole in one piece; what was kept never changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._refs: frozenset[StandardRef] | None = None

    def refs(self) -> frozenset[StandardRef]:
        """Which revisions were kept."""
        # Nobody else has a file open, so it is asked but once.
        if self._refs is None or self._database.is_shared:
            table = StandardCopyRow
            query = select(table.standard, table.revision, table.digest)
            with self._database.reading() as connection:
                self._refs = frozenset(StandardRef(*row) for row in connection.execute(query))
        return self._refs

    def all(self) -> dict[StandardRef, bytes]:
        """Every revision that was kept, packed as it was handed over."""
        query = select(StandardCopyRow.__table__)
        with self._database.reading() as connection:
            return {
                StandardRef(row.standard, row.revision, row.digest): row.packed
                for row in connection.execute(query)
            }

    def keep(self, copies: Mapping[StandardRef, bytes]) -> None:
        """Keep revisions, all or none; those that are here already stay as they are."""
        rows = [
            (bytes.fromhex(ref.digest), ref.id, ref.revision, packed)
            for ref, packed in copies.items()
        ]
        with self._database.writing() as connection:
            insert_rows(
                connection,
                StandardCopyRow,
                "digest standard revision packed",
                rows,
                if_missing=True,
            )
        self._refs = self.refs() | copies.keys()
