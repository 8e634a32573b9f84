"""Signing keys: made on the holder's own computer, certified by an office, never sent.

In the keys folder a key is three files of one name: `.p12`, which the passphrase opens,
`.csr`, the request to the office, and `.crt`, the certificate that came back with the
certificate of the office's root.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from assessor import files
from assessor.domain.documents import Signer
from assessor.i18n import _
from assessor.signing import cades
from assessor.signing.certificates import (
    ALGORITHM,
    encoded_key,
    holder_of,
    is_issued_by,
    key_id_of,
    may_sign_documents,
    name_of,
    read_request,
    was_valid,
)
from assessor.signing.keyfiles import (
    ROUNDS,
    Contents,
    SigningError,
    only_certificates,
    read_key_file,
    write_key_file,
)

_MOST_BYTES = 1 << 20  # of a file that belongs to a key
_UNFIT = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What can be said of a key without its passphrase. Times are UTC."""

    path: Path
    key_id: str
    name: str
    organisation: str
    is_office: bool
    certified: bool
    expires: datetime | None


class SigningKey:
    """An opened key with its certificate, ready to sign."""

    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey,
        certificate: x509.Certificate,
        issuer: x509.Certificate,
    ) -> None:
        self._key = key
        self._certificate = certificate
        self._holder = holder_of(certificate)
        self.certificate = certificate.public_bytes(Encoding.DER)
        self.issuer = issuer.public_bytes(Encoding.DER)

    @property
    def key_id(self) -> str:
        """The first 32 hex digits of the SHA-256 of the public key."""
        return self._holder.key

    @property
    def name(self) -> str:
        """Whom the office certified."""
        return self._holder.name

    @property
    def organisation(self) -> str:
        """Whom the holder works for; may be empty."""
        return self._holder.organisation

    @property
    def is_office(self) -> bool:
        """Whether the key signs for an office."""
        return self._holder.is_office

    @property
    def signer(self) -> Signer:
        """The holder, as whoever checks a signature will see it."""
        return self._holder

    @property
    def expires(self) -> datetime:
        """When the certificate ends, UTC."""
        return self._certificate.not_valid_after_utc

    def sign_manifest(self, manifest: bytes, at: datetime | None = None) -> bytes:
        """The detached signature (CAdES-B-B, DER) of a result file's manifest."""
        at = at or datetime.now(UTC)
        self.require_valid(at)
        return cades.sign(hashlib.sha256(manifest).digest(), self.certificate, at, self.sign)

    def sign(self, content: bytes) -> bytes:
        """The bare signature of some bytes: ECDSA with SHA-256, DER."""
        return self._key.sign(content, ALGORITHM)

    def require_valid(self, at: datetime) -> None:
        """Raise `SigningError` if nobody would accept what is signed at this time."""
        if not was_valid(self._certificate, at):
            raise SigningError(
                _(
                    "The certificate of {name} is valid from {start} to {end}. Ask the office "
                    "for a new one, and check this computer's clock."
                ).format(
                    name=self.name,
                    start=self._certificate.not_valid_before_utc.date(),
                    end=self.expires.date(),
                )
            )


def new_key(
    folder: Path, name: str, organisation: str, passphrase: str, *, rounds: int = ROUNDS
) -> KeyFile:
    """Make a key and its request to the office; read the key id out when handing it over."""
    key = ec.generate_private_key(ec.SECP256R1())
    key_id = key_id_of(encoded_key(key.public_key()))
    request_pem = _request(key, name.strip(), organisation.strip())
    path = folder / f"{_UNFIT.sub('-', name).strip('-')}-{key_id[:6]}.p12"
    write_key_file(path, name, Contents(key, None, ()), passphrase, rounds)
    files.write(path.with_suffix(".csr"), request_pem)
    return _key_file(path)


def request(folder: Path, key: str, passphrase: str) -> bytes:
    """A fresh request (PEM) for a key, to renew its certificate or replace a lost request."""
    path = _path(folder, key)
    described = _key_file(path)
    return _request(read_key_file(path, passphrase).key, described.name, described.organisation)


def adopt(
    folder: Path, key: str, certificate: bytes, passphrase: str, *, rounds: int = ROUNDS
) -> KeyFile:
    """Join the certificate that an office issued (PEM) to its key; refuses any other's."""
    path = _path(folder, key)
    private = read_key_file(path, passphrase).key
    found = only_certificates(certificate)
    own = next((each for each in found if each.public_key() == private.public_key()), None)
    if own is None:
        raise SigningError(
            _("This certificate is for another key than {key}. Ask the office for the right one.")
            .format(key=path.stem)
        )  # fmt: skip
    contents = Contents(private, own, tuple(each for each in found if each != own))
    adopted = _usable(path, contents)
    write_key_file(path, adopted.name, contents, passphrase, rounds)
    files.write(path.with_suffix(".crt"), certificate)
    return _key_file(path)


def fetch(folder: Path, source: Path) -> KeyFile:
    """Copy a key from elsewhere, with its request and certificate where they lie beside it."""
    target = folder / source.name
    content = files.read(source, _MOST_BYTES)
    if target.exists() and files.read(target) != content and not _follows(source, target):
        raise SigningError(
            _("There is another key called {name} in {folder}. Rename the file first.").format(
                name=source.name, folder=folder
            )
        )
    for beside in (source.with_suffix(".csr"), source.with_suffix(".crt")):
        if beside.is_file():
            files.write(folder / beside.name, files.read(beside, _MOST_BYTES))
    files.write(target, content, private=True)
    return _key_file(target)


def open_key(path: Path, passphrase: str) -> SigningKey:
    """Open a certified key; `SigningError` says why not."""
    return _usable(path, read_key_file(path, passphrase))


def list_keys(folder: Path) -> tuple[KeyFile, ...]:
    """The keys in a folder, by file name."""
    return tuple(map(_key_file, sorted(folder.glob("*.p12"))))


def _follows(source: Path, target: Path) -> bool:
    """Whether a key file is the other one with what an office certified meanwhile."""
    brought, known = _key_file(source), _key_file(target)
    return brought.certified and brought.key_id == known.key_id


def _usable(path: Path, contents: Contents) -> SigningKey:
    certificate = contents.certificate
    if certificate is None:
        raise SigningError(
            _("{path}: no office has certified this key yet. Bring it the request.").format(
                path=path
            )
        )
    for issuer in contents.issuers:
        if may_sign_documents(certificate) and is_issued_by(certificate, issuer):
            return SigningKey(contents.key, certificate, issuer)
    raise SigningError(
        _("{path}: the certificate is not one that an office of this program issued.").format(
            path=path
        )
    )


def _request(key: ec.EllipticCurvePrivateKey, name: str, organisation: str) -> bytes:
    try:
        subject = name_of(name, organisation)
    except ValueError as error:
        raise SigningError(
            _("A name has at least one and at most 64 characters: {name}").format(name=name)
        ) from error
    made = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, SHA256())
    return made.public_bytes(Encoding.PEM)


def _path(folder: Path, key: str) -> Path:
    """The key file of a name, given with its suffix or without."""
    name = key if key.endswith(".p12") else f"{key}.p12"
    path = folder / name
    if Path(name).name != name or not path.is_file():
        raise SigningError(_("There is no key {key} in {folder}.").format(key=key, folder=folder))
    return path


def _key_file(path: Path) -> KeyFile:
    """Describe a key by the files beside it; one that lost them is known by its name only."""
    unknown = KeyFile(path, "", path.stem, "", is_office=False, certified=False, expires=None)
    return _certified(path) or _requested(path) or unknown


def _certified(path: Path) -> KeyFile | None:
    try:
        certificate = x509.load_pem_x509_certificate(path.with_suffix(".crt").read_bytes())
    except (OSError, ValueError):
        return None
    holder = holder_of(certificate)
    return KeyFile(
        path,
        holder.key,
        holder.name,
        holder.organisation,
        is_office=holder.is_office,
        certified=True,
        expires=certificate.not_valid_after_utc,
    )


def _requested(path: Path) -> KeyFile | None:
    try:
        asked = read_request(path.with_suffix(".csr").read_bytes())
    except (OSError, ValueError):
        return None
    return KeyFile(
        path,
        asked.key_id,
        asked.name,
        asked.organisation,
        is_office=False,
        certified=False,
        expires=None,
    )
