"""The folder of an office's authority, as far as it can be read without the passphrase.

It lies on a stick in the safe, and a copy of it on another one: `root.p12`, the key that
the passphrase opens, `root.crt`, the newest list of lost keys `office.crl`, and in `issued`
every certificate ever issued. The office's computer keeps all of it but the key. Beside them
lies the office's key for encrypted files, where it made one, with its certificate.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from assessor import files
from assessor.i18n import _
from assessor.signing import certificates, revocations
from assessor.signing.keyfiles import MOST_BYTES, SigningError, only_certificates
from assessor.signing.revocations import RevocationList

ROOT_KEY = "root.p12"
ROOT = "root.crt"
LIST = "office.crl"
ISSUED = "issued"
ENCRYPTION_KEY = "encryption.p12"
ENCRYPTION = "encryption.crt"


@dataclass(frozen=True, slots=True)
class PublicOffice:
    """An office's root certificate (DER), its newest list, and whether the key lies beside."""

    folder: Path
    name: str
    root: bytes
    revoked: RevocationList
    has_key: bool
    expires: datetime

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the root, in groups to be read out."""
        return certificates.fingerprint(self.root)


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate that an office issued."""

    key_id: str
    name: str
    organisation: str
    is_office: bool
    issued: datetime
    expires: datetime


def read_office(folder: Path) -> PublicOffice | None:
    """The authority in a folder, None if there is none; `SigningError` if it is damaged."""
    if not (folder / ROOT).exists():
        return None
    try:
        root, revoked = _matching(folder)
    except (ValueError, TypeError) as error:
        raise SigningError(
            _("{folder}: the office's root or its list is damaged. Use the other copy.").format(
                folder=folder
            )
        ) from error
    return PublicOffice(
        folder,
        certificates.holder_of(root).name,
        root.public_bytes(Encoding.DER),
        revoked,
        (folder / ROOT_KEY).exists(),
        root.not_valid_after_utc,
    )


def issued_in(folder: Path) -> tuple[Issued, ...]:
    """The newest certificate of each key, by name."""
    newest: dict[str, Issued] = {}
    for path in sorted((folder / ISSUED).glob("*.crt")):
        try:
            certificate = x509.load_pem_x509_certificate(files.read(path, MOST_BYTES))
        except ValueError as error:
            raise SigningError(
                _("{path}: this certificate is damaged.").format(path=path)
            ) from error
        found = _issued(certificate)
        known = newest.get(found.key_id, found)
        newest[found.key_id] = max(known, found, key=lambda each: each.expires)
    return tuple(sorted(newest.values(), key=lambda each: (each.name, each.key_id)))


def read_certificate(path: Path) -> tuple[Issued, bytes]:
    """What a certificate on its way to its holder says, and the certificate itself (DER)."""
    certificate = only_certificates(files.read(path, MOST_BYTES))[0]
    return _issued(certificate), certificate.public_bytes(Encoding.DER)


def _issued(certificate: x509.Certificate) -> Issued:
    holder = certificates.holder_of(certificate)
    return Issued(
        holder.key,
        holder.name,
        holder.organisation,
        holder.is_office,
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
    )


def encryption_certificate(folder: Path) -> bytes:
    """The certificate (DER) that files for the office are encrypted to; empty without one."""
    path = folder / ENCRYPTION
    if not path.exists():
        return b""
    try:
        certificate = x509.load_pem_x509_certificate(files.read(path, MOST_BYTES))
    except ValueError as error:
        raise SigningError(_("{path}: this certificate is damaged.").format(path=path)) from error
    return certificate.public_bytes(Encoding.DER)


def level(one: Path, other: Path) -> None:
    """Bring two copies of one authority to the same list and certificates; keys stay.

    So a stick that lay in the safe for a year never signs a list that is older than what
    others hold. `SigningError` if they are of different offices.
    """
    offices = tuple(filter(None, map(read_office, (one, other))))
    roots = {each.root for each in offices}
    if len(roots) != 1:
        raise SigningError(
            _("{folder}: this is the key of another office. Use the right stick.").format(
                folder=other
            )
        )
    newest = max(offices, key=lambda each: each.revoked.number)
    for source, target in ((one, other), (other, one)):
        _bring(source, target)
        if not (target / LIST).exists() or _number(target) < newest.revoked.number:
            files.write_verified(target / LIST, newest.revoked.encoded)


def copy_office(source: Path, target: Path) -> None:
    """Copy an authority with its key to another stick, each file read back."""
    if (target / ROOT_KEY).exists() or (target / ROOT).exists():
        present, own = read_office(target), read_office(source)
        if present is None or own is None or present.root != own.root:
            raise SigningError(
                _("{folder}: there is an office's root key already.").format(folder=target)
            )
    _bring(source, target)
    content = files.read(source / ROOT_KEY, MOST_BYTES)
    files.write_verified(target / ROOT_KEY, content, private=True)
    for name in (LIST, ROOT):
        files.write_verified(target / name, files.read(source / name, MOST_BYTES))


def _matching(folder: Path) -> tuple[x509.Certificate, RevocationList]:
    root = x509.load_pem_x509_certificate(files.read(folder / ROOT, MOST_BYTES))
    revoked = revocations.read_list(files.read(folder / LIST, MOST_BYTES))
    if not (certificates.is_root(root) and revocations.is_list_of(revoked, root)):
        raise ValueError("the list is of another root")
    return root, revoked


def _bring(source: Path, target: Path) -> None:
    """Copy what is public and never changes."""
    issued = files.made(target / ISSUED)
    for path in sorted((source / ISSUED).glob("*.crt")):
        if not (issued / path.name).exists():
            files.write_verified(issued / path.name, files.read(path, MOST_BYTES))
    for name in (ROOT, ENCRYPTION):
        if (source / name).exists() and not (target / name).exists():
            files.write_verified(target / name, files.read(source / name, MOST_BYTES))


def _number(folder: Path) -> int:
    return revocations.read_list(files.read(folder / LIST, MOST_BYTES)).number
