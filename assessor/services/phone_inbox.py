"""The phone inbox: photos copied from a phone, each with the item that was open at its minute."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.domain.phone_photos import PhonePhoto, Proposal, offsets, propose
from assessor.progress import ProgressFn
from assessor.services.photo_intake import PICTURE_ENDINGS, take_in
from assessor.storage import Workspace

if TYPE_CHECKING:
    from assessor.photos.importing import ImportedPhoto

_AROUND = timedelta(days=2)  # visits looked at before the first photo and after the last
_MOST_FILES = 5_000  # of a folder


@dataclass(frozen=True, slots=True)
class Inbox:
    """Photos of a phone with what is proposed for each, in the order in which they were taken.

    `ahead` is how far each phone's clock is ahead, by model; `measured` those that a code
    among these photos told just now. `used` are photos that a check shows already,
    `waiting` the files that the disk had no place for: they can be tried again.
    """

    photos: tuple[PhonePhoto, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    ahead: Mapping[str, timedelta] | None = None
    measured: frozenset[str] = frozenset()
    refusals: tuple[str, ...] = ()
    used: frozenset[str] = frozenset()
    waiting: tuple[Path, ...] = ()


def gather(
    workspace: Workspace,
    check_id: str,
    paths: Sequence[Path],
    at: datetime,
    report: ProgressFn,
    earlier: Iterable[PhonePhoto] = (),
) -> Inbox:
    """Take in the pictures of files and folders, and propose an item of a draft for each.

    Every photo is kept, for nobody can tell which of them are wanted; one that cannot be
    read never stops the others. A code among them measures the phone's clock, also for
    the photos that were taken in `earlier`.
    """
    from assessor.photos.codes import clock_time  # neither Pillow nor the reader is needed before

    photos = {each.digest: each for each in earlier}

    def note(kept: "ImportedPhoto") -> None:
        digest, code = kept.photo.digest, clock_time(kept.picture)
        photos[digest] = PhonePhoto(digest, kept.photo.taken_at, kept.model, code)

    taken = take_in(workspace, tuple(pictures_in(paths)), report, note)
    inbox = sorted_in(workspace, check_id, tuple(photos.values()), at)
    waiting = tuple(each for each in taken.waiting if isinstance(each, Path))
    return replace(inbox, refusals=taken.refusals, waiting=waiting)


def sorted_in(
    workspace: Workspace, check_id: str, photos: tuple[PhonePhoto, ...], at: datetime
) -> Inbox:
    """Propose items for photos that were taken in, and remember what their codes measured."""
    measured = offsets(photos)
    workspace.phones.keep_clocks(measured, at)
    ahead = {**workspace.phones.clocks(), **measured}
    times = [each.taken_at - ahead.get(each.model, timedelta()) for each in photos if each.taken_at]
    visits = workspace.phones.visits(min(times) - _AROUND, max(times) + _AROUND) if times else ()
    uses = workspace.photos.uses({each.digest for each in photos})
    return Inbox(
        photos,
        propose(photos, visits, check_id, ahead),
        ahead,
        frozenset(measured),
        used=frozenset(use.photo for use in uses),
    )


def pictures_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files given, and the pictures of the folders given and of those in them, by name."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = (each for each in path.rglob("*") if each.suffix.lower() in PICTURE_ENDINGS)
        yield from sorted(each for each in found if each.is_file())[:_MOST_FILES]
