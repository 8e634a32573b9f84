"""What is derived from a single document: its header, its item results, its planned sites."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from assessor.domain.documents import PlanDocument
from assessor.domain.inspection import NotApplicable, Photo, Revision, faults_of
from assessor.domain.merging import still_counts
from assessor.domain.scoring import Scorecard, fault_points
from assessor.storage import register
from assessor.storage.columns import fault_values, to_milliseconds
from assessor.storage.database import execute_plain, insert_rows
from assessor.storage.photo_tables import PhotoAnnotationRow, RevisionPhotoRow
from assessor.storage.receipts import Assessed
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


def kind_of(assessed: Assessed) -> str:
    """How the document table calls a document."""
    return "revision" if isinstance(assessed.sealed.document, Revision) else "plan"


def derive(connection: Connection, number: int, assessed: Assessed) -> None:
    """Insert all rows that follow from document `number` alone."""
    match assessed.sealed.document:
        case Revision() as revision:
            _derive_revision(connection, number, revision, assessed)
        case PlanDocument(plan=plan, key=key, counter=counter):
            cutoffs = cutoffs_in(connection)
            if still_counts(key, counter, cutoffs):
                register.add_missing(connection, plan.units, plan.sites)
                if _decides(connection, assessed.sealed.digest, plan.campaign.id, cutoffs):
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


def forget(connection: Connection, number: int) -> None:
    """Delete the rows that `derive` inserted for a document."""
    for table in TABLES:
        statement = f"DELETE FROM {table.__tablename__} WHERE document = ?"
        execute_plain(connection, statement, (number,))


def _derive_revision(
    connection: Connection, number: int, revision: Revision, assessed: Assessed
) -> None:
    header = (number, *_header(revision, assessed))
    insert_rows(connection, RevisionRow, _REVISION, [header])
    ancestors = [(number, bytes.fromhex(each)) for each in revision.ancestors]
    insert_rows(connection, AncestorRow, "document digest", ancestors)
    _add_photos(connection, number, revision)
    if assessed.card is not None:
        results, faults = _item_rows(number, assessed.card)
        insert_rows(connection, ItemResultRow, _RESULT, results)
        insert_rows(connection, ItemFaultRow, _FAULT, faults)


def _header(revision: Revision, assessed: Assessed) -> tuple[object, ...]:
    check, card = revision.check, assessed.card
    site, standard, visit = check.site, check.standard, check.visit
    return (
        check.id,
        bytes.fromhex(assessed.content),
        site.code,
        site.name,
        site.site_type,
        site.community,
        site.organisation,
        site.address,
        standard.id,
        standard.revision,
        standard.digest,
        check.campaign,
        check.community_name,
        check.organisation_name,
        to_milliseconds(visit.started),
        to_milliseconds(visit.finished or revision.signed_at),
        int(card is not None),
        str(card.earned) if card else "0",
        str(card.possible) if card else "0",
        str(card.coverage) if card else "1",
        "\n".join(card.vetoes) if card else "",
    )


def _add_photos(connection: Connection, number: int, revision: Revision) -> None:
    """What is known of the photos, where they are used, and their marks unless there are some."""
    photos = [_photo(photo) for photo in revision.photos]
    insert_rows(connection, PhotoRow, _PHOTO, photos, if_missing=True)
    uses = {
        (number, item, bytes.fromhex(photo))
        for item, seen in revision.check.observations.items()
        for fault in faults_of(seen)
        for photo in fault.photos
    }
    insert_rows(connection, RevisionPhotoRow, "document item photo", sorted(uses))
    for photo in revision.photos:
        if photo.annotations and not _is_annotated(connection, photo.digest):
            insert_rows(connection, PhotoAnnotationRow, _ANNOTATION, _annotations(photo))


def _is_annotated(connection: Connection, digest: str) -> bool:
    query = select(PhotoAnnotationRow.position).where(PhotoAnnotationRow.photo == digest).limit(1)
    return connection.scalar(query) is not None


def _annotations(photo: Photo) -> list[tuple[object, ...]]:
    return [
        (
            bytes.fromhex(photo.digest),
            position,
            each.shape.value,
            each.x,
            each.y,
            each.to_x,
            each.to_y,
            each.words,
        )
        for position, each in enumerate(photo.annotations)
    ]


def _photo(photo: Photo) -> tuple[object, ...]:
    return (
        bytes.fromhex(photo.digest),
        bytes.fromhex(photo.original),
        photo.width,
        photo.height,
        None if photo.taken_at is None else to_milliseconds(photo.taken_at),
        None if photo.latitude is None else str(photo.latitude),
        None if photo.longitude is None else str(photo.longitude),
        photo.name,
        photo.likeness,
    )


def _item_rows(
    number: int, card: Scorecard
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The rows of the items that are not at full marks, and of all faults."""
    results: list[tuple[object, ...]] = []
    faults: list[tuple[object, ...]] = []
    for scored in card.notable:
        item = scored.item.id
        if scored.earned is None:
            reason = scored.seen.reason if isinstance(scored.seen, NotApplicable) else ""
            results.append((number, item, "not_applicable", 0, 1, reason))
        elif lost := scored.lost:
            kind = "open" if scored.seen is None else "lost"
            results.append((number, item, kind, lost.numerator, lost.denominator, ""))
        if faults_of(scored.seen):
            faults += [
                (number, place, item, *fault_values(fault), cost.numerator, cost.denominator)
                for place, (fault, cost) in enumerate(fault_points(scored), start=len(faults))
            ]
    return results, faults
