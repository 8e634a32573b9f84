"""What is derived from single documents: headers, item results, planned sites."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from assessor.domain.documents import PlanDocument
from assessor.domain.merging import still_counts
from assessor.storage import register
from assessor.storage.database import execute_plain, insert_rows
from assessor.storage.photo_tables import PhotoAnnotationRow, RevisionPhotoRow
from assessor.storage.prepared import PreparedDocument, Values
from assessor.storage.rows import Row
from assessor.storage.settling import cutoffs_in
from assessor.storage.signed_tables import (
    AncestorRow,
    DocumentRow,
    ItemFaultRow,
    ItemResultRow,
    PlannedSiteRow,
    RevisionRow,
)
from assessor.storage.tables import PhotoRow

#: Every table that `derive` fills, in an order in which the rows may be deleted.
TABLES: tuple[type[Row], ...] = (
    AncestorRow,
    ItemFaultRow,
    ItemResultRow,
    PlannedSiteRow,
    RevisionPhotoRow,
    RevisionRow,
)

_REVISION = (
    "document check_id content site site_name site_type community organisation address "
    "standard_id standard_revision standard_digest campaign community_name organisation_name "
    "started finished scored earned possible coverage vetoes"
)
_RESULT = "document item kind lost_num lost_den reason"
_FAULT = (
    "document position item count words category severity unit extent spot widespread responsible "
    "lost_num lost_den"
)
_PHOTO = "digest original width height taken_at latitude longitude name likeness"
_ANNOTATION = "photo position shape x y to_x to_y words"

#: A document and the number that it has here.
Numbered = tuple[int, PreparedDocument]


def derive(connection: Connection, documents: Sequence[Numbered]) -> None:
    """Insert all rows that follow from each of these documents alone."""
    revisions = [(number, each) for number, each in documents if each.header]
    headers = [(number, *each.header) for number, each in revisions]
    insert_rows(connection, RevisionRow, _REVISION, headers)
    ancestors = [
        (number, bytes.fromhex(ancestor))
        for number, each in revisions
        if each.lineage
        for ancestor in sorted(each.lineage.ancestors)
    ]
    insert_rows(connection, AncestorRow, "document digest", ancestors)
    results = [(number, *row) for number, each in revisions for row in each.results]
    insert_rows(connection, ItemResultRow, _RESULT, results)
    faults = [(number, *row) for number, each in revisions for row in each.faults]
    insert_rows(connection, ItemFaultRow, _FAULT, faults)
    photos = [row for _number, each in revisions for row in each.photos]
    insert_rows(connection, PhotoRow, _PHOTO, photos, if_missing=True)
    uses = [(number, *row) for number, each in revisions for row in each.uses]
    insert_rows(connection, RevisionPhotoRow, "document item photo", uses)
    for _number, each in revisions:
        _annotate(connection, each.annotations)
    for number, each in documents:
        if each.plan:
            _derive_plan(connection, number, each.digest, each.plan)


def forget(connection: Connection, number: int) -> None:
    """Delete the rows that `derive` inserted for a document."""
    for table in TABLES:
        statement = f"DELETE FROM {table.__tablename__} WHERE document = ?"
        execute_plain(connection, statement, (number,))


def _derive_plan(connection: Connection, number: int, digest: str, document: PlanDocument) -> None:
    plan = document.plan
    cutoffs = cutoffs_in(connection)
    if still_counts(document.key, document.counter, cutoffs):
        register.add_missing(connection, plan.units, plan.sites)
        if _decides(connection, digest, plan.campaign.id, cutoffs):
            register.put_campaign(connection, plan.campaign)
    rows = [(number, site.code, plan.campaign.id) for site in plan.sites]
    insert_rows(connection, PlannedSiteRow, "document site campaign", rows)


def _decides(
    connection: Connection, digest: str, campaign: str, cutoffs: Mapping[str, int]
) -> bool:
    """Whether a plan says what its campaign is: of those that count, the lowest digest does.

    Which of them came first must not matter to anybody's ranking.
    """
    plans = (
        select(DocumentRow.digest, DocumentRow.key, DocumentRow.counter)
        .join(PlannedSiteRow, PlannedSiteRow.document == DocumentRow.id)
        .where(PlannedSiteRow.campaign == campaign)
        .distinct()
    )
    return all(
        digest <= other
        for other, key, counter in connection.execute(plans)
        if still_counts(key, counter, cutoffs)
    )


def _annotate(connection: Connection, annotations: Collection[Values]) -> None:
    """Keep the marks of photos that have none yet."""
    for photo in {row[0] for row in annotations}:
        known = select(PhotoAnnotationRow.position).where(PhotoAnnotationRow.photo == photo.hex())
        if connection.scalar(known.limit(1)) is None:
            rows = [row for row in annotations if row[0] == photo]
            insert_rows(connection, PhotoAnnotationRow, _ANNOTATION, rows)
