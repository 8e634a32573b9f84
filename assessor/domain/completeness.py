"""What is still missing before a check may be signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessor.domain.forms import CheckItem, SiteType
from assessor.domain.inspection import (
    Band,
    NotApplicable,
    Observation,
    SiteCheck,
    Visit,
    faults_of,
)
from assessor.domain.scoring import ItemScore, band_is_overridden, score, suits

#: Above this share of items that do not apply, a sample says little (common practice).
MANY_NOT_APPLICABLE = Fraction(30, 100)


class Lack(StrEnum):
    """A kind of thing that is missing."""

    NOT_OBSERVED = "not_observed"
    NO_REASON = "no_reason"  # a grade was overridden, or an item set aside, without saying why
    NO_EVIDENCE = "no_evidence"  # a fault without words and without a photo
    NO_FAULT = "no_fault"  # points were lost and nothing says where
    UNSUITABLE = "unsuitable"  # marked in a way the item does not allow
    NO_INSPECTOR = "no_inspector"
    MANY_NOT_APPLICABLE = "many_not_applicable"
    NO_SIGNATURE = "no_signature"  # nobody signed for the site, nor is it said why
    NO_SIGNER = "no_signer"  # there is handwriting, and nobody knows whose
    PHOTO_USED_TWICE = "photo_used_twice"  # the same photo, or nearly, here or in an earlier check
    UNPRINTABLE = "unprintable"  # a character that no bundled font can print


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing; `item` is empty where it concerns the whole check.

    What `blocks` must be mended before signing, the rest is a warning. `detail` is what
    was found, such as the characters that cannot be printed.
    """

    lack: Lack
    item: str = ""
    blocks: bool = True
    detail: str = ""


def still_missing(site_type: SiteType, check: SiteCheck) -> tuple[Missing, ...]:
    """Everything that is missing: the inspector, item by item in printed order, what is thin.

    Whether a photo was used before only the workspace can tell, whether a character can be
    printed only the report.
    """
    card = score(site_type, check.observations)
    missing: list[Missing] = []
    if not any(name.strip() for name in check.visit.inspectors):
        missing.append(Missing(Lack.NO_INSPECTOR))
    for scored in card.items:
        missing += _missing_in(scored, may_stay_open=bool(check.open_reason.strip()))
    if len(card.not_applicable) > MANY_NOT_APPLICABLE * len(card.items):
        missing.append(Missing(Lack.MANY_NOT_APPLICABLE, blocks=False))
    missing += _missing_for_site(check.visit)
    return tuple(missing)


def _missing_for_site(visit: Visit) -> Iterator[Missing]:
    """What the site's side lacks; none of it blocks, for nobody can be made to sign."""
    if not visit.signature and not visit.refusal.strip():
        yield Missing(Lack.NO_SIGNATURE, blocks=False)
    elif visit.signature and not visit.representative.strip():
        yield Missing(Lack.NO_SIGNER, blocks=False)


def _missing_in(scored: ItemScore, *, may_stay_open: bool) -> Iterator[Missing]:
    """What one item lacks; what blocks comes first."""
    item, seen = scored.item, scored.seen
    if seen is None:
        yield Missing(Lack.NOT_OBSERVED, item.id, blocks=not may_stay_open)
        return
    if not suits(item, seen):
        yield Missing(Lack.UNSUITABLE, item.id)
        return
    if _lacks_reason(item, seen):
        yield Missing(Lack.NO_REASON, item.id)
    if any(not (fault.words.strip() or fault.photos) for fault in faults_of(seen)):
        yield Missing(Lack.NO_EVIDENCE, item.id, blocks=False)
    if scored.lost and not faults_of(seen):
        yield Missing(Lack.NO_FAULT, item.id, blocks=False)


def _lacks_reason(item: CheckItem, seen: Observation) -> bool:
    match seen:
        case NotApplicable(reason=reason):
            return not reason.strip()
        case Band(reason=reason):
            return band_is_overridden(item, seen) and not reason.strip()
        case _:
            return False
