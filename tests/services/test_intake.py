import subprocess
from datetime import timedelta

import pytest

from assessor.services.intake import held_files, stamp_intake
from assessor.signing.keyfiles import SigningError
from assessor.signing.trust import Trust, keep_bundle
from tests.actors import NOON, site

LATER = NOON + timedelta(days=2)


@pytest.fixture
def merged(people, tmp_path):
    """An office that took in two result files; their identities."""
    zhang, clerk, _chief = people
    for number in (1, 2):
        clerk.merges(zhang.exports(zhang.checks(site(number)).check_id, tmp_path / "stick"))
    return clerk, clerk.workspace.documents.identities()


def stamp(person, at=LATER):
    return stamp_intake(person.workspace, person.trust, person.key, at)


def test_each_file_is_stamped_once_and_stays_so(merged, people, tmp_path):
    clerk, identities = merged
    assert (stamp(clerk), stamp(clerk, LATER + timedelta(days=1))) == (2, 0)
    clerk.merges(people[0].exports(people[0].checks(site(3)).check_id, tmp_path / "stick"))
    assert stamp(clerk, LATER + timedelta(days=1)) == 1
    for identity in identities:
        held = held_files(clerk.workspace.intakes, clerk.trust)[identity]
        assert (held.at, held.office) == (LATER, "clerk")


def test_what_was_never_stamped_or_is_not_believed_says_nothing(merged):
    clerk, (identity, _other) = merged
    assert held_files(clerk.workspace.intakes, clerk.trust).get(identity) is None
    stamp(clerk)
    assert held_files(clerk.workspace.intakes, clerk.trust).get("0" * 64) is None
    assert held_files(clerk.workspace.intakes, Trust.empty()).get(identity) is None
    clerk.authority.revoke(clerk.key.key_id, 9, LATER)
    keep_bundle(clerk.paths.keys, clerk.authority.bundle())
    assert held_files(clerk.workspace.intakes, clerk.trust).get(identity) is None


def test_a_list_that_was_changed_says_nothing(merged):
    clerk, (identity, _other) = merged
    stamp(clerk)
    (listing,) = clerk.paths.profile.rglob("intake/*.txt")
    listing.write_bytes(listing.read_bytes() + b"0" * 64 + b"\n")
    assert held_files(clerk.workspace.intakes, clerk.trust).get(identity) is None


def test_only_an_office_stamps(merged, people):
    zhang = people[0]
    with pytest.raises(SigningError, match="may not make timestamps"):
        stamp_intake(merged[0].workspace, zhang.trust, zhang.key, LATER)


def test_openssl_accepts_the_record(merged, tmp_path):
    clerk, _identities = merged
    stamp(clerk)
    (listing,) = clerk.paths.profile.rglob("intake/*.txt")
    (token,) = clerk.paths.profile.rglob("intake/*.tst")
    (root,) = clerk.folder.parent.rglob("authority/root.crt")
    command = ["openssl", "ts", "-verify", "-data", listing, "-in", token, "-token_in"]
    done = subprocess.run([*command, "-CAfile", root], capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout + done.stderr
