"""The signatures of result files and reports: CAdES B-B, detached, by one P-256 key.

ETSI EN 319 122-1 over RFC 5652. There is one form of it only: what is checked must be
byte for byte what this module would have written, so nothing in it can be bent. In a
report (PAdES) the time stands beside the signature and not in it.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from assessor.signing import der
from assessor.signing.certificates import is_signed_with, pieces_of

_VERSION_1 = der.integer(1)
_SHA_256 = der.sequence(der.identifier("2.16.840.1.101.3.4.2.1"))
_ECDSA_WITH_SHA_256 = der.sequence(der.identifier("1.2.840.10045.4.3.2"))
_DATA = der.identifier("1.2.840.113549.1.7.1")
_SIGNED_DATA = der.identifier("1.2.840.113549.1.7.2")
_CONTENT_TYPE = der.identifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = der.identifier("1.2.840.113549.1.9.4")
_SIGNING_TIME = der.identifier("1.2.840.113549.1.9.5")
_SIGNING_CERTIFICATE_V2 = der.identifier("1.2.840.113549.1.9.16.2.47")

_TIME_FORMAT = "%y%m%d%H%M%SZ"
_MOST_BYTES = 16 << 10


@dataclass(frozen=True, slots=True)
class Signed:
    """Who claims to have signed and when; the certificate is DER and not yet judged."""

    certificate: bytes
    at: datetime | None


def sign(
    digest: bytes,
    certificate: bytes,
    at: datetime | None,
    make_signature: Callable[[bytes], bytes],
) -> bytes:
    """The signature (DER) of something by its SHA-256.

    `make_signature` signs with the certificate's key.
    """
    attributes = _attributes(digest, certificate, at)
    return _signed_data(certificate, attributes, make_signature(der.element(der.SET, attributes)))


def check(digest: bytes, signature: bytes) -> Signed:
    """Who signed what has this SHA-256; `ValueError` if nobody did."""
    if len(signature) > _MOST_BYTES:
        raise ValueError("too large for a signature")
    certificate, at, value = _pieces(signature)
    attributes = _attributes(digest, certificate, at)
    if _signed_data(certificate, attributes, value) != signature:
        raise ValueError("the signature is of something else")
    public_key = pieces_of(certificate).public_key
    if not is_signed_with(public_key, value, der.element(der.SET, attributes)):
        raise ValueError("the signature was made with another key")
    return Signed(certificate, at)


def _attributes(digest: bytes, certificate: bytes, at: datetime | None) -> bytes:
    """What is signed, without the tag and length of the set."""
    named = der.element(der.OCTET_STRING, hashlib.sha256(certificate).digest())
    attributes = [
        der.sequence(_CONTENT_TYPE, der.set_of(_DATA)),
        der.sequence(_MESSAGE_DIGEST, der.set_of(der.element(der.OCTET_STRING, digest))),
        der.sequence(
            _SIGNING_CERTIFICATE_V2, der.set_of(der.sequence(der.sequence(der.sequence(named))))
        ),
    ]
    if at is not None:
        stated = at.astimezone(UTC).strftime(_TIME_FORMAT).encode()
        attributes.append(
            der.sequence(_SIGNING_TIME, der.set_of(der.element(der.UTC_TIME, stated)))
        )
    return b"".join(sorted(attributes))


def _signed_data(certificate: bytes, attributes: bytes, value: bytes) -> bytes:
    pieces = pieces_of(certificate)
    signer = der.sequence(
        _VERSION_1,
        der.sequence(pieces.issuer, pieces.serial),
        _SHA_256,
        der.element(der.EXPLICIT_0, attributes),
        _ECDSA_WITH_SHA_256,
        der.element(der.OCTET_STRING, value),
    )
    signed = der.sequence(
        _VERSION_1,
        der.set_of(_SHA_256),
        der.sequence(_DATA),
        der.element(der.EXPLICIT_0, certificate),
        der.set_of(signer),
    )
    return der.sequence(_SIGNED_DATA, der.element(der.EXPLICIT_0, signed))


def _pieces(signature: bytes) -> tuple[bytes, datetime | None, bytes]:
    """The parts of a signature that are not given: certificate, time and value."""
    (whole,) = der.split(signature)
    _type, explicit = der.split(whole.content)
    (signed,) = der.split(explicit.content)
    _version, _digests, _data, certificates, signers = der.split(signed.content)
    (signer,) = der.split(signers.content)
    _version, _name, _digest, attributes, _algorithm, value = der.split(signer.content)
    return certificates.content, _time_in(attributes.content), value.content


def _time_in(attributes: bytes) -> datetime | None:
    for attribute in der.split(attributes):
        kind, values = der.split(attribute.content)
        if kind.whole == _SIGNING_TIME:
            (stated,) = der.split(values.content)
            return datetime.strptime(stated.content.decode(), _TIME_FORMAT).replace(tzinfo=UTC)
    return None
