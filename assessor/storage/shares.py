"""Who of two inspectors on one visit marks which sections of the form."""

from sqlalchemy import delete, select

from assessor.storage.database import Database, upsert
from assessor.storage.fieldwork_tables import DraftShareRow


class Shares:
    """How the sections of a draft are shared out; one that nobody was given is everybody's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, check_id: str) -> dict[str, str]:
        """The inspector's name by section id."""
        row = DraftShareRow
        query = select(row.section, row.inspector).where(row.draft == check_id)
        with self._database.reading() as connection:
            return dict(connection.execute(query.order_by(row.section)).all())

    def give(self, check_id: str, section: str, inspector: str) -> None:
        """Give a section to an inspector, or with an empty name back to everybody."""
        row = DraftShareRow
        with self._database.writing() as connection:
            if inspector:
                values = {"draft": check_id, "section": section, "inspector": inspector}
                upsert(connection, DraftShareRow, [values])
                return
            connection.execute(
                delete(DraftShareRow).where(row.draft == check_id, row.section == section)
            )
