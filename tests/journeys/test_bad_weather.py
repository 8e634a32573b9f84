"""Full disks, read-only folders and pulled sticks while a day's work is saved and exported."""

import subprocess
import zipfile
from contextlib import contextmanager, suppress

import pytest

from assessor.domain.inspection import Fault, Faults
from assessor.errors import AssessorError
from assessor.services.transfer import export_check
from tests.actors import Person, site


@contextmanager
def small_disk(folder, size="400k"):
    """A file system of its own, mounted at `folder`."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder):
    """Use up all room of a disk."""
    with (folder / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass


@pytest.fixture
def zhang(people):
    return people["zhang"]


def test_exporting_to_a_full_stick_leaves_nothing_there_and_the_check_safe(zhang, tmp_path):
    signed = zhang.checks(site())
    with small_disk(tmp_path / "stick") as stick:
        fill(stick)
        with pytest.raises(AssessorError, match="disk is full"):
            zhang.exports(signed.check_id, stick)
        assert [path.name for path in stick.iterdir()] == ["filler"]
        (stick / "filler").unlink()
        assert zhang.exports(signed.check_id, stick).exists()


def test_exporting_to_a_read_only_stick_is_a_sentence(zhang, tmp_path):
    signed = zhang.checks(site())
    with small_disk(tmp_path / "stick") as stick:
        subprocess.run(["mount", "-o", "remount,ro", stick], check=True)
        with pytest.raises(AssessorError, match="not allowed"):
            export_check(zhang.workspace, signed.check_id, stick)
        assert list(stick.iterdir()) == []


def test_a_photo_that_was_changed_on_the_way_is_named(people, zhang, tmp_path):
    check = zhang.begins(site())
    photo = zhang.photographs("摊外摊")
    zhang.marks(check, "MARKET.06", Faults((Fault(1, "摊外摊", photos=(photo,)),)))
    zhang.marks_the_rest_good(check)
    stick = zhang.exports(zhang.signs(check).check_id, tmp_path / "stick")
    with zipfile.ZipFile(stick) as archive:
        members = [(each, archive.read(each)) for each in archive.infolist()]
    with zipfile.ZipFile(stick, "w") as archive:
        for each, content in members:
            is_photo = each.filename.startswith("photos/")
            archive.writestr(each, content[:-2] + b"xx" if is_photo else content)

    (merged,) = people["office"].merges(stick)

    assert merged.outcome == "quarantined"
    assert f"photos/{photo}.jpg" in merged.reason


def test_a_stick_that_was_pulled_out_is_a_sentence(zhang, tmp_path):
    signed = zhang.checks(site())
    with pytest.raises(AssessorError, match="no such file or folder"):
        export_check(zhang.workspace, signed.check_id, tmp_path / "pulled" / "out.asice")


def test_marking_on_a_full_disk_keeps_every_earlier_answer(people, tmp_path):
    root = people["office"].authority
    with small_disk(tmp_path / "disk", "40m") as disk:
        wang = Person("wang", disk / "wang", root)
        check = wang.begins(site())
        wang.marks(check, "MARKET.06", Faults((Fault(1, "摊外摊"),)))
        fill(disk)
        with pytest.raises(AssessorError):
            wang.marks(check, "MARKET.07", Faults((Fault(1, "积水" * 100_000),)))
        kept = wang.workspace.drafts.get(check).check.observations
        assert kept["MARKET.06"] == Faults((Fault(1, "摊外摊"),))

        (disk / "filler").unlink()
        wang.restarts()
        wang.marks_the_rest_good(check)
        assert wang.signs(check).report.exists()
        wang.close()


def test_signing_on_a_full_disk_leaves_the_draft_and_no_half_revision(people, tmp_path):
    root = people["office"].authority
    with small_disk(tmp_path / "disk", "40m") as disk:
        wang = Person("wang", disk / "wang", root)
        check = wang.begins(site())
        wang.marks_the_rest_good(check)
        fill(disk)
        with pytest.raises(AssessorError):
            wang.signs(check)
        assert wang.workspace.drafts.last_open() == check
        assert wang.workspace.documents.checks() == ()

        (disk / "filler").unlink()
        assert wang.signs(check).report.exists()
        assert wang.workspace.drafts.last_open() is None
        wang.close()


def test_merging_on_a_full_disk_is_all_or_nothing_for_each_file(people, zhang, tmp_path):
    stick = zhang.exports(zhang.checks(site()).check_id, tmp_path / "stick")
    root = people["office"].authority
    with small_disk(tmp_path / "disk", "40m") as disk:
        clerk = Person("clerk", disk / "clerk", root, is_office=True)
        before = clerk.fingerprint
        fill(disk)
        with pytest.raises(AssessorError):
            clerk.merges(stick)
        assert clerk.fingerprint == before

        (disk / "filler").unlink()
        assert [each.outcome for each in clerk.merges(stick)] == ["new"]
        clerk.close()
