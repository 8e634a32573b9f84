import pytest

from assessor.signing.keyfiles import SigningError
from assessor.signing.office_folder import copy_office, issued_in, level, read_office
from tests import actors
from tests.actors import ISSUED, NOON, Person


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "office"


@pytest.fixture
def authority(folder):
    return actors.authority(folder)


@pytest.fixture
def zhang(tmp_path, authority):
    person = Person("zhang", tmp_path / "zhang", authority)
    person.close()
    return person


def test_an_office_is_read_without_its_passphrase(folder, authority):
    found = read_office(folder)
    assert (found.name, found.fingerprint) == (authority.root.name, authority.root.fingerprint)
    assert (found.has_key, found.revoked.number) == (True, 1)
    assert read_office(folder / "nowhere") is None


def test_what_was_issued_is_listed_once_for_each_key(folder, authority, zhang):
    key = next(zhang.paths.keys.glob("*.csr"))
    authority.issue(key.read_bytes(), is_office=False, at=NOON)
    (issued,) = issued_in(folder)
    assert (issued.name, issued.key_id) == ("zhang", zhang.key.key_id)
    assert issued.issued == NOON > ISSUED


@pytest.mark.parametrize("name", ["root.crt", "office.crl"])
def test_a_damaged_folder_is_refused(folder, authority, name):
    (folder / name).write_bytes(b"nothing")
    with pytest.raises(SigningError, match="other copy"):
        read_office(folder)


def test_copies_are_brought_to_the_same_list_and_the_key_stays_where_it_is(
    folder, authority, zhang, tmp_path
):
    other = tmp_path / "public"
    other.mkdir()
    level(folder, other)
    assert not read_office(other).has_key
    authority.revoke(zhang.key.key_id, 1)
    level(other, folder)
    assert read_office(other).revoked.number == 2
    assert issued_in(other) == issued_in(folder)


def test_offices_are_not_mixed(folder, authority, tmp_path):
    actors.authority(tmp_path / "other")
    with pytest.raises(SigningError, match="another office"):
        level(folder, tmp_path / "other")
    with pytest.raises(SigningError, match="already"):
        copy_office(folder, tmp_path / "other")
