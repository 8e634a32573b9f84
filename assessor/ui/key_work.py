"""The long pieces of work of the keys window and of verification, done in the background.

What they need (signing, PDF) is imported when they first run, as in `work`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessor import files
from assessor.paths import Paths
from assessor.progress import ProgressFn

if TYPE_CHECKING:
    from assessor.services.appraisal import Appraisal
    from assessor.services.key_steps import Ending, Stage, Survey
    from assessor.services.office_authority import Asked
    from assessor.services.trusting import TrustOffer
    from assessor.signing.revocations import LossReason


def survey(paths: Paths) -> Survey:
    """What a profile has of keys, an office, and trust."""
    from assessor.services.key_steps import survey as looked_at

    return looked_at(paths.keys)


def stages(found: Survey, role: str, at: datetime) -> tuple[Stage, ...]:
    """How far each of the five steps is."""
    from assessor.services.key_steps import stages as reached

    return reached(found, role, at)


def endings(paths: Paths, at: datetime) -> tuple[Ending, ...]:
    """The certificates that ended or soon will."""
    from assessor.services.key_steps import endings as soon

    return soon(paths.keys, at)


def make_authority(
    paths: Paths, stick: Path, name: str, passphrase: str, at: datetime, stick_name: str
) -> None:
    """Make an office's authority on a stick."""
    from assessor.services import office_authority

    keys = files.made(paths.keys)
    office_authority.make_authority(keys, stick, name, passphrase, at, stick_name)


def copy_authority(
    paths: Paths, source: Path, stick: Path, passphrase: str, at: datetime, stick_name: str
) -> None:
    """Copy an office's authority to another stick."""
    from assessor.services import office_authority

    office_authority.copy_authority(paths.keys, source, stick, passphrase, at, stick_name)


def know_authority(
    paths: Paths, stick: Path, passphrase: str, at: datetime, stick_name: str
) -> None:
    """Use an office's authority that was made on another computer."""
    from assessor.services import office_authority

    inside = stick / office_authority.FOLDER
    folder = inside if inside.is_dir() else stick
    keys = files.made(paths.keys)
    office_authority.know_authority(keys, folder, passphrase, at, stick_name)


def find_authority(paths: Paths, sticks: Iterable[Path]) -> Path | None:
    """The folder with the office's root key."""
    from assessor.services import office_authority

    return office_authority.find_authority(paths.keys, sticks)


def read_asked(paths: Paths, request: Path) -> Asked:
    """What a request asks for."""
    from assessor.services import office_authority

    return office_authority.read_asked(paths.keys, request)


def grouped(number: str) -> str:
    """A key number to be read out."""
    from assessor.services import office_authority

    return office_authority.grouped(number)


def issue(
    paths: Paths,
    authority: Path,
    asked: Asked,
    passphrase: str,
    at: datetime,
    *,
    is_office: bool,
) -> Path:
    """Certify a request; the certificate goes where the request is.

    That of a key of this computer goes to the office's files: beside its key it would look
    as if it had been taken in already.
    """
    from assessor.services import office_authority

    target = asked.path.with_suffix(".crt")
    if target.parent == paths.keys:
        target = office_authority.public_folder(paths.keys) / target.name
    office_authority.issue(
        paths.keys, authority, asked, passphrase, target, at, is_office=is_office
    )
    return target


def revoke(
    paths: Paths,
    authority: Path,
    key_id: str,
    last_counter: int,
    passphrase: str,
    at: datetime,
    since: datetime,
    reason: LossReason,
) -> None:
    """Declare a key lost."""
    from assessor.services import office_authority

    office_authority.revoke(
        paths.keys, authority, key_id, last_counter, passphrase, at, since=since, reason=reason
    )


def renew(paths: Paths, key: str, passphrase: str, target: Path) -> Path:
    """Write a new request of a key whose certificate ends."""
    from assessor.services.key_steps import renew as ask_again

    return ask_again(paths.keys, key, passphrase, target)


def hand_on(paths: Paths, target: Path) -> Path:
    """Write whom a profile trusts, to a file or into a folder."""
    from assessor.services.trusting import hand_on as write_bundle

    return write_bundle(paths.keys, target)


def offered_trust(paths: Paths, bundle: Path) -> TrustOffer:
    """What a trust bundle would bring."""
    from assessor.services.trusting import offer

    return offer(paths.keys, bundle)


def trust_beside(paths: Paths, chosen: Sequence[Path]) -> TrustOffer | None:
    """A trust bundle beside other files that brings anything new."""
    from assessor.services.trusting import news_beside

    return news_beside(paths.keys, chosen)


def appraise(paths: Paths, chosen: Sequence[Path], report: ProgressFn) -> tuple[Appraisal, ...]:
    """What to think of files, by what a profile trusts."""
    from assessor.services.appraisal import appraise_all

    return appraise_all(paths.keys, chosen, report)
