"""Result files that only the office can read, from the inspector's stick into the office."""

import random

import pytest

from assessor.services.transfer import export_check, merge_files, result_files
from assessor.services.verification import verify_file
from assessor.signing.envelopes import make_encryption_key, open_encryption_key, recipient
from assessor.storage import Outcome
from tests.actors import NOON, PASSPHRASE, ROUNDS, site


@pytest.fixture
def sealed(people, tmp_path):
    """An encrypted result file on a stick."""
    zhang, clerk, _chief = people
    made = make_encryption_key(clerk.paths.keys, clerk.authority, PASSPHRASE, NOON, rounds=ROUNDS)
    stick = tmp_path / "stick"
    stick.mkdir()
    certificate = recipient(made.read_bytes(), zhang.trust, NOON)
    return export_check(zhang.workspace, zhang.checks(site()).check_id, stick, certificate)


def merged(person, path, opener=None, *, preview=False):
    (outcome,) = merge_files(
        person.workspace,
        person.library,
        person.trust,
        [path],
        NOON,
        preview=preview,
        open_envelope=opener,
    )
    return outcome


def test_the_office_merges_what_was_encrypted_to_it(people, sealed):
    _zhang, clerk, _chief = people
    assert sealed.name.endswith(".asice.p7m")
    assert result_files([sealed.parent]) == (sealed,)
    key = open_encryption_key(clerk.paths.keys, PASSPHRASE)
    assert merged(clerk, sealed, key.opened, preview=True).outcome is Outcome.NEW
    assert merged(clerk, sealed, key.opened).outcome is Outcome.NEW
    assert merged(clerk, sealed, key.opened).outcome is Outcome.SAME


def test_without_its_key_it_waits_on_the_stick_and_says_so(people, sealed):
    _zhang, clerk, _chief = people
    outcome = merged(clerk, sealed)
    assert outcome.outcome is Outcome.QUARANTINED
    assert "encrypted" in outcome.reason
    assert not clerk.workspace.documents.quarantined()
    verdict = verify_file(sealed, clerk.trust)
    assert (verdict.good, "encrypted" in verdict.reason) == (False, True)


def test_nobody_else_reads_it(people, sealed):
    _zhang, clerk, chief = people
    make_encryption_key(chief.paths.keys, chief.authority, PASSPHRASE, NOON, rounds=ROUNDS)
    other = open_encryption_key(chief.paths.keys, PASSPHRASE)
    assert "another office" in merged(clerk, sealed, other.opened).reason


def test_damage_that_the_encryption_does_not_notice_the_signature_does(people, sealed):
    _zhang, clerk, _chief = people
    key = open_encryption_key(clerk.paths.keys, PASSPHRASE)
    content, dice = sealed.read_bytes(), random.Random(3)
    for _ in range(25):
        bent = bytearray(content)
        bent[dice.randrange(600, len(content))] ^= 1 << dice.randrange(8)
        sealed.write_bytes(bent)
        assert merged(clerk, sealed, key.opened).outcome is Outcome.QUARANTINED
