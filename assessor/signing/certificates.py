"""What certificates say, and which of them a root vouches for.

A certificate names its holder (common name, organisation) and, as a certificate policy
of this program, what the holder may do. Its key is an EC key on P-256. Nothing in a
certificate is looked at before a trusted root's signature on it was checked.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, SignatureAlgorithmOID

from assessor.domain.documents import Signer
from assessor.i18n import _
from assessor.signing import der, oids
from assessor.signing.algorithms import P256, algorithm_of
from assessor.signing.keyfiles import SigningError

#: A laptop's clock may be this far behind the office's.
CLOCK_TOLERANCE = timedelta(days=1)

_FLAGS = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def _usage(*granted: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{flag: flag in granted for flag in _FLAGS})


#: What keys may be used for: a signer's, a root's, and one that files are encrypted to.
SIGNER_USAGE = _usage("digital_signature", "content_commitment")
ROOT_USAGE = _usage("key_cert_sign", "crl_sign")
ENCRYPTION_USAGE = _usage("key_encipherment")
#: What signers' certificates are for, and an office's second one: timestamps, nothing else.
DOCUMENT_PURPOSE = x509.ExtendedKeyUsage(
    [ExtendedKeyUsageOID.EMAIL_PROTECTION, x509.ObjectIdentifier(oids.DOCUMENT_SIGNING)]
)
TIMESTAMP_PURPOSE = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])

_ROLES = frozenset({oids.INSPECTOR, oids.OFFICE})


@dataclass(frozen=True, slots=True)
class Pieces:
    """The parts of an encoded certificate that are needed before anyone vouches for it."""

    body: bytes  # what the issuer signed
    serial: bytes
    issuer: bytes
    public_key: bytes
    signature: bytes  # the issuer's


@lru_cache(maxsize=1024)  # a merge meets the same few signers thousands of times
def pieces_of(certificate: bytes) -> Pieces:
    """Take a DER certificate apart; `ValueError` if it is not one signed with ECDSA.

    What its signature does not cover must be as we write it, so that nobody can change it.
    """
    (whole,) = der.split(certificate)
    body, _algorithm, bits = der.split(whole.content)
    signature = bits.content[1:]
    if certificate != der.sequence(
        body.whole, P256.signature_identifier, der.bit_string(signature)
    ):
        raise ValueError("a certificate in another form")
    _version, serial, _algorithm, issuer, _validity, _subject, key, *_rest = der.split(body.content)
    return Pieces(body.whole, serial.whole, issuer.whole, key.whole, signature)


def key_id_of(public_key: bytes) -> str:
    """A key's id: the first 32 hex digits of the SHA-256 of its DER SubjectPublicKeyInfo."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def encoded_key(public_key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as DER SubjectPublicKeyInfo."""
    return public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@dataclass(frozen=True, slots=True)
class Request:
    """What someone asks an office to certify."""

    public_key: bytes  # DER SubjectPublicKeyInfo
    key_id: str
    name: str
    organisation: str


def read_request(pem: bytes) -> Request:
    """A request that was signed with the very key it is about; `ValueError` otherwise."""
    asked = x509.load_pem_x509_csr(pem)
    body = asked.tbs_certrequest_bytes
    (whole,) = der.split(body)
    _version, _subject, key, *_rest = der.split(whole.content)
    if not algorithm_of(key.whole).is_signed(key.whole, asked.signature, body):
        raise ValueError("not a request of whoever has the key")
    return Request(
        key.whole,
        key_id_of(key.whole),
        named(asked.subject, NameOID.COMMON_NAME),
        named(asked.subject, NameOID.ORGANIZATION_NAME),
    )


def write_request(
    name: x509.Name, public_key: bytes, make_signature: Callable[[bytes], bytes]
) -> bytes:
    """A request (PEM, PKCS #10) to certify a key, signed with that very key."""
    body = der.sequence(
        der.integer(0), name.public_bytes(), public_key, der.element(der.EXPLICIT_0)
    )
    identifier = algorithm_of(public_key).signature_identifier
    encoded = der.sequence(body, identifier, der.bit_string(make_signature(body)))
    return x509.load_der_x509_csr(encoded).public_bytes(Encoding.PEM)


def fingerprint(encoded: bytes) -> str:
    """The SHA-256 of something encoded, in groups of four to be read out and compared."""
    digest = hashlib.sha256(encoded).hexdigest()
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def is_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether one certificate was signed with the key of another one."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def holder_of(certificate: x509.Certificate) -> Signer:
    """Whom a certificate was issued to."""
    return Signer(
        key=key_id_of(pieces_of(certificate.public_bytes(Encoding.DER)).public_key),
        name=named(certificate.subject, NameOID.COMMON_NAME),
        organisation=named(certificate.subject, NameOID.ORGANIZATION_NAME),
        is_office=oids.OFFICE in _policies(certificate),
    )


def named(name: x509.Name, attribute: x509.ObjectIdentifier) -> str:
    """An attribute of a name, empty where it has none."""
    found = name.get_attributes_for_oid(attribute)
    return str(found[0].value) if found else ""


def name_of(name: str, organisation: str) -> x509.Name:
    """A holder's name as certificates carry it; `SigningError` beyond 64 characters."""
    try:
        attributes = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
        if organisation:
            attributes.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    except ValueError as error:
        raise SigningError(
            _("A name has at least one and at most 64 characters: {name}").format(name=name)
        ) from error
    return x509.Name(attributes)


def may_sign_documents(certificate: x509.Certificate) -> bool:
    """Whether a certificate that a root vouches for is one of a signer, as we issue them."""
    return _may(certificate, DOCUMENT_PURPOSE) and len(_policies(certificate) & _ROLES) == 1


def may_make_timestamps(certificate: x509.Certificate) -> bool:
    """Whether a certificate that a root vouches for is an office's for timestamps."""
    is_office = _policies(certificate) & _ROLES == {oids.OFFICE}
    return is_office and _may(certificate, TIMESTAMP_PURPOSE, critical=True)


def _may(
    certificate: x509.Certificate,
    purpose: x509.ExtendedKeyUsage,
    *,
    critical: bool = False,
) -> bool:
    """Whether a certificate is for signing, for this purpose at least."""
    try:
        extensions = certificate.extensions
        constraints = extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        stated = extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (x509.ExtensionNotFound, ValueError):
        return False
    return (
        certificate.version is x509.Version.v3
        and certificate.signature_algorithm_oid == SignatureAlgorithmOID.ECDSA_WITH_SHA256
        and not constraints.ca
        and usage == SIGNER_USAGE
        and set(purpose) <= set(stated.value)
        and stated.critical >= critical
    )


def is_root(certificate: x509.Certificate) -> bool:
    """Whether a certificate is an office's root, as we make them."""
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        public_key = pieces_of(certificate.public_bytes(Encoding.DER)).public_key
    except (x509.ExtensionNotFound, ValueError):
        return False
    return (
        is_issued_by(certificate, certificate)
        and public_key.startswith(P256.key_prefix)
        and constraints.ca
        and usage.key_cert_sign
        and usage.crl_sign
    )


def may_encrypt(certificate: x509.Certificate) -> bool:
    """Whether a certificate that a root vouches for is one that an office is written to with."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return usage == ENCRYPTION_USAGE and isinstance(certificate.public_key(), rsa.RSAPublicKey)


def was_valid(certificate: x509.Certificate, at: datetime) -> bool:
    """Whether a certificate was valid, with some tolerance for clocks that are behind."""
    starts = certificate.not_valid_before_utc - CLOCK_TOLERANCE
    return starts <= at <= certificate.not_valid_after_utc


def _policies(certificate: x509.Certificate) -> set[str]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        return set()
    return {policy.policy_identifier.dotted_string for policy in found}
