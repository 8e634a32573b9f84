"""How far a profile is on the way from no key to signatures that everyone can check.

1 the office makes its authority on two sticks; 2 an inspector makes a key and a request;
3 the office compares the key number and issues the certificate; 4 the inspector takes it
in; 5 the office hands on whom to trust, and everyone takes that in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from assessor import files
from assessor.domain.inspection import CHINA_TIME
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services.office_authority import (
    OfficeCopy,
    OfficeRecord,
    office_record,
    public_folder,
)
from assessor.signing.envelopes import has_encryption_key
from assessor.signing.keys import KeyFile, list_keys, request
from assessor.signing.keys import adopt as join_certificate
from assessor.signing.office_folder import Issued, PublicOffice, issued_in, read_office
from assessor.signing.trust import Root, load_trust

#: How long before a certificate ends one is told.
NOTICE = timedelta(days=30)

#: On how many sticks an office's key lies at least.
COPIES = 2

_LIST = b"-----BEGIN X509 CRL-----"
_RENEWAL = ".renewal"  # beside a key: its new request, until the new certificate comes


class Stage(StrEnum):
    """How far a step is."""

    DONE = "done"
    NEXT = "next"  # something can be done now
    WAITING = "waiting"  # for others, or for an earlier step


@dataclass(frozen=True, slots=True)
class Survey:
    """What a profile has of keys, an office, and trust."""

    keys: tuple[KeyFile, ...]
    renewing: frozenset[str]  # ids of keys whose new request was made
    office: PublicOffice | None
    record: OfficeRecord
    issued: tuple[Issued, ...]
    trusted: tuple[Root, ...]
    opens_encrypted: bool

    @property
    def incomplete(self) -> tuple[OfficeCopy, ...]:
        """The sticks of the office that lack its key for encrypted files."""
        copies = self.record.copies if self.opens_encrypted else ()
        return tuple(each for each in copies if not each.opens_encrypted)

    @property
    def waiting(self) -> tuple[KeyFile, ...]:
        """The keys whose requests are on the way, for the first time or once more."""
        return tuple(key for key in self.keys if not key.certified or key.key_id in self.renewing)


@dataclass(frozen=True, slots=True)
class Ending:
    """A certificate that ended or soon will."""

    name: str
    key_id: str  # empty for an office's root
    expires: datetime
    is_over: bool

    def __str__(self) -> str:
        date = self.expires.astimezone(CHINA_TIME).date()
        if not self.key_id:
            words = _("The office's root key {name} ends on {date}. Make a new one in time.")
        elif self.is_over:
            words = _("The certificate of {name} ended on {date}. Ask the office for a new one.")
        else:
            words = _("The certificate of {name} ends on {date}. Ask the office for a new one now.")
        return words.format(name=self.name, date=date)


def survey(keys: Path) -> Survey:
    """Look at the keys folder of a profile; no passphrase is needed."""
    found = list_keys(keys)
    folder = public_folder(keys)
    return Survey(
        found,
        frozenset(each.key_id for each in found if renewal_of(each).exists()),
        read_office(folder),
        office_record(keys),
        issued_in(folder),
        load_trust(keys).roots,
        has_encryption_key(keys),
    )


def stages(found: Survey, role: str, at: datetime) -> tuple[Stage, ...]:
    """How far each of the five steps is, for an `inspector` or an `office`."""
    is_office = role == "office"
    first = _authority_stage(found) if is_office else _passed(bool(found.trusted))
    sound = [key for key in found.keys if key.expires and key.expires - NOTICE > at]
    asked = bool(found.waiting)
    second = Stage.DONE if sound or asked else Stage.NEXT
    fourth = Stage.NEXT if asked else _passed(bool(sound))
    third = _passed(bool(sound) and not asked)
    if is_office:
        third = _issuing_stage(found, asked=asked)
    return first, second, third, fourth, _trust_stage(found, is_office=is_office)


def endings(found: Survey, at: datetime) -> tuple[Ending, ...]:
    """The certificates of a profile that end within `NOTICE`, or have ended; soonest first."""
    certificates = [(key.name, key.key_id, key.expires) for key in found.keys if key.expires]
    if found.office is not None:
        certificates.append((found.office.name, "", found.office.expires))
    ending = (
        Ending(name, key_id, expires, expires < at)
        for name, key_id, expires in certificates
        if expires - NOTICE <= at
    )
    return tuple(sorted(ending, key=lambda each: each.expires))


def renew(keys: Path, key: str, passphrase: str, target: Path) -> Path:
    """Write a new request of a certified key, signed with the key itself, and read it back.

    The key and its number stay, so that its checks stay its holder's.
    """
    content = request(keys, key, passphrase)
    files.write_verified(target, content)
    files.write(keys / f"{key.removesuffix('.p12')}{_RENEWAL}", content)
    return target


def adopt(keys: Path, key: str, certificate: bytes, passphrase: str) -> KeyFile:
    """Join the certificate that came back, first or renewed, to its key."""
    if _LIST in certificate:
        raise AssessorError(
            _("This is a trust bundle, which is step 5. The certificate ends in .crt.")
        )
    adopted = join_certificate(keys, key, certificate, passphrase)
    renewal_of(adopted).unlink(missing_ok=True)
    return adopted


def request_of(key: KeyFile) -> Path:
    """The request of a key that is on the way to the office."""
    renewal = renewal_of(key)
    return renewal if renewal.exists() else key.path.with_suffix(".csr")


def renewal_of(key: KeyFile) -> Path:
    """Where the request of a key lies while its renewal is on the way."""
    return key.path.with_suffix(_RENEWAL)


def _authority_stage(found: Survey) -> Stage:
    if found.office is None:
        return Stage.NEXT
    copies = len(found.record.copies) + found.office.has_key
    return Stage.DONE if copies >= COPIES and not found.incomplete else Stage.NEXT


def _issuing_stage(found: Survey, *, asked: bool) -> Stage:
    if found.office is None:
        return Stage.WAITING
    return Stage.DONE if found.issued and not asked else Stage.NEXT


def _trust_stage(found: Survey, *, is_office: bool) -> Stage:
    if not is_office or found.office is None:
        if is_office and not found.trusted:
            return Stage.WAITING
        return Stage.DONE if found.trusted else Stage.NEXT
    is_handed_on = found.record.handed_on == found.office.revoked.number
    return Stage.DONE if is_handed_on else Stage.NEXT


def _passed(is_done: bool) -> Stage:
    return Stage.DONE if is_done else Stage.WAITING
