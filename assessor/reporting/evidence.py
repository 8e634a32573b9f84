"""The faults of a check in printed order, numbered, and the photos that prove them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessor.domain.forms import CheckItem
from assessor.domain.inspection import Fault, Photo
from assessor.domain.scoring import ItemScore, Scorecard, fault_points
from assessor.i18n import Translator
from assessor.reporting.figures import Figure
from assessor.reporting.phrases import moment, position

_SHORT = 16  # hex digits of a digest below a photo


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with its number in the report and the points it cost."""

    number: int
    scored: ItemScore
    fault: Fault
    cost: Fraction


def findings(card: Scorecard) -> tuple[Finding, ...]:
    """Every fault, item by item."""
    costs = [(each, *cost) for each in card.items for cost in fault_points(each)]
    return tuple(Finding(number, *each) for number, each in enumerate(costs, start=1))


def photo_numbers(found: Iterable[Finding]) -> Mapping[str, int]:
    """The number of each photo, by digest, in the order of the faults."""
    digests = dict.fromkeys(digest for finding in found for digest in finding.fault.photos)
    return {digest: number for number, digest in enumerate(digests, start=1)}


def item_number(item: CheckItem) -> str:
    """What an item is called on the printed form: `03` of `MARKET.03`."""
    return item.id.partition(".")[2] or item.id


def photo_figures(
    found: Iterable[Finding],
    photos: Iterable[Photo],
    picture: Callable[[str], bytes],
    stamp: str,
    translator: Translator,
) -> list[Figure]:
    """Every photo with its marks and caption: number, item, site and unit, time, place, digest.

    `stamp` names the site and the unit it belongs to.
    """
    known = {photo.digest: photo for photo in photos}
    shown: dict[str, Finding] = {}
    for finding in found:
        for digest in finding.fault.photos:
            shown.setdefault(digest, finding)
    text = translator.text
    figures = []
    for number, (digest, finding) in enumerate(shown.items(), start=1):
        title = text("Photo {number} · item {item}, fault {fault}").format(
            number=number, item=item_number(finding.scored.item), fault=finding.number
        )
        photo = known.get(digest)
        marks = photo.annotations if photo else ()
        lines = (title, stamp, noted(photo, translator), f"SHA-256 {digest[:_SHORT]}…")
        said = text("; ").join(filter(None, (finding.fault.words, *(mark.words for mark in marks))))
        alternative = translator.headed(title, said) if said else title
        caption = "\n".join(filter(None, lines))
        figures.append(Figure(picture(digest), alternative, caption, marks))
    return figures


def noted(photo: Photo | None, translator: Translator) -> str:
    """What the camera wrote: when and where."""
    if photo is None or (photo.taken_at is None and photo.latitude is None):
        return translator.text("The camera wrote neither time nor place.")
    when = moment(photo.taken_at, translator, seconds=True)
    return "　".join(filter(None, (when, position(photo.latitude, photo.longitude))))
