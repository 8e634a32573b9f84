"""The signatures of result files and reports: CAdES B-B, detached, by one key.

ETSI EN 319 122-1 over RFC 5652. There is one form of it only: what is checked must be
byte for byte what this module would have written, so nothing in it can be bent. In a
report (PAdES) the time stands beside the signature and not in it. Timestamps are signed
in the same form, around what they say.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from assessor.signing import der
from assessor.signing.algorithms import Algorithm, algorithm_of
from assessor.signing.certificates import pieces_of

_VERSION_1 = der.integer(1)
_SIGNED_DATA = der.identifier("1.2.840.113549.1.7.2")
_CONTENT_TYPE = der.identifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = der.identifier("1.2.840.113549.1.9.4")
_SIGNING_TIME = der.identifier("1.2.840.113549.1.9.5")
_SIGNING_CERTIFICATE_V2 = der.identifier("1.2.840.113549.1.9.16.2.47")
_SHA_256 = der.sequence(der.identifier("2.16.840.1.101.3.4.2.1"))

_TIME_FORMAT = "%y%m%d%H%M%SZ"
_MOST_BYTES = 16 << 10


@dataclass(frozen=True, slots=True)
class Content:
    """What is signed: its type, and itself where it does not lie elsewhere."""

    version: bytes
    kind: bytes
    enclosed: bytes = b""


DETACHED = Content(_VERSION_1, der.identifier("1.2.840.113549.1.7.1"))


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
    content: Content = DETACHED,
) -> bytes:
    """The signature (DER) of something by its digest, as the key's algorithm makes it.

    `make_signature` signs with the certificate's key.
    """
    attributes = _attributes(digest, certificate, at, content)
    value = make_signature(der.element(der.SET, attributes))
    return _signed_data(certificate, attributes, value, content)


def check(
    digest_by: Callable[[Algorithm], bytes], signature: bytes, content: Content = DETACHED
) -> Signed:
    """Who signed what has this digest; `ValueError` if nobody did.

    `digest_by` gives the digest for the signer's algorithm.
    """
    if len(signature) > _MOST_BYTES:
        raise ValueError("too large for a signature")
    certificate, at, value = _pieces(signature)
    public_key = pieces_of(certificate).public_key
    algorithm = algorithm_of(public_key)
    attributes = _attributes(digest_by(algorithm), certificate, at, content)
    if _signed_data(certificate, attributes, value, content) != signature:
        raise ValueError("the signature is of something else")
    if not algorithm.is_signed(public_key, value, der.element(der.SET, attributes)):
        raise ValueError("the signature was made with another key")
    return Signed(certificate, at)


def claimed_by(signature: bytes) -> Signed:
    """Who a signature says that made it and when, not checked; `ValueError` if it is none."""
    certificate, at, _value = _pieces(signature)
    return Signed(certificate, at)


def _attributes(digest: bytes, certificate: bytes, at: datetime | None, content: Content) -> bytes:
    """What is signed, without the tag and length of the set."""
    named = der.element(der.OCTET_STRING, hashlib.sha256(certificate).digest())
    attributes = [
        der.sequence(_CONTENT_TYPE, der.set_of(content.kind)),
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


def _signed_data(certificate: bytes, attributes: bytes, value: bytes, content: Content) -> bytes:
    pieces = pieces_of(certificate)
    algorithm = algorithm_of(pieces.public_key)
    signer = der.sequence(
        _VERSION_1,
        der.sequence(pieces.issuer, pieces.serial),
        algorithm.digest_identifier,
        der.element(der.EXPLICIT_0, attributes),
        algorithm.signature_identifier,
        der.element(der.OCTET_STRING, value),
    )
    enclosed = der.element(der.OCTET_STRING, content.enclosed)
    signed = der.sequence(
        content.version,
        der.set_of(algorithm.digest_identifier),
        der.sequence(
            content.kind, der.element(der.EXPLICIT_0, enclosed) if content.enclosed else b""
        ),
        der.element(der.EXPLICIT_0, certificate),
        der.set_of(signer),
    )
    return der.sequence(_SIGNED_DATA, der.element(der.EXPLICIT_0, signed))


def _pieces(signature: bytes) -> tuple[bytes, datetime | None, bytes]:
    """The parts of a signature that are not given: certificate, time and value."""
    signed = _signed(signature)
    _version, _digests, _content, certificates, signers = der.split(signed)
    (signer,) = der.split(signers.content)
    _version, _name, _digest, attributes, _algorithm, value = der.split(signer.content)
    return certificates.content, _time_in(attributes.content), value.content


def enclosed_in(signature: bytes) -> bytes:
    """What a signature encloses, not yet checked; `ValueError` if it is nothing."""
    _version, _digests, content, *_rest = der.split(_signed(signature))
    _kind, explicit = der.split(content.content)
    (enclosed,) = der.split(explicit.content)
    return enclosed.content


def _signed(signature: bytes) -> bytes:
    (whole,) = der.split(signature)
    _type, explicit = der.split(whole.content)
    (signed,) = der.split(explicit.content)
    return signed.content


def _time_in(attributes: bytes) -> datetime | None:
    for attribute in der.split(attributes):
        kind, values = der.split(attribute.content)
        if kind.whole == _SIGNING_TIME:
            (stated,) = der.split(values.content)
            return datetime.strptime(stated.content.decode(), _TIME_FORMAT).replace(tzinfo=UTC)
    return None
