"""Keys on smart cards and USB tokens (PKCS #11): the key signs there and never leaves.

`pip install assessor[token]` brings the library; the token's maker brings its module. The
PIN opens a session and is not kept; of all keys on tokens the one opened last can sign.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from assessor.i18n import _
from assessor.signing import der
from assessor.signing.algorithms import P256
from assessor.signing.keyfiles import SigningError

_ID_BYTES = 16
_CURVE = der.identifier("1.2.840.10045.3.1.7")


class TokenKey:
    """A P-256 key on a token, in a session that its PIN opened."""

    def __init__(self, session: Any, key: Any, public_key: bytes) -> None:
        self._session = session
        self._key = key
        self.public_key = public_key

    def sign(self, content: bytes) -> bytes:
        """ECDSA with SHA-256, made on the token."""
        pkcs11 = _library()
        digest = hashlib.sha256(content).digest()
        try:
            value = self._key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
        except pkcs11.PKCS11Error as error:
            raise SigningError(
                _("The token did not sign. Plug it in again and start anew.")
            ) from error
        half = len(value) // 2
        return encode_dss_signature(
            int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big")
        )


def make_on_token(module: Path, label: str, pin: str, name: str) -> tuple[TokenKey, bytes]:
    """Make a key on the token with this label; also gives what its file has to say.

    `module` is the library of the token's maker. `SigningError` says why not.
    """
    session = _session(module, label, pin)
    pkcs11 = _library()
    identity = hashlib.sha256(f"{name}{session}".encode() + _random(session)).digest()[:_ID_BYTES]
    try:
        from pkcs11 import Attribute, KeyType

        parameters = session.create_domain_parameters(
            KeyType.EC, {Attribute.EC_PARAMS: _CURVE}, local=True
        )
        public, private = parameters.generate_keypair(id=identity, label=name, store=True)
        point = public[Attribute.EC_POINT]
    except pkcs11.PKCS11Error as error:
        raise SigningError(
            _("{token}: the token cannot make a key of this kind.").format(token=label)
        ) from error
    told = {"format": 1, "module": str(module), "token": label, "key": identity.hex()}
    return TokenKey(session, private, _encoded(point)), json.dumps(told).encode()


def labels_in(module: Path) -> tuple[str, ...]:
    """The labels of the tokens that are plugged in; `SigningError` for what is no driver."""
    pkcs11 = _library()
    try:
        driver = pkcs11.lib(str(module))
        driver.reinitialize()  # looks anew
        tokens = driver.get_tokens(token_flags=pkcs11.TokenFlag.TOKEN_INITIALIZED)
        return tuple(sorted(each.label for each in tokens))
    except (pkcs11.PKCS11Error, OSError, RuntimeError) as error:
        raise SigningError(
            _("{module}: this is no driver of a token, or one for another system.").format(
                module=module
            )
        ) from error


def open_token(path: Path, told: bytes, pin: str) -> TokenKey:
    """Open the key that a token's file names; `SigningError` says why not."""
    try:
        where = json.loads(told)
        module, label = Path(where["module"]), str(where["token"])
        identity = bytes.fromhex(where["key"])
    except (ValueError, KeyError, TypeError) as error:
        raise SigningError(_("{path}: this file names no token.").format(path=path)) from error
    session = _session(module, label, pin)
    pkcs11 = _library()
    try:
        private = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=identity)
        public = session.get_key(object_class=pkcs11.ObjectClass.PUBLIC_KEY, id=identity)
        return TokenKey(session, private, _encoded(public[pkcs11.Attribute.EC_POINT]))
    except pkcs11.PKCS11Error as error:
        raise SigningError(
            _("{token}: the key is not on this token.").format(token=label)
        ) from error


def _encoded(point: bytes) -> bytes:
    """SubjectPublicKeyInfo of a point, which tokens wrap in an OCTET STRING."""
    (inner,) = der.split(point)
    return P256.key_prefix + inner.content


def _random(session: Any) -> bytes:
    return bytes(session.generate_random(8 * _ID_BYTES))


def _session(module: Path, label: str, pin: str) -> Any:
    pkcs11 = _library()
    try:
        driver = pkcs11.lib(str(module))
        driver.reinitialize()  # ends earlier sessions, in which any PIN would do, and looks anew
        return driver.get_token(token_label=label).open(user_pin=pin, rw=True)
    except (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinInvalid) as error:
        raise SigningError(
            _("{token}: the PIN is wrong. A token locks after a few wrong PINs.").format(
                token=label
            )
        ) from error
    except (pkcs11.PKCS11Error, OSError, RuntimeError) as error:
        raise SigningError(
            _("The token {token} is not plugged in, or its driver {module} is missing.").format(
                token=label, module=module
            )
        ) from error


def _library() -> Any:
    try:
        import pkcs11
    except ImportError as error:
        raise SigningError(
            _("Tokens need an extra library, which is not installed: pip install python-pkcs11")
        ) from error
    return pkcs11
