"""SM2 keys and signatures with SM3, by the library Tongsuo where it is installed.

`pip install assessor[sm]` brings it; without it an SM2 signature cannot be judged, which
`MissingSm2Error` says. A key file holds the salt and the encrypted PKCS #8 of one key.
"""

import hashlib
import os
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash

from assessor.errors import AssessorError
from assessor.i18n import _

_SALT_BYTES = 16


class MissingSm2Error(AssessorError):
    """The library that SM2 needs is not installed."""

    def __init__(self) -> None:
        super().__init__(
            _("SM2 signatures need an extra library, which is not installed: pip install tongsuopy")
        )


def digest(content: bytes) -> bytes:
    """The SM3 of some bytes."""
    hashed = Hash(SM3())
    hashed.update(content)
    return hashed.finalize()


def is_signed(point: bytes, signature: bytes, content: bytes) -> bool:
    """Whether the key with this point signed the content; raises `MissingSm2Error`."""
    ec, hashes, _serialization = _library()
    from tongsuopy.crypto.exceptions import InternalError, InvalidSignature

    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SM2(), point)
        key.verify(signature, content, ec.ECDSA(hashes.SM3()))
    except (InvalidSignature, InternalError, ValueError):  # internal: it is no DER
        return False
    return True


class Sm2Key:
    """An SM2 private key."""

    def __init__(self, key: Any) -> None:
        self._key = key

    @property
    def public_key(self) -> bytes:
        """The public key as DER SubjectPublicKeyInfo."""
        _ec, _hashes, serialization = _library()
        return bytes(
            self._key.public_key().public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )

    def sign(self, content: bytes) -> bytes:
        """The bare signature of some bytes: SM2 with SM3, DER."""
        ec, hashes, _serialization = _library()
        return bytes(self._key.sign(content, ec.ECDSA(hashes.SM3())))

    def encrypted(self, passphrase: str, rounds: int) -> bytes:
        """The key as it is kept in a file."""
        _ec, _hashes, serialization = _library()
        salt = os.urandom(_SALT_BYTES)
        pem = self._key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(_stretched(passphrase, salt, rounds)),
        )
        return f"{rounds} {salt.hex()}\n".encode() + bytes(pem)


def new_key() -> Sm2Key:
    """A key that nobody has; raises `MissingSm2Error`."""
    ec, _hashes, _serialization = _library()
    return Sm2Key(ec.generate_private_key(ec.SM2()))


def decrypted(content: bytes, passphrase: str) -> Sm2Key:
    """The key in a file; `ValueError` for a wrong passphrase or a damaged file."""
    _ec, _hashes, serialization = _library()
    first, _newline, pem = content.partition(b"\n")
    rounds, _space, salt = first.partition(b" ")
    secret = _stretched(passphrase, bytes.fromhex(salt.decode()), min(int(rounds), 10_000_000))
    return Sm2Key(serialization.load_pem_private_key(pem, secret))


def _stretched(passphrase: str, salt: bytes, rounds: int) -> bytes:
    """The library hashes a passphrase only 2,048 times, which is guessed too quickly."""
    return hashlib.pbkdf2_hmac("sha256", passphrase.encode(), salt, rounds).hex().encode()


def _library() -> tuple[Any, Any, Any]:
    try:
        from tongsuopy.crypto import hashes, serialization
        from tongsuopy.crypto.asymciphers import ec
    except ImportError as error:
        raise MissingSm2Error from error
    return ec, hashes, serialization
