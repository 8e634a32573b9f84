"""What a document must not say whatever the standard: contradictions in itself."""

from collections.abc import Iterator
from fractions import Fraction

from assessor.domain.documents import Document
from assessor.domain.inspection import Rate, Revision
from assessor.exchange.errors import FormatError
from assessor.i18n import _


def refuse_contradictions(document: Document) -> None:
    """Raise `FormatError` for the first thing that cannot be true."""
    if isinstance(document, Revision):
        for sentence in _contradictions(document):
            raise FormatError(sentence)


def _contradictions(revision: Revision) -> Iterator[str]:
    if not (_is_set(revision.parents) and _is_set(revision.ancestors)):
        yield _("The earlier revisions are not listed in order, each once.")
    if not set(revision.parents) <= set(revision.ancestors):
        yield _("A revision rests on another one that it does not list as earlier.")
    if revision.ancestors and not revision.parents:
        yield _("Earlier revisions are listed, but not which of them was revised.")
    if [photo.digest for photo in revision.photos] != sorted(set(revision.check.photos())):
        yield _("The photos listed are not those that the faults refer to.")
    yield from _scoring(revision)
    for item, seen in revision.check.observations.items():
        if isinstance(seen, Rate) and seen.sound > seen.looked_at:
            yield _("Item {item}: more places were sound than looked at.").format(item=item)


def _scoring(revision: Revision) -> Iterator[str]:
    stated = revision.score
    earned, possible = Fraction(stated.earned), Fraction(stated.possible)
    if (str(earned), str(possible)) != (stated.earned, stated.possible):
        yield _("The score is not a fraction in lowest terms.")
    if earned > possible:
        yield _("The score is above full marks.")
    if len(set(stated.vetoes)) != len(stated.vetoes):
        yield _("A veto is listed twice.")


def _is_set(digests: tuple[str, ...]) -> bool:
    return list(digests) == sorted(set(digests))
