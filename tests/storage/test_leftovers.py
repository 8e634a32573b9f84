"""What killed programs left half written is swept at the next start; nothing else is."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assessor import files
from assessor.storage import Workspace, WorkspaceError, backups, leftovers
from assessor.storage.folders import Folders
from tests.builders import assessed, hour, photo, received, saying

REPOSITORY = Path(__file__).parents[2]


def half(path):
    """A file that was being written in the place of another one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    hidden = files.beside(path)
    hidden.write_bytes(b"half")
    return hidden


@pytest.fixture
def littered(path):
    """What may lie beside a workspace and in its folder: what is dead, and what may live."""
    Workspace(path).close()
    root = Folders.beside(path).root
    place = files.beside(path)
    place.mkdir()
    (place / "workspace.assessor").write_bytes(b"half")
    dead = {
        place,
        half(path.with_name("workspace.assessor.v1.bak")),
        half(root / "containers" / f"{'ab' * 32}.asice"),
        half(root / "photos" / "ab" / f"{'ab' * 32}.jpg"),
    }
    journal = files.beside(path)
    journal = journal.with_name(journal.name + "-journal")
    journal.write_bytes(b"half")
    alive = {
        half(path.with_name("settings.json")),
        half(path.with_name("workspace.assessor-of-li")),
        half(path.with_name("workspace-20261103-200000.assessor")),
    }
    named = {path.with_name(".workspace.assessor-"), root / "photos" / ".DS_Store"}
    whole = {root / "containers" / f"{'cd' * 32}.asice", root / "photos" / "ab" / "x.jpg"}
    for each in named | whole:
        each.write_bytes(b"whole")
    return dead | {journal}, alive, named | whole


def test_after_a_clean_end_nothing_is_swept(littered, path):
    Workspace(path).close()
    dead, alive, others = littered
    assert all(each.exists() for each in dead | alive | others)
    assert set(leftovers.left(path, Folders.beside(path).root)) == dead | alive


def test_after_a_kill_what_is_ours_and_dead_is_swept_and_nothing_else(littered, path):
    path.with_name("workspace.assessor-wal").touch()
    with Workspace(path):
        dead, alive, others = littered
        assert not any(each.exists() for each in dead)
        assert all(each.exists() for each in alive | others)
        assert set(leftovers.left(path, Folders.beside(path).root)) == alive


WRITING = """
import os, signal, sys
from pathlib import Path
from assessor.storage import Workspace, backups
from tests.builders import assessed, hour, photo, received, saying

path, last = Path(sys.argv[1]), sys.argv[2]
workspace = Workspace(path)
workspace.drafts.all()
replace = os.replace

def killed(old, new):
    if Path(new).match(last):
        os.kill(os.getpid(), signal.SIGKILL)
    replace(old, new)

os.replace = killed
workspace.photos.add(photo(b"a picture"), b"a picture", b"small")
workspace.documents.accept(received(assessed(saying("first"))), hour(1))
workspace.back_up(path.parent / "elsewhere" / "one.backup", hour(2))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills")
@pytest.mark.parametrize(
    "last", ["photos/*/*", "containers/*", ".workspace*/workspace.assessor", "elsewhere/one.backup"]
)
def test_the_leftovers_of_real_kills_are_swept(path, last):
    (path.parent / "elsewhere").mkdir()
    program = [sys.executable, "-c", WRITING, str(path), last]
    killed = subprocess.run(program, cwd=REPOSITORY, capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    root = Folders.beside(path).root
    left = (*leftovers.left(path, root), *(path.parent / "elsewhere").iterdir())
    assert len(left) == 1 + (last == "elsewhere/one.backup")
    Workspace(path).close()
    assert leftovers.left(path, root) == ()


def test_a_program_that_is_at_work_loses_nothing(path, workspace):
    hidden = half(Folders.beside(path).picture("ab" * 32).path)
    path.with_name("workspace.assessor-wal").touch()
    with pytest.raises(WorkspaceError, match="already open"):
        Workspace(path)
    assert hidden.exists()


def test_a_restore_that_was_killed_is_swept_by_the_next_one(workspace, path, tmp_path):
    workspace.photos.add(photo(b"a picture"), b"a picture", b"small")
    workspace.documents.accept(received(assessed(saying("first"))), hour(1))
    made = workspace.back_up(tmp_path / "one.backup", hour(2))
    target = tmp_path / "again" / "again.assessor"
    target.parent.mkdir()
    place = files.beside(target)
    place.mkdir()
    (place / "half").write_bytes(b"half")
    backups.restore(made.path, target)
    assert sorted(each.name for each in target.parent.iterdir()) == [
        "again.assessor",
        "again.assessor.files",
        "again.assessor.lock",
    ]
    assert list(Folders.beside(target).root.iterdir())
