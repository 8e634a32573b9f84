import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from assessor.domain.inspection import Faults
from assessor.errors import AssessorError
from assessor.storage import (
    DiskFullError,
    Workspace,
    WorkspaceError,
    backups,
    ballast,
    lock,
    migrations,
)
from assessor.storage.folders import Folders
from tests.builders import assessed, check, hour, received, saying

REPOSITORY = Path(__file__).parents[2]


def pragma(path, name):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_workspace_is_made_with_its_folder_and_opened_again(tmp_path):
    path = tmp_path / "new" / "folder" / "workspace.assessor"
    with Workspace(path) as workspace:
        workspace.drafts.begin(check(), "MARKET.01")
    with Workspace(path) as workspace:
        assert workspace.drafts.get(check().id).check == check()


def test_the_file_says_whose_it_is_and_how_it_is_written(path):
    with Workspace(path) as workspace:
        workspace.drafts.begin(check(), "MARKET.01")
        assert pragma(path, "application_id").to_bytes(4, "big") == b"ASSR"
        assert pragma(path, "user_version") == migrations.current_version()
        assert pragma(path, "journal_mode") == "wal"
        with workspace._database.reading() as connection:
            settings = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("synchronous", "foreign_keys", "busy_timeout")
            ]
    assert settings == [2, 1, 5000]


def test_every_table_is_strict(path):
    Workspace(path).close()
    with closing(sqlite3.connect(path)) as connection:
        kinds = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        ).fetchall()
    lax = {name for name, strict in kinds if not strict and not name.startswith("sqlite_")}
    assert len(kinds) > 20
    assert not lax


def test_nobody_else_opens_a_workspace_that_is_open(path, workspace):
    with pytest.raises(WorkspaceError, match="already open"):
        Workspace(path)
    workspace.drafts.begin(check(), "MARKET.01")
    workspace.close()
    Workspace(path).close()


def test_another_program_does_not_open_it_either_and_a_killed_one_holds_nothing(path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdout=subprocess.PIPE,
        cwd=REPOSITORY,
        text=True,
    )
    try:
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(WorkspaceError, match="already open"):
            Workspace(path)
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    Workspace(path).close()


HOLD = """
import sys, time
from pathlib import Path
from assessor.storage import Workspace
opened = Workspace(Path(sys.argv[1]))
print("open", flush=True)
time.sleep(60)
"""


def test_a_disk_that_cannot_lock_is_not_taken_for_another_program(path, monkeypatch):
    def refuse(_descriptor):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_lock", refuse)
    with pytest.raises(WorkspaceError, match="No locks available"):
        Workspace(path)


def test_a_file_that_is_no_database_is_refused_and_left_alone(path):
    path.write_bytes(b"a letter to the county" * 100)
    with pytest.raises(WorkspaceError, match="not a workspace"):
        Workspace(path)
    assert path.read_bytes() == b"a letter to the county" * 100


def test_a_database_of_another_program_is_refused_and_left_alone(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match="another program"):
        Workspace(path)
    assert path.read_bytes() == before


def test_a_folder_is_no_workspace(path):
    path.mkdir()
    with pytest.raises(WorkspaceError, match="cannot be opened"):
        Workspace(path)


def test_a_refused_workspace_is_not_left_locked(path):
    path.write_bytes(b"a letter to the county" * 100)
    with pytest.raises(WorkspaceError):
        Workspace(path)
    path.unlink()
    Workspace(path).close()


@pytest.mark.parametrize("damage", ["cut", "zeroed"])
def test_a_damaged_workspace_is_refused(path, damage):
    with Workspace(path) as workspace:
        for number in range(20):
            workspace.documents.accept(received(assessed(saying("x", nonce=number))), hour(1))
    content = bytearray(path.read_bytes())
    if damage == "cut":
        del content[len(content) // 2 :]
    else:
        content[4096 : 4096 * 9] = bytes(4096 * 8)
    path.write_bytes(content)
    with pytest.raises(WorkspaceError, match="damaged"):
        Workspace(path)


def test_what_is_wrong_with_a_workspace_can_be_asked(path, workspace):
    workspace.drafts.begin(check(), "MARKET.01")
    assert workspace.damage() == ""


def test_a_backup_is_a_workspace_of_its_own(path, workspace, tmp_path):
    workspace.drafts.begin(check(), "MARKET.01")
    workspace.documents.accept(received(assessed(saying("first"))), hour(1))
    workspace.back_up(tmp_path / "one.backup", hour(2))
    workspace.drafts.mark(check().id, "MARKET.01", Faults(), hour(2))
    restored = backups.restore(tmp_path / "one.backup", tmp_path / "again.assessor")
    with Workspace(restored.workspace) as backup:
        assert backup.drafts.get(check().id).check == check()
        assert backup.documents.fingerprint() == workspace.documents.fingerprint()


def test_a_backup_that_cannot_be_written_is_a_sentence(workspace, path, tmp_path):
    with pytest.raises(AssessorError, match="no such file or folder"):
        workspace.back_up(tmp_path / "nowhere" / "one.backup", hour(2))


def test_room_is_kept_for_a_full_disk(path):
    Workspace(path).close()
    assert Folders.beside(path).ballast.stat().st_size == ballast.SIZE


def test_a_nearly_full_disk_is_not_filled(path, monkeypatch):
    monkeypatch.setattr(ballast, "SIZE", 1 << 60)
    Workspace(path).close()
    assert not Folders.beside(path).ballast.exists()


def test_a_full_database_is_a_sentence_and_loses_nothing(workspace, path):
    draft = check()
    workspace.drafts.begin(draft, "MARKET.01")
    with workspace._database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    draft = mark_until_full(workspace, draft)
    assert workspace.drafts.get(draft.id).check == draft
    assert draft.observations
    with workspace._database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    workspace.drafts.mark(draft.id, "MARKET.01", Faults(), hour(1))


def mark_until_full(workspace, draft):
    """Mark items until the disk is full; gives the draft with all answers that were kept."""
    for number in range(5000):
        item = f"MARKET.{number:04}"
        try:
            workspace.drafts.mark(draft.id, item, Faults(), hour(1))
        except DiskFullError:
            return draft
        draft = draft.with_observation(item, Faults())
    return pytest.fail("the disk is never full")


@contextmanager
def small_disk(folder, size):
    """A file system of so many bytes; the test is skipped where none can be mounted."""
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.name == "nt" or mount is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no small file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder):
    with (folder / "filler").open("ab", buffering=0) as file:
        for size in (1 << 16, 4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def test_a_workspace_on_a_full_disk_opens_at_the_cost_of_the_ballast(tmp_path):
    with small_disk(tmp_path / "disk", 4 << 20) as disk:
        path = disk / "workspace.assessor"
        with Workspace(path) as workspace:
            workspace.drafts.begin(check(), "MARKET.01")
            workspace.documents.accept(received(assessed(saying("first"))), hour(1))
        fill(disk)
        with Workspace(path) as workspace:
            assert not Folders.beside(path).ballast.exists()
            assert workspace.drafts.get(check().id).check == check()
            assert len(workspace.documents.checks()) == 1
            digest = workspace.documents.checks()[0].head
            assert workspace.documents.container_of(digest)


def test_on_a_full_disk_each_change_is_refused_with_a_sentence_and_the_old_stays(tmp_path):
    with small_disk(tmp_path / "disk", 4 << 20) as disk:
        path = disk / "workspace.assessor"
        with Workspace(path) as workspace:
            draft = check()
            workspace.drafts.begin(draft, "MARKET.01")
            workspace.documents.accept(received(assessed(saying("first"))), hour(1))
            fingerprint = workspace.documents.fingerprint()
            fill(disk)
            draft = mark_until_full(workspace, draft)
            with pytest.raises(AssessorError, match="disk is full"):
                workspace.documents.accept(received(assessed(saying("b", nonce=2))), hour(1))
            with pytest.raises(AssessorError, match="disk is full"):
                workspace.reports.keep("ab" * 32, b"%PDF" * 100_000)
            with pytest.raises(AssessorError, match="disk is full"):
                workspace.back_up(disk / "backup", hour(2))
            assert workspace.drafts.get(draft.id).check == draft
            assert workspace.documents.fingerprint() == fingerprint
            (disk / "filler").unlink()
            assert workspace.damage() == ""
            workspace.drafts.mark(draft.id, "MARKET.01", Faults(), hour(1))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_a_read_only_folder_is_a_sentence():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.assessor"
        with Workspace(path) as workspace:
            workspace.drafts.begin(check(), "MARKET.01")
        before = path.read_bytes()
        path.parent.chmod(0o755)
        result = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(OPEN_AS_NOBODY), str(path)],
            capture_output=True,
            cwd=REPOSITORY,
            text=True,
        )
        assert "not allowed" in result.stdout, result.stderr
        assert path.read_bytes() == before


OPEN_AS_NOBODY = """
    import os, sys
    from pathlib import Path
    from assessor.i18n import _, use_language
    from assessor.storage import Workspace, WorkspaceError
    use_language("en")
    _("read while this folder may be read")
    os.setuid(65534)
    try:
        Workspace(Path(sys.argv[1]))
    except WorkspaceError as error:
        print(error)
"""
