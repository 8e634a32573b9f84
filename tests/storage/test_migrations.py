"""Old workspaces: every layout that was ever released must open for ever."""

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assessor.domain.merging import CheckState
from assessor.exchange import codec
from assessor.storage import Workspace, WorkspaceError, migrations
from assessor.storage.migrations import Step
from tests.builders import check, prepared_again
from tests.storage.test_drafts import ONE_OF_EACH

REPOSITORY = Path(__file__).parents[2]
FROZEN = REPOSITORY / "tests" / "data" / "workspaces"


def contents(path):
    """Every table's SQL and rows."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def number(connection, pragma):
    return connection.execute(f"PRAGMA {pragma}").fetchone()[0]


def add_phone(connection):
    connection.execute("ALTER TABLE unit ADD COLUMN phone TEXT NOT NULL DEFAULT ''")


def rebuild_sites(connection):
    """What SQLite wants for a changed column: a new table in the place of the old one."""
    connection.execute("CREATE TABLE site_new (code TEXT NOT NULL PRIMARY KEY) STRICT")
    connection.execute("INSERT INTO site_new SELECT code FROM site")
    connection.execute("DROP TABLE site")
    connection.execute("ALTER TABLE site_new RENAME TO site")


def orphan_observations(connection):
    connection.execute("DELETE FROM draft")


LAYOUT = migrations.current_version()


def and_then(*steps):
    """The real steps and some more."""
    return (*migrations.STEPS, *steps)


def fail(connection):
    raise RuntimeError("half-way")


@pytest.fixture
def old(path):
    """A workspace of the layout before, with something in it."""
    with Workspace(path) as workspace:
        workspace.drafts.begin(check(ONE_OF_EACH), "MARKET.01")
    return path


def test_an_upgrade_goes_through_all_steps_after_a_backup(old, monkeypatch):
    before = contents(old)
    monkeypatch.setattr(
        migrations, "STEPS", and_then(Step(add_phone, 1), Step(rebuild_sites, LAYOUT + 2))
    )
    with Workspace(old) as workspace:
        assert workspace.drafts.get(check().id).check == check(ONE_OF_EACH)
    with closing(sqlite3.connect(old)) as connection:
        assert number(connection, "user_version") == LAYOUT + 2
        assert connection.execute("SELECT min_reader FROM layout").fetchall() == [(LAYOUT + 2,)]
        assert connection.execute("SELECT count(phone) FROM unit").fetchone() == (0,)
    backup = old.with_name(f"{old.name}.v{LAYOUT}.bak")
    assert contents(backup) == before
    with closing(sqlite3.connect(backup)) as connection:
        assert number(connection, "user_version") == LAYOUT


@pytest.mark.parametrize("step", [fail, orphan_observations])
def test_an_upgrade_that_fails_half_way_leaves_the_old_file(old, monkeypatch, step):
    before = contents(old)
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", and_then(Step(add_phone, 1), Step(step, 1)))
        with pytest.raises(RuntimeError):
            Workspace(old)
    assert contents(old) == before
    with Workspace(old) as workspace:
        assert workspace.drafts.get(check().id).check == check(ONE_OF_EACH)


KILLED = """
import os, signal, sys
from pathlib import Path
from assessor.storage import Workspace, migrations

def change(connection):
    connection.execute("ALTER TABLE unit ADD COLUMN phone TEXT NOT NULL DEFAULT ''")
    connection.execute("DELETE FROM observation")
    connection.execute("PRAGMA cache_spill = 1")
    os.kill(os.getpid(), signal.SIGKILL)

migrations.STEPS = (*migrations.STEPS, migrations.Step(change, 1))
Workspace(Path(sys.argv[1]))
"""


def test_an_upgrade_that_is_killed_half_way_leaves_the_old_file(old, monkeypatch):
    before = contents(old)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(old)], cwd=REPOSITORY)
    assert killed.returncode != 0
    assert contents(old) == before
    monkeypatch.setattr(migrations, "STEPS", and_then(Step(add_phone, 1)))
    with Workspace(old) as workspace:
        assert workspace.drafts.get(check().id).check == check(ONE_OF_EACH)


def test_a_newer_workspace_is_refused_and_left_alone(old, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", and_then(Step(add_phone, LAYOUT + 1)))
        patched.setattr(migrations, "__version__", "7.8")
        Workspace(old).close()
    before = contents(old)
    with pytest.raises(WorkspaceError, match=r"Install version 7\.8 or newer"):
        Workspace(old)
    assert contents(old) == before


def test_a_newer_workspace_that_older_programs_can_read_is_opened(old, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", and_then(Step(add_phone, 1)))
        Workspace(old).close()
    with Workspace(old) as workspace:
        assert workspace.drafts.get(check().id).check == check(ONE_OF_EACH)
    with closing(sqlite3.connect(old)) as connection:
        assert number(connection, "user_version") == LAYOUT + 1


@pytest.mark.parametrize("folder", sorted(FROZEN.iterdir()), ids=lambda folder: folder.name)
def test_a_workspace_of_every_released_layout_opens_and_is_whole(folder, tmp_path):
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with Workspace(tmp_path / "workspace.assessor") as workspace:
        told = (folder / "fingerprint.txt").read_text("ascii").strip()
        assert workspace.documents.fingerprint() == told
        (draft,) = workspace.drafts.all()
        assert workspace.drafts.get(draft.id).check.observations["MARKET.02"].grade == 4
        states = [header.state for header in workspace.documents.checks()]
        assert states == [CheckState.CURRENT, CheckState.CURRENT, CheckState.CONFLICT]
        for document in workspace.documents.bodies():
            assert codec.decode(document.body).digest == document.digest
            assert workspace.documents.container_of(document.digest)
        for header in workspace.documents.checks():
            revision = codec.decode(workspace.documents.body(header.heads[0])).document
            assert all(workspace.photos.picture(digest) for digest in revision.check.photos())
        for picture in (b"own picture", b"picture that came"):
            digest = hashlib.sha256(picture).hexdigest()
            assert workspace.photos.photo(digest) is not None
            assert workspace.photos.picture(digest) == picture
        assert workspace.register.planned_sites("2026-01")
        assert len(workspace.documents.imports()) == 1
        assert len(workspace.documents.to_retry()) == 1
        assert workspace.documents.rebuild(prepared_again)


@pytest.mark.parametrize("folder", sorted(FROZEN.iterdir()), ids=lambda folder: folder.name)
def test_an_upgraded_workspace_has_the_tables_of_a_new_one(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "old")
    Workspace(tmp_path / "old" / "workspace.assessor").close()
    Workspace(tmp_path / "new.assessor").close()
    assert tables(tmp_path / "old" / "workspace.assessor") == tables(tmp_path / "new.assessor")


def tables(path):
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: (
                sorted(row[1:] for row in connection.execute(f"PRAGMA table_info({name})")),
                sorted(row[1:] for row in connection.execute(f"PRAGMA index_list({name})")),
                sorted(connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()),
            )
            for (name,) in names
        }
