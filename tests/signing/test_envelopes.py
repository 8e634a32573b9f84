import random
import shutil
import subprocess
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from assessor.signing import envelopes
from assessor.signing.keyfiles import SigningError
from assessor.signing.trust import Trust
from tests.signing.conftest import NOW, PASSPHRASE, ROUNDS

CONTENT = b"PK\x03\x04" + bytes(range(256)) * 40


def made(office, keys):
    path = envelopes.make_encryption_key(keys, office.authority, PASSPHRASE, NOW, rounds=ROUNDS)
    return path.read_bytes()


@pytest.fixture(scope="module")
def keys(office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    made(office, folder)
    return folder


@pytest.fixture(scope="module")
def pem(keys):
    return (keys / envelopes.FOLDER / "office.crt").read_bytes()


@pytest.fixture(scope="module")
def sealed(office, pem):
    return envelopes.envelope_for(envelopes.recipient(pem, office.trust, NOW), CONTENT)


def test_only_the_office_opens_what_is_encrypted_to_it(office, keys, sealed, tmp_path):
    assert envelopes.is_envelope(sealed)
    assert CONTENT[:40] not in sealed
    assert envelopes.open_encryption_key(keys, PASSPHRASE).opened(sealed) == CONTENT
    made(office, tmp_path)
    other = envelopes.open_encryption_key(tmp_path, PASSPHRASE)
    with pytest.raises(SigningError, match="another office, or it was damaged"):
        other.opened(sealed)


def test_a_wrong_passphrase_and_a_missing_key_are_sentences(keys, tmp_path):
    with pytest.raises(SigningError, match="passphrase is wrong"):
        envelopes.open_encryption_key(keys, "wrong")
    with pytest.raises(SigningError, match="no key for encrypted files"):
        envelopes.open_encryption_key(tmp_path, PASSPHRASE)


def test_damage_is_a_sentence_or_other_content_that_its_signature_refuses(keys, sealed):
    key, dice = envelopes.open_encryption_key(keys, PASSPHRASE), random.Random(2)
    for _ in range(200):
        bent = bytearray(sealed)
        bent[dice.randrange(len(bent))] ^= 1 << dice.randrange(8)
        try:
            assert isinstance(key.opened(bytes(bent)), bytes)
        except SigningError:
            continue
    for cut in (b"", sealed[:-1], sealed[:300], b"\x30\x80"):
        with pytest.raises(SigningError):
            key.opened(cut)


def test_a_key_for_encrypted_files_is_never_replaced(office, keys):
    with pytest.raises(SigningError, match="already"):
        made(office, keys)


def test_nothing_is_encrypted_to_strangers_or_signers(office, pem, inspector, make_office):
    with pytest.raises(SigningError, match="No office that is trusted"):
        envelopes.recipient(pem, Trust.empty(), NOW)
    with pytest.raises(SigningError, match="No office that is trusted"):
        envelopes.recipient(pem, make_office("另一县").trust, NOW)
    signer = x509.load_der_x509_certificate(inspector.certificate).public_bytes(Encoding.PEM)
    with pytest.raises(SigningError, match="not for encrypting"):
        envelopes.recipient(signer, office.trust, NOW)
    with pytest.raises(SigningError, match="valid until"):
        envelopes.recipient(pem, office.trust, NOW + timedelta(days=9_000))


def test_the_key_for_encrypted_files_signs_nothing(office, pem):
    certificate = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    assert office.trust.judge(certificate, NOW).state == "unsuitable"


def test_openssl_opens_it_with_the_offices_key(keys, sealed, pem, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("the program openssl is not installed")
    store = keys / envelopes.FOLDER / "office.p12"
    (tmp_path / "sealed").write_bytes(sealed)
    (tmp_path / "pass").write_text(PASSPHRASE)
    subprocess.run(
        ["openssl", "pkcs12", "-in", store, "-passin", "file:pass", "-nodes", "-out", "key.pem"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    command = ["openssl", "cms", "-decrypt", "-inform", "DER", "-in", "sealed", "-inkey", "key.pem"]
    done = subprocess.run([*command, "-binary"], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == CONTENT
