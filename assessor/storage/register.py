"""The register: units, sites, campaigns, and which sites a campaign's plan names."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from assessor.domain.inspection import Campaign, Site, Unit, UnitKind
from assessor.domain.standard import StandardRef
from assessor.storage.database import Database, insert_missing, upsert
from assessor.storage.rows import Row
from assessor.storage.signed_tables import CutoffRow, DocumentRow, PlannedSiteRow
from assessor.storage.tables import CampaignRow, SiteRow, UnitRow

_HIGHEST = "\U0010ffff"  # comes after every character
_UNIT = select(
    UnitRow.code,
    UnitRow.name,
    UnitRow.kind,
    UnitRow.parent,
    UnitRow.valid_from,
    UnitRow.valid_to,
)
_SITE = select(
    SiteRow.code,
    SiteRow.name,
    SiteRow.site_type,
    SiteRow.community,
    SiteRow.organisation,
    SiteRow.address,
)
_PLANNED = (
    select(PlannedSiteRow.site)
    .join(DocumentRow, DocumentRow.id == PlannedSiteRow.document)
    .outerjoin(CutoffRow, CutoffRow.key == DocumentRow.key)
    .where(or_(CutoffRow.key.is_(None), DocumentRow.counter <= CutoffRow.counter))
)


class Register:
    """What a workspace knows of the county. Saving replaces what has the same code."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_units(self, units: Iterable[Unit]) -> None:
        """Store units."""
        with self._database.writing() as connection:
            upsert(connection, UnitRow, [_unit_columns(unit) for unit in units])

    def units(self, kind: UnitKind | None = None) -> tuple[Unit, ...]:
        """All units, or those of one kind, by code."""
        query = _UNIT.order_by(UnitRow.code)
        if kind is not None:
            query = query.where(UnitRow.kind == kind)
        with self._database.reading() as connection:
            return tuple(Unit(*row) for row in connection.execute(query))

    def unit(self, code: str) -> Unit | None:
        """A unit by code."""
        with self._database.reading() as connection:
            row = connection.execute(_UNIT.where(UnitRow.code == code)).one_or_none()
        return None if row is None else Unit(*row)

    def has_grids(self) -> bool:
        """Whether communities are divided into grids here."""
        query = select(UnitRow.code).where(UnitRow.kind == UnitKind.GRID).limit(1)
        with self._database.reading() as connection:
            return connection.scalar(query) is not None

    def save_sites(self, sites: Iterable[Site]) -> None:
        """Store sites."""
        with self._database.writing() as connection:
            upsert(connection, SiteRow, [_site_columns(site) for site in sites])

    def replace_site(self, code: str, site: Site) -> None:
        """Store a site in the place of the one with another code."""
        with self._database.writing() as connection:
            connection.execute(delete(SiteRow).where(SiteRow.code == code))
            upsert(connection, SiteRow, [_site_columns(site)])

    def sites(self, community_prefix: str = "", site_type: str = "") -> tuple[Site, ...]:
        """Sites by code: all, those of a territory, those of a type."""
        query = _SITE.order_by(SiteRow.code)
        if community_prefix:
            last = community_prefix + _HIGHEST
            query = query.where(SiteRow.community >= community_prefix, SiteRow.community <= last)
        if site_type:
            query = query.where(SiteRow.site_type == site_type)
        with self._database.reading() as connection:
            return tuple(Site(*row) for row in connection.execute(query))

    def site(self, code: str) -> Site | None:
        """A site by code."""
        with self._database.reading() as connection:
            row = connection.execute(_SITE.where(SiteRow.code == code)).one_or_none()
        return None if row is None else Site(*row)

    def save_campaign(self, campaign: Campaign) -> None:
        """Store a campaign."""
        with self._database.writing() as connection:
            upsert(connection, CampaignRow, [_campaign_columns(campaign)])

    def campaigns(self) -> tuple[Campaign, ...]:
        """All campaigns, the newest first."""
        query = select(CampaignRow.__table__).order_by(CampaignRow.starts.desc(), CampaignRow.id)
        with self._database.reading() as connection:
            return tuple(_campaign(row) for row in connection.execute(query))

    def campaign(self, campaign_id: str) -> Campaign | None:
        """A campaign by id."""
        query = select(CampaignRow.__table__).where(CampaignRow.id == campaign_id)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _campaign(row)

    def planned_sites(self, campaign_id: str) -> tuple[Site, ...]:
        """The sites that the plans of a campaign name, by code.

        A plan that was signed after its key's cutoff names none.
        """
        planned = _PLANNED.where(PlannedSiteRow.campaign == campaign_id)
        query = _SITE.where(SiteRow.code.in_(planned)).order_by(SiteRow.code)
        with self._database.reading() as connection:
            return tuple(Site(*row) for row in connection.execute(query))


def add_missing(connection: Connection, units: Iterable[Unit], sites: Iterable[Site]) -> None:
    """Store what a plan brings, except where the register knows the code already."""
    _add(connection, UnitRow, [_unit_columns(unit) for unit in units])
    _add(connection, SiteRow, [_site_columns(site) for site in sites])


def put_campaign(connection: Connection, campaign: Campaign) -> None:
    """Store a campaign, replacing what was said of it before."""
    upsert(connection, CampaignRow, [_campaign_columns(campaign)])


def _add(connection: Connection, table: type[Row], rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert_missing(connection, table), rows)


def _unit_columns(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }


def _site_columns(site: Site) -> dict[str, Any]:
    return {
        "code": site.code,
        "name": site.name,
        "site_type": site.site_type,
        "community": site.community,
        "organisation": site.organisation,
        "address": site.address,
    }


def _campaign_columns(campaign: Campaign) -> dict[str, Any]:
    return {
        "id": campaign.id,
        "title": campaign.title,
        "kind": campaign.kind,
        "starts": campaign.starts,
        "ends": campaign.ends,
        "standard_id": campaign.standard.id,
        "standard_revision": campaign.standard.revision,
        "standard_digest": campaign.standard.digest,
        "profile": campaign.profile,
        "double_visit": campaign.double_visit,
    }


def _campaign(row: Any) -> Campaign:
    return Campaign(
        row.id,
        row.title,
        row.kind,
        row.starts,
        row.ends,
        StandardRef(row.standard_id, row.standard_revision, row.standard_digest),
        row.profile,
        row.double_visit,
    )
