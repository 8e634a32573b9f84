"""The program as a terminal starts it."""

import signal
import subprocess
import sys
import time

import pytest


def started(tmp_path, *arguments, **more):
    return subprocess.Popen(
        [sys.executable, "-m", "assessor", "--profile", str(tmp_path / "p"), *arguments],
        text=True,
        stderr=subprocess.PIPE,
        **more,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals are a POSIX matter")
@pytest.mark.parametrize("after", [0.15, 0.3, 0.45])
def test_ctrl_c_while_it_loads_prints_no_traceback(tmp_path, after):
    process = started(tmp_path, "standards", "list", stdout=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    _out, said = process.communicate(timeout=60)
    assert "Traceback" not in said or "runpy" in said.splitlines()[1]  # not ours yet
    assert "assessor/cli" not in said


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is a Linux matter")
def test_output_that_cannot_be_written_is_a_sentence(tmp_path):
    with open("/dev/full", "w") as full:
        process = started(tmp_path, "standards", "list", stdout=full)
        _out, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert len(said.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there")
@pytest.mark.parametrize("command", [["explain"], ["check", "report"], ["conflicts", "show"]])
def test_bytes_that_are_no_text_are_named_in_a_sentence(tmp_path, command):
    more = [str(tmp_path / "out.pdf")] if "report" in command else []
    done = subprocess.run(
        [sys.executable, "-m", "assessor", "--language", "en", *command, b"\xffid", *more],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "\\xffid: this is not text" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_command_none_of_them_is_loaded(tmp_path):
    script = (
        "import sys; from assessor import cli; asked = cli.parse(sys.argv[1:]);"
        "print(asked.command, asked.profile, sorted({'sqlalchemy', 'PySide6'} & {*sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--profile", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"None {tmp_path} []\n"
