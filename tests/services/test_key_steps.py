"""An office and an inspector on their way to keys, with two sticks."""

from datetime import timedelta

import pytest

from assessor.errors import AssessorError
from assessor.services import key_steps, office_authority, trusting
from assessor.services.key_steps import Stage
from assessor.services.office_authority import FOLDER
from assessor.signing import keys as signing_keys
from assessor.signing.office_folder import read_office
from assessor.signing.revocations import LossReason
from assessor.signing.trust import load_trust
from tests import actors
from tests.actors import ISSUED, NOON, PASSPHRASE, ROUNDS

DONE, NEXT, WAITING = Stage.DONE, Stage.NEXT, Stage.WAITING


@pytest.fixture
def sticks(tmp_path):
    made = tmp_path / "stick-1", tmp_path / "stick-2"
    for each in made:
        each.mkdir()
    return made


@pytest.fixture
def keys(tmp_path):
    folder = tmp_path / "office" / "keys"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def office(keys, sticks):
    """An authority on the first stick that the office's computer knows."""
    actors.authority(sticks[0] / FOLDER)
    office_authority.know_authority(keys, sticks[0] / FOLDER, PASSPHRASE, NOON, "first")
    return sticks[0] / FOLDER


@pytest.fixture
def laptop(tmp_path):
    folder = tmp_path / "laptop" / "keys"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def made(laptop):
    return signing_keys.new_key(laptop, "王检查", "爱卫办", PASSPHRASE, rounds=ROUNDS)


def certified(keys, office, laptop, made, at=NOON, days=1096):
    target = laptop.parent / "wang.crt"
    asked = office_authority.read_asked(keys, made.path.with_suffix(".csr"))
    office_authority.issue(keys, office, asked, PASSPHRASE, target, at, is_office=False, days=days)
    return key_steps.adopt(laptop, made.path.name, target.read_bytes(), PASSPHRASE)


def reached(keys, role, at=NOON):
    return key_steps.stages(key_steps.survey(keys), role, at)


def test_an_authority_is_made_on_a_stick_and_its_key_nowhere_else(keys, sticks):
    office_authority.make_authority(keys, sticks[0], "示例县爱卫办", PASSPHRASE, NOON, "first")
    assert read_office(sticks[0] / FOLDER).has_key
    assert not list(keys.rglob("*.p12"))
    assert [root.name for root in load_trust(keys).roots] == ["示例县爱卫办"]
    with pytest.raises(AssessorError, match="already"):
        office_authority.make_authority(keys, sticks[1], "again", PASSPHRASE, NOON)


def test_the_second_stick_holds_the_same_authority(keys, sticks, office):
    assert reached(keys, "office")[0] is NEXT
    office_authority.copy_authority(keys, office, sticks[1], PASSPHRASE, NOON, "second")
    copy = read_office(sticks[1] / FOLDER)
    assert (copy.has_key, copy.root) == (True, read_office(office).root)
    assert [each.stick for each in key_steps.survey(keys).record.copies] == ["first", "second"]
    assert reached(keys, "office")[0] is DONE


def test_a_trust_bundle_is_no_certificate(laptop, made, keys, office):
    bundle = load_trust(keys).bundle()
    with pytest.raises(AssessorError, match="step 5"):
        key_steps.adopt(laptop, made.path.name, bundle, PASSPHRASE)


def test_a_wrong_passphrase_copies_nothing(keys, sticks, office):
    with pytest.raises(AssessorError, match="passphrase"):
        office_authority.copy_authority(keys, office, sticks[1], "wrong", NOON)
    assert not list(sticks[1].iterdir())


def test_a_copy_does_not_replace_another_office(keys, sticks, office):
    actors.authority(sticks[1] / FOLDER, "另一县")
    before = (sticks[1] / FOLDER / "root.p12").read_bytes()
    with pytest.raises(AssessorError, match="already"):
        office_authority.copy_authority(keys, office, sticks[1], PASSPHRASE, NOON)
    assert (sticks[1] / FOLDER / "root.p12").read_bytes() == before


def test_the_five_steps_of_an_inspector(keys, office, laptop):
    assert reached(laptop, "inspector") == (WAITING, NEXT, WAITING, WAITING, NEXT)
    made = signing_keys.new_key(laptop, "王检查", "", PASSPHRASE, rounds=ROUNDS)
    assert reached(laptop, "inspector") == (WAITING, DONE, WAITING, NEXT, NEXT)
    certified(keys, office, laptop, made)
    assert reached(laptop, "inspector") == (WAITING, DONE, DONE, DONE, NEXT)
    bundle = trusting.hand_on(keys, laptop.parent)
    assert trusting.offer(laptop, bundle).has_unknown
    signing_keys.files.write(laptop / bundle.name, bundle.read_bytes())
    assert reached(laptop, "inspector") == (DONE,) * 5


def test_the_five_steps_of_an_office(keys, office, laptop, made, sticks):
    assert reached(keys, "office") == (NEXT, NEXT, NEXT, WAITING, NEXT)
    office_authority.copy_authority(keys, office, sticks[1], PASSPHRASE, NOON)
    certified(keys, office, laptop, made)
    trusting.hand_on(keys, sticks[0])
    assert reached(keys, "office") == (DONE, NEXT, DONE, WAITING, DONE)
    office_authority.revoke(keys, office, made.key_id, 3, PASSPHRASE, NOON)
    assert reached(keys, "office")[4] is NEXT  # everybody must get the new list


def test_the_number_that_is_compared_is_that_of_the_key(keys, office, made):
    asked = office_authority.read_asked(keys, made.path.with_suffix(".csr"))
    assert asked.key_id == made.key_id
    assert office_authority.grouped(asked.key_id).replace(" ", "") == made.key_id
    assert (asked.former, asked.lost) == (None, None)


def test_a_request_that_is_none_is_refused_by_name(keys, office, tmp_path):
    (tmp_path / "x.csr").write_text("nothing")
    with pytest.raises(AssessorError, match=r"x\.csr"):
        office_authority.read_asked(keys, tmp_path / "x.csr")


def test_a_certificate_that_ends_is_told_of_thirty_days_before(keys, office, laptop, made):
    certified(keys, office, laptop, made, days=90)
    assert key_steps.endings(key_steps.survey(laptop), NOON + timedelta(days=59)) == ()
    (soon,) = key_steps.endings(key_steps.survey(laptop), NOON + timedelta(days=61))
    assert (soon.name, soon.is_over) == ("王检查", False)
    (over,) = key_steps.endings(key_steps.survey(laptop), NOON + timedelta(days=91))
    assert over.is_over
    assert str(soon) != str(over)


def test_an_office_is_told_that_its_root_ends(keys, office):
    (ending,) = key_steps.endings(key_steps.survey(keys), ISSUED + timedelta(days=20 * 365 - 10))
    assert ending.key_id == ""


def test_a_renewal_keeps_the_key_and_the_office_knows_it(keys, office, laptop, made, tmp_path):
    certified(keys, office, laptop, made, days=90)
    later = NOON + timedelta(days=80)
    assert reached(laptop, "inspector", later)[1:4] == (NEXT, WAITING, WAITING)
    request = key_steps.renew(laptop, made.path.stem, PASSPHRASE, tmp_path / "again.csr")
    assert reached(laptop, "inspector", later)[1:4] == (DONE, WAITING, NEXT)
    asked = office_authority.read_asked(keys, request)
    assert (asked.key_id, asked.former.key_id) == (made.key_id, made.key_id)
    office_authority.issue(
        keys, office, asked, PASSPHRASE, tmp_path / "again.crt", later, is_office=False
    )
    renewed = key_steps.adopt(
        laptop, made.path.name, (tmp_path / "again.crt").read_bytes(), PASSPHRASE
    )
    assert renewed.expires > later + timedelta(days=365)
    assert reached(laptop, "inspector", later)[1:4] == (DONE, DONE, DONE)


def test_a_renewal_cannot_be_signed_without_the_old_key(laptop, made, tmp_path):
    with pytest.raises(AssessorError, match="passphrase"):
        key_steps.renew(laptop, made.path.name, "wrong", tmp_path / "again.csr")
    assert not (tmp_path / "again.csr").exists()


def test_a_lost_key_is_listed_with_day_and_reason_and_never_certified_again(
    keys, office, laptop, made
):
    certified(keys, office, laptop, made)
    day = NOON - timedelta(days=3)
    office_authority.revoke(
        keys, office, made.key_id, 7, PASSPHRASE, NOON, since=day, reason=LossReason.LEFT
    )
    (root,) = load_trust(keys).roots
    (lost,) = root.revoked.lost
    assert (lost.last_counter, lost.declared, lost.reason) == (7, day, LossReason.LEFT)
    with pytest.raises(AssessorError, match="lost"):
        certified(keys, office, laptop, made)


def test_a_stick_from_the_safe_never_signs_an_older_list(keys, sticks, office, laptop, made):
    office_authority.copy_authority(keys, office, sticks[1], PASSPHRASE, NOON)
    certified(keys, office, laptop, made)
    office_authority.revoke(keys, office, made.key_id, 3, PASSPHRASE, NOON)
    other = sticks[1] / FOLDER
    assert read_office(other).revoked.number == 1
    office_authority.revoke(keys, other, made.key_id, 5, PASSPHRASE, NOON)
    assert read_office(other).revoked.number == 3
    assert load_trust(keys).cutoffs == {made.key_id: 5}


def test_the_stick_of_another_office_is_refused(keys, office, sticks, laptop, made):
    actors.authority(sticks[1] / FOLDER, "另一县")
    asked = office_authority.read_asked(keys, made.path.with_suffix(".csr"))
    with pytest.raises(AssessorError, match="another office"):
        office_authority.issue(
            keys,
            sticks[1] / FOLDER,
            asked,
            PASSPHRASE,
            laptop / "x.crt",
            NOON,
            is_office=False,
        )
    assert not (laptop / "x.crt").exists()
    assert office_authority.find_authority(keys, [sticks[1]]) == office


def test_the_last_document_of_a_key_is_the_one_held_here(workspace, made):
    assert office_authority.last_counter(workspace, made.key_id) == 0
