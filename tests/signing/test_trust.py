import base64
import random
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from assessor.signing import authority
from assessor.signing.trust import (
    TRUST_FILE,
    State,
    Trust,
    TrustError,
    keep_bundle,
    load_trust,
    read_bundle,
)
from tests.signing.conftest import NOW, PASSPHRASE, ROUNDS


@pytest.fixture
def own(make_office):
    return make_office("某县")


def test_nobody_is_trusted_at_first(tmp_path, inspector):
    assert load_trust(tmp_path) == Trust.empty()
    assert Trust.empty().judge(inspector.certificate, NOW).state is State.UNKNOWN


def test_a_bundle_shows_whom_it_is_about(office):
    (root,) = read_bundle(office.authority.bundle()).roots
    assert root.name == "某县爱国卫生运动委员会办公室"
    groups = root.fingerprint.split(" ")
    assert (len(groups), {len(group) for group in groups}) == (16, {4})
    text = office.authority.bundle().decode()
    assert text.startswith(f"{root.name}\nSHA-256 {root.fingerprint}\n-----BEGIN CERTIFICATE-----")
    assert "PRIVATE" not in text


def test_trust_is_kept_and_passed_on(own, office, tmp_path):
    keep_bundle(tmp_path, own.authority.bundle())
    kept = keep_bundle(tmp_path, office.authority.bundle())
    assert [root.name for root in kept.roots] == [office.authority.root.name]
    trust = load_trust(tmp_path)
    assert {root.name for root in trust.roots} == {"某县", office.authority.root.name}
    assert read_bundle(trust.bundle()) == trust


def test_the_order_in_which_bundles_come_does_not_matter(own, office):
    bundles = [read_bundle(each.authority.bundle()) for each in (own, office)]
    one = Trust.empty().joined(bundles[0]).joined(bundles[1])
    other = Trust.empty().joined(bundles[1]).joined(bundles[0]).joined(bundles[0])
    assert one == other


def test_an_older_list_never_replaces_a_newer_one(own, tmp_path):
    key = own.key("张三")
    old = own.authority.bundle()
    own.authority.revoke(key.key_id, 3)
    new = own.authority.bundle()
    keep_bundle(tmp_path, new)
    keep_bundle(tmp_path, old)
    assert load_trust(tmp_path).cutoffs == {key.key_id: 3}
    assert load_trust(tmp_path) == read_bundle(new)


def test_of_two_lists_in_one_bundle_the_newer_one_counts(own):
    key = own.key("张三")
    old = own.authority.bundle()
    own.authority.revoke(key.key_id, 3)
    for bundle in (old + own.authority.bundle(), own.authority.bundle() + old):
        assert read_bundle(bundle).cutoffs == {key.key_id: 3}


def test_a_lost_key_is_judged_lost_and_its_signer_still_named(own):
    key = own.key("张三")
    own.authority.revoke(key.key_id, 3, at=NOW)
    standing = own.trust.judge(key.certificate, NOW)
    assert (standing.state, standing.signer, standing.lost) == (State.TRUSTED, key.signer, NOW)
    assert own.trust.judge(own.key("李四").certificate, NOW).lost is None


def test_the_strictest_counter_of_all_offices_counts(own, make_office):
    """A key that two offices certified is lost as soon as one of them says so."""
    key = own.key("张三")
    path = next(own.folder.glob("张三-*.csr"))
    other = make_office("另一县")
    other.authority.issue(path.read_bytes(), is_office=False)
    own.authority.revoke(key.key_id, 5)
    other.authority.revoke(key.key_id, 3)
    both = own.trust.joined(read_bundle(other.authority.bundle()))
    assert both.cutoffs == {key.key_id: 3}


def test_a_key_that_another_office_declared_lost_is_judged_lost(own, make_office):
    key = own.key("张三")
    other = make_office("另一县")
    other.authority.issue(next(own.folder.glob("张三-*.csr")).read_bytes(), is_office=False)
    other.authority.revoke(key.key_id, 3, NOW)
    both = own.trust.joined(read_bundle(other.authority.bundle()))
    assert both.judge(key.certificate, NOW).lost == NOW


def test_a_list_must_be_signed_by_a_root_of_the_bundle(own, office):
    foreign = own.authority.bundle().partition(b"-----BEGIN X509 CRL-----")
    mixed = (office.folder / "root.crt").read_bytes() + foreign[1] + foreign[2]
    with pytest.raises(TrustError):
        read_bundle(mixed)


def test_a_root_without_its_list_is_refused(own):
    with pytest.raises(TrustError):
        read_bundle((own.folder / "root.crt").read_bytes())


def test_a_signers_certificate_is_no_root(inspector):
    leaf = x509.load_der_x509_certificate(inspector.certificate)
    with pytest.raises(TrustError, match="not a trust bundle"):
        read_bundle(leaf.public_bytes(Encoding.PEM))


@pytest.mark.parametrize("content", [b"", b"garbage", b"\xff" * 100, b" " * (5 << 20)])
def test_what_is_no_bundle_is_refused(content):
    with pytest.raises(TrustError, match="not a trust bundle"):
        read_bundle(content)


def test_a_damaged_bundle_is_refused_or_says_the_same(own):
    own.authority.revoke(own.key("张三").key_id, 3)
    content = own.authority.bundle()
    said = read_bundle(content).roots
    dice = random.Random(5)
    start = content.index(b"-----BEGIN")
    for _ in range(300):
        flipped = bytearray(content)
        flipped[dice.randrange(start, len(flipped))] ^= 1 << dice.randrange(8)
        try:
            roots = read_bundle(bytes(flipped)).roots
        except TrustError:
            continue
        assert [root.certificate for root in roots] == [root.certificate for root in said]
        assert [root.revoked for root in roots] == [root.revoked for root in said]


def test_a_damaged_file_of_trust_is_a_sentence(tmp_path):
    (tmp_path / TRUST_FILE).write_bytes(b"garbage")
    with pytest.raises(TrustError):
        load_trust(tmp_path)


def test_judging_depends_on_the_time_of_use_only(office, inspector):
    trust = office.trust
    assert trust.judge(inspector.certificate, NOW).state is State.TRUSTED
    ended = trust.judge(inspector.certificate, inspector.expires + timedelta(seconds=1))
    assert (ended.state, ended.signer) == (State.EXPIRED, inspector.signer)
    assert inspector.name in ended.reason


@pytest.mark.parametrize("certificate", [b"", b"garbage", b"\x30\x80"])
def test_what_is_no_certificate_is_unknown(office, certificate):
    assert office.trust.judge(certificate, NOW).state is State.UNKNOWN


def test_a_root_of_another_program_is_refused(tmp_path):
    made = authority.make_office(tmp_path, "某县", PASSPHRASE, rounds=ROUNDS)
    root = made._root
    weaker = (
        x509.CertificateBuilder()
        .subject_name(root.subject)
        .issuer_name(root.subject)
        .public_key(root.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(made._key, root.signature_hash_algorithm)
    )
    with pytest.raises(TrustError):
        read_bundle(weaker.public_bytes(Encoding.PEM))


def test_a_list_with_an_extension_twice_is_damaged(own):
    """The library tells this by an error of its own kind."""
    root = x509.load_der_x509_certificate(own.authority.root.certificate)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(NOW)
        .next_update(NOW + timedelta(days=1))
    )
    for arc in (b"\x04", b"\x05"):
        identifier = x509.ObjectIdentifier(f"1.2.3.{arc[0]}")
        unknown = x509.UnrecognizedExtension(identifier, b"\x05\x00")
        builder = builder.add_extension(unknown, critical=False)
    encoded = builder.sign(own.authority._key, root.signature_hash_algorithm)
    twice = encoded.public_bytes(Encoding.DER).replace(b"\x2a\x03\x05", b"\x2a\x03\x04")
    pem = b"-----BEGIN X509 CRL-----\n" + base64.encodebytes(twice) + b"-----END X509 CRL-----\n"
    with pytest.raises(TrustError, match="damaged"):
        read_bundle(root.public_bytes(Encoding.PEM) + pem)
