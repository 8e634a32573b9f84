"""Trust bundles on their way: handed on, met beside other files, looked at, taken in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from assessor import files
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services.office_authority import TRUST_SUFFIX, note_handed_on
from assessor.services.transfer import retry_quarantined
from assessor.signing.trust import (
    TRUST_FILE,
    Root,
    Trust,
    keep_bundle,
    load_trust,
    read_bundle,
    united,
)
from assessor.standards import Library
from assessor.storage import Workspace

_MOST_BYTES = 4 << 20
_MOST_LOOKED_AT = 20  # bundles beside other files


class Standing(StrEnum):
    """What a bundle would change about one office."""

    UNKNOWN = "unknown"  # the fingerprint must be compared before
    NEWER = "newer"  # a newer list of lost keys of an office that is trusted
    MORE = "more"  # the certificate for encrypted files of an office that is trusted
    SAME = "same"
    OLDER = "older"  # the newer list here stays


_NEWS = (Standing.UNKNOWN, Standing.NEWER, Standing.MORE)


@dataclass(frozen=True, slots=True)
class OfferedOffice:
    """An office in a bundle, and its list of lost keys."""

    name: str
    fingerprint: str
    standing: Standing
    number: int
    issued: datetime
    lost: int


@dataclass(frozen=True, slots=True)
class TrustOffer:
    """What a bundle would bring."""

    path: Path
    offices: tuple[OfferedOffice, ...]

    @property
    def is_news(self) -> bool:
        """Whether anything would change."""
        return any(each.standing in _NEWS for each in self.offices)

    @property
    def has_unknown(self) -> bool:
        """Whether somebody must compare a fingerprint first."""
        return any(each.standing is Standing.UNKNOWN for each in self.offices)


def offer(keys: Path, path: Path) -> TrustOffer:
    """Read a bundle and compare it with what a profile trusts; nothing is kept."""
    known = {root.certificate: root for root in load_trust(keys).roots}
    try:
        brought = read_bundle(files.read(path, _MOST_BYTES))
    except files.FileError:  # it names the file itself
        raise
    except AssessorError as error:
        raise AssessorError(_("{path}: {reason}").format(path=path, reason=error)) from error
    return TrustOffer(
        path, tuple(_offered(root, known.get(root.certificate)) for root in brought.roots)
    )


def take_in(
    keys: Path,
    content: bytes,
    workspace: Workspace | None,
    library: Library,
    at: datetime,
) -> tuple[str, ...]:
    """Trust the offices of a bundle, and take into the workspace what waited for them.

    Gives what was done, in words. `AssessorError` for a bundle that is refused.
    """
    before = load_trust(keys)
    bundle = keep_bundle(files.made(keys), content)
    told = [_told(each, before) for each in bundle.roots]
    if workspace and (retried := retry_quarantined(workspace, library, load_trust(keys), at)):
        words = _("{count} files that waited for this were taken in.")
        told.append(words.format(count=len(retried)))
    return tuple(told)


def _told(root: Root, before: Trust) -> str:
    """What taking a root in did."""
    words = _("Trusted: {name}, fingerprint {fingerprint}")
    known = next((each for each in before.roots if each.certificate == root.certificate), None)
    if _standing(root, known) is Standing.OLDER:
        words = _("{name} was trusted already, with a newer list of lost keys, which stays.")
    return words.format(name=root.name, fingerprint=root.fingerprint)


def news_beside(keys: Path, paths: Iterable[Path]) -> TrustOffer | None:
    """The first bundle beside some files, or in some folders, that brings anything new."""
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    found = [each for folder in folders for each in sorted(folder.glob(f"*{TRUST_SUFFIX}"))]
    for path in found[:_MOST_LOOKED_AT]:
        try:
            offered = offer(keys, path)
        except AssessorError:
            continue  # it is not what the user asked for
        if offered.is_news:
            return offered
    return None


def hand_on(keys: Path, target: Path) -> Path:
    """Write whom a profile trusts to a file, or into a folder, and read it back."""
    trust = load_trust(keys)
    if not trust.roots:
        raise AssessorError(_("This profile trusts no office yet, so there is nothing to hand on."))
    if files.is_folder(target):
        target = target / TRUST_FILE
    files.write_verified(target, trust.bundle())
    note_handed_on(keys)
    return target


def write_beside(keys: Path, path: Path) -> Path | None:
    """Put whom a profile trusts beside a plan or a standard that goes out; None if nobody."""
    trust = load_trust(keys)
    if not trust.roots:
        return None
    target = path.with_suffix(TRUST_SUFFIX)
    files.write(target, trust.bundle())
    return target


def _offered(root: Root, known: Root | None) -> OfferedOffice:
    revoked = root.revoked
    if revoked is None:
        raise TypeError(root.name)  # a bundle without a list is refused when it is read
    return OfferedOffice(
        root.name,
        root.fingerprint,
        _standing(root, known),
        revoked.number,
        revoked.issued,
        len({each.key_id for each in revoked.lost}),
    )


def _standing(root: Root, known: Root | None) -> Standing:
    if known is None or known.revoked is None or root.revoked is None:
        return Standing.UNKNOWN
    if root.revoked.number > known.revoked.number:
        return Standing.NEWER
    if united(known, root).encryption != known.encryption:
        return Standing.MORE
    return Standing.SAME if root.revoked.number == known.revoked.number else Standing.OLDER
