from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from assessor.signing import authority, keys, trust
from assessor.signing.certificates import fingerprint, is_root, name_of
from assessor.signing.keyfiles import SigningError
from tests.signing.conftest import NOW, PASSPHRASE, ROUNDS


def _request(name="张三"):
    key = ec.generate_private_key(ec.SECP256R1())
    asked = (
        x509.CertificateSigningRequestBuilder().subject_name(name_of(name, "")).sign(key, SHA256())
    )
    return asked.public_bytes(Encoding.PEM)


def test_an_office_is_made_once_and_opened_again(office):
    with pytest.raises(SigningError, match="already"):
        authority.make_office(office.folder, "另一个", PASSPHRASE, rounds=ROUNDS)
    opened = authority.open_office(office.folder, PASSPHRASE)
    assert opened.bundle() == office.authority.bundle()
    with pytest.raises(SigningError, match="passphrase is wrong"):
        authority.open_office(office.folder, "another")


def test_a_key_that_is_no_root_opens_no_office(tmp_path):
    made = keys.new_key(tmp_path, "张三", "", PASSPHRASE, rounds=ROUNDS)
    made.path.rename(tmp_path / "root.p12")
    with pytest.raises(SigningError, match="no office's root"):
        authority.open_office(tmp_path, PASSPHRASE)


def test_nothing_of_an_office_is_left_without_a_passphrase_or_a_name(tmp_path):
    with pytest.raises(SigningError, match="needs a passphrase"):
        authority.make_office(tmp_path, "某县", "", rounds=ROUNDS)
    with pytest.raises(SigningError, match="64 characters"):
        authority.make_office(tmp_path, " ", PASSPHRASE, rounds=ROUNDS)
    assert not any(tmp_path.iterdir())


def test_where_no_office_was_made_none_is_opened(tmp_path):
    with pytest.raises(SigningError, match="no office's root key in"):
        authority.open_office(tmp_path, PASSPHRASE)


def test_a_root_lasts_twenty_years_and_signs_nothing_but_keys(office):
    root = x509.load_der_x509_certificate(office.authority.root.certificate)
    assert is_root(root)
    assert root.not_valid_after_utc > NOW + timedelta(days=20 * 365 - 2)
    assert office.authority.root.fingerprint == fingerprint(root.public_bytes(Encoding.DER))


def test_a_certificate_says_what_it_is_for(office):
    pem = office.authority.issue(_request(), is_office=True, days=30, at=NOW)
    certificate, stamping, root = x509.load_pem_x509_certificates(pem)
    assert root.public_bytes(Encoding.DER) == office.authority.root.certificate
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert {each.dotted_string for each in purposes} == {
        "1.3.6.1.5.5.7.3.36",
        "1.3.6.1.5.5.7.3.4",
    }
    stated = stamping.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert (stated.critical, list(stated.value)) == (True, [ExtendedKeyUsageOID.TIME_STAMPING])
    assert certificate.not_valid_before_utc == NOW
    assert certificate.not_valid_after_utc == NOW + timedelta(days=30)


def test_a_request_decides_nothing_but_name_organisation_and_key(office):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "张三"),
            x509.NameAttribute(NameOID.TITLE, "Office"),
        ]
    )
    asked = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(subject)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    pem = office.authority.issue(asked.public_bytes(Encoding.PEM), is_office=False)
    certificate = x509.load_pem_x509_certificate(pem)
    assert certificate.subject == name_of("张三", "")
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_a_certificate_never_outlives_the_root(office):
    pem = office.authority.issue(_request(), is_office=False, days=100_000)
    certificate, root = x509.load_pem_x509_certificates(pem)
    assert certificate.not_valid_after_utc == root.not_valid_after_utc


@pytest.mark.parametrize("days", [1_000_000, 10**12])
def test_no_certificate_outlives_its_root(office, days):
    pem = office.authority.issue(_request(), is_office=False, days=days)
    root = x509.load_der_x509_certificate(office.authority.root.certificate)
    assert x509.load_pem_x509_certificate(pem).not_valid_after_utc == root.not_valid_after_utc


@pytest.mark.parametrize("days", [0, -5, -(10**12)])
def test_a_certificate_is_valid_for_some_time(office, days):
    with pytest.raises(SigningError, match="at least one day"):
        office.authority.issue(_request(), is_office=False, days=days)


def test_a_damaged_or_foreign_request_is_refused(office):
    sound = _request()
    other_curve = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(name_of("张三", ""))
        .sign(ec.generate_private_key(ec.SECP384R1()), SHA256())
        .public_bytes(Encoding.PEM)
    )
    forged = bytearray(x509.load_pem_x509_csr(sound).public_bytes(Encoding.DER))
    forged[-3] ^= 1
    forged = x509.load_der_x509_csr(bytes(forged)).public_bytes(Encoding.PEM)
    for request in (b"", b"garbage", sound[:100], other_curve, forged):
        with pytest.raises(SigningError, match="not a request"):
            office.authority.issue(request, is_office=False)


def test_revoking_writes_the_next_list_with_the_last_counter(make_office):
    office = make_office("某县")
    lost, other = office.key("张三"), office.key("李四")
    before = office.authority.root.revoked
    office.authority.revoke(lost.key_id, 12, at=NOW)
    office.authority.revoke(other.key_id, 0, at=NOW + timedelta(days=1))
    after = office.authority.root.revoked
    assert (before.number, before.lost, after.number) == (1, (), 3)
    assert after.cutoffs == {lost.key_id: 12, other.key_id: 0}
    assert after.issued == NOW + timedelta(days=1)
    assert authority.open_office(office.folder, PASSPHRASE).root.revoked == after


def test_revoking_again_replaces_the_counter_and_covers_renewed_certificates(make_office):
    office = make_office("某县")
    made = keys.new_key(office.folder, "张三", "", PASSPHRASE, rounds=ROUNDS)
    request = made.path.with_suffix(".csr").read_bytes()
    serials = {
        x509.load_pem_x509_certificate(
            office.authority.issue(request, is_office=False)
        ).serial_number
        for _ in range(2)
    }
    office.authority.revoke(made.key_id, 9)
    office.authority.revoke(made.key_id, 7)
    revoked = office.authority.root.revoked
    assert {each.serial for each in revoked.lost} == serials
    assert revoked.cutoffs == {made.key_id: 7}
    crl = x509.load_der_x509_crl(revoked.encoded)
    reason = crl[0].extensions.get_extension_for_class(x509.CRLReason).value.reason
    assert reason is x509.ReasonFlags.key_compromise
    assert not any(each.critical for each in crl[0].extensions)


@pytest.mark.parametrize("key_id", ["0" * 32, "", "*", "../x"])
def test_only_a_key_of_this_office_can_be_revoked(office, inspector, key_id):
    with pytest.raises(SigningError, match="never certified"):
        office.authority.revoke(key_id, 1)
    with pytest.raises(SigningError, match="0 or more"):
        office.authority.revoke(inspector.key_id, -1)
    assert trust.read_bundle(office.authority.bundle()).roots[0].revoked.number == 1
