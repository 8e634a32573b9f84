"""Signing keys: made on the holder's own computer, certified by an office, never sent.

In the keys folder a key is three files of one name: `.p12`, which the passphrase opens (see
`privatekeys` for others), `.csr`, the request to the office, and `.crt`, the certificate that
came back with the certificate of the office's root.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from assessor import files
from assessor.domain.documents import Signer
from assessor.i18n import _
from assessor.signing import cades, sm2, tokens
from assessor.signing.algorithms import P256, Algorithm, algorithm_of
from assessor.signing.certificates import (
    holder_of,
    is_issued_by,
    key_id_of,
    may_make_timestamps,
    may_sign_documents,
    name_of,
    pieces_of,
    read_request,
    was_valid,
    write_request,
)
from assessor.signing.keyfiles import (
    MOST_BYTES,
    ROUNDS,
    SigningError,
    only_certificates,
    read_key_file,
)
from assessor.signing.privatekeys import (
    P12,
    SM2,
    SUFFIXES,
    TOKEN,
    EcKey,
    PrivateKey,
    read_private,
    write_private,
)

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
        key: PrivateKey,
        certificate: x509.Certificate,
        issuer: x509.Certificate,
        timestamp_certificate: x509.Certificate | None = None,
    ) -> None:
        self._key = key
        self._certificate = certificate
        self._holder = holder_of(certificate)
        self.certificate = certificate.public_bytes(Encoding.DER)
        self.issuer = issuer.public_bytes(Encoding.DER)
        #: An office's certificate, DER, for making timestamps with the same key.
        self.timestamp_certificate = (
            timestamp_certificate.public_bytes(Encoding.DER) if timestamp_certificate else None
        )

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
        return cades.sign(self.algorithm.digest(manifest), self.certificate, at, self.sign)

    @property
    def algorithm(self) -> Algorithm:
        """What the key signs with."""
        return algorithm_of(self._key.public_key)

    def sign(self, content: bytes) -> bytes:
        """The bare signature of some bytes, DER, as the key's algorithm makes it."""
        return self._key.sign(content)

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
    folder: Path,
    name: str,
    organisation: str,
    passphrase: str,
    *,
    algorithm: Algorithm = P256,
    rounds: int = ROUNDS,
) -> KeyFile:
    """Make a key and its request to the office; read the key id out when handing it over."""
    is_usual = algorithm is P256
    key: PrivateKey = EcKey(ec.generate_private_key(ec.SECP256R1())) if is_usual else sm2.new_key()
    request_pem = _request(key, name.strip(), organisation.strip())
    path = _new_path(folder, name, key, P12 if is_usual else SM2)
    write_private(path, name, key, (), passphrase, rounds)
    files.write(path.with_suffix(".csr"), request_pem)
    return _key_file(path)


def new_token_key(
    folder: Path, name: str, organisation: str, pin: str, *, module: Path, token: str
) -> KeyFile:
    """Make a key on the token with this label and its request; `module` is its maker's library."""
    name_of(name.strip(), organisation.strip())  # before anything is made on the token
    key, told = tokens.make_on_token(module, token, pin, name)
    path = _new_path(folder, name, key, TOKEN)
    files.write(path, told)
    files.write(path.with_suffix(".csr"), _request(key, name.strip(), organisation.strip()))
    return _key_file(path)


def request(folder: Path, key: str, passphrase: str) -> bytes:
    """A fresh request (PEM) for a key, to renew its certificate or replace a lost request."""
    path = key_path(folder, key)
    described = _key_file(path)
    return _request(read_private(path, passphrase), described.name, described.organisation)


def adopt(
    folder: Path, key: str, certificate: bytes, passphrase: str, *, rounds: int = ROUNDS
) -> KeyFile:
    """Join the certificate that an office issued (PEM) to its key; refuses any other's."""
    path = key_path(folder, key)
    private = read_private(path, passphrase)
    found = tuple(only_certificates(certificate))
    if not _own(private, found):
        raise SigningError(
            _("This certificate is for another key than {key}. Ask the office for the right one.")
            .format(key=path.stem)
        )  # fmt: skip
    adopted = _usable(path, private, found)
    own = x509.load_der_x509_certificate(adopted.certificate)
    ordered = (own, *(each for each in found if each != own))
    write_private(path, adopted.name, private, ordered, passphrase, rounds)
    files.write(path.with_suffix(".crt"), certificate)
    return _key_file(path)


def fetch(folder: Path, source: Path) -> KeyFile:
    """Copy a key from elsewhere, with its request and certificate where they lie beside it."""
    target = folder / source.name
    content = files.read(source, MOST_BYTES)
    if target.exists() and files.read(target) != content and not _follows(source, target):
        raise SigningError(
            _("There is another key called {name} in {folder}. Rename the file first.").format(
                name=source.name, folder=folder
            )
        )
    for beside in (source.with_suffix(".csr"), source.with_suffix(".crt")):
        if beside.is_file():
            files.write(folder / beside.name, files.read(beside, MOST_BYTES))
    files.write(target, content, private=True)
    return _key_file(target)


def open_key(path: Path, passphrase: str) -> SigningKey:
    """Open a certified key; `SigningError` says why not."""
    if path.suffix == P12:
        contents = read_key_file(path, passphrase)
        own = (contents.certificate,) if contents.certificate else ()
        return _usable(path, EcKey(contents.key), (*own, *contents.issuers))
    beside = path.with_suffix(".crt")
    found = only_certificates(files.read(beside, MOST_BYTES)) if beside.is_file() else ()
    return _usable(path, read_private(path, passphrase), tuple(found))


def list_keys(folder: Path) -> tuple[KeyFile, ...]:
    """The keys in a folder, by file name."""
    found = (path for suffix in SUFFIXES for path in folder.glob(f"*{suffix}"))
    return tuple(map(_key_file, sorted(found)))


def key_path(folder: Path, key: str) -> Path:
    """The key file of a name, given with its suffix or without."""
    names = [key] if key.endswith(SUFFIXES) else [f"{key}{suffix}" for suffix in SUFFIXES]
    for name in names:
        if Path(name).name == name and (folder / name).is_file():
            return folder / name
    raise SigningError(_("There is no key {key} in {folder}.").format(key=key, folder=folder))


def _follows(source: Path, target: Path) -> bool:
    """Whether a key file is the other one with what an office certified meanwhile."""
    brought, known = _key_file(source), _key_file(target)
    return brought.certified and brought.key_id == known.key_id


def _usable(path: Path, key: PrivateKey, found: tuple[x509.Certificate, ...]) -> SigningKey:
    own = _own(key, found)
    if not own:
        raise SigningError(
            _("{path}: no office has certified this key yet. Bring it the request.").format(
                path=path
            )
        )
    signing = [each for each in own if may_sign_documents(each)]
    stamping = next((each for each in own if may_make_timestamps(each)), None)
    for certificate, issuer in product(signing, found):
        if is_issued_by(certificate, issuer):
            return SigningKey(key, certificate, issuer, stamping)
    raise SigningError(
        _("{path}: the certificate is not one that an office of this program issued.").format(
            path=path
        )
    )


def _own(key: PrivateKey, found: tuple[x509.Certificate, ...]) -> list[x509.Certificate]:
    """The certificates of this very key."""
    own = []
    for each in found:
        with suppress(ValueError):  # a certificate of another program
            if pieces_of(each.public_bytes(Encoding.DER)).public_key == key.public_key:
                own.append(each)
    return own


def _new_path(folder: Path, name: str, key: PrivateKey, suffix: str) -> Path:
    stem = f"{_UNFIT.sub('-', name).strip('-')}-{key_id_of(key.public_key)[:6]}"
    return folder / f"{stem}{suffix}"


def _request(key: PrivateKey, name: str, organisation: str) -> bytes:
    return write_request(name_of(name, organisation), key.public_key, key.sign)


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
