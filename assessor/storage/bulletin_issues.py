"""Which numbers of bulletins were given out, so that the next one can be proposed."""

from sqlalchemy import func, select

from assessor.domain.bulletins import Issued, Series
from assessor.storage.bulletin_tables import BulletinIssueRow
from assessor.storage.database import Database, upsert


class BulletinIssues:
    """The issues of every series by year and number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self, series: Series, year: int) -> int:
        """The highest number given out in a year; 0 before the first."""
        query = select(func.max(BulletinIssueRow.number)).where(
            BulletinIssueRow.series == series.value, BulletinIssueRow.year == year
        )
        with self._database.reading() as connection:
            return connection.scalar(query) or 0

    def find(self, series: Series, year: int, number: int) -> Issued | None:
        """Who has a number; None while it is free."""
        query = select(BulletinIssueRow.title, BulletinIssueRow.at).where(
            BulletinIssueRow.series == series.value,
            BulletinIssueRow.year == year,
            BulletinIssueRow.number == number,
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Issued(series, year, number, row.title, row.at)

    def note(self, issued: Issued) -> None:
        """Remember an issue; one that has its number is forgotten."""
        row = {
            "series": issued.series.value,
            "year": issued.year,
            "number": issued.number,
            "title": issued.title,
            "at": issued.at,
        }
        with self._database.writing() as connection:
            upsert(connection, BulletinIssueRow, [row])
