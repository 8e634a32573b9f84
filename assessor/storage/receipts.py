"""What comes in and what is said about it: signed files, their outcome, the import log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessor.domain.documents import Sealed, Signer
from assessor.domain.inspection import Revision
from assessor.domain.scoring import Scorecard


class Outcome(StrEnum):
    """What a file brought. Where several are true, the first of this list is told."""

    QUARANTINED = "quarantined"  # refused and kept aside
    CONFLICT = "conflict"  # a check now has heads that contradict each other
    PENDING = "pending"  # kept, but unscored: a standard is not installed here
    NEW = "new"  # a check or a plan that was not known
    NEWER = "newer"  # a revision that supersedes one that counted
    OLDER = "older"  # a revision that is superseded already, or came after its key's end
    SAME = "same"  # nothing that was not known


@dataclass(frozen=True, slots=True)
class ContainerFile:
    """A signed container whose digests and signature were found good.

    `identity` is the SHA-256 of `manifest`, hex: packing the same manifest again makes
    no other container. `content` is the whole file, `pictures` gives the member that
    holds a picture by the picture's digest.
    """

    identity: str
    manifest: bytes
    signature: bytes
    content: bytes
    pictures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Assessed:
    """A document with what the workspace cannot find out by itself.

    `content` is the digest of what a revision says apart from who signed it and on what
    it rests; `card` its score, None for plans and where the standard is unknown.
    """

    sealed: Sealed
    content: str
    card: Scorecard | None


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was found good, ready to be accepted; `sha` is its SHA-256, if it was taken."""

    container: ContainerFile
    signer: Signer
    documents: tuple[Assessed, ...]
    file_name: str
    sha: str = ""

    @property
    def photos_expected(self) -> int:
        """How many pictures its revisions name."""
        return len(self._named())

    @property
    def photos_received(self) -> int:
        """How many of these it holds."""
        return len(self._named() & self.container.pictures.keys())

    def _named(self) -> set[str]:
        documents = (each.sealed.document for each in self.documents)
        return {
            photo.digest
            for document in documents
            if isinstance(document, Revision)
            for photo in document.photos
        }


@dataclass(frozen=True, slots=True)
class Receipt:
    """What accepting a file did, and the checks it speaks of."""

    outcome: Outcome
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One file of an import. `reason` says why it was quarantined.

    `container` is the identity of a good file, `sha` its SHA-256 and `signer` who signed it,
    in words; all are empty for files taken by older programs.
    """

    name: str
    outcome: Outcome
    reason: str
    checks: int
    photos_expected: int
    photos_received: int
    container: str = ""
    sha: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was found bad, whole, and why; to be tried again if `retry`."""

    file_name: str
    reason: str
    content: bytes
    retry: bool

    @property
    def told(self) -> ImportedFile:
        """The file as the log has it."""
        return ImportedFile(self.file_name, Outcome.QUARANTINED, self.reason, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """All files that were imported together, in the order they were taken.

    `fingerprint` is the state afterwards; empty where an import was cut short.
    """

    id: int
    at: datetime
    files: tuple[ImportedFile, ...]
    undone: datetime | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """An import at a glance: how many of its files came to what."""

    id: int
    at: datetime
    undone: datetime | None
    outcomes: Mapping[Outcome, int]

    @property
    def files(self) -> int:
        """How many files there were."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file that was refused: known by its SHA-256, and tried again if `retry`."""

    sha: str
    file_name: str
    reason: str
    at: datetime
    retry: bool


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A signed document as it is kept; `containers` are the identities of those that attest it."""

    digest: str
    body: bytes
    containers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A check whose heads contradict each other."""

    check_id: str
    heads: tuple[str, ...]
