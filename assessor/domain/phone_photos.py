"""Photos from a phone: which item was open when each was taken.

A phone's clock is never the laptop's. Its offset, phone time less laptop time, is measured
from one photo of a code on the laptop's screen that says the laptop's time.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assessor.domain.inspection import CHINA_TIME

#: An item counts as open for so long after it was opened, unless another one was.
LONGEST_LOOK = timedelta(minutes=30)
#: A photo may be taken so long before its item was opened: one looks first.
HEAD_START = timedelta(minutes=2)
#: A clock that is further off was not set wrong by a hand's slip; the photo is another one.
LARGEST_OFFSET = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class ItemVisit:
    """That an item of a check was opened, and when."""

    check: str
    item: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PhonePhoto:
    """A photo as the phone made it; `code_time` is what the code that it shows says."""

    digest: str
    taken_at: datetime | None = None
    model: str = ""  # of the phone
    code_time: datetime | None = None


class Aside(StrEnum):
    """Why a photo is proposed to no item."""

    CODE = "code"  # it shows the code that measures the clock
    NO_TIME = "no_time"
    OTHER_DAY = "other_day"
    OTHER_CHECK = "other_check"
    NOTHING_OPEN = "nothing_open"


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item for a photo, or why there is none. `at` is the laptop's time, where known."""

    digest: str
    at: datetime | None = None
    item: str = ""
    aside: Aside | None = None
    check: str = ""  # the check that was open, whichever it was


def offsets(photos: Iterable[PhonePhoto]) -> Mapping[str, timedelta]:
    """How far each phone's clock is ahead, by model; of several codes the last one counts."""
    measured = sorted(
        (photo.code_time, photo.model, photo.taken_at - photo.code_time)
        for photo in photos
        if photo.code_time is not None and photo.taken_at is not None
    )
    return {model: ahead for _at, model, ahead in measured if abs(ahead) <= LARGEST_OFFSET}


def propose(
    photos: Iterable[PhonePhoto],
    visits: Sequence[ItemVisit],
    check: str,
    ahead: Mapping[str, timedelta],
) -> tuple[Proposal, ...]:
    """What to do with each photo in `check`, in the order of the laptop's time.

    `visits` are in order of time, `ahead` is what each phone's clock is ahead, by model; a
    phone that was never measured counts as right.
    """
    made = [_proposal(photo, visits, check, ahead) for photo in photos]
    return tuple(sorted(made, key=lambda each: (each.at is None, each.at or 0)))


def _proposal(
    photo: PhonePhoto, visits: Sequence[ItemVisit], check: str, ahead: Mapping[str, timedelta]
) -> Proposal:
    if photo.taken_at is None:
        return Proposal(photo.digest, aside=Aside.CODE if photo.code_time else Aside.NO_TIME)
    at = photo.taken_at - ahead.get(photo.model, timedelta())
    if photo.code_time is not None:
        return Proposal(photo.digest, at, aside=Aside.CODE)
    visit = _open_at(at, visits)
    if visit is None:
        own = (each.at for each in visits if each.check == check)
        days = {each.astimezone(CHINA_TIME).date() for each in own}
        is_same_day = at.astimezone(CHINA_TIME).date() in days
        return Proposal(
            photo.digest, at, aside=Aside.NOTHING_OPEN if is_same_day else Aside.OTHER_DAY
        )
    if visit.check != check:
        return Proposal(photo.digest, at, aside=Aside.OTHER_CHECK, check=visit.check)
    return Proposal(photo.digest, at, visit.item, check=visit.check)


def _open_at(at: datetime, visits: Sequence[ItemVisit]) -> ItemVisit | None:
    """The visit that lasted at a moment, or else the one that began just after it."""
    place = bisect_right(visits, at, key=lambda each: each.at)
    if place and at - visits[place - 1].at <= LONGEST_LOOK:
        return visits[place - 1]
    if place < len(visits) and visits[place].at - at <= HEAD_START:
        return visits[place]
    return None
