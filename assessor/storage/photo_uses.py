"""Where photos are used: faults of drafts, and of the revisions that count."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from assessor.storage.photo_tables import RevisionPhotoRow
from assessor.storage.signed_tables import CheckHeadRow, RevisionRow
from assessor.storage.tables import DraftRow, FaultPhotoRow

_AT_ONCE = 500  # parameters of one query


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """That a check shows a photo at an item. `started` is when the visit began."""

    photo: str
    check: str
    site_name: str
    item: str
    started: datetime


def uses_of(connection: Connection, photos: Collection[str]) -> tuple[PhotoUse, ...]:
    """Every use of these photos, in order of time; a check that is open again counts as open."""
    found: dict[PhotoUse, None] = {}
    wanted = sorted(photos)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        drafts = (
            select(
                FaultPhotoRow.photo,
                DraftRow.id,
                DraftRow.site_name,
                FaultPhotoRow.item,
                DraftRow.started,
            )
            .join(DraftRow, DraftRow.id == FaultPhotoRow.draft)
            .where(FaultPhotoRow.photo.in_(some))
        )
        signed = (
            select(
                RevisionPhotoRow.photo,
                RevisionRow.check_id,
                RevisionRow.site_name,
                RevisionPhotoRow.item,
                RevisionRow.started,
            )
            .join(RevisionRow, RevisionRow.document == RevisionPhotoRow.document)
            .join(CheckHeadRow, CheckHeadRow.document == RevisionPhotoRow.document)
            .where(RevisionPhotoRow.photo.in_(some))
            .where(RevisionRow.check_id.not_in(select(DraftRow.id)))
        )
        for query in (drafts, signed):
            found |= dict.fromkeys(PhotoUse(*row) for row in connection.execute(query))
    return tuple(sorted(found, key=lambda use: (use.started, use.check, use.item, use.photo)))
