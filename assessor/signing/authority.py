"""An office's authority: the root key that certifies keys and declares them lost.

Its folder belongs on a stick in the safe, and a copy of it on another one: `root.p12`,
`root.crt`, the newest revocation list `office.crl`, and every certificate ever issued.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from assessor import files
from assessor.i18n import _
from assessor.signing import der, office_folder, oids, revocations
from assessor.signing.algorithms import ECDSA, P256
from assessor.signing.certificates import (
    CLOCK_TOLERANCE,
    DOCUMENT_PURPOSE,
    ENCRYPTION_USAGE,
    ROOT_USAGE,
    SIGNER_USAGE,
    TIMESTAMP_PURPOSE,
    Request,
    encoded_key,
    holder_of,
    name_of,
    read_request,
)
from assessor.signing.keyfiles import (
    ROUNDS,
    Contents,
    SigningError,
    read_key_file,
    require_passphrase,
    write_key_file,
)
from assessor.signing.revocations import LossReason, LostKey, RevocationList
from assessor.signing.trust import Root, Trust

DAYS_OF_CERTIFICATE = 3 * 366

_YEARS_OF_ROOT = 20


class Authority:
    """An opened root key. Everything it signs is on disk before it is given out."""

    def __init__(
        self, folder: Path, key: ec.EllipticCurvePrivateKey, root: x509.Certificate
    ) -> None:
        self._folder = folder
        self._key = key
        self._root = root

    @property
    def root(self) -> Root:
        """The root with its newest list, as others will trust it."""
        certificate = self._root.public_bytes(Encoding.DER)
        encryption = office_folder.encryption_certificate(self._folder)
        return Root(certificate, holder_of(self._root).name, self._list(), encryption)

    def bundle(self) -> bytes:
        """The trust bundle that inspectors and offices take in."""
        return Trust((self.root,)).bundle()

    def read_request(self, request: bytes) -> Request:
        """What a request (PEM) asks for, to compare its key id with the holder's."""
        try:
            return read_request(request)
        except ValueError as error:
            raise SigningError(
                _("This is not a request of this program, or it was damaged. Ask for it again.")
            ) from error

    def issue(
        self,
        request: bytes,
        *,
        is_office: bool,
        days: int = DAYS_OF_CERTIFICATE,
        at: datetime | None = None,
    ) -> bytes:
        """The certificate (PEM, with the root's) for a request (PEM), valid from `at` on.

        Only the name, the organisation and the key are taken from the request. An office's
        key gets a second certificate, for timestamps.
        """
        asked = self.read_request(request)
        start = (at or datetime.now(UTC)).replace(microsecond=0)
        longest = self._root.not_valid_after_utc - start
        if days < 1 or longest <= timedelta(0):
            raise SigningError(_("A certificate must be valid for at least one day."))
        end = start + (longest if days > longest.days else timedelta(days=days))
        made = [self._certificate(asked, start, end, is_office=is_office)]
        if is_office and asked.public_key.startswith(P256.key_prefix):
            made.append(self._certificate(asked, start, end, is_office=True, stamps=True))
        issued = files.made(self._folder / office_folder.ISSUED)
        pem = b"".join(each.public_bytes(Encoding.PEM) for each in (*made, self._root))
        for each in made:
            files.write(issued / f"{asked.key_id}-{each.serial_number:040x}.crt", pem)
        return pem

    def revoke(
        self,
        key_id: str,
        last_counter: int,
        at: datetime | None = None,
        *,
        since: datetime | None = None,
        reason: LossReason = LossReason.LOST,
    ) -> None:
        """Declare a key lost: what it signed after its `last_counter`-th document is void.

        `since` is when it was lost, by default now. The list gets the next number; give out
        the new bundle.
        """
        issued = sorted((self._folder / office_folder.ISSUED).glob("*.crt"))
        serials = [path.stem.partition("-") for path in issued]
        own = [int(serial, 16) for owner, _hyphen, serial in serials if owner == key_id]
        if not own:
            raise SigningError(_("This office never certified a key {key}.").format(key=key_id))
        if last_counter < 0:
            raise SigningError(_("The last document to believe has a number of 0 or more."))
        declared = (at or datetime.now(UTC)).replace(microsecond=0)
        known = self._list()
        lost = [each for each in known.lost if each.key_id != key_id]
        day = min((since or declared).replace(microsecond=0), declared)
        lost += [LostKey(serial, key_id, last_counter, day, reason) for serial in own]
        _keep_list(self._folder, self._key, self._root, known.number + 1, lost, declared)

    def _certificate(
        self,
        asked: Request,
        start: datetime,
        end: datetime,
        *,
        is_office: bool,
        stamps: bool = False,
    ) -> x509.Certificate:
        own_key = self._key.public_key()  # in the place of the holder's, which may be for SM2
        subject = name_of(asked.name, asked.organisation)
        made = (
            _begun(subject, self._root.subject, own_key, start, end)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(SIGNER_USAGE, critical=True)
            .add_extension(TIMESTAMP_PURPOSE if stamps else DOCUMENT_PURPOSE, critical=stamps)
            .add_extension(_policy(oids.OFFICE if is_office else oids.INSPECTOR), critical=False)
            .add_extension(x509.SubjectKeyIdentifier(bytes.fromhex(asked.key_id)), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(own_key), critical=False
            )
            .sign(self._key, SHA256())
        )
        body = made.tbs_certificate_bytes.replace(encoded_key(own_key), asked.public_key)
        signature = self._key.sign(body, ECDSA)
        return x509.load_der_x509_certificate(
            der.sequence(body, P256.signature_identifier, der.bit_string(signature))
        )

    def certify_encryption(self, public_key: rsa.RSAPublicKey, at: datetime) -> x509.Certificate:
        """The certificate of the key that files for the office are encrypted to."""
        name, end = self._root.subject, self._root.not_valid_after_utc
        return (
            _begun(name, name, public_key, at, end)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(ENCRYPTION_USAGE, critical=True)
            .add_extension(_policy(oids.OFFICE), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
            .sign(self._key, SHA256())
        )

    def _list(self) -> RevocationList:
        return revocations.read_list(files.read(self._folder / office_folder.LIST))


def make_office(
    folder: Path,
    name: str,
    passphrase: str,
    *,
    rounds: int = ROUNDS,
    at: datetime | None = None,
) -> Authority:
    """Make an office's root key and its first, empty list; refuses to replace one."""
    if (folder / office_folder.ROOT_KEY).exists():
        raise SigningError(
            _("{folder}: there is an office's root key already.").format(folder=folder)
        )
    require_passphrase(passphrase)  # before anything is written
    key = ec.generate_private_key(ec.SECP256R1())
    start = (at or datetime.now(UTC)).replace(microsecond=0)
    root = _self_issued(key, name.strip(), start)
    files.write(folder / office_folder.ROOT, root.public_bytes(Encoding.PEM))
    _keep_list(folder, key, root, 1, [], start)
    write_key_file(
        folder / office_folder.ROOT_KEY, name, Contents(key, root, ()), passphrase, rounds
    )
    return Authority(folder, key, root)


def open_office(folder: Path, passphrase: str) -> Authority:
    """Open an office's root key; `SigningError` for a wrong passphrase or a damaged file."""
    if not (folder / office_folder.ROOT_KEY).exists():
        raise SigningError(
            _("There is no office's root key in {folder}. An office makes it once.").format(
                folder=folder
            )
        )
    contents = read_key_file(folder / office_folder.ROOT_KEY, passphrase)
    if contents.certificate is None:
        raise SigningError(_("{folder}: this is no office's root key.").format(folder=folder))
    return Authority(folder, contents.key, contents.certificate)


def _self_issued(key: ec.EllipticCurvePrivateKey, name: str, start: datetime) -> x509.Certificate:
    subject, public_key = name_of(name, ""), key.public_key()
    end = start + timedelta(days=_YEARS_OF_ROOT * 365)
    return (
        _begun(subject, subject, public_key, start - CLOCK_TOLERANCE, end)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(ROOT_USAGE, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .sign(key, SHA256())
    )


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    start: datetime,
    end: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )


def _policy(identifier: str) -> x509.CertificatePolicies:
    policy = x509.PolicyInformation(x509.ObjectIdentifier(identifier), None)
    return x509.CertificatePolicies([policy])


def _keep_list(
    folder: Path,
    key: ec.EllipticCurvePrivateKey,
    root: x509.Certificate,
    number: int,
    lost: Iterable[LostKey],
    at: datetime,
) -> None:
    files.write(
        folder / office_folder.LIST, revocations.write_list(key, root, number, lost, at).encoded
    )
