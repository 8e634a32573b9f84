"""Undoing an import: what it brought goes, unless another import brought it too.

So the set of documents is always that of the imports that stand and of what was signed
here, whatever was undone and in which order.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from assessor.i18n import _
from assessor.storage.columns import NO
from assessor.storage.failures import WorkspaceError
from assessor.storage.signed_tables import (
    AncestorRow,
    AttestationRow,
    ContainerRow,
    DocumentRow,
    ImportedFileRow,
    ImportRow,
    PlannedSiteRow,
    RevisionRow,
)
from assessor.storage.tables import CampaignRow, DraftParentRow, DraftRow
from assessor.storage.withdrawing import withdraw


class UndoError(WorkspaceError):
    """An import cannot be undone, and what stands in the way."""


def containers_to_take_out(connection: Connection, number: int) -> tuple[str, ...]:
    """The identities of the containers that this import alone brought.

    `UndoError` if there is no such import, if it is undone already, or while something
    rests on what would go.
    """
    found = connection.execute(select(ImportRow.undone).where(ImportRow.id == number)).one_or_none()
    if found is None:
        raise UndoError(_("There is no import {number}.").format(number=number))
    if found[0] is not None:
        raise UndoError(_("Import {number} was undone already.").format(number=number))
    elsewhere = (
        select(ImportedFileRow.container)
        .join(ImportRow, ImportRow.id == ImportedFileRow.import_id)
        .where(
            ImportRow.id != number,
            ImportRow.undone.is_(None),
            ImportedFileRow.container.is_not(None),
        )
    )
    query = (
        select(ContainerRow.identity)
        .join(ImportedFileRow, ImportedFileRow.container == ContainerRow.identity)
        .where(
            ImportedFileRow.import_id == number,
            ContainerRow.own == NO,
            ContainerRow.identity.not_in(elsewhere),
        )
        .distinct()
        .order_by(ContainerRow.identity)
    )
    gone = tuple(connection.scalars(query))
    _refuse_resting(connection, gone)
    return gone


def undo(
    connection: Connection, number: int, containers: Collection[str], at: datetime
) -> tuple[str, ...]:
    """Take these containers out, and note that the import was undone; gives the checks touched.

    `UndoError` if they are no longer those that the import alone brought.
    """
    if containers_to_take_out(connection, number) != tuple(containers):
        raise UndoError(
            _(
                "Another clerk took in or undid files of import {number} meanwhile. Try again."
            ).format(number=number)
        )
    numbers = _documents_that_go(connection, containers)
    checks = select(RevisionRow.check_id).where(RevisionRow.document.in_(numbers)).distinct()
    touched = tuple(sorted(connection.scalars(checks)))
    planned = select(PlannedSiteRow.campaign).where(PlannedSiteRow.document.in_(numbers)).distinct()
    campaigns = connection.scalars(planned).all()
    for identity in containers:
        withdraw(connection, identity)
    still = select(PlannedSiteRow.campaign).where(PlannedSiteRow.campaign.in_(campaigns))
    over = set(campaigns) - set(connection.scalars(still))
    connection.execute(delete(CampaignRow).where(CampaignRow.id.in_(over)))
    connection.execute(update(ImportRow).where(ImportRow.id == number).values(undone=at))
    return touched


def _documents_that_go(connection: Connection, containers: Collection[str]) -> list[int]:
    """The numbers of the documents that only these containers attest."""
    going = select(ContainerRow.id).where(ContainerRow.identity.in_(containers))
    kept = select(AttestationRow.document).where(AttestationRow.container.not_in(going))
    query = select(AttestationRow.document).where(
        AttestationRow.container.in_(going), AttestationRow.document.not_in(kept)
    )
    return sorted(set(connection.scalars(query)))


def _refuse_resting(connection: Connection, containers: Collection[str]) -> None:
    numbers = _documents_that_go(connection, containers)
    digests = list(
        connection.scalars(select(DocumentRow.digest).where(DocumentRow.id.in_(numbers)))
    )
    signed = connection.scalar(
        select(RevisionRow.site_name)
        .join(AncestorRow, AncestorRow.document == RevisionRow.document)
        .where(AncestorRow.digest.in_(digests), AncestorRow.document.not_in(numbers))
        .limit(1)
    )
    if signed is not None:
        raise UndoError(
            _(
                "A later signed revision of {site} rests on this import. Undo the import that "
                "brought it first; what was signed here stays."
            ).format(site=signed)
        )
    drafted = connection.scalar(
        select(DraftRow.site_name)
        .join(DraftParentRow, DraftParentRow.draft == DraftRow.id)
        .where(DraftParentRow.digest.in_(digests))
        .limit(1)
    )
    if drafted is not None:
        raise UndoError(
            _("A draft revises the check of {site} from this import. Discard it first.").format(
                site=drafted
            )
        )
    _refuse_campaign_at_work(connection, numbers)


def _refuse_campaign_at_work(connection: Connection, numbers: Collection[int]) -> None:
    """A plan may go while nobody has signed a check of its campaign."""
    campaigns = (
        select(PlannedSiteRow.campaign).where(PlannedSiteRow.document.in_(numbers)).distinct()
    )
    working = connection.scalar(
        select(RevisionRow.campaign)
        .where(RevisionRow.campaign.in_(campaigns), RevisionRow.document.not_in(numbers))
        .limit(1)
    )
    if working is not None:
        raise UndoError(
            _(
                "The plan of campaign {campaign} came with this import, and checks of it are "
                "here. Undo their imports first."
            ).format(campaign=working)
        )
