"""Which standards this program proposes for a unit on a day; people choose as they like."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessor.domain.standard import Standard
from assessor.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Heading:
    """What one knows of a standard before reading it whole."""

    id: str
    revision: int
    title: Text
    levels: tuple[str, ...] = ()
    proposed_from: date | None = None
    proposed_to: date | None = None
    overlay: bool = False
    areas: tuple[str, ...] = ()
    is_tailored: bool = False

    def __str__(self) -> str:
        return f"{self.id}/{self.revision}"


def heading(standard: Standard) -> Heading:
    """The heading of a standard that was read."""
    return Heading(
        standard.ref.id,
        standard.ref.revision,
        standard.title,
        standard.levels,
        standard.proposed_from,
        standard.proposed_to,
        standard.overlay,
        standard.areas,
        standard.tailoring is not None,
    )


def proposed(headings: Iterable[Heading], level: str, area: str, on: date) -> tuple[Heading, ...]:
    """The standard to score by and the overlays to score beside it; empty where there is none.

    `level` is `city`, `county` or `town`, `area` the code of the unit. Of each standard
    only the newest revision is proposed. Where several would do, the one whose days began
    last is, and one without any days is the last resort; an overlay without any is never
    proposed. What an office tailored is for people to choose.
    """
    fitting = [each for each in _newest(headings) if _fits(each, level, area, on)]
    main = max((each for each in fitting if not each.overlay), key=_rank, default=None)
    if main is None:
        return ()
    return (main, *(each for each in fitting if each.overlay))


def _newest(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    newest: dict[str, Heading] = {}
    for each in headings:
        known = newest.get(each.id)
        if known is None or each.revision > known.revision:
            newest[each.id] = each
    return tuple(newest[standard_id] for standard_id in sorted(newest))


def _fits(each: Heading, level: str, area: str, on: date) -> bool:
    return (
        not each.is_tailored
        and (_has_days(each) or not each.overlay)
        and level in each.levels
        and (each.proposed_from or date.min) <= on <= (each.proposed_to or date.max)
        and (not each.areas or area.startswith(each.areas))
    )


def _rank(each: Heading) -> tuple[bool, date, str]:
    return _has_days(each), each.proposed_from or date.min, each.id


def _has_days(each: Heading) -> bool:
    return each.proposed_from is not None or each.proposed_to is not None
