"""Signed files as the rows they become: plain values, made without a database.

So any process can read, verify and score files while a single one writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from assessor.domain.documents import PlanDocument, Signer
from assessor.domain.inspection import NotApplicable, Photo, Revision, faults_of
from assessor.domain.merging import Lineage
from assessor.domain.scoring import Scorecard, fault_points
from assessor.domain.standard import StandardRef
from assessor.storage.bodies import packed
from assessor.storage.columns import fault_values, to_milliseconds
from assessor.storage.receipts import Assessed, ContainerFile, Received

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document and what follows from it alone, but for the number that it gets here.

    A plan has no lineage, only a revision has a header; `is_scored` unless its standard
    is unknown. The other rows are those of the tables that `derived` fills.
    """

    digest: str
    kind: str
    key: str
    counter: int
    signed_at: int  # milliseconds since 1970
    deflated: bytes
    standard: StandardRef
    plan: PlanDocument | None = None
    lineage: Lineage | None = None
    is_scored: bool = False
    header: Values = ()
    results: tuple[Values, ...] = ()
    faults: tuple[Values, ...] = ()
    photos: tuple[Values, ...] = ()
    uses: tuple[Values, ...] = ()
    annotations: tuple[Values, ...] = ()

    @property
    def check(self) -> str:
        """The id of the check it is about; empty for a plan."""
        return self.lineage.check if self.lineage else ""


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A file that was found good, whole and as rows; otherwise as `Received`."""

    container: ContainerFile
    signer: Signer
    documents: tuple[PreparedDocument, ...]
    file_name: str
    sha: str
    photos_expected: int
    photos_received: int

    @property
    def checks(self) -> tuple[str, ...]:
        """The ids of the checks that it speaks of."""
        return tuple(sorted({each.check for each in self.documents if each.check}))


def prepared(received: Received) -> PreparedFile:
    """A file as it is accepted."""
    return PreparedFile(
        received.container,
        received.signer,
        tuple(map(prepared_document, received.documents)),
        received.file_name,
        received.sha,
        received.photos_expected,
        received.photos_received,
    )


def outlined(file: PreparedFile) -> PreparedFile:
    """What decides what a file brings, without its contents: enough to preview it."""
    documents = tuple(
        replace(
            each,
            deflated=b"",
            plan=None,
            header=(),
            results=(),
            faults=(),
            photos=(),
            uses=(),
            annotations=(),
        )
        for each in file.documents
    )
    return replace(file, container=replace(file.container, content=b""), documents=documents)


def prepared_document(assessed: Assessed, deflated: bytes = b"") -> PreparedDocument:
    """A document as it is stored; `deflated` is its body packed already, where it is."""
    sealed = assessed.sealed
    document = sealed.document
    shared = (
        document.key,
        document.counter,
        to_milliseconds(document.signed_at),
        deflated or packed(sealed.body),
    )
    match document:
        case Revision():
            return _prepared_revision(document, assessed, shared)
        case PlanDocument():
            standard = document.plan.campaign.standard
            return PreparedDocument(sealed.digest, "plan", *shared, standard, document)
        case _part:
            raise TypeError(sealed.digest)


def _prepared_revision(
    revision: Revision, assessed: Assessed, shared: tuple[str, int, int, bytes]
) -> PreparedDocument:
    digest, check = assessed.sealed.digest, revision.check
    ancestors = frozenset(revision.ancestors)
    results, faults = _item_rows(assessed.card) if assessed.card else ((), ())
    return PreparedDocument(
        digest,
        "revision",
        *shared,
        check.standard,
        lineage=Lineage(
            digest, check.id, revision.key, revision.counter, ancestors, assessed.content
        ),
        is_scored=assessed.card is not None,
        header=_header(revision, assessed),
        results=results,
        faults=faults,
        photos=tuple(map(_photo, revision.photos)),
        uses=_uses(revision),
        annotations=tuple(_annotations(revision.photos)),
    )


def _header(revision: Revision, assessed: Assessed) -> Values:
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


def _item_rows(card: Scorecard) -> tuple[tuple[Values, ...], tuple[Values, ...]]:
    """The rows of the items that are not at full marks, and of all faults."""
    results: list[Values] = []
    faults: list[Values] = []
    for scored in card.notable:
        item = scored.item.id
        if scored.earned is None:
            reason = scored.seen.reason if isinstance(scored.seen, NotApplicable) else ""
            results.append((item, "not_applicable", 0, 1, reason))
        elif lost := scored.lost:
            kind = "open" if scored.seen is None else "lost"
            results.append((item, kind, lost.numerator, lost.denominator, ""))
        if faults_of(scored.seen):
            faults += [
                (place, item, *fault_values(fault), cost.numerator, cost.denominator)
                for place, (fault, cost) in enumerate(fault_points(scored), start=len(faults))
            ]
    return tuple(results), tuple(faults)


def _uses(revision: Revision) -> tuple[Values, ...]:
    """At which items which photos are shown."""
    if not revision.photos:
        return ()
    uses = {
        (item, bytes.fromhex(photo))
        for item, seen in revision.check.observations.items()
        for fault in faults_of(seen)
        for photo in fault.photos
    }
    return tuple(sorted(uses))


def _photo(photo: Photo) -> Values:
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


def _annotations(photos: Iterable[Photo]) -> Iterable[Values]:
    for photo in photos:
        for position, each in enumerate(photo.annotations):
            where = (each.x, each.y, each.to_x, each.to_y)
            digest = bytes.fromhex(photo.digest)
            yield (digest, position, each.shape.value, *where, each.words)
