import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("merge",),
        ("merge", "x.asice", "--jobs", "many"),
        ("rank", "--by", "planet"),
        ("plan", "draw", "x"),
        ("--language", "fr", "digest"),
    ],
)
def test_wrong_usage_exits_with_two(assessor, arguments):
    said = assessor(*arguments)
    assert said.code == 2
    assert "usage:" in said.err


def test_help_names_every_command(assessor):
    said = assessor("--help")
    assert said.code == 0
    for command in ("demo", "standards", "sites", "plan", "check", "explain", "verify", "merge",
                    "imports", "conflicts", "rank", "digest", "rebuild", "keys"):  # fmt: skip
        assert command in said.out


def test_without_a_screen_the_window_is_refused_with_exit_three(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "assessor", "--profile", str(tmp_path)],
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 3
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_locale_without_chinese_ends_no_command(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "assessor", "--profile", str(tmp_path), "standards", "list"],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "NSC-2021" in done.stdout
