"""Backups hold everything, are read back, and never touch a workspace that is there."""

import json
import zipfile
from pathlib import Path

import pytest

from assessor.domain.inspection import Faults
from assessor.errors import AssessorError, Cancelled
from assessor.storage import BackupError, Workspace, backups
from assessor.storage.folders import Folders
from tests.builders import assessed, check, hour, photo, received, saying


@pytest.fixture
def full(workspace):
    """A workspace with a draft, a signed document in its container, and a picture."""
    workspace.drafts.begin(check(), "MARKET.01")
    workspace.documents.accept(received(assessed(saying("first"))), hour(1))
    workspace.photos.add(photo(b"a picture"), b"a picture", b"small")
    return workspace


def test_a_whole_backup_is_restored_elsewhere_with_every_file(full, tmp_path):
    made = full.back_up(tmp_path / "one.backup", hour(2))
    assert made.is_whole
    assert made.fingerprint == full.documents.fingerprint()
    elsewhere = tmp_path / "elsewhere" / "workspace.assessor"
    told = backups.restore(made.path, elsewhere)
    assert not told.missing
    with Workspace(elsewhere) as restored:
        assert restored.drafts.get(check().id).check == check()
        assert restored.photos.picture(photo(b"a picture").digest) == b"a picture"
        (document,) = restored.documents.bodies()
        assert restored.documents.container_of(document.digest)


def test_what_a_backup_holds_is_told_without_restoring_it(full, tmp_path):
    made = full.back_up(tmp_path / "one.backup", hour(2))
    held = backups.contents(made.path, tmp_path)
    assert (held.signed, held.drafts) == (1, 1)
    assert held.backup == made
    assert list(tmp_path.glob(".*")) == []


def test_a_backup_that_was_cancelled_while_it_was_read_back_is_gone(full, tmp_path):
    told = []

    def tire(done, total):
        told.append(done)
        if told.count(0) == 2:  # writing is over, reading begins
            raise Cancelled

    with pytest.raises(Cancelled):
        full.back_up(tmp_path / "one.backup", hour(2), on_progress=tire)
    assert not (tmp_path / "one.backup").exists()


def test_a_daily_backup_takes_the_files_from_beside_the_present_workspace(full, tmp_path):
    made = full.back_up(tmp_path / "daily.backup", hour(2), whole=False)
    assert not made.is_whole
    told = backups.restore(made.path, tmp_path / "again.assessor", beside=full.path)
    assert not told.missing
    with Workspace(tmp_path / "again.assessor") as restored:
        assert restored.photos.picture(photo(b"a picture").digest) == b"a picture"


def test_files_that_nobody_has_any_more_are_named(full, tmp_path):
    digest = photo(b"a picture").digest
    made = full.back_up(tmp_path / "daily.backup", hour(2), whole=False)
    Folders.beside(full.path).picture(digest).write(b"another ")
    told = backups.restore(made.path, tmp_path / "again.assessor", beside=full.path)
    assert told.missing == (f"photos/{digest[:2]}/{digest}.jpg",)


def test_a_backup_may_be_made_while_somebody_works(full, tmp_path):
    made = full.back_up(tmp_path / "one.backup", hour(2))
    full.drafts.mark(check().id, "MARKET.01", Faults(), hour(3))
    backups.restore(made.path, tmp_path / "again.assessor")
    with Workspace(tmp_path / "again.assessor") as restored:
        assert not restored.drafts.get(check().id).check.observations


def test_an_existing_workspace_is_never_touched(full, tmp_path):
    made = full.back_up(tmp_path / "one.backup", hour(2))
    with pytest.raises(BackupError, match="there is a workspace already"):
        backups.restore(made.path, full.path)
    assert full.drafts.get(check().id).check == check()


@pytest.mark.parametrize("place", range(0, 100, 7))
def test_a_backup_with_a_changed_byte_is_refused_and_leaves_nothing(full, tmp_path, place):
    made = full.back_up(tmp_path / "one.backup", hour(2))
    content = bytearray(made.path.read_bytes())
    with zipfile.ZipFile(made.path) as archive:
        infos = archive.infolist()
        first = min(info.header_offset for info in infos if info.filename == "workspace.assessor")
    content[first + 60 + (len(content) - first - 400) * place // 100] ^= 0x10
    made.path.write_bytes(content)
    target = tmp_path / "new" / "again.assessor"
    try:
        backups.restore(made.path, target)
    except AssessorError:
        assert not target.exists()
        assert not Folders.beside(target).root.exists()
        assert not list(target.parent.iterdir()) if target.parent.exists() else True
    else:  # the byte stood where nothing is read from
        with Workspace(target) as restored:
            assert restored.documents.fingerprint() == made.fingerprint


def test_a_backup_cut_short_is_refused(full, tmp_path):
    made = full.back_up(tmp_path / "one.backup", hour(2))
    made.path.write_bytes(made.path.read_bytes()[:-100])
    with pytest.raises(BackupError, match="not copied completely"):
        backups.check(made.path)


def edited(path, **changes):
    """The same backup with another list."""
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    told = json.loads(members["backup.json"]) | changes
    members["backup.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_a_backup_of_a_newer_program_names_the_version(full, tmp_path):
    made = full.back_up(tmp_path / "one.backup", hour(2))
    edited(made.path, format=2, program="7.8")
    with pytest.raises(BackupError, match=r"version 7\.8"):
        backups.check(made.path)


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "a/../../evil", "C:/evil", "a\\evil", "", 5, None]
)
def test_paths_that_lead_elsewhere_are_refused(full, tmp_path, name):
    made = full.back_up(tmp_path / "one.backup", hour(2))
    edited(made.path, files=[[name, "0" * 64, 1, False]])
    with pytest.raises(BackupError, match="damaged"):
        backups.check(made.path)


def test_only_the_newest_are_kept(tmp_path):
    others = {"workspace-2-20251106-080000.backup", "workspace-of-li.backup", "other.backup"}
    for day in range(20):
        (tmp_path / f"workspace-202611{day:02}-080000.backup").touch()
    for name in others:
        (tmp_path / name).touch()
    gone = backups.rotate(tmp_path, Path("workspace.assessor"), 14)
    assert len(gone) == 6
    left = {each.name for each in tmp_path.iterdir()} - others
    assert len(left) == 14
    assert min(left) == "workspace-20261106-080000.backup"
    assert all((tmp_path / name).exists() for name in others)
