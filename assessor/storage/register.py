"""The register: units, sites, campaigns, and which sites a campaign's plan names."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from assessor.domain.inspection import Campaign, Site, Unit, UnitKind
from assessor.domain.registering import Change, change_to, is_in_place
from assessor.domain.standard import StandardRef
from assessor.domain.territory import Holdings, Partnership, Territory, begins
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.storage.database import Database, insert_missing, upsert
from assessor.storage.rows import Row
from assessor.storage.signed_tables import CutoffRow, DocumentRow, PlannedSiteRow
from assessor.storage.tables import CampaignRow, PartnershipRow, SiteRow, UnitRow
from assessor.storage.trail import Act, note

_UNITS = select(
    UnitRow.code,
    UnitRow.name,
    UnitRow.kind,
    UnitRow.parent,
    UnitRow.valid_from,
    UnitRow.valid_to,
).order_by(UnitRow.code, UnitRow.valid_from)
_PARTNERSHIPS = select(
    PartnershipRow.subject,
    PartnershipRow.partner,
    PartnershipRow.valid_from,
    PartnershipRow.valid_to,
).order_by(PartnershipRow.subject, PartnershipRow.valid_from)
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
    .select_from(PlannedSiteRow)
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
        """All units in their last versions, or those of one kind, by code."""
        with self._database.reading() as connection:
            last = {unit.code: unit for unit in _units(connection)}
        return tuple(unit for unit in last.values() if kind in (None, unit.kind))

    def unit(self, code: str, on: date | None = None) -> Unit | None:
        """A unit by code, as it was on a day; else its last version."""
        with self._database.reading() as connection:
            versions = tuple(_units(connection, code))
        return Territory(versions).unit(code, on)

    def territory(self) -> Territory:
        """Every version of every unit, and who looks after what."""
        with self._database.reading() as connection:
            return Territory(_units(connection), _partnerships(connection))

    def holdings(self) -> Holdings:
        """Everything but the campaigns."""
        with self._database.reading() as connection:
            return _holdings(connection)

    def change(self, change: Change, at: datetime) -> None:
        """Replace parts by others, whole or not at all; `AssessorError` if they are not there.

        The trail tells the codes.
        """
        before, after = change.before, change.after
        with self._database.writing() as connection:
            if not is_in_place(change, _holdings(connection)):
                raise AssessorError(
                    _("The register was changed meanwhile. Look at it again, then try again.")
                )
            _delete(connection, change)
            upsert(connection, UnitRow, [_unit_columns(each) for each in after.units])
            upsert(connection, SiteRow, [_site_columns(each) for each in after.sites])
            partnerships = [_partnership_columns(each) for each in after.partnerships]
            upsert(connection, PartnershipRow, partnerships)
            note(connection, Act.REGISTERED, "", _told(before, after), at)

    def has_grids(self) -> bool:
        """Whether communities are divided into grids here."""
        query = select(UnitRow.code).where(UnitRow.kind == UnitKind.GRID).limit(1)
        with self._database.reading() as connection:
            return connection.scalar(query) is not None

    def has_partnerships(self) -> bool:
        """Whether bodies look after sites or units here."""
        with self._database.reading() as connection:
            return connection.scalar(select(PartnershipRow.subject).limit(1)) is not None

    def save_sites(self, sites: Iterable[Site]) -> None:
        """Store sites."""
        with self._database.writing() as connection:
            upsert(connection, SiteRow, [_site_columns(site) for site in sites])

    def replace_site(self, code: str, site: Site) -> None:
        """Store a site in the place of the one with another code."""
        with self._database.writing() as connection:
            connection.execute(delete(SiteRow).where(SiteRow.code == code))
            upsert(connection, SiteRow, [_site_columns(site)])

    def sites(self) -> tuple[Site, ...]:
        """All sites, by code."""
        with self._database.reading() as connection:
            return _sites(connection)

    def site(self, code: str) -> Site | None:
        """A site by code."""
        with self._database.reading() as connection:
            row = connection.execute(_SITE.where(SiteRow.code == code)).one_or_none()
        return None if row is None else Site(*row)

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

    def plans(self, campaign_id: str) -> tuple[str, ...]:
        """The digests of the plans of a campaign, in order, but for those after a cutoff."""
        planned = _PLANNED.with_only_columns(DocumentRow.digest)
        query = planned.where(PlannedSiteRow.campaign == campaign_id).distinct()
        with self._database.reading() as connection:
            return tuple(connection.scalars(query.order_by(DocumentRow.digest)))


def add_missing(connection: Connection, units: Iterable[Unit], sites: Iterable[Site]) -> None:
    """Store what a plan brings, except where the register knows the code already."""
    known = set(connection.scalars(select(UnitRow.code)))
    new = [_unit_columns(unit) for unit in units if unit.code not in known]
    _add(connection, UnitRow, new)
    _add(connection, SiteRow, [_site_columns(site) for site in sites])


def put_campaign(connection: Connection, campaign: Campaign) -> None:
    """Store a campaign, replacing what was said of it before."""
    upsert(connection, CampaignRow, [_campaign_columns(campaign)])


def _add(connection: Connection, table: type[Row], rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert_missing(connection, table), rows)


def _units(connection: Connection, code: str = "") -> Iterator[Unit]:
    query = _UNITS.where(UnitRow.code == code) if code else _UNITS
    for code_, name, kind, parent, since, until in connection.execute(query):
        yield Unit(code_, name, kind, parent, _day(since), until)


def _partnerships(connection: Connection) -> Iterator[Partnership]:
    for subject, partner, since, until in connection.execute(_PARTNERSHIPS):
        yield Partnership(subject, partner, _day(since), until)


def _holdings(connection: Connection) -> Holdings:
    return Holdings(tuple(_units(connection)), _sites(connection), tuple(_partnerships(connection)))


def _sites(connection: Connection) -> tuple[Site, ...]:
    return tuple(Site(*row) for row in connection.execute(_SITE.order_by(SiteRow.code)))


def _day(since: date) -> date | None:
    """The first of all days stands for no day: a key cannot be empty."""
    return None if since == date.min else since


def _delete(connection: Connection, change: Change) -> None:
    """Take away what is replaced by nothing."""
    gone = change_to(change.after, change.before).after
    for unit in gone.units:
        versions = delete(UnitRow).where(UnitRow.code == unit.code)
        connection.execute(versions.where(UnitRow.valid_from == begins(unit)))
    for site in gone.sites:
        connection.execute(delete(SiteRow).where(SiteRow.code == site.code))
    for each in gone.partnerships:
        subject = delete(PartnershipRow).where(PartnershipRow.subject == each.subject)
        connection.execute(subject.where(PartnershipRow.valid_from == begins(each)))


def _told(before: Holdings, after: Holdings) -> dict[str, list[str]]:
    """The codes that a change is about."""
    both = (before, after)
    found = {
        "units": {unit.code for each in both for unit in each.units},
        "sites": {site.code for each in both for site in each.sites},
        "partnerships": {one.subject for each in both for one in each.partnerships},
    }
    return {part: sorted(codes) for part, codes in found.items() if codes}


def _unit_columns(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent,
        "valid_from": begins(unit),
        "valid_to": unit.valid_to,
    }


def _partnership_columns(each: Partnership) -> dict[str, Any]:
    return {
        "subject": each.subject,
        "partner": each.partner,
        "valid_from": begins(each),
        "valid_to": each.valid_to,
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
