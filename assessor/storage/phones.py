"""What a phone's photos are put in place by: which item was open when, and the phone's clock."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from assessor.domain.phone_photos import ItemVisit
from assessor.storage.columns import from_milliseconds, to_milliseconds
from assessor.storage.database import Database, execute_plain, upsert
from assessor.storage.photo_tables import ItemVisitRow, PhoneClockRow

#: Visits older than this are forgotten.
_KEPT = timedelta(days=60)
_MILLISECOND = timedelta(milliseconds=1)
_ADD = (
    "INSERT INTO item_visit (at, check_id, item) VALUES (?, ?, ?)"
    " ON CONFLICT (at, check_id) DO UPDATE SET item = excluded.item"
)
_FORGET = "DELETE FROM item_visit WHERE at < ?"


class Phones:
    """The log of item visits, and how far the clocks of phones are ahead."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def visits(self, since: datetime, until: datetime) -> tuple[ItemVisit, ...]:
        """Which items were opened in a span of time, of all checks, in order."""
        query = (
            select(ItemVisitRow.check_id, ItemVisitRow.item, ItemVisitRow.at)
            .where(ItemVisitRow.at.between(to_milliseconds(since), to_milliseconds(until)))
            .order_by(ItemVisitRow.at)
        )
        with self._database.reading() as connection:
            return tuple(
                ItemVisit(check, item, from_milliseconds(at))
                for check, item, at in connection.execute(query)
            )

    def clocks(self) -> Mapping[str, timedelta]:
        """How far each phone's clock was ahead when it was measured last, by model."""
        query = select(PhoneClockRow.model, PhoneClockRow.ahead)
        with self._database.reading() as connection:
            return {model: ahead * _MILLISECOND for model, ahead in connection.execute(query)}

    def keep_clocks(self, ahead: Mapping[str, timedelta], at: datetime) -> None:
        """Remember what was measured, in place of what was measured earlier."""
        rows = [
            {"model": model, "ahead": span // _MILLISECOND, "measured_at": at}
            for model, span in ahead.items()
        ]
        if rows:
            with self._database.writing() as connection:
                upsert(connection, PhoneClockRow, rows)


def log_visit(connection: Connection, check_id: str, item_id: str, at: datetime) -> None:
    """Write down that an item was opened, within a transaction of the caller."""
    execute_plain(connection, _ADD, (to_milliseconds(at), check_id, item_id))


def forget_old_visits(connection: Connection, now: datetime) -> None:
    """Forget visits that no photo will ever be looked up by."""
    execute_plain(connection, _FORGET, (to_milliseconds(now - _KEPT),))
