"""Taking a signed file into the set of documents, within a transaction of the caller."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from assessor.domain.inspection import Revision
from assessor.domain.merging import CheckState, Lineage
from assessor.storage.bodies import packed
from assessor.storage.columns import to_milliseconds
from assessor.storage.database import execute_plain, insert_missing, insert_rows
from assessor.storage.derived import derive, forget, kind_of
from assessor.storage.receipts import Assessed, Outcome, Receipt, Received
from assessor.storage.settling import Standing, numbered_lineages, settle_checks, standings
from assessor.storage.signed_tables import (
    AttestationRow,
    BodyRow,
    ContainerPictureRow,
    ContainerRow,
    DocumentRow,
    RevisionRow,
)

_FIND_CONTAINER = select(ContainerRow.id).where(ContainerRow.identity == bindparam("identity"))
_FIND_DOCUMENTS = (
    select(DocumentRow.digest, DocumentRow.id, RevisionRow.scored)
    .outerjoin(RevisionRow, RevisionRow.document == DocumentRow.id)
    .where(DocumentRow.digest.in_(bindparam("digests", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A document that says something new here, and its number."""

    number: int
    assessed: Assessed


def accept(
    connection: Connection, received: Received, at: datetime, *, own: bool = False
) -> Receipt:
    """Add a file's documents and attestations, derive what follows, settle what it touches.

    `own` says that it was signed here.
    """
    container = _container_number(connection, received, at, own=own)
    fresh, known = _add_documents(connection, received.documents)
    rows = [(number, container) for number in known]
    insert_rows(connection, AttestationRow, "document container", rows, if_missing=True)
    touched = {check for each in fresh if (check := _check_of(each.assessed))}
    before = standings(connection, touched)
    for each in fresh:
        derive(connection, each.number, each.assessed)
    lineages = numbered_lineages(connection, before) if before else {}
    lineages |= {each.number: lineage for each in fresh if (lineage := _lineage(each.assessed))}
    after = settle_checks(connection, lineages, before)
    return Receipt(
        _outcome(fresh, before, after),
        tuple(sorted({check for each in received.documents if (check := _check_of(each))})),
    )


def _container_number(
    connection: Connection, received: Received, at: datetime, *, own: bool
) -> int:
    container, signer = received.container, received.signer
    number: int | None = connection.scalar(
        insert_missing(connection, ContainerRow).returning(ContainerRow.id),
        {
            "identity": container.identity,
            "manifest": container.manifest,
            "signature": container.signature,
            "key": signer.key,
            "name": signer.name,
            "organisation": signer.organisation,
            "is_office": signer.is_office,
            "accepted_at": at,
            "own": own,
        },
    )
    if number is None:
        return connection.execute(_FIND_CONTAINER, {"identity": container.identity}).scalar_one()
    pictures = [
        (bytes.fromhex(digest), number, member) for digest, member in container.pictures.items()
    ]
    insert_rows(connection, ContainerPictureRow, "digest container member", pictures)
    return number


def _add_documents(
    connection: Connection, documents: Collection[Assessed]
) -> tuple[list[_Fresh], list[int]]:
    """What is new, and the numbers of all documents."""
    digests = [each.sealed.digest for each in documents]
    rows = connection.execute(_FIND_DOCUMENTS, {"digests": digests})
    found = {digest: (number, scored) for digest, number, scored in rows}
    fresh, numbers = [], []
    for each in documents:
        number, scored = found.get(each.sealed.digest, (None, None))
        if number is None:
            number = _add_document(connection, each)
            fresh.append(_Fresh(number, each))
        elif scored is False and each.card is not None:
            forget(connection, number)
            fresh.append(_Fresh(number, each))
        numbers.append(number)
    return fresh, numbers


def _add_document(connection: Connection, assessed: Assessed) -> int:
    sealed = assessed.sealed
    document = sealed.document
    number: int = execute_plain(
        connection,
        "INSERT INTO document (digest, kind, key, counter, signed_at) VALUES (?, ?, ?, ?, ?)"
        " RETURNING id",
        (
            bytes.fromhex(sealed.digest),
            kind_of(assessed),
            document.key,
            document.counter,
            to_milliseconds(document.signed_at),
        ),
    ).fetchone()[0]
    insert_rows(connection, BodyRow, "document deflated", [(number, packed(sealed.body))])
    return number


def _check_of(assessed: Assessed) -> str:
    document = assessed.sealed.document
    return document.check.id if isinstance(document, Revision) else ""


def _lineage(assessed: Assessed) -> Lineage | None:
    sealed = assessed.sealed
    match sealed.document:
        case Revision() as revision:
            return Lineage(
                sealed.digest,
                revision.check.id,
                revision.key,
                revision.counter,
                frozenset(revision.ancestors),
                assessed.content,
            )
        case _plan:
            return None


def _outcome(
    fresh: Collection[_Fresh],
    before: Mapping[str, Standing],
    after: Mapping[str, Standing],
) -> Outcome:
    """The most telling of what each new document did, in the order of `Outcome`."""
    outcomes = {_outcome_of(each, before, after) for each in fresh}
    return next((outcome for outcome in Outcome if outcome in outcomes), Outcome.SAME)


def _outcome_of(
    fresh: _Fresh, before: Mapping[str, Standing], after: Mapping[str, Standing]
) -> Outcome:
    check_id = _check_of(fresh.assessed)
    if not check_id:
        return Outcome.NEW
    standing = after[check_id]
    earlier = before[check_id].heads - {fresh.number} if check_id in before else frozenset()
    if standing.state is CheckState.CONFLICT:
        return Outcome.CONFLICT
    if fresh.assessed.card is None:
        return Outcome.PENDING
    if fresh.number not in standing.heads:
        return Outcome.OLDER
    if not earlier:
        return Outcome.NEW
    return Outcome.SAME if earlier & standing.heads else Outcome.NEWER
