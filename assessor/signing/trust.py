"""Whom a profile believes: the roots of offices, and which keys they declared lost.

A trust bundle is a text file of PEM blocks: certificates of roots and, for each, its newest
revocation list, and the certificate that files for that office are encrypted to, where it
has one. It travels on sticks. A profile keeps what it took in, in a file of the same form,
and never goes back to an older list.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from assessor import files
from assessor.domain.documents import Signer
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.signing import certificates, revocations
from assessor.signing.algorithms import P256
from assessor.signing.cades import Signed
from assessor.signing.keys import SigningKey
from assessor.signing.revocations import RevocationList

TRUST_FILE = "office.trust"

#: A list that is older than a signature by more than this is worth a note.
_OLD_LIST = timedelta(days=90)

_BLOCK = re.compile(rb"-----BEGIN (CERTIFICATE|X509 CRL)-----.*?-----END \1-----", re.DOTALL)
#: A line that a later format begins with; format 1 has none.
_LATER = re.compile(rb"^format: ([0-9]{1,6})$", re.MULTILINE)
_MOST_BYTES = 4 << 20
_DAMAGE = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)


class TrustError(AssessorError):
    """A trust bundle is damaged or contradicts itself."""


class State(StrEnum):
    """What is thought of a certificate."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"  # no trusted root issued it
    UNSUITABLE = "unsuitable"  # issued by a trusted root, but not for signing
    EXPIRED = "expired"  # not valid when it was used


@dataclass(frozen=True, slots=True)
class Standing:
    """What is thought of a certificate, and why, in a sentence.

    `lost` is when the key was declared lost; what it signed earlier is still believed,
    which only the counter in the signed document can tell.
    """

    state: State
    signer: Signer | None = None
    reason: str = ""
    lost: datetime | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """An office's root: the certificate (DER) that its fingerprint is of, and its list."""

    certificate: bytes
    name: str
    revoked: RevocationList | None = None
    encryption: bytes = b""  # the certificate (DER) that files for the office are encrypted to

    @property
    def fingerprint(self) -> str:
        """SHA-256 in groups of four, to be compared over the telephone."""
        return certificates.fingerprint(self.certificate)


@dataclass(frozen=True, slots=True)
class Trust:
    """The roots that are believed, sorted by certificate."""

    roots: tuple[Root, ...] = ()

    @staticmethod
    def empty() -> "Trust":
        """Trust in nobody."""
        return Trust()

    @staticmethod
    def of_key(key: SigningKey) -> "Trust":
        """Trust in the office that certified a key."""
        return Trust((_root(x509.load_der_x509_certificate(key.issuer)),))

    def joined(self, other: "Trust") -> "Trust":
        """Trust in the roots of both; the newer list of each."""
        roots = {root.certificate: root for root in self.roots}
        for root in other.roots:
            roots[root.certificate] = united(roots.get(root.certificate, root), root)
        return Trust(tuple(roots[each] for each in sorted(roots)))

    def bundle(self) -> bytes:
        """The trust bundle that gives this trust to others."""
        return "".join(map(_written, self.roots)).encode()

    @property
    def cutoffs(self) -> Mapping[str, int]:
        """The last counter that is still believed, by the id of a lost key."""
        cutoffs: dict[str, int] = {}
        for root in self.roots:
            for key_id, counter in (root.revoked.cutoffs if root.revoked else {}).items():
                cutoffs[key_id] = min(counter, cutoffs.get(key_id, counter))
        return cutoffs

    def judge(self, certificate: bytes, at: datetime) -> Standing:
        """What to think of a certificate (DER) that was used at a time; never raises."""
        return self._judge(certificate, at, stamps=False)

    def judge_timestamp(self, certificate: bytes, at: datetime) -> Standing:
        """What to think of a certificate (DER) that made a timestamp; never raises."""
        return self._judge(certificate, at, stamps=True)

    def notes(self, used: Iterable[Signed]) -> tuple[str, ...]:
        """A sentence for each list of lost keys that is much older than what was signed."""
        notes = {}
        for each in used:
            root = self.root_of(each.certificate)
            if each.at is None or root is None or root.revoked is None:
                continue
            age = each.at - root.revoked.issued
            if age > _OLD_LIST:
                notes[root.certificate] = _(
                    "The list of lost keys of {name} is of {date}, {days} days before this was "
                    "signed; a key that was lost later is not known here. Take in the office's "
                    "newest trust bundle."
                ).format(name=root.name, date=root.revoked.issued.date(), days=age.days)
        return tuple(notes.values())

    def root_of(self, certificate: bytes) -> Root | None:
        """The root that issued a certificate (DER), if it is believed."""
        return next((each for each in self.roots if _vouched(certificate, each.certificate)), None)

    def _judge(self, certificate: bytes, at: datetime, *, stamps: bool) -> Standing:
        for root in self.roots:
            holder = _vouched(certificate, root.certificate)
            if holder is not None:
                fits = holder.may_stamp if stamps else holder.may_sign
                return _standing(holder, self.roots, at, fits=fits)
        return Standing(
            State.UNKNOWN,
            reason=_("The signer is unknown here. Take in the trust bundle of the office first."),
        )


def read_bundle(content: bytes) -> Trust:
    """The trust in a bundle; `TrustError` if a root is none or comes without a list it signed."""
    try:
        return Trust(tuple(sorted(_roots_in(content), key=lambda each: each.certificate)))
    except _DAMAGE as error:
        raise TrustError(
            _("This is not a trust bundle, or it was damaged. Ask the office for it again.")
        ) from error


def load_trust(folder: Path) -> Trust:
    """The trust kept in a keys folder; trust in nobody where none was taken in."""
    path = folder / TRUST_FILE
    if not path.exists():
        return Trust.empty()
    return read_bundle(files.read(path))


def keep_bundle(folder: Path, content: bytes) -> Trust:
    """Take a trust bundle into a keys folder, for good; gives what it brought."""
    brought = read_bundle(content)
    files.write(folder / TRUST_FILE, load_trust(folder).joined(brought).bundle())
    return brought


def _roots_in(content: bytes) -> Iterable[Root]:
    if len(content) > _MOST_BYTES:
        raise ValueError("too large")
    if (found := _LATER.search(content)) and int(found[1]) > 1:
        raise TrustError(
            _(
                "This trust bundle is of format {found}, and this program reads format 1. "
                "Install a newer version of this program."
            ).format(found=int(found[1]))
        )
    roots: dict[bytes, Root] = {}
    lists, encrypting = [], []
    for block in _BLOCK.finditer(content):
        if block[1] == b"CERTIFICATE":
            certificate = x509.load_pem_x509_certificate(block[0])
            if certificates.may_encrypt(certificate):
                encrypting.append(certificate.public_bytes(Encoding.DER))
                continue
            root = _root(certificate)
            roots[root.certificate] = root
        else:
            crl = x509.load_pem_x509_crl(block[0])
            lists.append(revocations.read_list(crl.public_bytes(Encoding.DER)))
    if not roots:
        raise ValueError("no root")
    for revoked in lists:
        newer = replace(_signer_of(revoked, roots.values()), revoked=revoked)
        roots[newer.certificate] = united(roots[newer.certificate], newer)
    for each in encrypting:
        issuer = next((root for root in roots.values() if _vouched(each, root.certificate)), None)
        if issuer is None:
            raise ValueError("a certificate is of no root in the bundle")
        roots[issuer.certificate] = united(issuer, replace(issuer, encryption=each))
    if any(root.revoked is None for root in roots.values()):
        raise ValueError("a root without its list: lost keys would go unnoticed")
    return roots.values()


def united(one: Root, other: Root) -> Root:
    """A root as two bundles bring it: with the newer list, and the newer certificate."""
    newer = max(one, other, key=_age)
    return replace(newer, encryption=max(one.encryption, other.encryption, key=_start))


def _signer_of(revoked: RevocationList, roots: Iterable[Root]) -> Root:
    for root in roots:
        if revocations.is_list_of(revoked, x509.load_der_x509_certificate(root.certificate)):
            return root
    raise ValueError("a list is of no root in the bundle")


def _root(certificate: x509.Certificate) -> Root:
    if not certificates.is_root(certificate):
        raise ValueError("not a root")
    return Root(
        certificate.public_bytes(Encoding.DER),
        certificates.named(certificate.subject, NameOID.COMMON_NAME),
    )


def _age(root: Root) -> int:
    return root.revoked.number if root.revoked else -1


def _start(certificate: bytes) -> tuple[datetime, bytes]:
    if not certificate:
        return datetime.min.replace(tzinfo=UTC), certificate
    return x509.load_der_x509_certificate(certificate).not_valid_before_utc, certificate


def _written(root: Root) -> str:
    """A root, its list and its other certificate as PEM, below a heading for people."""
    text = f"{root.name}\nSHA-256 {root.fingerprint}\n"
    for each in filter(None, (root.certificate, root.encryption)):
        text += x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM).decode()
    if root.revoked:
        crl = x509.load_der_x509_crl(root.revoked.encoded)
        text += crl.public_bytes(Encoding.PEM).decode()
    return f"{text}\n"


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whom a root vouches for."""

    certificate: x509.Certificate
    signer: Signer
    may_sign: bool
    may_stamp: bool


@lru_cache(maxsize=1024)  # a merge meets the same few signers thousands of times
def _vouched(certificate: bytes, root: bytes) -> _Holder | None:
    """Whom a certificate names if the root signed it; nothing else of it is looked at before."""
    try:
        pieces = certificates.pieces_of(certificate)
    except ValueError:
        return None
    root_key = certificates.pieces_of(root).public_key
    if not P256.is_signed(root_key, pieces.signature, pieces.body):
        return None
    vouched = x509.load_der_x509_certificate(certificate)
    issuer = x509.load_der_x509_certificate(root)
    is_named = vouched.issuer == issuer.subject
    return _Holder(
        vouched,
        certificates.holder_of(vouched),
        may_sign=is_named and certificates.may_sign_documents(vouched),
        may_stamp=is_named and certificates.may_make_timestamps(vouched),
    )


def _standing(holder: _Holder, roots: Iterable[Root], at: datetime, *, fits: bool) -> Standing:
    signer = holder.signer
    if not fits:
        reason = _("The certificate of {name} is not for signing.").format(name=signer.name)
        return Standing(State.UNSUITABLE, signer, reason)
    if not certificates.was_valid(holder.certificate, at):
        reason = _(
            "The certificate of {name} was not valid on {date}, when it was used. The key must "
            "be certified anew."
        ).format(name=signer.name, date=at.date())
        return Standing(State.EXPIRED, signer, reason)
    lists = (root.revoked.lost for root in roots if root.revoked)
    lost = (each.declared for keys in lists for each in keys if each.key_id == signer.key)
    return Standing(State.TRUSTED, signer, "", min(lost, default=None))
