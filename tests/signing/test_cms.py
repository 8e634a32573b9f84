import hashlib
import random
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from assessor.signing import cades, certificates, der, oids
from assessor.signing.algorithms import ECDSA
from assessor.signing.cms import SignatureError, UnknownSignerError, check_manifest
from assessor.signing.trust import Trust
from tests.signing.conftest import NOW

MANIFEST = b"<?xml version='1.0' encoding='UTF-8'?><manifest of=\"this file\"/>"
DIGEST = hashlib.sha256(MANIFEST).digest()


def test_a_signature_names_its_signer(office, inspector):
    signer = check_manifest(MANIFEST, inspector.sign_manifest(MANIFEST), office.trust)
    assert signer == inspector.signer
    assert (signer.name, signer.organisation, signer.is_office) == ("张三", "检查一组", False)
    assert signer.key == inspector.key_id


def test_an_offices_signature_says_so(office):
    clerk = office.key("王五", is_office=True)
    assert check_manifest(MANIFEST, clerk.sign_manifest(MANIFEST), office.trust).is_office


def test_openssl_accepts_the_signature_as_cades(office, inspector, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("the program openssl is not installed")
    (tmp_path / "signature.p7s").write_bytes(inspector.sign_manifest(MANIFEST))
    (tmp_path / "manifest.xml").write_bytes(MANIFEST)
    arguments = "cms -verify -cades -binary -inform DER -in signature.p7s -content manifest.xml -purpose any"
    root = office.folder / "root.crt"
    done = subprocess.run(
        ["openssl", *arguments.split(), "-CAfile", root, "-out", "content"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert b"CAdES Verification successful" in done.stderr
    assert (done.returncode, (tmp_path / "content").read_bytes()) == (0, MANIFEST)


def test_other_content_does_not_fit(office, inspector):
    signature = inspector.sign_manifest(MANIFEST)
    with pytest.raises(SignatureError, match="does not fit") as caught:
        check_manifest(MANIFEST + b" ", signature, office.trust)
    assert not isinstance(caught.value, UnknownSignerError)


def test_a_sound_signature_of_a_stranger_waits_for_trust(office, stranger):
    signature = stranger.sign_manifest(MANIFEST)
    with pytest.raises(UnknownSignerError, match="trust bundle"):
        check_manifest(MANIFEST, signature, office.trust)
    with pytest.raises(UnknownSignerError):
        check_manifest(MANIFEST, signature, Trust.empty())
    assert check_manifest(MANIFEST, signature, Trust.of_key(stranger)).key == stranger.key_id


def test_a_changed_file_of_a_stranger_does_not_wait(office, stranger):
    with pytest.raises(SignatureError) as caught:
        check_manifest(MANIFEST + b" ", stranger.sign_manifest(MANIFEST), office.trust)
    assert not isinstance(caught.value, UnknownSignerError)


def test_a_signer_of_a_lost_key_is_still_named(make_office):
    office = make_office("另一县爱卫办")
    inspector = office.key("赵六")
    signature = inspector.sign_manifest(MANIFEST)
    office.authority.revoke(inspector.key_id, 4)
    assert office.trust.cutoffs == {inspector.key_id: 4}
    assert check_manifest(MANIFEST, signature, office.trust).key == inspector.key_id


def test_a_certificate_that_was_not_valid_when_it_was_used_is_refused(office, inspector):
    late = inspector.expires + timedelta(days=1)
    signature = cades.sign(DIGEST, inspector.certificate, late, inspector.sign)
    with pytest.raises(SignatureError, match="was not valid on"):
        check_manifest(MANIFEST, signature, office.trust)
    early = NOW - timedelta(days=30)
    signature = cades.sign(DIGEST, inspector.certificate, early, inspector.sign)
    with pytest.raises(SignatureError, match="was not valid on"):
        check_manifest(MANIFEST, signature, office.trust)


def test_a_laptops_clock_may_be_hours_behind_the_offices(office, inspector):
    signature = inspector.sign_manifest(MANIFEST, NOW - timedelta(hours=20))
    assert check_manifest(MANIFEST, signature, office.trust) == inspector.signer


def test_an_old_signature_stays_good_after_the_certificate_has_ended(office):
    long_ago = datetime.now(UTC) - timedelta(days=300)
    retired = office.key("钱七", at=long_ago, days=100)
    assert retired.expires < NOW
    signature = retired.sign_manifest(MANIFEST, long_ago + timedelta(days=50))
    assert check_manifest(MANIFEST, signature, office.trust) == retired.signer


def _certificate(office, key, **changes):
    """A certificate by the office's own root, but not one that it would issue."""
    policy = x509.PolicyInformation(x509.ObjectIdentifier(oids.INSPECTOR), None)
    extensions = {
        "constraints": (x509.BasicConstraints(ca=False, path_length=None), True),
        "usage": (certificates.SIGNER_USAGE, True),
        "purpose": (certificates.DOCUMENT_PURPOSE, False),
        "policy": (x509.CertificatePolicies([policy]), False),
    } | changes
    builder = (
        x509.CertificateBuilder()
        .subject_name(certificates.name_of("甲", ""))
        .issuer_name(office.authority._root.subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=9))
    )
    for extension, critical in filter(None, extensions.values()):
        builder = builder.add_extension(extension, critical)
    return builder.sign(office.authority._key, SHA256()).public_bytes(Encoding.DER)


BOTH = [
    x509.PolicyInformation(x509.ObjectIdentifier(each), None)
    for each in (oids.INSPECTOR, oids.OFFICE)
]
UNSUITABLE = {
    "a certificate authority": {"constraints": (x509.BasicConstraints(True, None), True)},
    "no constraints": {"constraints": None},
    "a root's usage": {"usage": (certificates.ROOT_USAGE, True)},
    "no usage": {"usage": None},
    "another purpose": {
        "purpose": (x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]), False)
    },
    "no purpose": {"purpose": None},
    "no role": {"policy": None},
    "two roles": {"policy": (x509.CertificatePolicies(BOTH), False)},
}


@pytest.mark.parametrize("changes", UNSUITABLE.values(), ids=UNSUITABLE)
def test_a_certificate_that_is_not_a_signers_is_refused(office, changes):
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(office, key, **changes)
    signature = cades.sign(DIGEST, certificate, NOW, lambda content: key.sign(content, ECDSA))
    with pytest.raises(SignatureError, match="is not for signing"):
        check_manifest(MANIFEST, signature, office.trust)


def test_the_hand_made_certificate_of_these_tests_is_otherwise_fine(office):
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(office, key)
    signature = cades.sign(DIGEST, certificate, NOW, lambda content: key.sign(content, ECDSA))
    assert check_manifest(MANIFEST, signature, office.trust).name == "甲"


def test_an_inspector_cannot_certify_others(office, inspector):
    key = ec.generate_private_key(ec.SECP256R1())
    holder = x509.load_der_x509_certificate(inspector.certificate)
    forged = (
        x509.CertificateBuilder(extensions=list(holder.extensions))
        .subject_name(certificates.name_of("办公室", ""))
        .issuer_name(holder.subject)
        .public_key(key.public_key())
        .serial_number(9)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=9))
        .sign(inspector._key.key, SHA256())
        .public_bytes(Encoding.DER)
    )
    signature = cades.sign(DIGEST, forged, NOW, lambda content: key.sign(content, ECDSA))
    with pytest.raises(UnknownSignerError):
        check_manifest(MANIFEST, signature, office.trust)


def _swapped(signature, old, new):
    assert old in signature
    return signature.replace(old, new)


def test_a_signature_without_a_time_is_refused(office, inspector):
    signature = cades.sign(DIGEST, inspector.certificate, None, inspector.sign)
    with pytest.raises(SignatureError, match="does not say when"):
        check_manifest(MANIFEST, signature, office.trust)


def test_the_parts_of_two_signatures_cannot_be_mixed(office, inspector):
    other = office.key("孙八")
    mine, theirs = inspector.sign_manifest(MANIFEST), other.sign_manifest(MANIFEST)
    mixed = _swapped(mine, inspector.certificate, other.certificate)
    for signature in (mixed, mine + theirs, mine + b"\0", mine[:-1], b"", MANIFEST):
        with pytest.raises(SignatureError, match="does not fit"):
            check_manifest(MANIFEST, signature, office.trust)


def test_another_form_of_the_same_signature_is_refused(office, inspector):
    """Parts that other programs leave unsigned, such as algorithms, are fixed here."""
    signature = inspector.sign_manifest(MANIFEST)
    ecdsa = der.identifier("1.2.840.10045.4.3.2")
    for other in ("1.2.840.10045.4.3.4", "1.2.840.10045.4.3.3"):
        with pytest.raises(SignatureError):
            check_manifest(
                MANIFEST, _swapped(signature, ecdsa, der.identifier(other)), office.trust
            )
    (whole,) = der.split(signature)
    indefinite = b"\x30\x80" + whole.content + b"\0\0"
    with pytest.raises(SignatureError):
        check_manifest(MANIFEST, indefinite, office.trust)
    with pytest.raises(SignatureError):
        check_manifest(MANIFEST, b"\x30" + b"\0" * 20_000, office.trust)


def test_no_flipped_bit_gives_another_signer_or_another_error(office, inspector):
    signature = inspector.sign_manifest(MANIFEST)
    trust = office.trust
    dice = random.Random(11)
    for _ in range(2_000):
        flipped = bytearray(signature)
        flipped[dice.randrange(len(flipped))] ^= 1 << dice.randrange(8)
        with pytest.raises(SignatureError):
            check_manifest(MANIFEST, bytes(flipped), trust)


def test_no_flipped_bit_of_a_certificate_fools_anyone(office, inspector):
    """Not even the holder can bend it, who can fit the rest of the signature to the change."""
    trust = office.trust
    dice = random.Random(12)
    for _ in range(1_000):
        certificate = bytearray(inspector.certificate)
        certificate[dice.randrange(len(certificate))] ^= 1 << dice.randrange(8)
        try:
            signature = cades.sign(DIGEST, bytes(certificate), NOW, inspector.sign)
        except ValueError:
            continue
        with pytest.raises(SignatureError):
            check_manifest(MANIFEST, signature, trust)


def test_a_roots_namesake_is_nobody(office, stranger, make_office):
    """Another root of the same name does not vouch for this one's inspectors."""
    namesake = make_office(office.authority.root.name)
    with pytest.raises(UnknownSignerError):
        check_manifest(MANIFEST, stranger.sign_manifest(MANIFEST), namesake.trust)
    both = Trust.of_key(stranger).joined(office.trust)
    assert check_manifest(MANIFEST, stranger.sign_manifest(MANIFEST), both) == stranger.signer
