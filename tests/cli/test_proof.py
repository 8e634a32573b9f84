"""Approving, stamping, encrypting and remembering, by command."""

import io
import shutil

import pytest

from assessor.services.office_authority import FOLDER
from assessor.services.verification import verify_file
from tests.actors import NOON, PASSPHRASE, site


@pytest.fixture
def typed(monkeypatch):
    """Whatever asks for a passphrase gets it."""

    def type_in(passphrase=PASSPHRASE):
        monkeypatch.setattr("sys.stdin", io.StringIO(passphrase + "\n"))

    return type_in


@pytest.fixture(autouse=True)
def that_day(monkeypatch):
    """Commands run on the day that everybody's keys are of."""
    monkeypatch.setattr("assessor.cli.context.Context.now", property(lambda _context: NOON))


@pytest.fixture
def record(zhang, tmp_path):
    path = tmp_path / "record.pdf"
    path.write_bytes(zhang.checks(site()).report.read_bytes())
    return path


def test_the_office_approves_and_stamps_a_report(assessor, typed, office, record):
    profile = ("--profile", office.folder)
    typed()
    assert assessor(*profile, "report", "approve", record, "--as", "office").code == 0
    typed()
    assert assessor(*profile, "report", "stamp", record).code == 0
    (row,) = assessor(*profile, "verify", "--json", record).rows
    assert (row["good"], row["finding"], row["held"]) == (True, "good", NOON.isoformat())
    assert [each["field"] for each in row["signatures"]] == ["Inspector", "Office"]
    assert "own timestamp" in assessor(*profile, "verify", record).out


def test_what_is_refused_leaves_the_report_as_it_was(assessor, typed, zhang, office, record):
    before = record.read_bytes()
    zhang.workspace.close()
    typed()
    said = assessor("--profile", zhang.folder, "report", "approve", record, "--as", "office")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    typed()
    assert assessor("--profile", zhang.folder, "report", "stamp", record).code == 1
    assert record.read_bytes() == before


def test_a_copy_is_approved_where_another_file_is_named(assessor, typed, office, record, tmp_path):
    before, copy = record.read_bytes(), tmp_path / "copy.pdf"
    typed()
    approve = ("report", "approve", record, "--as", "reviewer", "--out", copy)
    assert assessor("--profile", office.folder, *approve).code == 0
    assert record.read_bytes() == before
    assert verify_file(copy, office.trust).good


def test_encrypted_files_travel_from_the_inspector_to_the_office(
    assessor, typed, zhang, office, tmp_path
):
    signed = zhang.checks(site())
    zhang.workspace.close()
    certificate, out = tmp_path / "office.crt", tmp_path / "result.asice"
    root = tmp_path / "stick"
    shutil.copytree(tmp_path / "authority", root / FOLDER)
    typed()
    make = ("keys", "encryption", certificate, "--root", root)
    made = assessor("--profile", office.folder, *make)
    assert made.code == 0, made.err
    export = ("check", "export", signed.check_id, out, "--encrypt-to", certificate)
    exported = assessor("--profile", zhang.folder, *export)
    assert exported.code == 0, exported.err
    sealed = out.with_name("result.asice.p7m")
    typed("wrong")
    assert assessor("--profile", office.folder, "merge", sealed).code == 1
    typed()
    (row,) = assessor("--profile", office.folder, "merge", "--json", sealed).rows
    assert row["outcome"] == "new"


def test_the_office_shows_since_when_it_holds_a_file(assessor, typed, result, office):
    profile = ("--profile", office.folder)
    assert assessor(*profile, "merge", result).code == 0
    assert assessor(*profile, "intake", "show", result).code == 1
    typed()
    assert "1 file was stamped." in assessor(*profile, "intake", "stamp").out
    said = assessor(*profile, "intake", "show", result)
    assert (said.code, "the office's own timestamp" in said.out) == (0, True)


def test_a_passphrase_stands_in_no_log_whatever_fails(assessor, typed, office, record):
    for passphrase in (PASSPHRASE, "wrong but secret"):
        typed(passphrase)
        said = assessor("--profile", office.folder, "report", "approve", record, "--as", "office")
        assert passphrase not in said.out + said.err
    logs = [path for path in office.folder.rglob("*") if "log" in path.name and path.is_file()]
    assert logs
    for path in logs:
        text = path.read_text(encoding="utf-8")
        assert PASSPHRASE not in text
        assert "wrong but secret" not in text


def test_a_key_on_a_token_needs_a_module(assessor, typed, tmp_path):
    typed()
    said = assessor("--profile", tmp_path, "keys", "new", "--name", "张三", "--token", "x")
    assert (said.code, "--module" in said.err) == (1, True)


def test_an_sm2_key_is_made_by_command(assessor, typed, tmp_path):
    pytest.importorskip("tongsuopy")
    typed()
    said = assessor("--profile", tmp_path, "keys", "new", "--name", "张三", "--sm2")
    assert said.code == 0, said.err
    assert len(list((tmp_path / "keys").glob("*.sm2"))) == 1
