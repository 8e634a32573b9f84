"""Full disks, pulled sticks, wrong clocks and damage: refused or found in words, nothing lost."""

import os
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from assessor.errors import AssessorError
from assessor.services import care
from assessor.services.diagnosis import Gravity, diagnose
from assessor.services.exporting import export_all
from assessor.services.judging_files import Judge
from assessor.services.transfer import merge_files
from assessor.storage import Workspace, WorkspaceError
from assessor.storage.folders import Folders
from tests.durability.operations import (
    AFTER,
    LATER,
    OPERATIONS,
    Scene,
    _a_finished_check,
    _a_signed_check,
    _a_stick_with_three_results,
    _sign_off,
    open_work,
)
from tests.durability.trials import WHOLE, Stage


@contextmanager
def disk(folder, size):
    """A file system of its own, mounted at `folder`; gone afterwards, if not before."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    if os.name == "nt" or subprocess.run(command, check=False).returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], capture_output=True, check=False)


def fill(folder, leaving):
    """Use up all room of a disk but so many bytes."""
    with (folder / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    os.truncate(folder / "filler", max((folder / "filler").stat().st_size - leaving, 0))


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_on_a_full_disk_an_operation_is_refused_in_words_and_done_once_there_is_room(
    operation, tmp_path
):
    stage = Stage(operation, tmp_path)
    refusals = []
    with disk(tmp_path / "disk", "12m") as small:
        stage.work = small / "work"
        for leaving in (0, 48 << 10, 300 << 10):
            stage.begin()
            fill(small, leaving)
            said = []
            try:
                operation.act(stage.scene, stage.work, lambda said=said: said.append(1))
            except AssessorError as error:
                refusals.append(str(error))
            (small / "filler").unlink()
            assert (leaving, stage.judge(len(said))) == (leaving, (WHOLE, ""))
            assert (leaving, stage.go_on()) == (leaving, (WHOLE, ""))
    assert all("disk is full" in words for words in refusals)
    assert refusals


@pytest.fixture
def signed(tmp_path):
    """The profile of an inspector with a signed check that has a photo."""
    return _a_signed_check(Scene.set_up(tmp_path / "scene"))


def test_a_workspace_on_a_full_disk_still_opens_and_exports(signed, tmp_path):
    with disk(tmp_path / "disk", "12m") as small:
        subprocess.run(["cp", "-r", signed, small / "profile"], check=True)
        open_work(small / "profile").close()  # lays the ballast
        assert Folders.beside(small / "profile" / "workspace.assessor").ballast.exists()
        fill(small, 0)
        stick = tmp_path / "stick"
        stick.mkdir()
        with open_work(small / "profile") as workspace:
            (header,) = workspace.documents.checks()
            done = export_all(workspace, [header.id], stick, AFTER)
        assert len(done.written) == 1, done


def test_a_full_disk_is_one_finding_among_the_others(signed, library, tmp_path):
    with disk(tmp_path / "disk", "12m") as small:
        subprocess.run(["cp", "-r", signed, small / "profile"], check=True)
        with open_work(small / "profile") as workspace:
            fill(small, 0)
            found = diagnose(workspace, library, small / "backups", AFTER)
        words = [each.words for each in found.findings]
        assert [each for each in words if "disk is full" in each], words
        assert "The database is sound." in words
        assert list(small.glob("**/.speed*")) == []


def test_a_stick_pulled_out_midway_is_said_and_what_is_left_is_told(signed, tmp_path):
    with disk(tmp_path / "stick", "4m") as stick, open_work(signed) as workspace:
        (header,) = workspace.documents.checks()

        def pull(done, _total):
            if done:
                subprocess.run(["umount", "--lazy", stick], check=True)

        done = export_all(workspace, [header.id, header.id], stick, AFTER, pull)
        assert len(done.written) == 1
        assert done.left == (header.id,)
        assert "Was the stick pulled out?" in done.failure
        assert list(stick.iterdir()) == []  # nothing was written where the stick had been


def test_a_stick_pulled_out_while_importing_keeps_what_was_taken_and_names_the_rest(tmp_path):
    scene = Scene.set_up(tmp_path / "scene")
    folder = _a_stick_with_three_results(scene)
    results = sorted((folder / "stick").iterdir())
    with disk(tmp_path / "stick", "4m") as stick, open_work(folder) as workspace:
        paths = [Path(shutil.copy(each, stick)) for each in results]
        looked_at = []
        judged = Judge.judged

        def pull(judge, path):
            looked_at.append(path)
            if len(looked_at) == 2:
                subprocess.run(["umount", "--lazy", stick], check=True)
            return judged(judge, path)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Judge, "judged", pull)
            taken = merge_files(workspace, scene.library, scene.clerk.trust, paths, AFTER)
        assert [each.outcome for each in taken] == ["new", "quarantined", "quarantined"]
        assert [each.path for each in taken] == paths
        assert all(each.reason.startswith("there is no such file") for each in taken[1:])
        assert len(workspace.documents.checks()) == 1
        again = merge_files(workspace, scene.library, scene.clerk.trust, results, AFTER)
        assert [each.outcome for each in again] == ["same", "new", "new"]


def test_a_stick_pulled_out_while_backing_up_is_said_and_nothing_is_kept_for_whole(
    signed, tmp_path
):
    with disk(tmp_path / "stick", "4m") as stick, open_work(signed) as workspace:

        def pull(done, _total):
            if done == 1:
                subprocess.run(["umount", "--lazy", stick], check=True)

        with pytest.raises(AssessorError, match=str(stick)):
            care.back_up(workspace, stick / "one.backup", AFTER, pull)
        assert list(stick.iterdir()) == []
        assert care.back_up(workspace, tmp_path / "two.backup", AFTER).is_whole


def test_a_database_that_another_program_holds_is_said_and_the_answer_waits(signed):
    with (
        open_work(signed) as workspace,
        closing(sqlite3.connect(signed / "workspace.assessor", isolation_level=None)) as other,
    ):
        workspace._database._writer.exec_driver_sql("PRAGMA busy_timeout = 50")
        workspace._database._writer.rollback()
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="another program is using the workspace"):
            workspace.trail.opened("张三", "9.9", AFTER)
        other.execute("ROLLBACK")
        workspace.trail.opened("张三", "9.9", AFTER)


def test_a_clock_set_back_refuses_the_signature_and_keeps_the_check(tmp_path):
    scene = Scene.set_up(tmp_path / "scene")
    folder = _a_finished_check(scene)
    with open_work(folder) as workspace, pytest.MonkeyPatch.context() as clock:
        clock.setattr("tests.durability.operations.LATER", LATER - timedelta(days=400))
        draft = workspace.drafts.last_open()
        before = workspace.drafts.get(draft)
        workspace.close()
        with pytest.raises(AssessorError, match="Set the clock right"):
            _sign_off(scene, folder, lambda: None)
    with open_work(folder) as workspace:
        assert workspace.drafts.get(draft) == before


def words(folder, library, at=AFTER):
    with open_work(folder) as workspace:
        found = diagnose(workspace, library, folder / "backups", at, deep=True)
    return {each.words: each.gravity for each in found.findings}


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of Windows stays")
@pytest.mark.parametrize(("zone", "is_china"), [("Asia/Shanghai", True), ("America/Lima", False)])
def test_another_time_zone_is_doubted_and_changes_nothing(signed, library, zone, is_china):
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TZ", zone)
        time.tzset()
        found = words(signed, library)
    time.tzset()
    doubts = [each for each, gravity in found.items() if gravity is Gravity.DOUBT]
    assert any("another time than China" in each for each in doubts) is not is_china
    assert Gravity.BAD not in found.values()


def test_a_clock_set_forward_when_signing_is_seen_once_it_is_right_again(signed, library):
    found = words(signed, library, LATER - timedelta(days=300))
    assert any("lies in the future" in each for each in found)


def test_a_damaged_page_refuses_the_workspace_and_the_backup_is_whole(signed, library):
    path = signed / "workspace.assessor"
    with open_work(signed) as workspace:
        backup = care.back_up(workspace, signed / "stick", AFTER)
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // 4096, 7):
        content[page * 4096 : (page + 1) * 4096] = os.urandom(4096)
    path.write_bytes(content)
    with pytest.raises(WorkspaceError, match="restore the latest backup"):
        Workspace(path)
    restored = care.restore(backup.path, path)
    assert not restored.missing
    with Workspace(restored.workspace) as again:
        assert again.documents.fingerprint() == backup.fingerprint
    assert path.read_bytes() == content  # kept as it was found


def test_leftovers_of_a_kill_are_not_taken_for_files(signed, library, tmp_path):
    root = Folders.beside(signed / "workspace.assessor").root
    Path(root / "photos" / ".half-12ab34cd").write_bytes(b"half")
    Path(root / "containers" / ".half-12ab34cd").write_bytes(b"half")
    assert Gravity.BAD not in words(signed, library).values()
    with open_work(signed) as workspace:
        made = care.back_up(workspace, tmp_path / "whole.backup", AFTER)
    assert not any("half" in each.path for each in made.files)
