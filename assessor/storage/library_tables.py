"""The table of the standards that this workspace used."""

from sqlalchemy.orm import Mapped

from assessor.storage.rows import Row, ShaKey


class StandardCopyRow(Row):
    """One revision, packed in one piece."""

    __tablename__ = "standard_copy"

    digest: Mapped[ShaKey]
    standard: Mapped[str]
    revision: Mapped[int]
    packed: Mapped[bytes]
