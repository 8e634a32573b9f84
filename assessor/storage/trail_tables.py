"""The table of the trail. Private to this package."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from assessor.storage.rows import STRICT, Place, Row, Sha


class TrailRow(Row):
    """One thing that was done; rows are only ever added."""

    __tablename__ = "trail"
    __table_args__ = (Index("trail_by_subject", "subject"), STRICT)

    number: Mapped[Place]
    at: Mapped[datetime]
    act: Mapped[str]
    subject: Mapped[str]
    said: Mapped[str]
    chain: Mapped[Sha]
