import subprocess
import sys

import pytest

from assessor.ui import drives
from assessor.ui.drives import Drive, is_plugged_in, plugged_in


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A real file system of its own, where sticks are looked for; only root may mount one."""
    root = tmp_path / "media" / "KINGSTON"
    root.mkdir(parents=True)
    monkeypatch.setattr(drives, "_PLUGGED_IN", (f"{tmp_path}/media/",))
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "stick", str(root)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield root
    subprocess.run(["umount", "-l", str(root)], capture_output=True)


def test_a_stick_is_found_with_its_free_space_and_gone_when_pulled_out(qapp, stick):
    (found,) = plugged_in()
    assert (found.root, found.name) == (stick, "KINGSTON")
    assert 1_500_000 < found.free <= 2 << 20
    assert found.free_words == "2.1 MB"
    subprocess.run(["umount", "-l", str(stick)], check=True)
    assert plugged_in() == ()


def test_a_stick_that_is_read_only_is_not_offered(qapp, stick):
    subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
    assert plugged_in() == ()


@pytest.mark.parametrize(
    ("root", "is_one"),
    [
        ("/media/zhang/KINGSTON", True),
        ("/run/media/zhang/KINGSTON", True),
        ("/", False),
        ("/home", False),
        ("/media", False),
    ],
)
def test_on_linux_what_lies_where_sticks_are_put_is_one(root, is_one, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    assert is_plugged_in(root) == is_one


@pytest.mark.parametrize(
    ("root", "is_one"), [("C:/", False), ("c:/", False), ("D:/", True), ("E:/", True)]
)
def test_on_windows_every_letter_but_the_systems_own_is_one(root, is_one, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("SYSTEMDRIVE", "C:")
    assert is_plugged_in(root) == is_one


def test_free_space_is_told_in_the_users_language(tmp_path):
    assert Drive(tmp_path, "x", 14_234_567_890).free_words == "14.2 GB"
