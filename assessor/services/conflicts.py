"""Where the revisions of a check differ, item by item."""

from assessor.domain.forms import SiteType
from assessor.domain.inspection import Revision
from assessor.domain.vocabulary import Vocabulary
from assessor.domain.wording import marked
from assessor.errors import AssessorError
from assessor.exchange import codec
from assessor.i18n import Translator, _, current
from assessor.services.assessing import form_of
from assessor.standards import Library
from assessor.storage import Workspace


def differences(
    workspace: Workspace, library: Library, check_id: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The heads of a check, and a row for each item that they mark differently.

    A row is the item's id and how each head marked it, in words. A check without a
    conflict has one head, or several that say the same, and no row.
    """
    header = workspace.documents.check(check_id)
    if header is None:
        raise AssessorError(_("There is no check {check} here.").format(check=check_id))
    revisions = [revision(workspace, head) for head in header.heads]
    _standard, site_type = form_of(revisions[0].check, library)
    return header.heads, _rows(revisions, site_type, library.vocabulary(), current())


def _rows(
    revisions: list[Revision], site_type: SiteType, vocabulary: Vocabulary, translator: Translator
) -> tuple[tuple[str, ...], ...]:
    rows = []
    for item in site_type.items:
        seen = [revision.check.observations.get(item.id) for revision in revisions]
        if any(each != seen[0] for each in seen):
            words = (marked(item, each, vocabulary, translator) for each in seen)
            rows.append((item.id, *words))
    return tuple(rows)


def revision(workspace: Workspace, digest: str) -> Revision:
    """A signed revision by its digest."""
    document = codec.decode(workspace.documents.body(digest)).document
    if not isinstance(document, Revision):
        raise TypeError(digest)
    return document
