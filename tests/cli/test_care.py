"""Backup, restore and doctor from the command line."""

import os


def test_a_backup_on_a_stick_is_restored_beside(assessor, tmp_path):
    profile, stick = tmp_path / "profile", tmp_path / "stick"
    stick.mkdir()
    made = assessor("--profile", profile, "backup", stick)
    assert made.code == 0
    assert "fingerprint" in made.out
    (backup,) = stick.iterdir()
    again = assessor("--profile", profile, "restore", backup, "--to", tmp_path / "again.assessor")
    assert again.code == 0
    assert (tmp_path / "again.assessor").exists()
    twice = assessor("--profile", profile, "restore", backup, "--to", tmp_path / "again.assessor")
    assert twice.code == 1
    assert "there is a workspace already" in twice.err


def test_the_doctor_says_what_he_looked_at(assessor, tmp_path):
    told = assessor("--profile", tmp_path, "doctor", "--deep", "--json")
    assert told.code == 0
    assert {each["gravity"] for each in told.rows} <= {"good", "doubt"}


def test_a_file_that_is_no_backup_is_refused(assessor, tmp_path):
    other = tmp_path / "other.backup"
    other.write_bytes(os.urandom(1000))
    told = assessor("--profile", tmp_path, "restore", other)
    assert told.code == 1
    assert "other.backup" in told.err
