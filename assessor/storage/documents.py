"""The set of signed documents, and everything that follows from it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from assessor.domain.apportioning import ItemOutcome
from assessor.domain.documents import Signer
from assessor.domain.merging import CheckState, Lineage
from assessor.i18n import _
from assessor.storage import rebuilding, undoing
from assessor.storage.accepting import accept
from assessor.storage.bodies import bodies, unpacked
from assessor.storage.columns import EPOCH, NO, YES
from assessor.storage.database import upsert
from assessor.storage.drafts import discard
from assessor.storage.failures import WorkspaceError
from assessor.storage.headers import CheckHeader, header, headers
from assessor.storage.imports import Imports, as_recorded, note_refused, record
from assessor.storage.outcomes import fault_places, outcomes
from assessor.storage.prepared import PreparedFile, prepared, prepared_document
from assessor.storage.receipts import (
    Assessed,
    Conflict,
    ImportedFile,
    Receipt,
    Received,
    Refused,
    StoredDocument,
)
from assessor.storage.settling import cutoffs_in, numbered_lineages, settle_again
from assessor.storage.signed_tables import (
    AttestationRow,
    BodyRow,
    CheckHeadRow,
    ContainerRow,
    CutoffRow,
    DocumentRow,
    RevisionRow,
    SiteCheckRow,
)
from assessor.storage.tallies import Tally, tallies
from assessor.storage.trail import Act, note, note_all
from assessor.storage.withdrawing import withdraw

#: A good file, a bad one, or one of which the log alone is to tell.
Brought = PreparedFile | Refused | ImportedFile


class Documents(Imports):
    """The signed documents of a workspace: a set that only grows, kept byte for byte.

    The order in which files arrive, and how often, changes nothing but the log of
    imports. An unknown digest is a `KeyError`: a fault of the program.
    """

    def accept(self, received: Received, at: datetime, *, closes: str = "") -> Receipt:
        """Take in a file that was signed here; `closes` is a draft that goes with it."""
        file = prepared(received)
        self._archive([file])
        with self._database.writing() as connection:
            (receipt,) = accept(connection, [file], at, own=True)
            if closes:
                discard(connection, closes)
            said = {
                "container": file.container.identity,
                "documents": [each.digest for each in file.documents],
            }
            note(connection, Act.SIGNED, closes, said, at)
        return receipt

    def take_in(
        self, import_id: int, brought: Sequence[Brought], at: datetime
    ) -> tuple[ImportedFile, ...]:
        """Take in a group of files, all of them or none, and tell in the log what each brought.

        Good files are accepted, bad ones kept aside, and those of which the log alone is to
        tell are noted as they are given.
        """
        good = [each for each in brought if isinstance(each, PreparedFile)]
        self._archive(good)
        aside = [(self._keep_refused(each), each) for each in brought if isinstance(each, Refused)]
        with self._database.writing() as connection:
            receipts = iter(accept(connection, good, at))
            told = tuple(
                as_recorded(each, next(receipts)) if isinstance(each, PreparedFile) else each
                for each in brought
            )
            files = tuple(each.told if isinstance(each, Refused) else each for each in told)
            note_refused(connection, aside, at)
            record(connection, import_id, files)
            accepted = zip(brought, files, strict=True)
            said = [
                {"container": file.container, "import": import_id, "outcome": file.outcome.value}
                for each, file in accepted
                if isinstance(each, PreparedFile)
            ]
            note_all(connection, Act.IMPORTED, said, at)
        return files

    def preview(self, files: Iterable[PreparedFile]) -> tuple[Receipt, ...]:
        """What accepting these files one after the other would do; nothing is kept."""
        with self._database.trying() as connection:
            return accept(connection, tuple(files), EPOCH)

    def knows(self, identity: str) -> bool:
        """Whether a container with this manifest was accepted before."""
        query = select(ContainerRow.id).where(ContainerRow.identity == identity)
        with self._database.reading() as connection:
            return connection.scalar(query) is not None

    def score(self, assessed: Iterable[Assessed]) -> None:
        """Score revisions whose standard was unknown when they came."""
        with self._database.writing() as connection:
            rebuilding.derive_again(connection, map(prepared_document, assessed))

    def withdraw(self, digest: str, reason: str, at: datetime) -> None:
        """Put every file that attests a document into quarantine instead.

        For what only a standard that arrived later could show to be wrong: as if the
        standard had been here when the file came. An unknown digest changes nothing.
        """
        with self._database.reading() as connection:
            identities = _attesting(connection, digest)
        for identity in identities:
            # First, and again after a crash in between: what was taken in is never lost.
            self._put_aside(identity, reason, at)
            with self._database.writing() as connection:
                withdraw(connection, identity)
            self._kept.container(identity).drop()

    def undo_import(self, number: int, at: datetime) -> tuple[str, ...]:
        """Take out what an import brought and nothing else brings; gives the checks it touches.

        The files go to quarantine, where they can be taken in again. `UndoError` while
        something signed rests on what would go.
        """
        with self._database.reading() as connection:
            gone = undoing.containers_to_take_out(connection, number)
        for identity in gone:
            # First, and again after a crash in between: what was taken in is never lost.
            reason = _("It was taken out again by undoing import {number}.").format(number=number)
            self._put_aside(identity, reason, at)
        with self._database.writing() as connection:
            touched = undoing.undo(connection, number, gone, at)
            note(connection, Act.UNDONE, "", {"import": number, "containers": list(gone)}, at)
        for identity in gone:
            self._kept.container(identity).drop()
        return touched

    def set_cutoffs(self, cutoffs: Mapping[str, int], at: datetime) -> None:
        """Accept revoked keys up to these counters only, and settle again what that touches.

        A key once declared lost stays lost, and of two counters the lower one holds.
        """
        with self._database.writing() as connection:
            known = cutoffs_in(connection)
            changed = {k: last for k, last in cutoffs.items() if last < known.get(k, last + 1)}
            if not changed:
                return
            rows = [{"key": k, "counter": last, "since": at} for k, last in changed.items()]
            upsert(connection, CutoffRow, rows)
            note(connection, Act.REVOKED, "", {"cutoffs": changed}, at)
            settle_again(connection, _checks_signed_with(connection, changed))

    def body(self, digest: str) -> bytes:
        """The canonical bytes of a document."""
        return self.sealed(digest).body

    def sealed(self, digest: str) -> StoredDocument:
        """A document as it was signed."""
        query = (
            select(BodyRow.deflated)
            .join(DocumentRow, DocumentRow.id == BodyRow.document)
            .where(DocumentRow.digest == digest)
        )
        with self._database.reading() as connection:
            stored = connection.scalar(query)
            if stored is None:
                raise KeyError(digest)
            return StoredDocument(digest, unpacked(digest, stored), _attesting(connection, digest))

    def bodies(self) -> Iterator[StoredDocument]:
        """Every document, one after the other, in the order of arrival."""
        with self._database.reading() as connection:
            for _number, digest, stored in bodies(connection):
                body = unpacked(digest, stored)
                yield StoredDocument(digest, body, _attesting(connection, digest))

    def checks(self, campaign: str | None = None) -> tuple[CheckHeader, ...]:
        """All signed checks, or those of a campaign, by site."""
        with self._database.reading() as connection:
            return tuple(headers(connection, campaign))

    def tallies(self, campaign: str | None = None) -> tuple[Tally, ...]:
        """What all signed checks, or those of a campaign, count for in a ranking, by site."""
        with self._database.reading() as connection:
            return tuple(tallies(connection, campaign))

    def check(self, check_id: str) -> CheckHeader | None:
        """A signed check."""
        with self._database.reading() as connection:
            return header(connection, check_id)

    def outcomes(
        self, campaign: str | None = None, *, with_faults: bool = False
    ) -> dict[str, tuple[ItemOutcome, ...]]:
        """The items of the checks that count which are not simply at full marks, by check."""
        with self._database.reading() as connection:
            return outcomes(connection, campaign, with_faults=with_faults)

    def fault_places(self, campaign: str | None = None) -> dict[str, dict[tuple[str, str], int]]:
        """The places at fault of the checks that count, by check, then by item and disorder."""
        with self._database.reading() as connection:
            return fault_places(connection, campaign)

    def conflicts(self) -> tuple[Conflict, ...]:
        """The checks whose heads contradict each other, by id."""
        query = (
            select(CheckHeadRow.check_id, DocumentRow.digest)
            .join(SiteCheckRow, SiteCheckRow.id == CheckHeadRow.check_id)
            .join(DocumentRow, DocumentRow.id == CheckHeadRow.document)
            .where(SiteCheckRow.state == CheckState.CONFLICT)
            .order_by(CheckHeadRow.check_id, DocumentRow.digest)
        )
        heads: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            for check_id, digest in connection.execute(query):
                heads.setdefault(check_id, []).append(digest)
        return tuple(Conflict(check_id, tuple(each)) for check_id, each in heads.items())

    def lineages(self, check_id: str) -> tuple[Lineage, ...]:
        """What decides where a check stands: its revisions, in the order of arrival."""
        with self._database.reading() as connection:
            found = numbered_lineages(connection, [check_id])
        return tuple(lineage for _number, lineage in sorted(found.items()))

    def next_counter(self, key: str) -> int:
        """One more than the highest counter of a key that is known here."""
        query = select(func.max(DocumentRow.counter)).where(DocumentRow.key == key)
        with self._database.reading() as connection:
            return (connection.scalar(query) or 0) + 1

    def gaps(self) -> dict[str, tuple[range, ...]]:
        """For each key the counters that were passed over: documents that never arrived."""
        query = select(DocumentRow.key, DocumentRow.counter).order_by(
            DocumentRow.key, DocumentRow.counter
        )
        gaps: dict[str, list[range]] = {}
        last: dict[str, int] = {}
        with self._database.reading() as connection:
            for key, counter in connection.execute(query):
                expected = last.get(key, 0) + 1
                if counter > expected:
                    gaps.setdefault(key, []).append(range(expected, counter))
                last[key] = counter
        return {key: tuple(missing) for key, missing in gaps.items()}

    def shared_counters(self) -> dict[str, tuple[int, ...]]:
        """For each key the counters that several of its documents bear, which none should."""
        query = (
            select(DocumentRow.key, DocumentRow.counter)
            .group_by(DocumentRow.key, DocumentRow.counter)
            .having(func.count() > 1)
            .order_by(DocumentRow.key, DocumentRow.counter)
        )
        shared: dict[str, list[int]] = {}
        with self._database.reading() as connection:
            for key, counter in connection.execute(query):
                shared.setdefault(key, []).append(counter)
        return {key: tuple(counters) for key, counters in shared.items()}

    def signer(self, key: str) -> Signer | None:
        """Who signs with a key, as the latest container of that key was certified."""
        query = (
            select(
                ContainerRow.key,
                ContainerRow.name,
                ContainerRow.organisation,
                ContainerRow.is_office,
            )
            .where(ContainerRow.key == key)
            .order_by(ContainerRow.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Signer(*row)

    def unscored(self) -> tuple[str, ...]:
        """The digests of the revisions whose standard was unknown."""
        query = (
            select(DocumentRow.digest)
            .join(RevisionRow, RevisionRow.document == DocumentRow.id)
            .where(RevisionRow.scored == NO)
            .order_by(DocumentRow.digest)
        )
        with self._database.reading() as connection:
            return tuple(connection.scalars(query))

    def container_of(self, digest: str) -> bytes:
        """The archived file of a container that attests a document."""
        with self._database.reading() as connection:
            identities = _attesting(connection, digest)
        if not identities:
            raise KeyError(digest)
        for identity in identities:
            file = self._kept.container(identity)
            if file.exists():
                return file.read()
        raise WorkspaceError(
            _(
                "{folder}: the result file of document {digest} is missing. "
                "Import it again, or restore a backup."
            ).format(folder=self._kept, digest=digest[:12])
        )

    def signed_here(self) -> tuple[str, ...]:
        """The digests of the documents that were signed in this workspace."""
        query = (
            select(DocumentRow.digest)
            .join(AttestationRow, AttestationRow.document == DocumentRow.id)
            .join(ContainerRow, ContainerRow.id == AttestationRow.container)
            .where(ContainerRow.own == YES)
            .order_by(DocumentRow.id)
        )
        with self._database.reading() as connection:
            return tuple(connection.scalars(query))

    def identities(self) -> tuple[str, ...]:
        """The identities of all signed files that were accepted, in order."""
        query = select(ContainerRow.identity).order_by(ContainerRow.identity)
        with self._database.reading() as connection:
            return tuple(connection.scalars(query))

    def archived(self, identity: str) -> bytes:
        """A signed file, whole, as it came."""
        file = self._kept.container(identity)
        if not file.exists():
            raise WorkspaceError(
                _("{path}: a signed file is missing. Import it again, or restore a backup.").format(
                    path=file
                )
            )
        return file.read()

    def fingerprint(self) -> str:
        """The state in 16 hex digits, equal wherever the same files were accepted."""
        with self._database.reading() as connection:
            return rebuilding.fingerprint(connection)

    def rebuild(self, prepare: rebuilding.PrepareFn) -> bool:
        """Replace all that is derived by what the bodies say; True if it was equal before."""
        with self._database.writing() as connection:
            return rebuilding.rebuild(connection, prepare)

    def _archive(self, prepared_files: Iterable[PreparedFile]) -> None:
        # Before the rows: after a crash in between, a file too many does no harm.
        containers = (each.container for each in prepared_files)
        self._kept.keep_containers({each.identity: each.content for each in containers})

    def _put_aside(self, identity: str, reason: str, at: datetime) -> None:
        content = self._kept.container(identity).read()
        self.quarantine(Refused(self.file_name(identity), reason, content, retry=False), at)


def _checks_signed_with(connection: Connection, keys: Iterable[str]) -> list[str]:
    query = (
        select(RevisionRow.check_id)
        .join(DocumentRow, DocumentRow.id == RevisionRow.document)
        .where(DocumentRow.key.in_(list(keys)))
        .distinct()
    )
    return list(connection.scalars(query))


def _attesting(connection: Connection, digest: str) -> tuple[str, ...]:
    query = (
        select(ContainerRow.identity)
        .join(AttestationRow, AttestationRow.container == ContainerRow.id)
        .join(DocumentRow, DocumentRow.id == AttestationRow.document)
        .where(DocumentRow.digest == digest)
        .order_by(ContainerRow.identity)
    )
    return tuple(connection.scalars(query))
