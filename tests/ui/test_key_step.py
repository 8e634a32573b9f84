"""The key and its passphrase at signing; the keyring, where somebody wants it."""

import pytest

from assessor.errors import AssessorError
from assessor.services.key_steps import survey
from assessor.signing import passphrases
from assessor.ui.key_step import KeyStep
from assessor.ui.own_key_panel import OwnKeyPanel
from tests.actors import PASSPHRASE

keyring = pytest.importorskip("keyring")
PATIENCE = 20_000


class Keyring(keyring.backend.KeyringBackend):
    """A keyring that is thrown away."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get(username)

    def set_password(self, service, username, password):
        self.kept[username] = password

    def delete_password(self, service, username):
        del self.kept[username]


@pytest.fixture
def own():
    former = keyring.get_keyring()
    keyring.set_keyring(made := Keyring())
    yield made
    keyring.set_keyring(former)


@pytest.fixture
def no_keyring():
    from keyring.backends.fail import Keyring as NoKeyring

    former = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(former)


@pytest.fixture
def person(people):
    return people("zhang")


@pytest.fixture
def at_desk(person, seat):
    return seat(person)


@pytest.fixture
def step(qtbot, at_desk, person):
    """Makes the step, shown."""

    def _make():
        made = KeyStep(at_desk, survey(person.paths.keys).keys)
        qtbot.addWidget(made)
        made.show()
        return made

    return _make


def test_a_passphrase_that_was_kept_need_not_be_typed_again(qtbot, own, step):
    first = step()
    qtbot.waitUntil(first.keep.isVisible, timeout=PATIENCE)
    assert not first.is_ready
    first._passphrase.setText(PASSPHRASE)
    first.keep.click()
    assert first.unlock.opened().name == "zhang"
    assert list(own.kept.values()) == [PASSPHRASE]
    second = step()
    assert second.is_ready
    assert second.kept.isVisible()
    assert second.unlock.opened().name == "zhang"


def test_without_a_tick_nothing_is_kept(qtbot, own, step):
    made = step()
    qtbot.waitUntil(made.keep.isVisible, timeout=PATIENCE)
    made._passphrase.setText(PASSPHRASE)
    made.unlock.opened()
    assert own.kept == {}


def test_where_there_is_no_keyring_none_is_offered(qtbot, no_keyring, step, at_desk):
    made = step()
    qtbot.waitUntil(lambda: not at_desk.jobs.busy, timeout=PATIENCE)
    assert not made.keep.isVisible()
    assert not passphrases.is_available()


def test_a_keyring_that_lost_the_passphrase_asks_for_it(own, step, person):
    (key,) = survey(person.paths.keys).keys
    passphrases.remember(key.path, PASSPHRASE)
    own.kept.clear()
    with pytest.raises(AssessorError, match="Type it"):
        step().unlock.opened()


def test_what_is_typed_is_in_no_log(step):
    made = step()
    made._passphrase.setText(PASSPHRASE)
    assert PASSPHRASE not in repr(made.unlock)


def test_the_window_of_keys_forgets_it(qtbot, own, at_desk, person):
    (key,) = survey(person.paths.keys).keys
    passphrases.remember(key.path, PASSPHRASE)
    panel = OwnKeyPanel(at_desk)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_survey(survey(person.paths.keys))
    with qtbot.waitSignal(panel.changed, timeout=PATIENCE):
        panel.forget_it.click()
    panel.show_survey(survey(person.paths.keys))
    assert own.kept == {}
    assert not panel.forget_it.isVisible()
