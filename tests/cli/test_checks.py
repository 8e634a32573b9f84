import io
import shutil

import pytest

from assessor.domain.inspection import Fault, Faults
from assessor.paths import Paths
from assessor.services.fieldwork import not_exported
from assessor.services.reports import revision_of
from tests.actors import PASSPHRASE, site


@pytest.fixture
def signed(zhang):
    """A signed check of a closed profile."""
    made = zhang.checks(site(), faults=2)
    zhang.workspace.close()
    return made


def test_checks_are_listed_with_state_and_score(assessor, zhang):
    zhang.checks(site(1), faults=2)
    zhang.begins(site(2))
    zhang.workspace.close()
    rows = assessor("--profile", zhang.folder, "check", "list", "--json").rows
    assert [(row["site"][-4:], row["state"], row["score"]) for row in rows] == [
        ("0002", "draft", "0.00"),
        ("0001", "current", "98.00"),
    ]
    assert set(rows[0]) >= {"id", "site", "site_type", "standard", "state", "score"}


def test_explain_leads_from_the_total_to_the_single_fault(assessor, zhang, signed):
    said = assessor("--profile", zhang.folder, "explain", signed.check_id)
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("98.00 / 100.00")
    (fault,) = [line for line in lines if "摊外摊" in line]
    assert fault.strip().startswith("-2.00")


def test_export_and_report_write_files_that_verify(assessor, zhang, signed, tmp_path):
    result, report = tmp_path / "r.asice", tmp_path / "r.pdf"
    assert assessor("--profile", zhang.folder, "check", "export", signed.check_id, result).code == 0
    assert assessor("--profile", zhang.folder, "check", "report", signed.check_id, report).code == 0
    said = assessor("--profile", zhang.folder, "verify", result, report, "--json")
    assert said.code == 0
    assert [(row["kind"], row["good"], row["signer"]) for row in said.rows] == [
        ("result", True, "zhang"),
        ("report", True, "zhang"),
    ]


def test_a_fresh_profile_trusts_nobody_until_it_takes_in_the_bundle(
    assessor, zhang, signed, tmp_path
):
    fresh, bundle = tmp_path / "fresh", tmp_path / "office.trust"
    assessor("--profile", zhang.folder, "keys", "bundle", bundle)
    said = assessor("--profile", fresh, "verify", signed.report, "--json")
    assert (said.code, said.rows[0]["unchanged"], said.rows[0]["trusted"]) == (1, True, False)
    assert "fingerprint" in assessor("--profile", fresh, "keys", "trust", bundle).out
    assert assessor("--profile", fresh, "verify", signed.report).code == 0


def test_a_file_that_is_not_there_is_not_good(assessor, zhang, signed, tmp_path):
    said = assessor("--profile", zhang.folder, "verify", tmp_path / "gone.pdf")
    assert said.code == 1
    assert said.err.count("gone.pdf") == 1


def test_an_unknown_check_is_refused_with_a_sentence(assessor, zhang, signed):
    for command in (
        ("explain", "x"),
        ("conflicts", "show", "x"),
        ("check", "sign", "x"),
        ("check", "export", "x", "out.asice"),
        ("check", "report", "x", "out.pdf"),
    ):
        said = assessor("--profile", zhang.folder, *command)
        assert (said.code, len(said.err.splitlines())) == (1, 1), command


def test_signing_on_the_command_line_asks_for_the_passphrase(assessor, zhang, monkeypatch):
    check = zhang.begins(site())
    zhang.marks_the_rest_good(check)
    zhang.workspace.close()
    monkeypatch.setattr("sys.stdin", io.StringIO("wrong\n"))
    said = assessor("--profile", zhang.folder, "check", "sign", check)
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    said = assessor("--profile", zhang.folder, "check", "sign", check)
    assert said.code == 0, said.err
    assert said.out.startswith(check)


def test_the_visit_can_be_described_while_signing(assessor, zhang, monkeypatch):
    check = zhang.begins(site(2))
    zhang.marks_the_rest_good(check)
    zhang.close()
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    said = assessor(
        *("--profile", zhang.folder, "check", "sign", check),
        *("--weather", "小雨", "--companions", "李副主任"),
        *("--representative", "王经理", "--refusal", "对扣分有异议"),
    )
    assert said.code == 0
    zhang.opens()
    visit = revision_of(zhang.workspace, said.out.split()[0]).check.visit
    assert (visit.weather, visit.companions) == ("小雨", "李副主任")
    assert (visit.representative, visit.refusal) == ("王经理", "对扣分有异议")


def test_an_exported_check_is_remembered_as_such(assessor, zhang, signed, tmp_path):
    zhang.opens()
    assert not_exported(zhang.workspace)
    zhang.close()
    assert (
        assessor("--profile", zhang.folder, "check", "export", signed.check_id, tmp_path).code == 0
    )
    zhang.opens()
    assert not_exported(zhang.workspace) == ()


def test_what_keeps_a_draft_from_being_signed_is_listed(assessor, zhang, monkeypatch):
    check = zhang.begins(site())
    zhang.workspace.close()
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    said = assessor("--profile", zhang.folder, "check", "sign", check)
    *missing, sentence = said.err.splitlines()
    assert said.code == 1
    assert missing[0] == "MARKET.01 not marked yet"
    assert f"{len(missing)} things are missing" in sentence


def test_a_signed_check_is_no_draft_to_sign(assessor, zhang, signed):
    said = assessor("--profile", zhang.folder, "check", "sign", signed.check_id)
    assert said.code == 1
    assert said.err.startswith(f"There is no draft {signed.check_id} here")


def test_a_profile_without_a_key_is_told_how_to_get_one(assessor, zhang, tmp_path):
    check = zhang.begins(site())
    zhang.workspace.close()
    fresh = ("--profile", tmp_path / "fresh", "--workspace", zhang.paths.workspace)
    assert "Make one with “assessor keys new”" in assessor(*fresh, "check", "sign", check).err
    named = ("--profile", zhang.folder, "check", "sign", check, "--key", "lost")
    assert "no certified key lost" in assessor(*named).err


def test_a_check_in_harmony_is_called_so(assessor, zhang, signed):
    said = assessor("--profile", zhang.folder, "conflicts", "show", signed.check_id)
    assert (said.code, said.out) == (0, f"Check {signed.check_id} is not in conflict.\n")


def test_neither_report_nor_result_is_said_so(assessor, zhang, signed, tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    said = assessor("--profile", zhang.folder, "verify", tmp_path / "empty.pdf")
    assert said.code == 1
    assert "neither a report nor a result file" in said.err


def test_one_side_of_a_conflict_is_not_explained_as_if_it_were_the_score(
    assessor, people, office, tmp_path
):
    zhang = people["zhang"]
    check = zhang.checks(site()).check_id
    files = [zhang.exports(check, tmp_path / "first")]
    zhang.workspace.close()
    laptop, copy = zhang.folder, tmp_path / "copy"
    shutil.copytree(laptop, copy)
    for number, folder in enumerate((laptop, copy), start=1):
        zhang.paths = Paths(folder)
        zhang.opens()
        zhang.corrects(check, "MARKET.06", Faults((Fault(number, "摊外摊", "CH08"),)))
        files.append(zhang.exports(check, tmp_path / str(number)))
        zhang.workspace.close()
    assessor("--profile", office.folder, "merge", *files)
    said = assessor("--profile", office.folder, "explain", check)
    assert said.code == 0
    assert said.err == f"Check {check} is in conflict; this is only one of its revisions.\n"
