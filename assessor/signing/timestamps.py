"""An office's own timestamps: RFC 3161 tokens that say when it held something.

They prove what the office says and no more, which is enough where the office is believed
anyway: a report it stamped before a key was lost stays believed. A token has one form
only, as `cades` writes it, so nothing in it can be bent; `openssl ts -verify` accepts it.
"""

import hashlib
import secrets
from datetime import UTC, datetime

from assessor.i18n import _
from assessor.signing import cades, der, oids
from assessor.signing.algorithms import P256, Algorithm
from assessor.signing.cades import Content, Signed
from assessor.signing.keyfiles import SigningError
from assessor.signing.keys import SigningKey

_TOKEN = der.identifier("1.2.840.113549.1.9.16.1.4")
_VERSION_3 = der.integer(3)
_POLICY = der.identifier(oids.TIMESTAMP)
_TIME_FORMAT = "%Y%m%d%H%M%SZ"


def make_token(digest: bytes, key: SigningKey, at: datetime, nonce: int | None = None) -> bytes:
    """The token (DER) by which an office says that it held what has this SHA-256.

    Raises `SigningError` for a key that is not of an office, or was certified before
    offices made timestamps.
    """
    key.require_valid(at)
    certificate = key.timestamp_certificate
    if certificate is None:
        raise SigningError(
            _(
                "The key of {name} may not make timestamps. Only the key of an office may; if it "
                "is one, have it certified anew and join the new certificate to it."
            ).format(name=key.name)
        )
    serial = der.integer(secrets.randbits(63))
    said = _said(digest, serial, at, der.integer(nonce) if nonce is not None else b"")
    content = Content(_VERSION_3, _TOKEN, said)
    return cades.sign(hashlib.sha256(said).digest(), certificate, None, key.sign, content)


def check_token(digest: bytes, token: bytes) -> Signed:
    """Who says that he held what has this SHA-256, and when; `ValueError` if nobody does.

    The certificate is not judged yet: `Trust.judge_timestamp` does that.
    """
    said = cades.enclosed_in(token)
    (whole,) = der.split(said)
    _version, _policy, _imprint, serial, stated, *nonce = der.split(whole.content)
    at = datetime.strptime(stated.content.decode(), _TIME_FORMAT).replace(tzinfo=UTC)
    if _said(digest, serial.whole, at, b"".join(each.whole for each in nonce)) != said:
        raise ValueError("the timestamp is of something else")

    def digest_by(algorithm: Algorithm) -> bytes:
        if algorithm is not P256:
            raise ValueError("timestamps are made with P-256")
        return algorithm.digest(said)

    signed = cades.check(digest_by, token, Content(_VERSION_3, _TOKEN, said))
    return Signed(signed.certificate, at)


def _said(digest: bytes, serial: bytes, at: datetime, nonce: bytes) -> bytes:
    """TSTInfo of RFC 3161."""
    stated = at.astimezone(UTC).strftime(_TIME_FORMAT).encode()
    return der.sequence(
        der.integer(1),
        _POLICY,
        der.sequence(P256.digest_identifier, der.element(der.OCTET_STRING, digest)),
        serial,
        der.element(der.GENERALIZED_TIME, stated),
        nonce,
    )
