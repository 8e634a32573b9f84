import random
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from assessor.files import FileError
from assessor.signing import keys
from assessor.signing.keyfiles import SigningError
from tests.signing.conftest import NOW, PASSPHRASE, ROUNDS


def _new(folder, name="张三", organisation="检查一组"):
    return keys.new_key(folder, name, organisation, PASSPHRASE, rounds=ROUNDS)


def _certificate(office, made, **changes):
    request = made.path.with_suffix(".csr").read_bytes()
    return office.authority.issue(request, is_office=False, **changes)


def _adopt(folder, made, certificate, passphrase=PASSPHRASE):
    return keys.adopt(folder, made.path.stem, certificate, passphrase, rounds=ROUNDS)


def test_a_key_is_made_certified_adopted_and_opened(office, tmp_path):
    made = _new(tmp_path)
    assert (made.name, made.organisation, made.certified, made.expires) == (
        "张三",
        "检查一组",
        False,
        None,
    )
    adopted = _adopt(tmp_path, made, _certificate(office, made, days=100, at=NOW))
    assert adopted.certified
    assert adopted.key_id == made.key_id
    assert adopted.expires == NOW + timedelta(days=100)
    key = keys.open_key(adopted.path, PASSPHRASE)
    assert (key.key_id, key.name, key.organisation) == (made.key_id, "张三", "检查一组")
    assert (key.is_office, key.expires) == (False, adopted.expires)


def test_a_key_id_is_32_hex_digits_and_a_file_is_named_after_its_holder(tmp_path):
    made = _new(tmp_path, " 张三 / 甲 ")
    assert len(made.key_id) == 32
    assert int(made.key_id, 16) > 0
    assert made.path.name == f"张三-甲-{made.key_id[:6]}.p12"
    assert made.name == "张三 / 甲"


def test_keys_are_listed_without_their_passphrases(office, tmp_path):
    certified = _new(tmp_path, "甲")
    _adopt(tmp_path, certified, _certificate(office, certified))
    new = _new(tmp_path, "乙")
    lonely = tmp_path / "丙.p12"
    lonely.write_bytes(new.path.read_bytes())
    listed = {each.path: each for each in keys.list_keys(tmp_path)}
    assert listed[certified.path].certified
    assert listed[new.path] == new
    assert (listed[lonely].name, listed[lonely].key_id, listed[lonely].certified) == (
        "丙",
        "",
        False,
    )
    assert keys.list_keys(tmp_path / "nowhere") == ()


def test_a_damaged_certificate_beside_a_key_leaves_what_its_request_says(office, tmp_path):
    made = _new(tmp_path)
    _adopt(tmp_path, made, _certificate(office, made))
    made.path.with_suffix(".crt").write_bytes(b"garbage")
    assert keys.list_keys(tmp_path) == (made,)


@pytest.mark.parametrize("passphrase", ["", "口令", PASSPHRASE + " "])
def test_a_wrong_passphrase_opens_nothing(office, inspector, passphrase):
    path = next(each.path for each in keys.list_keys(office.folder) if each.certified)
    with pytest.raises(SigningError, match="passphrase is wrong"):
        keys.open_key(path, passphrase)


def test_a_damaged_key_file_opens_nothing(office, inspector, tmp_path):
    sound = next(each.path for each in keys.list_keys(office.folder) if each.certified)
    content = sound.read_bytes()
    path = tmp_path / "damaged.p12"
    dice = random.Random(3)
    damaged = [content[:-1], content[: len(content) // 2], b"", b"garbage"]
    for _ in range(30):
        flipped = bytearray(content)
        flipped[dice.randrange(40, len(content) - 200)] ^= 1 << dice.randrange(8)
        damaged.append(bytes(flipped))
    for each in damaged:
        path.write_bytes(each)
        with pytest.raises(SigningError):
            keys.open_key(path, PASSPHRASE)


def test_a_key_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(FileError, match="no such file"):
        keys.open_key(tmp_path / "missing.p12", PASSPHRASE)


def test_a_key_without_a_certificate_is_not_opened(tmp_path):
    with pytest.raises(SigningError, match="no office has certified"):
        keys.open_key(_new(tmp_path).path, PASSPHRASE)


def test_a_key_of_another_kind_is_refused(tmp_path):
    private = rsa.generate_private_key(65537, 2048)
    path = tmp_path / "other.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            None, private, None, None, BestAvailableEncryption(PASSPHRASE.encode())
        )
    )
    with pytest.raises(SigningError, match="no key of this program"):
        keys.open_key(path, PASSPHRASE)


def test_a_certificate_for_another_key_is_refused(office, tmp_path):
    mine, other = _new(tmp_path, "甲"), _new(tmp_path, "乙")
    with pytest.raises(SigningError, match="another key"):
        _adopt(tmp_path, mine, _certificate(office, other))
    assert not keys.list_keys(tmp_path)[0].certified


def test_a_certificate_without_its_root_is_refused(office, tmp_path):
    made = _new(tmp_path)
    alone = _certificate(office, made).partition(b"-----END CERTIFICATE-----\n")
    with pytest.raises(SigningError, match="not one that an office"):
        _adopt(tmp_path, made, alone[0] + alone[1])


def test_a_certificate_with_the_root_of_a_namesake_is_refused(office, make_office, tmp_path):
    made = _new(tmp_path)
    issued = _certificate(office, made).partition(b"-----END CERTIFICATE-----\n")
    namesake = make_office(office.authority.root.name)
    with pytest.raises(SigningError, match="not one that an office"):
        _adopt(tmp_path, made, issued[0] + issued[1] + (namesake.folder / "root.crt").read_bytes())


@pytest.mark.parametrize("certificate", [b"", b"garbage", b"-----BEGIN CERTIFICATE-----\n"])
def test_a_file_without_a_certificate_is_refused(tmp_path, certificate):
    with pytest.raises(SigningError, match="holds no certificate"):
        _adopt(tmp_path, _new(tmp_path), certificate)


def test_adopting_needs_the_passphrase(office, tmp_path):
    made = _new(tmp_path)
    with pytest.raises(SigningError, match="passphrase is wrong"):
        _adopt(tmp_path, made, _certificate(office, made), "another")


def test_a_key_needs_a_passphrase_and_leaves_nothing_behind_without_one(tmp_path):
    with pytest.raises(SigningError, match="needs a passphrase"):
        keys.new_key(tmp_path, "张三", "", "", rounds=ROUNDS)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["", "   ", "长" * 65])
def test_a_name_must_fit_a_certificate(tmp_path, name):
    with pytest.raises(SigningError, match="64 characters"):
        _new(tmp_path, name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("key", ["nobody", "../outside", ""])
def test_an_unknown_key_is_a_sentence(tmp_path, key):
    (tmp_path.parent / "outside.p12").write_bytes(b"")
    with pytest.raises(SigningError, match="There is no key"):
        keys.request(tmp_path, key, PASSPHRASE)


def test_a_renewed_request_is_of_the_same_key_and_name(office, tmp_path):
    made = _new(tmp_path)
    _adopt(tmp_path, made, _certificate(office, made, days=10))
    asked = office.authority.read_request(keys.request(tmp_path, made.path.name, PASSPHRASE))
    assert (asked.key_id, asked.name, asked.organisation) == (made.key_id, "张三", "检查一组")
    renewed = office.authority.issue(
        keys.request(tmp_path, made.path.stem, PASSPHRASE), is_office=False, days=500
    )
    assert _adopt(tmp_path, made, renewed).expires > NOW + timedelta(days=400)


def test_nothing_is_signed_that_nobody_would_accept(office, tmp_path):
    made = _new(tmp_path)
    long_ago = datetime.now(UTC) - timedelta(days=100)
    _adopt(tmp_path, made, _certificate(office, made, at=long_ago, days=50))
    key = keys.open_key(made.path, PASSPHRASE)
    with pytest.raises(SigningError, match="Ask the office for a new one"):
        key.sign_manifest(b"")
    assert key.sign_manifest(b"", long_ago + timedelta(days=49))


def test_a_key_file_is_as_hard_to_guess_as_it_should_be(tmp_path):
    """The algorithms are part of the promise: AES-256 and SHA-256, 600,000 rounds."""
    assert keys.ROUNDS == 600_000
    content = _new(tmp_path).path.read_bytes()
    pbes2, aes_256_cbc, hmac_sha_256 = (
        x509.ObjectIdentifier(dotted)
        for dotted in ("1.2.840.113549.1.5.13", "2.16.840.1.101.3.4.1.42", "1.2.840.113549.2.9")
    )
    from assessor.signing import der

    for each in (pbes2, aes_256_cbc, hmac_sha_256):
        assert der.identifier(each.dotted_string) in content


def test_a_key_is_fetched_with_what_lies_beside_it(office, tmp_path):
    stick, profile = tmp_path / "stick", tmp_path / "profile"
    stick.mkdir()
    profile.mkdir()
    made = _new(stick)
    waiting = keys.fetch(profile, made.path)
    assert (waiting.key_id, waiting.certified) == (made.key_id, False)
    _adopt(stick, made, _certificate(office, made, at=NOW))
    assert keys.fetch(profile, made.path).certified
    assert keys.open_key(profile / made.path.name, PASSPHRASE).key_id == made.key_id


def test_another_key_of_the_same_name_is_not_overwritten(tmp_path):
    (tmp_path / "profile").mkdir()
    made, other = _new(tmp_path), _new(tmp_path, "李四")
    kept = keys.fetch(tmp_path / "profile", made.path)
    other.path.replace(made.path)
    with pytest.raises(SigningError, match="another key"):
        keys.fetch(tmp_path / "profile", made.path)
    assert keys.list_keys(tmp_path / "profile") == (kept,)


def test_fetching_again_changes_nothing(tmp_path):
    (tmp_path / "profile").mkdir()
    made = _new(tmp_path)
    first = keys.fetch(tmp_path / "profile", made.path)
    assert keys.fetch(tmp_path / "profile", made.path) == first
