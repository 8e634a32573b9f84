"""One line for each check: where it stands and what it came to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, select

from assessor.domain.areas import CheckResult
from assessor.domain.merging import CheckState
from assessor.domain.standard import StandardRef
from assessor.storage.signed_tables import CheckHeadRow, DocumentRow, RevisionRow, SiteCheckRow


@dataclass(frozen=True, slots=True)
class CheckHeader:
    """A signed check, told by the revision that counts.

    In a conflict it is told by the first of its heads, and a void check by its latest
    revision. While its standard is unknown it is not `scored` and has no points.
    """

    id: str
    state: CheckState
    head: str | None
    heads: tuple[str, ...]
    site: str
    site_name: str
    site_type: str
    address: str
    community: str
    community_name: str
    organisation: str
    organisation_name: str
    campaign: str
    standard: StandardRef
    started: datetime
    finished: datetime
    scored: bool
    earned: Fraction
    possible: Fraction
    coverage: Fraction
    vetoes: tuple[str, ...]
    key: str

    @property
    def result(self) -> CheckResult:
        """What the check comes to in the score of an area, counted as it is."""
        return CheckResult(
            check=self.id,
            site=self.site,
            site_type=self.site_type,
            rate=self.earned / self.possible if self.possible else None,
            finished=self.finished,
            vetoes=self.vetoes,
            coverage=self.coverage,
        )


_HEADERS = (
    select(
        SiteCheckRow.id,
        SiteCheckRow.state,
        SiteCheckRow.head,
        RevisionRow.__table__,
        DocumentRow.digest,
        DocumentRow.key,
    )
    .join(RevisionRow, RevisionRow.document == SiteCheckRow.shown)
    .join(DocumentRow, DocumentRow.id == SiteCheckRow.shown)
    .order_by(RevisionRow.site, SiteCheckRow.id)
)
_HEADS = select(CheckHeadRow.check_id, DocumentRow.digest).join(
    DocumentRow, DocumentRow.id == CheckHeadRow.document
)


def headers(connection: Connection, campaign: str | None) -> Iterator[CheckHeader]:
    """All checks, or those of a campaign, by site."""
    query = _HEADERS if campaign is None else _HEADERS.where(RevisionRow.campaign == campaign)
    return _headers(connection, query, _HEADS)


def header(connection: Connection, check_id: str) -> CheckHeader | None:
    """One check."""
    heads = _HEADS.where(CheckHeadRow.check_id == check_id)
    found = _headers(connection, _HEADERS.where(SiteCheckRow.id == check_id), heads)
    return next(found, None)


def _headers(connection: Connection, query: Any, heads_query: Any) -> Iterator[CheckHeader]:
    heads: dict[str, list[str]] = {}
    for check_id, digest in connection.execute(heads_query):
        heads.setdefault(check_id, []).append(digest)
    for row in connection.execute(query):
        yield CheckHeader(
            id=row.id,
            state=row.state,
            head=None if row.head is None else row.digest,
            heads=tuple(sorted(heads.get(row.id, ()))),
            site=row.site,
            site_name=row.site_name,
            site_type=row.site_type,
            address=row.address,
            community=row.community,
            community_name=row.community_name,
            organisation=row.organisation,
            organisation_name=row.organisation_name,
            campaign=row.campaign,
            standard=StandardRef(row.standard_id, row.standard_revision, row.standard_digest),
            started=row.started,
            finished=row.finished,
            scored=row.scored,
            earned=row.earned,
            possible=row.possible,
            coverage=row.coverage,
            vetoes=row.vetoes,
            key=row.key,
        )
