"""Key files: PKCS #12 with PBES2 AES-256 and a SHA-256 MAC, opened with a passphrase."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

from assessor import files
from assessor.errors import AssessorError
from assessor.i18n import _

#: How often the passphrase is hashed: a guess costs a fifth of a second.
ROUNDS = 600_000

#: No file that belongs to a key is larger.
MOST_BYTES = 1 << 20

Key = TypeVar("Key", ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)


class SigningError(AssessorError):
    """A key cannot be made, opened or used."""


class LockedKeyError(SigningError):
    """A key file does not open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "{path}: the key cannot be opened. Either the passphrase is wrong, or the file "
                "is damaged and its copy is needed."
            ).format(path=path)
        )


@dataclass(frozen=True, slots=True)
class Contents(Generic[Key]):
    """What a key file holds; a key that nobody certified yet has no certificate."""

    key: Key
    certificate: x509.Certificate | None
    issuers: tuple[x509.Certificate, ...]


def write_key_file(
    path: Path, name: str, contents: Contents[Key], passphrase: str, rounds: int
) -> None:
    """Replace a key file, durably; `SigningError` without a passphrase."""
    require_passphrase(passphrase)
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(rounds)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(SHA256())
        .build(passphrase.encode())
    )
    encoded = pkcs12.serialize_key_and_certificates(
        name.encode(), contents.key, contents.certificate, contents.issuers, encryption
    )
    files.write(path, encoded, private=True)


def require_passphrase(passphrase: str) -> None:
    """Raise `SigningError` if there is none to protect a key with."""
    if not passphrase:
        raise SigningError(_("A key needs a passphrase. Choose one that others cannot guess."))


def read_key_file(path: Path, passphrase: str) -> Contents[ec.EllipticCurvePrivateKey]:
    """Open a key file; `SigningError` for a wrong passphrase or a damaged file."""
    key, certificate, issuers = _opened(path, passphrase)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise SigningError(_("{path}: there is no key of this program in it.").format(path=path))
    return Contents(key, certificate, tuple(issuers))


def read_encryption_file(path: Path, passphrase: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """Open the file of a key for encrypted files, which has a certificate."""
    key, certificate, _issuers = _opened(path, passphrase)
    if not isinstance(key, rsa.RSAPrivateKey) or certificate is None:
        raise SigningError(_("{path}: there is no key of this program in it.").format(path=path))
    return key, certificate


def _opened(
    path: Path, passphrase: str
) -> tuple[object, x509.Certificate | None, Sequence[x509.Certificate]]:
    encoded = files.read(path, MOST_BYTES)
    try:
        return pkcs12.load_key_and_certificates(encoded, passphrase.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise LockedKeyError(path) from error


def only_certificates(pem: bytes) -> Sequence[x509.Certificate]:
    """The certificates in a file that an office issued; `SigningError` if there are none."""
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise SigningError(
            _("This file holds no certificate. Ask the office for it again.")
        ) from error
