"""Taking signed files into the set of documents, within a transaction of the caller.

Files are taken in groups: nothing of a group counts before its transaction is on disk, and
then all of it does, so each of its files is taken whole or not at all, as if it had a
transaction of its own. What each of them brought is told as if it had come alone, in turn.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from assessor.domain.merging import CheckState
from assessor.storage.columns import to_milliseconds
from assessor.storage.database import insert_rows
from assessor.storage.derived import Numbered, derive, forget
from assessor.storage.prepared import PreparedDocument, PreparedFile
from assessor.storage.receipts import Outcome, Receipt
from assessor.storage.settling import (
    Settlement,
    Standing,
    by_check,
    cutoffs_in,
    numbered_lineages,
    portions,
    settlement,
    standings,
    store,
)
from assessor.storage.signed_tables import (
    AttestationRow,
    BodyRow,
    ContainerPictureRow,
    ContainerRow,
    DocumentRow,
    RevisionRow,
)

_CONTAINER = "identity manifest signature key name organisation is_office accepted_at own"
_DOCUMENT = "digest kind key counter signed_at"
_WANTED: BindParameter[list[str]] = bindparam("wanted", expanding=True)
_CONTAINERS = select(ContainerRow.identity, ContainerRow.id).where(
    ContainerRow.identity.in_(_WANTED)
)
_DOCUMENTS = select(DocumentRow.digest, DocumentRow.id).where(DocumentRow.digest.in_(_WANTED))
_SCORED = (
    select(DocumentRow.digest, RevisionRow.scored)
    .join(RevisionRow, RevisionRow.document == DocumentRow.id)
    .where(DocumentRow.digest.in_(_WANTED))
)


def accept(
    connection: Connection, files: Sequence[PreparedFile], at: datetime, *, own: bool = False
) -> tuple[Receipt, ...]:
    """Add files' documents and attestations, derive what follows, settle what they touch.

    `own` says that they were signed here.
    """
    containers = _add_containers(connection, files, at, own=own)
    documents = {each.digest: each for file in files for each in file.documents}
    numbers = _numbers(connection, _DOCUMENTS, documents)
    fresh = _rescored(connection, documents, numbers)
    fresh += [each for digest, each in documents.items() if digest not in numbers]
    numbers |= _add_documents(connection, [each for each in fresh if each.digest not in numbers])
    rows = {
        (numbers[each.digest], containers[file.container.identity]): None
        for file in files
        for each in file.documents
    }
    insert_rows(connection, AttestationRow, "document container", [*rows], if_missing=True)
    board = _Board(connection, [(numbers[each.digest], each) for each in fresh])
    receipts = tuple(board.told(file) for file in files)
    derive(connection, [(numbers[each.digest], each) for each in fresh])
    board.store(connection)
    return receipts


def _add_containers(
    connection: Connection, files: Sequence[PreparedFile], at: datetime, *, own: bool
) -> dict[str, int]:
    """The numbers of the files' containers; those that are not known are added."""
    by_identity = {file.container.identity: file for file in files}
    numbers = _numbers(connection, _CONTAINERS, by_identity)
    new = [file for identity, file in by_identity.items() if identity not in numbers]
    rows = [
        (
            bytes.fromhex(file.container.identity),
            file.container.manifest,
            file.container.signature,
            file.signer.key,
            file.signer.name,
            file.signer.organisation,
            int(file.signer.is_office),
            to_milliseconds(at),
            int(own),
        )
        for file in new
    ]
    insert_rows(connection, ContainerRow, _CONTAINER, rows)
    numbers |= _numbers(connection, _CONTAINERS, [file.container.identity for file in new])
    pictures = [
        (bytes.fromhex(digest), numbers[file.container.identity], member)
        for file in new
        for digest, member in file.container.pictures.items()
    ]
    insert_rows(connection, ContainerPictureRow, "digest container member", pictures)
    return numbers


def _rescored(
    connection: Connection, documents: Mapping[str, PreparedDocument], known: Mapping[str, int]
) -> list[PreparedDocument]:
    """The known revisions that nobody could score so far; their rows are to be made anew."""
    found = []
    for some in portions(known):
        for digest, is_scored in connection.execute(_SCORED, {"wanted": some}):
            if not is_scored and documents[digest].is_scored:
                forget(connection, known[digest])
                found.append(documents[digest])
    return found


def _add_documents(connection: Connection, documents: Sequence[PreparedDocument]) -> dict[str, int]:
    rows = [
        (bytes.fromhex(each.digest), each.kind, each.key, each.counter, each.signed_at)
        for each in documents
    ]
    insert_rows(connection, DocumentRow, _DOCUMENT, rows)
    numbers = _numbers(connection, _DOCUMENTS, [each.digest for each in documents])
    bodies = [(numbers[each.digest], each.deflated) for each in documents]
    insert_rows(connection, BodyRow, "document deflated", bodies)
    return numbers


def _numbers(
    connection: Connection, query: Select[str, int], wanted: Iterable[str]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in portions(wanted):
        found.update(connection.execute(query, {"wanted": some}).all())
    return found


class _Board:
    """Where the checks that a group touches stand, file after file."""

    def __init__(self, connection: Connection, fresh: Sequence[Numbered]) -> None:
        self._fresh = {each.digest: (number, each) for number, each in fresh}
        self._cutoffs = cutoffs_in(connection)
        self._standings = standings(
            connection, {each.check for _number, each in fresh if each.check}
        )
        self._known = tuple(self._standings)
        self._lineages = by_check(numbered_lineages(connection, self._known))
        self._settled: dict[str, Settlement] = {}

    def told(self, file: PreparedFile) -> Receipt:
        """Let a file have come; gives what it brought."""
        found = [self._fresh.pop(each.digest, None) for each in file.documents]
        fresh = [each for each in found if each is not None]
        touched = {each.check for _number, each in fresh if each.check}
        before = {check: self._standings[check] for check in touched & self._standings.keys()}
        for number, each in fresh:
            if each.lineage:
                self._lineages.setdefault(each.check, {})[number] = each.lineage
        for check in touched:
            settled = self._settled[check] = settlement(self._lineages[check], self._cutoffs)
            self._standings[check] = settled.standing
        return Receipt(_outcome(fresh, before, self._standings), file.checks)

    def store(self, connection: Connection) -> None:
        """Store where the checks stand in the end."""
        store(connection, self._settled, self._known)


def _outcome(
    fresh: Iterable[Numbered], before: Mapping[str, Standing], after: Mapping[str, Standing]
) -> Outcome:
    """The most telling of what each new document did, in the order of `Outcome`."""
    outcomes = {_outcome_of(number, each, before, after) for number, each in fresh}
    return next((outcome for outcome in Outcome if outcome in outcomes), Outcome.SAME)


def _outcome_of(
    number: int,
    document: PreparedDocument,
    before: Mapping[str, Standing],
    after: Mapping[str, Standing],
) -> Outcome:
    if not document.check:
        return Outcome.NEW
    standing = after[document.check]
    known = before.get(document.check)
    earlier = known.heads - {number} if known else frozenset()
    if standing.state is CheckState.CONFLICT:
        return Outcome.CONFLICT
    if not document.is_scored:
        return Outcome.PENDING
    if number not in standing.heads:
        return Outcome.OLDER
    if not earlier:
        return Outcome.NEW
    return Outcome.SAME if earlier & standing.heads else Outcome.NEWER
