"""Scoring what arrives: the stated score of a revision is worked out again."""

from collections.abc import Iterator
from dataclasses import replace

from assessor.domain.documents import Sealed
from assessor.domain.forms import SiteType
from assessor.domain.inspection import Revision, SiteCheck
from assessor.domain.scoring import Scorecard, score, suits
from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.exchange.codec import content_digest
from assessor.i18n import _
from assessor.standards import Library
from assessor.storage import Assessed


class WrongScoreError(AssessorError):
    """A revision does not follow its standard, or its score does not follow from it."""


def assess(sealed: Sealed, library: Library) -> Assessed:
    """A document with its content's digest and, for a revision, its scorecard.

    Raises `WrongScoreError` as `scored` does.
    """
    return replace(unscored(sealed), card=scored(sealed, library))


def unscored(sealed: Sealed) -> Assessed:
    """A document with its content's digest alone."""
    is_revision = isinstance(sealed.document, Revision)
    return Assessed(sealed, content_digest(sealed.body) if is_revision else "", None)


def scored(sealed: Sealed, library: Library) -> Scorecard | None:
    """The scorecard of a sealed revision; None for a plan or an unknown standard.

    Raises `WrongScoreError` when the observations do not suit the form or the stated
    score is not what they come to.
    """
    revision = sealed.document
    if not isinstance(revision, Revision):
        return None
    standard = library.by_ref(revision.check.standard)
    if standard is None:
        return None
    site_type = _form(standard, revision.check)
    card = score(site_type, revision.check.observations)
    for item_id in _unsuitable(card):
        raise WrongScoreError(
            _("Item {item} is marked in a way that standard {standard} does not know.").format(
                item=item_id, standard=standard.ref
            )
        )
    if card.stated != revision.score:
        raise WrongScoreError(
            _("The stated score {stated} does not follow from the observations ({true}).").format(
                stated=revision.score.earned, true=card.stated.earned
            )
        )
    return card


def form_of(check: SiteCheck, library: Library) -> tuple[Standard, SiteType]:
    """The standard and the form a check is marked by; `AssessorError` if it is not at hand."""
    standard = library.by_ref(check.standard)
    if standard is None:
        raise AssessorError(
            _(
                "Standard {standard} as this check uses it is not installed. Install it first."
            ).format(standard=check.standard)
        )
    return standard, _form(standard, check)


def form_under(
    check: SiteCheck, library: Library, standard: Standard | None
) -> tuple[Standard, SiteType]:
    """The standard and form that a check's observations are scored by, not only its own.

    None means its own. `AssessorError` for a standard whose forms the check was not marked on.
    """
    own, form = form_of(check, library)
    if standard is None or standard.ref == own.ref:
        return own, form
    if standard.form_source != own.form_source:
        raise AssessorError(
            _(
                "Check {check} was marked on the forms of {own}, which {standard} does not use; "
                "it cannot be scored under it."
            ).format(check=check.id, own=own.form_source, standard=standard.ref)
        )
    return standard, _form(standard, check)


def _unsuitable(card: Scorecard) -> Iterator[str]:
    """The items that the form does not have, or does not let be marked so.

    What does not suit an item earns nothing, so it is among the notable ones.
    """
    yield from card.observations.keys() - {item.id for item in card.site_type.items}
    for each in card.notable:
        earned_nothing = each.earned is not None and not each.earned
        if earned_nothing and each.seen is not None and not suits(each.item, each.seen):
            yield each.item.id


def _form(standard: Standard, check: SiteCheck) -> SiteType:
    try:
        return standard.site_type(check.site.site_type)
    except KeyError:
        raise WrongScoreError(
            _("Standard {standard} has no form for sites of type {type}.").format(
                standard=standard.ref, type=check.site.site_type
            )
        ) from None
