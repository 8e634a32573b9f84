"""What the examination says of damage, loss, clocks and trails."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from assessor.domain.inspection import Fault, Faults
from assessor.errors import AssessorError
from assessor.services import care
from assessor.services.diagnosis import Gravity, diagnose
from assessor.storage.folders import Folders
from tests.actors import NOON, site

LATER = NOON + timedelta(days=1)


@pytest.fixture
def zhang(people):
    person, *_office = people
    check_id = person.begins(site())
    picture = person.photographs("污水")
    person.marks(check_id, "MARKET.06", Faults((Fault(1, "污水", photos=(picture,)),)))
    person.marks_the_rest_good(check_id)
    person.signs(check_id)
    return person


def bad(person, **more):
    found = diagnose(
        person.workspace, person.library, person.paths.backups, LATER, deep=True, **more
    )
    return [each.words for each in found.findings if each.gravity is Gravity.BAD]


def words(person, at=LATER):
    found = diagnose(person.workspace, person.library, person.paths.backups, at)
    return {each.words: each.gravity for each in found.findings}


def test_a_sound_workspace_has_nothing_bad(zhang):
    assert bad(zhang) == []


def test_a_missing_photo_is_named_with_where_to_get_it(zhang):
    digest = zhang.workspace.documents.checks()[0].head
    folders = Folders.beside(zhang.paths.workspace)
    (container,) = (folders.root / "containers").iterdir()
    (picture,) = (folders.root / "photos").rglob("*.jpg")
    assert digest
    picture.unlink()
    assert bad(zhang) == []  # it is in the container as well
    container.unlink()
    lost = bad(zhang)
    assert any(container.stem[:12] in each and "Import the result files" in each for each in lost)
    assert any(picture.stem[:12] in each for each in lost)


def test_a_whole_backup_that_holds_what_is_lost_is_named(zhang):
    zhang.paths.backups.mkdir()
    made = care.back_up(zhang.workspace, zhang.paths.backups, LATER)
    folders = Folders.beside(zhang.paths.workspace)
    for lost in [
        *(folders.root / "containers").iterdir(),
        *(folders.root / "photos").rglob("*.jpg"),
    ]:
        lost.unlink()
    assert all(str(made.path) in each for each in bad(zhang))


def test_a_container_with_a_changed_byte_is_found_by_the_deep_examination(zhang):
    (container,) = (Folders.beside(zhang.paths.workspace).root / "containers").iterdir()
    content = bytearray(container.read_bytes())
    content[len(content) // 2] ^= 1
    container.write_bytes(content)
    assert any("result files" in each for each in bad(zhang))


def test_a_damaged_document_is_found(zhang):
    with closing(sqlite3.connect(zhang.paths.workspace)) as connection, connection:
        connection.execute("UPDATE body SET deflated = x'00'")
    assert any("signed documents were damaged" in each for each in bad(zhang))


def test_a_clock_that_was_set_back_is_doubted(zhang):
    assert Gravity.DOUBT in words(zhang, NOON - timedelta(days=9)).values()
    early = [each for each in words(zhang, NOON - timedelta(days=9)) if "in the future" in each]
    assert early
    assert not [each for each in words(zhang) if "in the future" in each]


def test_a_cut_end_of_the_trail_shows_by_what_was_signed(zhang):
    with closing(sqlite3.connect(zhang.paths.workspace)) as connection, connection:
        connection.execute("DELETE FROM trail WHERE number > 3")
    assert any("end was cut off" in each for each in bad(zhang))


def test_the_office_sees_that_an_inspector_cut_his_trail(people, tmp_path):
    zhang, clerk, _chief = people
    results = [zhang.exports(zhang.checks(site(1)).check_id, tmp_path / "stick")]
    clerk.merges(*results)
    assert not [each for each in deep_words(clerk) if "shorter trail" in each]
    with closing(sqlite3.connect(zhang.paths.workspace)) as connection, connection:
        connection.execute("DELETE FROM trail")
    results.append(zhang.exports(zhang.checks(site(2)).check_id, tmp_path / "stick"))
    clerk.merges(*results)
    (words,) = [each for each in deep_words(clerk) if "shorter trail" in each]
    assert "zhang" in words


def deep_words(person):
    found = diagnose(person.workspace, person.library, person.paths.backups, LATER, deep=True)
    return [each.words for each in found.findings]


def test_a_changed_entry_of_the_trail_is_found(zhang):
    with closing(sqlite3.connect(zhang.paths.workspace)) as connection, connection:
        connection.execute("UPDATE trail SET said = '{}' WHERE number = 2")
    assert any("broken at entry 2" in each for each in bad(zhang))


def test_answers_changed_behind_the_programs_back_are_found_and_not_signed(zhang):
    draft = zhang.begins(site(2))
    zhang.marks_the_rest_good(draft)
    with closing(sqlite3.connect(zhang.paths.workspace)) as connection, connection:
        connection.execute(
            "DELETE FROM observation WHERE draft = ? AND item = 'MARKET.02'", (draft,)
        )
    assert any("other answers than were given" in each for each in bad(zhang))
    with closing(sqlite3.connect(zhang.paths.workspace)) as connection, connection:
        connection.execute("UPDATE draft SET open_reason = 'x' WHERE id = ?", (draft,))
    with pytest.raises(AssessorError, match="not those that were given"):
        zhang.signs(draft)
