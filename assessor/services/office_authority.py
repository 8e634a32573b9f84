"""An office's authority on sticks: made twice, found again, used to certify and to revoke.

The office's computer keeps, in `office` of its keys, everything of the authority that is
public, and where its copies lie. An authority that the command line made has its key there,
too. Whenever a stick is used, both are brought to the same list of lost keys first.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from assessor import files
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.signing import office_folder
from assessor.signing.authority import DAYS_OF_CERTIFICATE, Authority, make_office, open_office
from assessor.signing.certificates import read_request
from assessor.signing.envelopes import (
    copy_encryption_key,
    has_encryption_key,
    make_encryption_key,
)
from assessor.signing.keyfiles import SigningError
from assessor.signing.office_folder import Issued, copy_office, issued_in, level, read_office
from assessor.signing.revocations import LossReason, LostKey
from assessor.signing.trust import keep_bundle
from assessor.storage import Workspace

#: The folder of an authority on a stick.
FOLDER = "assessor-office"

#: How the names of trust bundles end.
TRUST_SUFFIX = ".trust"

_PUBLIC = "office"  # in the keys of the office's computer
_RECORD = "places.json"
_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class OfficeCopy:
    """A stick with the authority: its folder, the stick's name, the day it was checked.

    `opens_encrypted` tells that the key for encrypted files lies there, too.
    """

    folder: str
    stick: str
    checked: str  # ISO date
    opens_encrypted: bool = False


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """Where the copies lie, and the number of the list that was last handed on."""

    copies: tuple[OfficeCopy, ...] = ()
    handed_on: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as an office reads it before it compares the key number.

    `former` is the certificate that it renews; `lost` tells that the key was revoked.
    """

    path: Path
    key_id: str
    name: str
    organisation: str
    former: Issued | None
    lost: LostKey | None


def public_folder(keys: Path) -> Path:
    """What an office's computer keeps of its authority."""
    return keys / _PUBLIC


def grouped(number: str) -> str:
    """A key number in groups of four, to be read out."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def make_authority(
    keys: Path, stick: Path, name: str, passphrase: str, at: datetime, stick_name: str = ""
) -> None:
    """Make an authority on a stick, open it from there to be sure, and trust it here."""
    if read_office(public_folder(keys)) is not None:
        raise SigningError(_("This computer has an office's authority already. Copy that one."))
    folder = files.made(stick / FOLDER)
    make_office(folder, name, passphrase, at=at)
    _remember(keys, folder, stick_name, passphrase, at)


def copy_authority(
    keys: Path, source: Path, stick: Path, passphrase: str, at: datetime, stick_name: str = ""
) -> None:
    """Copy the authority in a folder to another stick, and open it from there to be sure."""
    folder = stick / FOLDER
    if source == folder:
        raise SigningError(_("{folder}: this is the first copy. Use another stick.").format(
            folder=folder
        ))  # fmt: skip
    open_office(source, passphrase)  # before anything is written
    copy_office(source, files.made(folder))
    _remember(keys, folder, stick_name, passphrase, at)


def know_authority(
    keys: Path, folder: Path, passphrase: str, at: datetime, stick_name: str = ""
) -> None:
    """Let a new computer of the office know an authority on a stick, or in any folder."""
    inside = folder / FOLDER
    _remember(keys, inside if inside.is_dir() else folder, stick_name, passphrase, at)


def find_authority(keys: Path, sticks: Iterable[Path]) -> Path | None:
    """The folder with the root key: on this computer, on a stick, or where it was before."""
    own = read_office(public_folder(keys))
    known = (Path(each.folder) for each in office_record(keys).copies)
    for folder in (public_folder(keys), *(stick / FOLDER for stick in sticks), *known):
        try:
            found = read_office(folder)
        except AssessorError:
            continue  # another copy may be sound
        if found and found.has_key and (own is None or own.root == found.root):
            return folder
    return None


def read_asked(keys: Path, path: Path) -> Asked:
    """What a request asks for, and whether the office knows its key already."""
    try:
        asked = read_request(files.read(path, _MOST_BYTES))
    except ValueError as error:
        raise SigningError(
            _(
                "{path}: this is not a request of this program, or it was damaged. "
                "Ask for it again."
            ).format(path=path)
        ) from error
    folder = public_folder(keys)
    office = read_office(folder)
    former = {each.key_id: each for each in issued_in(folder)}
    lost = {each.key_id: each for each in office.revoked.lost} if office else {}
    return Asked(
        path,
        asked.key_id,
        asked.name,
        asked.organisation,
        former.get(asked.key_id),
        lost.get(asked.key_id),
    )


def make_encryption(keys: Path, authority: Path, passphrase: str, fresh: str, at: datetime) -> None:
    """Make the office's key for encrypted files, opened by the passphrase `fresh`.

    Its certificate travels in the trust bundle, which must be handed on; the key lies here
    and on every stick of the office. One that lies on the stick already is used instead.
    """
    opened = _opened(keys, authority, passphrase)  # and brings what is on the stick
    if not has_encryption_key(keys):
        make_encryption_key(keys, opened, fresh, at)
    _share_encryption(keys, authority)
    if authority != public_folder(keys):
        level(authority, public_folder(keys))
    keep_bundle(keys, opened.bundle())
    _keep(keys, replace(office_record(keys), handed_on=0))


def certificate_place(keys: Path, asked: Asked) -> Path:
    """Where the certificate of a request goes: beside the request.

    That of a key of this computer goes to the office's files: beside its key it would look
    as if it had been taken in already.
    """
    target = asked.path.with_suffix(".crt")
    return public_folder(keys) / target.name if target.parent == keys else target


def issue(
    keys: Path,
    authority: Path,
    asked: Asked,
    passphrase: str,
    target: Path,
    at: datetime,
    *,
    is_office: bool,
    days: int = DAYS_OF_CERTIFICATE,
) -> None:
    """Certify a request; the certificate goes to a file, the trust bundle beside, read back."""
    if asked.lost is not None:
        raise SigningError(
            _("The key of {name} was declared lost. A new key must be made and requested.").format(
                name=asked.name
            )
        )
    opened = _opened(keys, authority, passphrase)
    request = files.read(asked.path, _MOST_BYTES)
    if read_request(request).key_id != asked.key_id:
        raise SigningError(_("{path}: the request was exchanged.").format(path=asked.path))
    files.write_verified(target, opened.issue(request, is_office=is_office, days=days, at=at))
    files.write_verified(target.with_suffix(TRUST_SUFFIX), opened.bundle())
    if authority != public_folder(keys):
        level(authority, public_folder(keys))


def revoke(
    keys: Path,
    authority: Path,
    key_id: str,
    last_counter: int,
    passphrase: str,
    at: datetime,
    *,
    since: datetime | None = None,
    reason: LossReason = LossReason.LOST,
) -> None:
    """Declare a key lost, and trust the new list here; it must be handed on."""
    opened = _opened(keys, authority, passphrase)
    opened.revoke(key_id, last_counter, at, since=since, reason=reason)
    if authority != public_folder(keys):
        level(authority, public_folder(keys))
    keep_bundle(keys, opened.bundle())


def last_counter(workspace: Workspace, key_id: str) -> int:
    """The last document of a key that is known here; 0 if there is none."""
    return workspace.documents.next_counter(key_id) - 1


def office_record(keys: Path) -> OfficeRecord:
    """Where the copies lie, as far as this computer was told."""
    path = public_folder(keys) / _RECORD
    if not path.exists():
        return OfficeRecord()
    try:
        stored: dict[str, Any] = json.loads(files.read(path, _MOST_BYTES))
        copies = tuple(OfficeCopy(**each) for each in stored["copies"])
        return OfficeRecord(copies, int(stored["handed_on"]))
    except (ValueError, KeyError, TypeError):
        return OfficeRecord()  # a note only: the sticks themselves are what counts


def note_handed_on(keys: Path) -> None:
    """Remember that the list as it is now was handed on; only an office's computer does."""
    office = read_office(public_folder(keys))
    if office is not None:
        _keep(keys, replace(office_record(keys), handed_on=office.revoked.number))


def _opened(keys: Path, authority: Path, passphrase: str) -> Authority:
    """Open a root key whose list is as new as the one known here."""
    opened = open_office(authority, passphrase)
    if authority != public_folder(keys):
        level(files.made(public_folder(keys)), authority)
    _share_encryption(keys, authority)
    return opened


def _share_encryption(keys: Path, authority: Path) -> None:
    """Bring the key for encrypted files to a stick that is used, and note that it is there."""
    copy_encryption_key(keys, authority)
    record = office_record(keys)
    if has_encryption_key(keys) and any(each.folder == str(authority) for each in record.copies):
        copies = (
            replace(each, opens_encrypted=each.opens_encrypted or each.folder == str(authority))
            for each in record.copies
        )
        _keep(keys, replace(record, copies=tuple(copies)))


def _remember(keys: Path, folder: Path, stick: str, passphrase: str, at: datetime) -> None:
    """Open what was written from the stick itself, and note where it lies."""
    for path in (office_folder.ROOT_KEY, office_folder.ROOT, office_folder.LIST):
        files.forget(folder / path)
    opened = open_office(folder, passphrase)
    own = files.made(public_folder(keys))
    level(folder, own)
    copy_encryption_key(keys, folder)
    keep_bundle(keys, opened.bundle())
    record = office_record(keys)
    others = tuple(each for each in record.copies if each.folder != str(folder))
    opens_encrypted = (folder / office_folder.ENCRYPTION_KEY).exists()
    copy = OfficeCopy(str(folder), stick, at.date().isoformat(), opens_encrypted)
    _keep(keys, replace(record, copies=(*others, copy)))


def _keep(keys: Path, record: OfficeRecord) -> None:
    text = json.dumps(asdict(record), ensure_ascii=False, indent=2, sort_keys=True)
    files.write(public_folder(keys) / _RECORD, text.encode())
