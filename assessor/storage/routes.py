"""In which order an inspector goes from site to site."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from assessor.storage.database import Database, insert_rows
from assessor.storage.fieldwork_tables import RoutePlaceRow


class Routes:
    """One order for each campaign, and one for work without a campaign (an empty id)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def route(self, campaign: str) -> tuple[str, ...]:
        """The codes of the sites in their order; those nobody moved are not among them."""
        place = RoutePlaceRow
        query = select(place.site).where(place.campaign == campaign).order_by(place.place)
        with self._database.reading() as connection:
            return tuple(connection.scalars(query))

    def keep(self, campaign: str, sites: Sequence[str]) -> None:
        """Remember an order, in the place of the one before."""
        with self._database.writing() as connection:
            connection.execute(delete(RoutePlaceRow).where(RoutePlaceRow.campaign == campaign))
            rows = [(campaign, site, place) for place, site in enumerate(sites)]
            insert_rows(connection, RoutePlaceRow, "campaign site place", rows)
