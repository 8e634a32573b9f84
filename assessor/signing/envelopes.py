"""Result files that only the office can read: CMS EnvelopedData around the signed file.

The office has an RSA key for this beside its others, in `encryption` of its keys; its
certificate goes to the inspectors. Only who opens the envelope sees the signature, and what
an envelope holds is believed for its signature alone: AES-CBC does not notice changes.
"""

from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from assessor import files
from assessor.i18n import _
from assessor.signing import der
from assessor.signing.authority import Authority
from assessor.signing.certificates import holder_of, may_encrypt, was_valid
from assessor.signing.keyfiles import (
    MOST_BYTES,
    ROUNDS,
    Contents,
    SigningError,
    only_certificates,
    read_encryption_file,
    write_key_file,
)
from assessor.signing.office_folder import ENCRYPTION, ENCRYPTION_KEY
from assessor.signing.trust import Trust

FOLDER = "encryption"

_KEY, _CERTIFICATE = "office.p12", "office.crt"
_BITS = 3072
_ENVELOPED = der.identifier("1.2.840.113549.1.7.3")
_OPTIONS = [pkcs7.PKCS7Options.Binary]


class EncryptionKey:
    """An office's opened key for what is encrypted to it."""

    def __init__(self, key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> None:
        self._key = key
        self._certificate = certificate

    def opened(self, envelope: bytes) -> bytes:
        """What an envelope holds; `SigningError` if it is for others or was damaged."""
        try:
            return pkcs7.pkcs7_decrypt_der(envelope, self._certificate, self._key, [])
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise SigningError(
                _(
                    "The file is encrypted to the key of another office, or it was damaged. "
                    "Ask for it again."
                )
            ) from error


def make_encryption_key(
    keys: Path, authority: Authority, passphrase: str, at: datetime, *, rounds: int = ROUNDS
) -> Path:
    """Make the office's key for encrypted files; gives the certificate for the inspectors.

    Refuses to replace one, for what was encrypted to it could never be read again.
    """
    folder = files.made(keys / FOLDER)
    if (folder / _KEY).exists():
        raise SigningError(
            _("{folder}: there is a key for encrypted files already.").format(folder=folder)
        )
    key = rsa.generate_private_key(65537, _BITS)
    certificate = authority.certify_encryption(key.public_key(), at)
    name = holder_of(certificate).name
    write_key_file(folder / _KEY, name, Contents(key, certificate, ()), passphrase, rounds)
    files.write(folder / _CERTIFICATE, certificate.public_bytes(Encoding.PEM))
    return folder / _CERTIFICATE


def open_encryption_key(keys: Path, passphrase: str) -> EncryptionKey:
    """Open the office's key for encrypted files; `SigningError` says why not."""
    path = keys / FOLDER / _KEY
    if not has_encryption_key(keys):
        raise SigningError(
            _(
                "The file is encrypted, and there is no key for encrypted files in {folder}. "
                "Only the office that it was encrypted to can read it."
            ).format(folder=path.parent)
        )
    key, certificate = read_encryption_file(path, passphrase)
    return EncryptionKey(key, certificate)


def copy_encryption_key(keys: Path, folder: Path) -> None:
    """Bring an office's key for encrypted files from its computer to a stick, or back.

    One that is there already stays: what was encrypted to it could never be read again.
    """
    own = keys / FOLDER
    pairs = (own / _KEY, folder / ENCRYPTION_KEY), (own / _CERTIFICATE, folder / ENCRYPTION)
    for here, there in pairs:
        for source, target in ((here, there), (there, here)):
            if source.exists() and not target.exists():
                files.made(target.parent)
                content = files.read(source, MOST_BYTES)
                files.write_verified(target, content, private=True)


def has_encryption_key(keys: Path) -> bool:
    """Whether this computer can open what is encrypted to its office."""
    return (keys / FOLDER / _KEY).is_file()


def recipients(trust: Trust, at: datetime) -> tuple[tuple[str, bytes], ...]:
    """The offices that files can be encrypted to: names, and certificates (DER)."""
    return tuple(
        (root.name, root.encryption)
        for root in trust.roots
        if root.encryption and was_valid(x509.load_der_x509_certificate(root.encryption), at)
    )


def recipient(pem: bytes, trust: Trust, at: datetime) -> bytes:
    """The certificate (DER) of an office to encrypt to; `SigningError` if it is not one."""
    certificate = only_certificates(pem)[0]
    encoded = certificate.public_bytes(Encoding.DER)
    if trust.root_of(encoded) is None:
        raise SigningError(
            _("No office that is trusted here issued this certificate, so nothing is encrypted.")
        )
    if not may_encrypt(certificate):
        raise SigningError(_("This certificate is not for encrypting. Ask the office for that."))
    if not was_valid(certificate, at):
        raise SigningError(
            _("The certificate for encrypting was valid until {date}. Ask for a new one.").format(
                date=certificate.not_valid_after_utc.date()
            )
        )
    return encoded


def envelope_for(certificate: bytes, content: bytes) -> bytes:
    """The content, readable for the holder of a certificate (DER) only."""
    return (
        pkcs7.PKCS7EnvelopeBuilder()
        .set_data(content)
        .add_recipient(x509.load_der_x509_certificate(certificate))
        .set_content_encryption_algorithm(AES256)
        .encrypt(Encoding.DER, _OPTIONS)
    )


def is_envelope(content: bytes) -> bool:
    """Whether a file looks encrypted."""
    return content[:1] == b"\x30" and _ENVELOPED in content[:32]
