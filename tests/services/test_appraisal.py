from datetime import timedelta

import pytest

from assessor.services import care
from assessor.services.appraisal import Tone, appraise, appraise_all
from assessor.signing.trust import keep_bundle
from tests.actors import NOON, site


@pytest.fixture
def zhang(people):
    return people[0]


@pytest.fixture
def result(zhang, tmp_path):
    return zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")


@pytest.fixture
def stranger(tmp_path):
    """The keys of somebody who trusts nobody."""
    folder = tmp_path / "stranger"
    folder.mkdir()
    return folder


def words_of(appraisal, heading):
    return [fact.words for fact in appraisal.facts if fact.heading == heading]


def test_a_genuine_result_file_says_who_when_and_what(zhang, result):
    found = appraise(zhang.paths.keys, result)
    assert found.tone is Tone.GOOD
    assert "zhang" in found.headline
    assert words_of(found, "Signed at") == ["2026-11-02 21:00"]  # China time
    assert "东门市场1" in words_of(found, "Covered")[0]
    assert words_of(found, "Not covered")
    assert found.headline in str(found)


def test_an_unknown_signer_is_a_doubt_that_a_bundle_settles(zhang, result, stranger):
    found = appraise(stranger, result)
    assert (found.tone, found.needs_trust) == (Tone.DOUBT, True)
    keep_bundle(stranger, zhang.trust.bundle())
    assert appraise(stranger, result).tone is Tone.GOOD


def test_a_changed_file_is_bad_and_says_why(zhang, result):
    content = bytearray(result.read_bytes())
    content[len(content) // 2] ^= 1
    result.write_bytes(content)
    found = appraise(zhang.paths.keys, result)
    assert (found.tone, found.needs_trust) == (Tone.BAD, False)
    assert words_of(found, "Why")


def test_something_else_is_bad(stranger, tmp_path):
    (tmp_path / "letter.txt").write_text("hello")
    assert appraise(stranger, tmp_path / "letter.txt").tone is Tone.BAD
    assert appraise(stranger, tmp_path / "gone.pdf").tone is Tone.BAD


def test_a_bundle_is_a_doubt_until_its_office_is_trusted(zhang, stranger, tmp_path):
    bundle = tmp_path / "office.trust"
    bundle.write_bytes(zhang.trust.bundle())
    found = appraise(stranger, bundle)
    assert (found.tone, found.needs_trust) == (Tone.DOUBT, True)
    assert zhang.trust.roots[0].fingerprint in found.facts[0].words
    keep_bundle(stranger, bundle.read_bytes())
    found = appraise(stranger, bundle)
    assert (found.tone, found.needs_trust) == (Tone.GOOD, False)
    bundle.write_text("nothing")
    assert appraise(stranger, bundle).tone is Tone.BAD


def test_a_newer_list_is_good_and_can_be_taken_in(people, zhang, tmp_path):
    zhang.authority.revoke(people[1].key.key_id, 0, NOON + timedelta(days=1))
    bundle = tmp_path / "office.trust"
    bundle.write_bytes(zhang.authority.bundle())
    found = appraise(zhang.paths.keys, bundle)
    assert (found.tone, found.needs_trust) == (Tone.GOOD, True)


def test_a_backup_is_read_as_a_whole(zhang, tmp_path):
    backup = care.back_up(zhang.workspace, tmp_path, NOON).path
    found = appraise(zhang.paths.keys, backup)
    assert found.tone is Tone.GOOD
    assert words_of(found, "Made") == ["2026-11-02 20:00"]
    backup.write_bytes(backup.read_bytes()[:-200])
    assert appraise(zhang.paths.keys, backup).tone is Tone.BAD


def test_what_is_on_its_way_to_a_key_is_told(zhang, stranger):
    (request,), (certificate,) = (zhang.paths.keys.glob(f"*.{each}") for each in ("csr", "crt"))
    asked = appraise(zhang.paths.keys, request)
    assert asked.tone is Tone.DOUBT
    assert "request of zhang" in asked.headline
    assert appraise(zhang.paths.keys, certificate).tone is Tone.GOOD
    assert appraise(stranger, certificate).needs_trust
    for path in (request, certificate):
        path.write_bytes(b"-----BEGIN CERTIFICATE-----")
        assert appraise(zhang.paths.keys, path).tone is Tone.BAD


def test_of_a_folder_every_file_like_ours_is_appraised(zhang, result):
    (result.parent / "letter.txt").write_text("hello")  # sticks hold much else
    (result.parent / "letter.pdf").write_text("hello")
    seen = []
    found = appraise_all(
        zhang.paths.keys, [result.parent], lambda done, total: seen.append((done, total))
    )
    assert sorted(each.tone for each in found) == [Tone.BAD, Tone.GOOD]
    assert seen[-1] == (2, 2)
