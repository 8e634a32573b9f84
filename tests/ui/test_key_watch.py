from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject

from assessor.signing.keys import adopt, new_key, request
from assessor.ui.key_watch import KeyWatch
from tests.actors import PASSPHRASE, ROUNDS


@pytest.fixture
def key(desk, authority):
    """A key whose certificate ends in ten days."""
    keys = desk.paths.keys
    keys.mkdir()
    made = new_key(keys, "张三", "", PASSPHRASE, rounds=ROUNDS)
    at = datetime.now(UTC) - timedelta(days=90)
    asked = request(keys, made.path.name, PASSPHRASE)
    certificate = authority.issue(asked, is_office=False, days=100, at=at)
    return adopt(keys, made.path.name, certificate, PASSPHRASE, rounds=ROUNDS)


def test_a_certificate_that_ends_soon_is_told_of_at_start(qtbot, desk, key):
    owner = QObject()
    watch = KeyWatch(desk, owner)
    with qtbot.waitSignal(watch.said, timeout=10_000) as told:
        watch.look()
    assert "张三" in told.args[0]


def test_without_keys_nothing_is_done(desk):
    owner = QObject()
    watch = KeyWatch(desk, owner)
    watch.look()
    assert not desk.jobs.busy
