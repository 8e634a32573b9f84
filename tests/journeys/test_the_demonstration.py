"""`assessor demo DIR` as a newcomer runs it: another process, no screen, no Qt."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def assessor(*arguments):
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "assessor", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "演示 demo"
    made = assessor("--language", "en", "demo", folder)
    assert made.returncode == 0, made.stderr
    return folder, made.stdout


def test_it_leaves_what_it_names(demo):
    folder, printed = demo
    results = sorted((folder / "results").glob("*.asice"))
    reports = sorted((folder / "reports").glob("*.pdf"))
    types = {path.stem.split("-")[1] for path in results}
    assert len(results) == len(reports) >= 12
    assert len(types) >= 6
    for name in ("office", "inspector-1", "inspector-2"):
        assert (folder / name / "workspace.assessor").is_file()
    for name in ("office.trust", "plan.asice", "ranking.pdf", "ranking.xlsx"):
        assert (folder / name).is_file()
    assert "All passphrases are: demo" in printed


def test_it_ends_with_the_fingerprint_of_the_office(demo):
    folder, printed = demo
    fingerprint = assessor("--profile", folder / "office", "digest").stdout.strip()
    assert fingerprint
    assert printed.splitlines()[-1].endswith(fingerprint)


def test_the_office_finds_every_file_good_and_a_fresh_profile_none(demo, tmp_path):
    folder, _printed = demo
    files = [*(folder / "results").glob("*.asice"), *(folder / "reports").glob("*.pdf")]
    judged = assessor("--profile", folder / "office", "verify", *files, "--json")
    assert judged.returncode == 0, judged.stdout
    assert {row["signer"] for row in json.loads(judged.stdout)} == {"张一明", "李二红"}

    fresh = assessor("--profile", tmp_path, "verify", *files, "--json")
    assert fresh.returncode == 1
    assert not any(row["trusted"] for row in json.loads(fresh.stdout))
    assert assessor("--profile", tmp_path, "keys", "trust", folder / "office.trust").returncode == 0
    assert assessor("--profile", tmp_path, "verify", *files).returncode == 0


def test_merging_the_files_elsewhere_gives_the_same_ranking(demo, tmp_path):
    folder, _printed = demo
    assessor("--profile", tmp_path, "keys", "trust", folder / "office.trust")
    merged = assessor(
        "--profile", tmp_path, "merge", folder / "results", folder / "plan.asice", "--json"
    )
    assert {row["outcome"] for row in json.loads(merged.stdout)} == {"new"}
    rankings = [
        json.loads(assessor("--profile", profile, "rank", "--json").stdout)
        for profile in (folder / "office", tmp_path)
    ]
    assert rankings[0] == rankings[1]
    assert assessor("--profile", tmp_path, "digest").stdout == (
        assessor("--profile", folder / "office", "digest").stdout
    )


def test_the_plan_can_be_drawn_again(demo):
    folder, _printed = demo
    assert (
        assessor("--profile", folder / "office", "plan", "verify", folder / "plan.asice").returncode
        == 0
    )


def test_a_folder_with_something_in_it_is_refused(demo):
    folder, _printed = demo
    again = assessor("--language", "en", "demo", folder)
    assert again.returncode == 1
    assert again.stderr.strip().endswith("Choose a new folder.")
