import gc
import logging

import pytest

from assessor.signing import keys, passphrases
from assessor.signing.keyfiles import SigningError
from tests.signing.conftest import PASSPHRASE, ROUNDS

keyring = pytest.importorskip("keyring")


class Keyring(keyring.backend.KeyringBackend):
    """A keyring that is thrown away."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError


@pytest.fixture
def use(request):
    former = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(former)


@pytest.fixture
def made(tmp_path):
    return keys.new_key(tmp_path, "张三", "", PASSPHRASE, rounds=ROUNDS).path


def test_a_passphrase_is_remembered_until_it_is_forgotten(made, use):
    use(own := Keyring())
    assert passphrases.recall(made) == ""
    passphrases.remember(made, PASSPHRASE)
    assert passphrases.recall(made) == PASSPHRASE
    assert list(own.kept.values()) == [PASSPHRASE]  # and never the key
    passphrases.forget(made)
    passphrases.forget(made)
    assert (passphrases.recall(made), own.kept) == ("", {})


def test_a_wrong_passphrase_is_not_remembered(made, use):
    use(own := Keyring())
    with pytest.raises(SigningError, match="passphrase is wrong"):
        passphrases.remember(made, "wrong")
    assert own.kept == {}


def test_without_a_keyring_it_is_said_and_nothing_breaks(made, use):
    from keyring.backends.fail import Keyring as NoKeyring

    use(NoKeyring())
    with pytest.raises(SigningError, match="no keyring"):
        passphrases.remember(made, PASSPHRASE)
    made.with_suffix(".remembered").write_bytes(b"")
    assert passphrases.recall(made) == ""
    passphrases.forget(made)
    assert not made.with_suffix(".remembered").exists()


def test_nobody_elses_keyring_is_opened(made, use, monkeypatch):
    monkeypatch.setattr(passphrases, "_library", lambda: pytest.fail("a keyring was opened"))
    assert passphrases.recall(made) == ""


def test_a_passphrase_is_neither_logged_nor_kept(office, inspector, caplog):
    caplog.set_level(logging.DEBUG)
    path = next(each.path for each in keys.list_keys(office.folder) if each.name == "张三")
    secret = "".join(["口令", " ", "123"])
    assert secret == PASSPHRASE
    held = gc.get_referrers(secret)
    key = keys.open_key(path, secret)
    with pytest.raises(SigningError) as refused:
        keys.open_key(path, secret + "!")
    assert len(gc.get_referrers(secret)) <= len(held)
    assert secret not in caplog.text
    assert secret not in str(refused.value) + repr(key) + repr(vars(key))
