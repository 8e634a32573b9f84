"""What a document must not say whatever the standard: contradictions in itself."""

from collections.abc import Iterator
from fractions import Fraction

from assessor.domain.documents import Document, Part, PlanDocument
from assessor.domain.inspection import Rate, Revision, SiteCheck
from assessor.domain.sampling import Plan
from assessor.exchange.errors import FormatError
from assessor.i18n import _


def refuse_contradictions(document: Document) -> None:
    """Raise `FormatError` for the first thing that cannot be true."""
    match document:
        case Revision():
            sentences = _contradictions(document)
        case PlanDocument(plan=plan):
            sentences = _contradictions_in(plan)
        case Part():
            sentences = _observing(document)
    for sentence in sentences:
        raise FormatError(sentence)


def _contradictions_in(plan: Plan) -> Iterator[str]:
    sites = [site.code for site in plan.sites]
    for codes in (sites, plan.draw.frame, plan.draw.drawn):
        if len(set(codes)) != len(codes):
            yield _("The plan lists a site twice.")


def _contradictions(revision: Revision) -> Iterator[str]:
    if not (_is_set(revision.parents) and _is_set(revision.ancestors)):
        yield _("The earlier revisions are not listed in order, each once.")
    if not set(revision.parents) <= set(revision.ancestors):
        yield _("A revision rests on another one that it does not list as earlier.")
    if revision.ancestors and not revision.parents:
        yield _("Earlier revisions are listed, but not which of them was revised.")
    yield from _observing(revision)
    yield from _scoring(revision)
    yield from _contributing(revision.check)


def _observing(document: Revision | Part) -> Iterator[str]:
    check = document.check
    if [photo.digest for photo in document.photos] != sorted(set(check.photos())):
        yield _("The photos listed are not those that the faults refer to.")
    for item, seen in check.observations.items():
        if isinstance(seen, Rate) and seen.sound > seen.looked_at:
            yield _("Item {item}: more places were sound than looked at.").format(item=item)


def _contributing(check: SiteCheck) -> Iterator[str]:
    items = [item for each in check.contributions for item in each.items]
    if len(set(items)) != len(items) or not set(items) <= check.observations.keys():
        yield _("An item is said to come from a colleague twice, or was not observed.")


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
