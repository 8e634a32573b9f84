"""The standards of a workspace: what it used it keeps, whatever becomes of the originals."""

from collections.abc import Iterable, Iterator

from assessor.domain.documents import Document, PlanDocument
from assessor.domain.inspection import Revision
from assessor.domain.standard import StandardRef
from assessor.standards import Library, packed
from assessor.storage import Workspace


def lend_copies(workspace: Workspace, library: Library) -> None:
    """Let the library find what this workspace kept; called once when it was opened."""
    library.add_copies(workspace.standard_copies.all())


def keep_copies(workspace: Workspace, library: Library, refs: Iterable[StandardRef]) -> None:
    """Keep these revisions and those they rest on; what is not at hand is passed over.

    Called before a draft begins and before a document is taken in, so that nothing is
    ever marked by a standard that could get lost.
    """
    known = workspace.standard_copies.refs()
    wanted = [each for ref in set(refs) - known for each in _with_bases(library, ref)]
    found = {ref: library.contents(ref) for ref in wanted if ref not in known}
    copies = {ref: packed(contents) for ref, contents in found.items() if contents}
    if copies:
        workspace.standard_copies.keep(copies)


def standards_of(documents: Iterable[Document]) -> Iterator[StandardRef]:
    """The revisions that documents name."""
    for document in documents:
        match document:
            case Revision():
                yield document.check.standard
            case PlanDocument():
                yield document.plan.campaign.standard


def _with_bases(library: Library, ref: StandardRef) -> Iterator[StandardRef]:
    standard = library.by_ref(ref)
    if standard is None:
        return
    yield ref
    for base in (standard.forms, standard.tailoring and standard.tailoring.base):
        if base:
            yield from _with_bases(library, base)
