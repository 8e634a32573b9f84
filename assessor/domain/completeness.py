"""What is still missing before a check may be signed."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessor.domain.inspection import NotApplicable, SiteCheck, fault_count, faults_of
from assessor.domain.scoring import band_is_overridden, score, suits
from assessor.domain.standard import Mode, SiteType

#: Above this share of items that do not apply, the sample is too thin to say much.
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


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing; `item` is empty where it concerns the whole check.

    What `blocks` must be mended before signing, the rest is a warning.
    """

    lack: Lack
    item: str = ""
    blocks: bool = True


def still_missing(site_type: SiteType, check: SiteCheck) -> tuple[Missing, ...]:
    """Everything that is missing, in printed order, what blocks first for each item."""
    missing: list[Missing] = []
    if not any(name.strip() for name in check.visit.inspectors):
        missing.append(Missing(Lack.NO_INSPECTOR))
    for item in site_type.items:
        seen = check.observations.get(item.id)
        if seen is None:
            missing.append(
                Missing(Lack.NOT_OBSERVED, item.id, blocks=not check.open_reason.strip())
            )
            continue
        if not suits(item, seen):
            missing.append(Missing(Lack.UNSUITABLE, item.id))
        if isinstance(seen, NotApplicable):
            if not seen.reason:
                missing.append(Missing(Lack.NO_REASON, item.id))
            continue
        if band_is_overridden(item, seen) and not getattr(seen, "reason", "").strip():
            missing.append(Missing(Lack.NO_REASON, item.id))
        if any(not (fault.words.strip() or fault.photos) for fault in faults_of(seen)):
            missing.append(Missing(Lack.NO_EVIDENCE, item.id, blocks=False))
    card = score(site_type, check.observations)
    for scored in card.items:
        is_silent = scored.seen is not None and scored.lost and not fault_count(scored.seen)
        if is_silent and scored.item.mode is not Mode.FAULTS:
            missing.append(Missing(Lack.NO_FAULT, scored.item.id, blocks=False))
    if len(card.not_applicable) > MANY_NOT_APPLICABLE * len(card.items):
        missing.append(Missing(Lack.MANY_NOT_APPLICABLE, blocks=False))
    return tuple(missing)
