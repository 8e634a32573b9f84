from datetime import datetime

import pytest

from assessor.domain.inspection import CHINA_TIME
from tests.actors import site


def test_merge_says_what_became_of_each_file(assessor, office, result, tmp_path):
    noise = tmp_path / "noise.asice"
    noise.write_bytes(b"no result file")

    said = assessor("--profile", office.folder, "merge", result, noise, "--json")

    assert said.code == 1
    good, bad = said.rows
    assert good == {
        "file": str(result),
        "outcome": "new",
        "reason": "",
        "checks": 1,
        "photos_expected": 0,
        "photos_received": 0,
    }
    assert bad["outcome"] == "quarantined"
    assert bad["reason"]


def test_merge_takes_whole_folders(assessor, office, result):
    said = assessor("--profile", office.folder, "merge", result.parent, "--json")
    assert (said.code, [row["outcome"] for row in said.rows]) == (0, ["new"])


def test_a_preview_changes_no_fingerprint(assessor, office, result):
    before = assessor("--profile", office.folder, "digest").out
    said = assessor("--profile", office.folder, "merge", "--preview", result, "--json")
    assert said.rows[0]["outcome"] == "new"
    assert assessor("--profile", office.folder, "digest").out == before
    assert assessor("--profile", office.folder, "imports", "list", "--json").rows == []


def test_imports_are_listed_with_what_was_new(assessor, office, result):
    assessor("--profile", office.folder, "merge", result)
    assessor("--profile", office.folder, "merge", result)
    rows = assessor("--profile", office.folder, "imports", "list", "--json").rows
    assert [(row["files"], row["new"]) for row in rows] == [(1, 0), (1, 1)]
    assert set(rows[0]) >= {"id", "at", "files", "new"}


def test_rank_prints_decimal_strings_and_writes_pdf_and_xlsx(assessor, office, result, tmp_path):
    assessor("--profile", office.folder, "merge", result)
    said = assessor("--profile", office.folder, "rank", "--by", "town", "--json")
    assert said.rows == [
        {
            "place": 1,
            "code": "990001001",
            "name": "东门街道",
            "score": "98.00",
            "checks": 1,
            "provisional": False,
            "passed": None,
        }
    ]
    for name, start in (("r.pdf", b"%PDF-"), ("r.xlsx", b"PK")):
        assert assessor("--profile", office.folder, "rank", "--out", tmp_path / name).code == 0
        assert (tmp_path / name).read_bytes().startswith(start)


def test_ranking_nothing_is_refused_with_a_sentence(assessor, office):
    said = assessor("--profile", office.folder, "rank")
    assert (said.code, said.out) == (1, "")
    assert said.err == "There is nothing to rank yet: no signed check has been taken in.\n"


def test_conflicts_are_empty_while_nobody_disagrees(assessor, office, result):
    assessor("--profile", office.folder, "merge", result)
    assert assessor("--profile", office.folder, "conflicts", "list", "--json").rows == []


def test_rebuild_finds_nothing_to_change_and_keeps_the_fingerprint(assessor, office, result):
    assessor("--profile", office.folder, "merge", result)
    before = assessor("--profile", office.folder, "digest").out
    said = assessor("--profile", office.folder, "rebuild")
    assert said.code == 0
    assert before.strip() in said.out


def test_an_unwritable_target_is_a_sentence_and_leaves_nothing(assessor, office, result, tmp_path):
    assessor("--profile", office.folder, "merge", result)
    said = assessor("--profile", office.folder, "rank", "--out", tmp_path / "no" / "such" / "r.pdf")
    assert said.code == 1
    assert "there is no such file or folder" in said.err
    assert not (tmp_path / "no").exists()


def test_the_workspace_of_a_running_program_is_refused_kindly(assessor, zhang):
    zhang.checks(site(2))
    said = assessor("--profile", zhang.folder, "digest")
    assert (said.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 1


def test_a_folder_without_result_files_is_refused_and_leaves_no_receipt(assessor, office, tmp_path):
    (tmp_path / "empty").mkdir()
    said = assessor("--profile", office.folder, "merge", tmp_path / "empty")
    assert (said.code, said.out, len(said.err.splitlines())) == (1, "", 1)
    assert assessor("--profile", office.folder, "imports", "list", "--json").rows == []


def test_the_times_of_imports_are_those_of_china(assessor, office, result):
    assessor("--profile", office.folder, "merge", result)
    (row,) = assessor("--profile", office.folder, "imports", "list", "--json").rows
    local = datetime.fromisoformat(row["at"]).astimezone(CHINA_TIME)
    said = assessor("--profile", office.folder, "imports", "list")
    assert f"{local:%Y-%m-%d %H:%M:%S}" in said.out


@pytest.mark.parametrize("name", ["r.docx", "r"])
def test_a_ranking_is_written_as_pdf_or_xlsx_and_nothing_else(
    assessor, office, result, tmp_path, name
):
    assessor("--profile", office.folder, "merge", result)
    said = assessor("--profile", office.folder, "rank", "--out", tmp_path / name)
    assert said.code == 2
    assert ".pdf / .xlsx" in said.err
    assert not (tmp_path / name).exists()


def test_documents_that_never_arrived_are_named(assessor, zhang, office, tmp_path):
    zhang.checks(site(1))
    late = zhang.exports(zhang.checks(site(2)).check_id, tmp_path / "late")
    said = assessor("--profile", office.folder, "merge", late)
    assert said.out.splitlines()[-1] == "Never arrived from zhang: documents 1."


def test_rank_under_an_overlay_and_with_a_pass_line(assessor, office, result, tmp_path):
    assessor("--profile", office.folder, "merge", result)
    own = assessor("--profile", office.folder, "rank", "--json", "--pass-line", "0.99").rows
    under = assessor("--profile", office.folder, "rank", "--json", "--standard", "YN7-2020").rows
    assert own[0]["passed"] is False
    assert under[0]["passed"] is None
    assert own[0]["code"] == under[0]["code"]
    said = assessor("--profile", office.folder, "rank", "--pass-line", "0.99")
    assert "not passed" in said.out
    wrong = assessor("--profile", office.folder, "rank", "--pass-line", "85")
    assert (wrong.code, "0.85" in wrong.err) == (2, True)


def test_explain_a_check_under_an_overlay(assessor, office, result):
    assessor("--profile", office.folder, "merge", result)
    (row,) = assessor("--profile", office.folder, "check", "list", "--json").rows
    said = assessor("--profile", office.folder, "explain", row["id"], "--standard", "YN7-2020")
    assert said.code == 0
    assert said.out.startswith("YN7-2020/1 Yunnan's seven special actions")
    refused = assessor("--profile", office.folder, "explain", row["id"], "--standard", "NSC-2021/1")
    assert (refused.code, "cannot be scored under it" in refused.err) == (1, True)
