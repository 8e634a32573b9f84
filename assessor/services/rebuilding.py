"""Deriving a workspace's tables anew from its signed documents."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from assessor.exchange import codec
from assessor.services.assessing import WrongScoreError, assess, unscored
from assessor.services.crew import mapped
from assessor.standards import Library
from assessor.storage import PreparedDocument, Workspace, prepared_document, unpacked

_AT_ONCE = 100  # documents

Stored = tuple[str, bytes]  # a document's digest, and its body as it is stored


def rebuild(workspace: Workspace, library: Library, jobs: int | None = None) -> bool:
    """Derive everything anew; True if nothing differed from what was stored.

    Many documents are read by `jobs` other processes, by default as many as are of use.
    """
    prepare = _Prepare(library)

    def prepared(bodies: Iterator[Stored], count: int) -> Iterator[PreparedDocument]:
        groups = mapped(prepare, _groups(bodies), count // _AT_ONCE + 1, jobs)
        return chain.from_iterable(groups)

    return workspace.documents.rebuild(prepared)


@dataclass(frozen=True, slots=True)
class _Prepare:
    """Reads and scores documents by the standards at hand."""

    library: Library

    def __call__(self, bodies: Sequence[Stored]) -> tuple[PreparedDocument, ...]:
        return tuple(map(self._prepared, bodies))

    def _prepared(self, stored: Stored) -> PreparedDocument:
        digest, deflated = stored
        sealed = codec.decode(unpacked(digest, deflated))
        try:
            return prepared_document(assess(sealed, self.library), deflated)
        except WrongScoreError:  # its standard came after it: the next import takes it out
            return prepared_document(unscored(sealed), deflated)


def _groups(bodies: Iterable[Stored]) -> Iterator[list[Stored]]:
    left = iter(bodies)
    while group := list(islice(left, _AT_ONCE)):
        yield group
