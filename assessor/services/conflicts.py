"""Where the revisions of a check differ, item by item."""

from dataclasses import dataclass
from datetime import datetime

from assessor.domain.inspection import Observation, Revision, faults_of
from assessor.domain.wording import marked
from assessor.errors import AssessorError
from assessor.exchange import codec
from assessor.i18n import Translator, _, current
from assessor.services.assessing import form_of
from assessor.standards import Library
from assessor.storage import CheckHeader, Workspace


@dataclass(frozen=True, slots=True)
class Side:
    """One revision in a conflict: its digest, who signed it, when and why."""

    digest: str
    signer: str
    signed_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How a revision marked an item, with its faults in words, and their photos."""

    words: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """An item that the revisions mark differently; a mark for each side."""

    item: str
    words: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """The revisions of a check that contradict each other, side by side."""

    check_id: str
    site_name: str
    sides: tuple[Side, ...]
    disputes: tuple[Dispute, ...]


def contest(
    workspace: Workspace, library: Library, check_id: str, translator: Translator
) -> Contest:
    """The heads of a check, and each item that they mark differently."""
    header = _header(workspace, check_id)
    revisions = [revision(workspace, head) for head in header.heads]
    _standard, form = form_of(revisions[0].check, library)
    vocabulary = library.vocabulary()
    sides = []
    for digest, each in zip(header.heads, revisions, strict=True):
        signer = workspace.documents.signer(each.key)
        name = signer.name if signer else each.key[:8]
        sides.append(Side(digest, name, each.signed_at, each.reason))
    disputes = []
    for item in form.items:
        seen = [each.check.observations.get(item.id) for each in revisions]
        if any(each != seen[0] for each in seen):
            marks = tuple(
                Mark(
                    _words(marked(item, each, vocabulary, translator), each, translator),
                    tuple(photo for fault in faults_of(each) for photo in fault.photos),
                )
                for each in seen
            )
            number = item.id.rpartition(".")[2]
            words = f"{number} {item.text.in_language(translator.language)}"
            disputes.append(Dispute(item.id, words, marks))
    return Contest(check_id, header.site_name, tuple(sides), tuple(disputes))


def differences(
    workspace: Workspace, library: Library, check_id: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The heads of a check, and a row for each item that they mark differently.

    A row is the item's id and how each head marked it, in words. A check without a
    conflict has one head, or several that say the same, and no row.
    """
    found = contest(workspace, library, check_id, current())
    rows = ((each.item, *(mark.words for mark in each.marks)) for each in found.disputes)
    return tuple(side.digest for side in found.sides), tuple(rows)


def _header(workspace: Workspace, check_id: str) -> CheckHeader:
    header = workspace.documents.check(check_id)
    if header is None:
        raise AssessorError(_("There is no check {check} here.").format(check=check_id))
    return header


def revision(workspace: Workspace, digest: str) -> Revision:
    """A signed revision by its digest."""
    document = codec.decode(workspace.documents.body(digest)).document
    if not isinstance(document, Revision):
        raise TypeError(digest)
    return document


def _words(mark: str, seen: Observation | None, translator: Translator) -> str:
    faults = dict.fromkeys(fault.words for fault in faults_of(seen) if fault.words)
    return translator.headed(mark, translator.text(", ").join(faults)) if faults else mark
