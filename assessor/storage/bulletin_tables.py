"""The table of bulletins that were issued. Private to this package."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from assessor.storage.rows import BY_KEY, Key, Place, Row


class BulletinIssueRow(Row):
    """An issue of a series of bulletins; each series counts anew every year."""

    __tablename__ = "bulletin_issue"
    __table_args__ = BY_KEY

    series: Mapped[Key]
    year: Mapped[Place]
    number: Mapped[Place]
    title: Mapped[str]
    at: Mapped[datetime]
