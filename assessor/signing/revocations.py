"""Lists of lost keys (X.509 CRLs), and up to which document each key is still believed.

Every entry carries a private extension: SEQUENCE { OCTET STRING key id, INTEGER last
accepted counter }. A counter decides and not a time, for nobody can prove offline when
something was signed. An entry names the key, for a renewed certificate is of the same
key, and an office that never saw the certificate must know the key too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from assessor.signing import der, oids

_LAST_COUNTER = x509.ObjectIdentifier(oids.LAST_COUNTER)
_SECOND = timedelta(seconds=1)


class LossReason(StrEnum):
    """Why a key counts no longer; named as in X.509."""

    LOST = x509.ReasonFlags.key_compromise.value
    LEFT = x509.ReasonFlags.cessation_of_operation.value  # the holder does other work now
    REPLACED = x509.ReasonFlags.superseded.value


@dataclass(frozen=True, slots=True)
class LostKey:
    """A certificate whose key was declared lost; `last_counter` is still believed."""

    serial: int
    key_id: str
    last_counter: int
    declared: datetime
    reason: LossReason = LossReason.LOST


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A root's list of lost keys; a higher number replaces a lower one."""

    encoded: bytes  # DER
    number: int
    issued: datetime
    lost: tuple[LostKey, ...]

    @property
    def cutoffs(self) -> Mapping[str, int]:
        """The last counter that is still believed, by key id."""
        return {each.key_id: each.last_counter for each in self.lost}


def write_list(
    key: ec.EllipticCurvePrivateKey,
    root: x509.Certificate,
    number: int,
    lost: Iterable[LostKey],
    at: datetime,
) -> RevocationList:
    """Sign a list. It ends with the root, for offline nobody can fetch the next one."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(at)
        .next_update(max(root.not_valid_after_utc, at + _SECOND))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
        )
    )
    for each in lost:
        builder = builder.add_revoked_certificate(_entry(each))
    return read_list(builder.sign(key, SHA256()).public_bytes(Encoding.DER))


def read_list(encoded: bytes) -> RevocationList:
    """A list, whoever signed it; `ValueError` if it is none of this program."""
    crl = x509.load_der_x509_crl(encoded)
    try:
        number = crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
        lost = tuple(map(_lost_key, crl))
    except x509.ExtensionNotFound as error:
        raise ValueError("an extension is missing") from error
    return RevocationList(encoded, number, crl.last_update_utc, lost)


def is_list_of(revocations: RevocationList, root: x509.Certificate) -> bool:
    """Whether a root signed a list."""
    key = root.public_key()
    crl = x509.load_der_x509_crl(revocations.encoded)
    if not isinstance(key, ec.EllipticCurvePublicKey) or crl.issuer != root.subject:
        return False
    return crl.is_signature_valid(key)


def _entry(lost: LostKey) -> x509.RevokedCertificate:
    key_id = der.element(der.OCTET_STRING, bytes.fromhex(lost.key_id))
    value = der.sequence(key_id, der.integer(lost.last_counter))
    return (
        x509.RevokedCertificateBuilder()
        .serial_number(lost.serial)
        .revocation_date(lost.declared)
        .add_extension(x509.CRLReason(x509.ReasonFlags(lost.reason.value)), critical=False)
        .add_extension(x509.UnrecognizedExtension(_LAST_COUNTER, value), critical=False)
        .build()
    )


def _lost_key(entry: x509.RevokedCertificate) -> LostKey:
    extension = entry.extensions.get_extension_for_oid(_LAST_COUNTER).value
    if not isinstance(extension, x509.UnrecognizedExtension):
        raise TypeError(extension)
    reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    (whole,) = der.split(extension.value)
    key_id, counter = der.split(whole.content)
    return LostKey(
        entry.serial_number,
        key_id.content.hex(),
        int.from_bytes(counter.content, "big"),
        entry.revocation_date_utc,
        LossReason(reason.value),
    )
