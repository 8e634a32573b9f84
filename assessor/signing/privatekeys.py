"""Where private keys lie: in a file that a passphrase opens, or on a token with a PIN.

Whatever the kind, a key is named by one file in the keys folder: `.p12` (P-256), `.sm2` or
`.token`, which only says on which token the key lies.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from assessor import files
from assessor.signing import sm2, tokens
from assessor.signing.algorithms import ECDSA
from assessor.signing.certificates import encoded_key
from assessor.signing.keyfiles import (
    MOST_BYTES,
    Contents,
    LockedKeyError,
    read_key_file,
    require_passphrase,
    write_key_file,
)

P12, SM2, TOKEN = ".p12", ".sm2", ".token"
SUFFIXES = (P12, SM2, TOKEN)


class PrivateKey(Protocol):
    """What signs: a key in memory, or one that never leaves its token."""

    @property
    def public_key(self) -> bytes:
        """The public key as DER SubjectPublicKeyInfo."""

    def sign(self, content: bytes) -> bytes:
        """The bare signature of some bytes, DER, as the key's algorithm makes it."""


@dataclass(frozen=True, slots=True)
class EcKey:
    """A P-256 key in memory."""

    key: ec.EllipticCurvePrivateKey

    @property
    def public_key(self) -> bytes:
        """The public key as DER SubjectPublicKeyInfo."""
        return encoded_key(self.key.public_key())

    def sign(self, content: bytes) -> bytes:
        """ECDSA with SHA-256."""
        return self.key.sign(content, ECDSA)


def read_private(path: Path, passphrase: str) -> PrivateKey:
    """Open the key that a file holds or names; `SigningError` says why not."""
    if path.suffix == P12:
        return EcKey(read_key_file(path, passphrase).key)
    content = files.read(path, MOST_BYTES)
    if path.suffix == TOKEN:
        return tokens.open_token(path, content, passphrase)
    try:
        return sm2.decrypted(content, passphrase)
    except (ValueError, TypeError) as error:
        raise LockedKeyError(path) from error


def write_private(
    path: Path,
    name: str,
    key: PrivateKey,
    certificates: tuple[x509.Certificate, ...],
    passphrase: str,
    rounds: int,
) -> None:
    """Keep a key in its file with its certificates; a token's file stays as it is."""
    if isinstance(key, EcKey):
        first = certificates[0] if certificates else None
        write_key_file(path, name, Contents(key.key, first, certificates[1:]), passphrase, rounds)
    elif isinstance(key, sm2.Sm2Key):
        require_passphrase(passphrase)
        files.write(path, key.encrypted(passphrase, rounds), private=True)
