"""The same photo, or nearly the same, used twice: in one check, or in an earlier one."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessor.domain.completeness import Lack, Missing
from assessor.domain.inspection import CHINA_TIME, SiteCheck, faults_of
from assessor.domain.likeness import alike_among, bits_of
from assessor.i18n import _
from assessor.storage import Workspace


@dataclass(frozen=True, slots=True)
class Reuse:
    """That a photo of a check was used before; `is_same` if it is the very same file.

    `where` says where in words: an item of the check itself, or a site and a day.
    """

    photo: str
    item: str
    is_same: bool
    where: str

    @property
    def sentence(self) -> str:
        """What to tell the inspector."""
        if self.is_same:
            return _("This photo is used already: {where}.").format(where=self.where)
        return _("Nearly the same photo is used already: {where}.").format(where=self.where)


def reuses_in(
    workspace: Workspace, check_id: str, photos: Iterable[str] | None = None
) -> tuple[Reuse, ...]:
    """Each photo of a draft, or each of those given, with one place where it was used before.

    Within the check the later item is pointed out; of other checks the latest.
    """
    check = workspace.drafts.get(check_id).check
    places = _places(check)
    wanted = set(dict(places)) if photos is None else set(photos)
    alike = _alike(workspace, wanted)
    elsewhere: dict[str, str] = {}
    others = {other for found in alike.values() for other in found}
    for use in workspace.photos.uses(others):
        if use.check != check_id:
            day = f"{use.started.astimezone(CHINA_TIME):%Y-%m-%d}"
            elsewhere[use.photo] = _(", ").join((use.site_name, day))
    found = []
    for number, (photo, item) in enumerate(places):
        if photo in wanted:
            found += _reuse(photo, item, alike[photo], places[:number], elsewhere)
    return tuple(found)


def remarks_in(workspace: Workspace, check_id: str) -> tuple[Missing, ...]:
    """The same as remarks for sign-off: none of them blocks signing."""
    return tuple(
        Missing(Lack.PHOTO_USED_TWICE, each.item, blocks=False, detail=each.where)
        for each in reuses_in(workspace, check_id)
    )


def _places(check: SiteCheck) -> list[tuple[str, str]]:
    """Every photo with its item, in the order of the items."""
    return [
        (photo, item)
        for item, seen in sorted(check.observations.items())
        for fault in faults_of(seen)
        for photo in fault.photos
    ]


def _alike(workspace: Workspace, photos: Iterable[str]) -> dict[str, dict[str, bool]]:
    """For each photo those that show the same, itself among them; true where it is the same."""
    known = {each.digest: each for each in workspace.photos.likenesses()}
    by_original: dict[str, list[str]] = {}
    for each in known.values():
        by_original.setdefault(each.original, []).append(each.digest)
    bits = {digest: bits_of(each.likeness) for digest, each in known.items() if each.likeness}
    found: dict[str, dict[str, bool]] = {}
    for photo in photos:
        mine = known.get(photo)
        near = alike_among(bits[photo], bits) if photo in bits else ()
        found[photo] = dict.fromkeys(near, False) | {photo: True}
        if mine is not None:
            found[photo] |= dict.fromkeys(by_original[mine.original], True)
    return found


def _reuse(
    photo: str,
    item: str,
    alike: dict[str, bool],
    earlier: list[tuple[str, str]],
    elsewhere: dict[str, str],
) -> list[Reuse]:
    own = [(alike[other], place) for other, place in earlier if other in alike]
    if own:
        is_same, place = max(own)
        words = _("item {number}").format(number=place.rpartition(".")[2])
        return [Reuse(photo, item, is_same, words)]
    others = [(is_same, elsewhere[other]) for other, is_same in alike.items() if other in elsewhere]
    if others:
        is_same, words = max(others)
        return [Reuse(photo, item, is_same, words)]
    return []
