import sys
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from assessor.signing import keys, sm2
from assessor.signing.algorithms import SM2
from assessor.signing.cms import SignatureError, check_manifest
from assessor.signing.keyfiles import SigningError
from assessor.signing.pdf import sign_pdf
from assessor.signing.sm2 import MissingSm2Error
from tests.signing.conftest import NOW, PASSPHRASE, ROUNDS
from tests.signing.reports import report, stamp

MANIFEST = b"<ASiCManifest/>"


def enrolled(office, folder):
    made = keys.new_key(folder, "张三", "", PASSPHRASE, algorithm=SM2, rounds=ROUNDS)
    request = made.path.with_suffix(".csr").read_bytes()
    issued = office.authority.issue(request, is_office=False, at=NOW - timedelta(days=1))
    return keys.adopt(folder, made.path.stem, issued, PASSPHRASE, rounds=ROUNDS)


@pytest.fixture(scope="module")
def made(office, tmp_path_factory):
    pytest.importorskip("tongsuopy")
    return enrolled(office, tmp_path_factory.mktemp("sm2"))


@pytest.fixture(scope="module")
def key(made):
    return keys.open_key(made.path, PASSPHRASE)


@pytest.fixture(scope="module")
def signature(key):
    return key.sign_manifest(MANIFEST, NOW)


def test_sm3_gives_the_example_of_its_standard():
    """GB/T 32905-2016, example 1."""
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm2.digest(b"abc").hex() == expected


def test_an_sm2_key_is_certified_and_signs_result_files(office, key, signature):
    assert key.algorithm is SM2
    assert check_manifest(MANIFEST, signature, office.trust) == key.signer
    with pytest.raises(SignatureError, match="does not fit"):
        check_manifest(MANIFEST + b" ", signature, office.trust)


def test_no_flipped_bit_of_an_sm2_signature_is_accepted(office, signature):
    for place in range(0, len(signature), 7):
        bent = bytearray(signature)
        bent[place] ^= 4
        with pytest.raises(SignatureError):
            check_manifest(MANIFEST, bytes(bent), office.trust)


def test_a_lost_sm2_key_is_known_by_its_number(make_office, tmp_path):
    pytest.importorskip("tongsuopy")
    own = make_office("某县")
    made = enrolled(own, tmp_path)
    own.authority.revoke(made.key_id, 3, NOW)
    assert own.trust.cutoffs == {made.key_id: 3}


def test_an_sm2_key_signs_no_reports(key):
    with pytest.raises(SigningError, match="signs result files only"):
        sign_pdf(report(), key, "Inspector", stamp(), NOW, certify=True)


def test_the_file_of_an_sm2_key_is_encrypted(made):
    content = made.path.read_bytes()
    assert b"ENCRYPTED PRIVATE KEY" in content
    for passphrase in ("", "wrong"):
        with pytest.raises(SigningError, match="passphrase is wrong"):
            keys.open_key(made.path, passphrase)
    made.path.with_name("damaged.sm2").write_bytes(content[:40])
    with pytest.raises(SigningError, match="damaged"):
        keys.request(made.path.parent, "damaged.sm2", PASSPHRASE)
    made.path.with_name("damaged.sm2").unlink()


def test_without_the_library_it_is_said_what_is_missing(
    office, made, signature, monkeypatch, tmp_path, inspector
):
    for name in [each for each in sys.modules if each.startswith("tongsuopy")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tongsuopy", None)
    with pytest.raises(MissingSm2Error, match="pip install tongsuopy"):
        check_manifest(MANIFEST, signature, office.trust)
    with pytest.raises(MissingSm2Error):
        keys.open_key(made.path, PASSPHRASE)
    with pytest.raises(MissingSm2Error):
        keys.new_key(tmp_path, "张三", "", PASSPHRASE, algorithm=SM2)
    assert not list(tmp_path.iterdir())
    assert check_manifest(MANIFEST, inspector.sign_manifest(MANIFEST, NOW), office.trust)


def test_an_sm2_certificate_is_signed_by_the_office_as_all_others(office, key):
    certificate = x509.load_der_x509_certificate(key.certificate)
    root = x509.load_der_x509_certificate(office.authority.root.certificate)
    certificate.verify_directly_issued_by(root)
    assert SM2.key_prefix in certificate.public_bytes(Encoding.DER)
