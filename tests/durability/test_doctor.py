"""`assessor doctor` finds every damage, and says what can be had again from where."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from assessor import files
from assessor.__main__ import main
from assessor.services import care
from assessor.storage import opening
from assessor.storage.folders import Folders
from tests.durability.operations import AFTER, Scene, _a_finished_check, _a_signed_check, open_work

PAGE = 4096


@pytest.fixture
def profile(tmp_path):
    """An inspector's profile with a signed check and its photo, and a daily backup."""
    folder = _a_signed_check(Scene.set_up(tmp_path / "scene"))
    with open_work(folder) as workspace:
        assert care.back_up_daily(workspace, folder / "backups", AFTER)
    return folder


@pytest.fixture
def doctor(profile, capsys):
    """Run the command; gives its exit code and what it printed."""

    def _run(*more):
        capsys.readouterr()
        code = main(["--language", "en", "doctor", "--profile", str(profile), *more])
        return code, capsys.readouterr().out

    return _run


def damage(profile, places):
    """Overwrite pages of the database with noise."""
    path = profile / "workspace.assessor"
    content = bytearray(path.read_bytes())
    for place in places(len(content) // PAGE):
        content[place * PAGE : (place + 1) * PAGE] = os.urandom(PAGE)
    path.write_bytes(content)


def change(profile, statement):
    with closing(sqlite3.connect(profile / "workspace.assessor")) as connection, connection:
        assert connection.execute(statement).rowcount > 0


def root_of(profile):
    return Folders.beside(profile / "workspace.assessor").root


def backup_of(profile):
    (backup,) = (profile / "backups").iterdir()
    return str(backup)


def test_a_sound_workspace_is_sound(doctor):
    code, said = doctor("--deep")
    assert code == 0
    assert "✗" not in said


@pytest.mark.parametrize("checked", [32 << 20, 0], ids=["on opening", "too large for that"])
@pytest.mark.parametrize(
    "places", [lambda pages: range(1, pages, 5), lambda _pages: [0]], ids=["some", "first"]
)
def test_damaged_pages_name_the_backup_and_the_result_files(
    doctor, profile, monkeypatch, checked, places
):
    monkeypatch.setattr(opening, "_CHECKED_BYTES", checked)
    damage(profile, places)
    code, said = doctor()
    assert code == 1
    assert said.startswith("✗")
    assert backup_of(profile) in said
    assert f"1 signed result file lies in {root_of(profile) / 'containers'}" in said


def test_damage_without_any_backup_says_what_is_left(doctor, profile):
    os.unlink(backup_of(profile))
    damage(profile, lambda pages: range(1, pages, 5))
    code, said = doctor()
    assert code == 1
    assert "There is no daily backup" in said
    assert "a new workspace can import it" in said


def test_a_damaged_document_is_named(doctor, profile):
    change(profile, "UPDATE body SET deflated = substr(deflated, 1, 20)")
    code, said = doctor()
    assert code == 1
    assert "These signed documents were damaged" in said
    assert "restore a backup" in said


def test_a_changed_score_is_derived_anew(doctor, profile):
    change(profile, "UPDATE revision SET earned = '1'")
    code, said = doctor("--deep")
    assert code == 0
    assert "it was derived anew and is right" in said
    assert "it was derived anew" not in doctor("--deep")[1]


def test_a_missing_photo_of_a_draft_is_named(doctor, tmp_path, capsys):
    folder = _a_finished_check(Scene.set_up(tmp_path / "other"))
    (picture,) = root_of(folder).glob("photos/*/*.jpg")
    picture.unlink()
    code = main(["--language", "en", "doctor", "--profile", str(folder)])
    said = capsys.readouterr().out
    assert code == 1
    assert picture.stem[:12] in said
    assert "restore a whole backup" in said


@pytest.mark.parametrize("keep", [0.5, 0.99, 0])
def test_a_truncated_container_is_named(doctor, profile, keep):
    (container,) = root_of(profile).glob("containers/*.asice")
    os.truncate(container, int(container.stat().st_size * keep))
    code, said = doctor("--deep")
    assert code == 1
    assert container.stem[:12] in said


def test_half_written_files_of_long_ago_and_unknown_whole_ones_are_named(doctor, profile):
    root = root_of(profile)
    half = files.beside(root / "photos" / "one.jpg")
    half.write_bytes(b"half")
    assert "was being written" not in doctor()[1]  # perhaps it still is
    long_ago = (AFTER - timedelta(days=2)).timestamp()
    os.utime(half, (long_ago, long_ago))
    stray = root / "containers" / f"{'ab' * 32}.asice"
    stray.write_bytes(b"whole")
    code, said = doctor()
    assert code == 0
    assert (
        f"1 hidden file that was being written when a program was stopped lies in {half.parent}"
        in said
    )
    assert f"1 result file or photo lies in {stray.parent} without being known" in said


def test_an_older_workspace_in_the_place_of_the_present_one_is_noticed(doctor, profile, tmp_path):
    path = profile / "workspace.assessor"
    before = path.read_bytes()
    with open_work(profile) as workspace:
        workspace.trail.opened("张三", "9.9", AFTER)
        assert care.back_up_daily(workspace, profile / "backups", AFTER + timedelta(days=2))
    assert doctor()[0] == 0
    path.write_bytes(before)
    code, said = doctor()
    assert code == 1
    assert "an older workspace was put in the place of this one" in said


def test_a_cut_end_of_the_trail_is_noticed(doctor, profile):
    change(profile, "DELETE FROM trail WHERE number > 2")
    code, said = doctor()
    assert code == 1
    assert "its end was cut off" in said
