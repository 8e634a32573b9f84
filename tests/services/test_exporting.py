"""Result files on their way out: several at once, a drive that fails, what is still to go."""

import shutil
import subprocess
import sys
from datetime import timedelta

import pytest

from assessor.services import exporting
from assessor.services.exporting import export_all, export_noted
from assessor.services.fieldwork import not_exported
from assessor.services.verification import verify_file
from tests import actors
from tests.actors import NOON, Person, full_marks, site


@pytest.fixture
def zhang(tmp_path):
    person = Person("zhang", tmp_path / "zhang", actors.authority(tmp_path / "office"))
    yield person
    person.close()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def three(zhang):
    return [zhang.checks(site(number)).check_id for number in (1, 2, 3)]


def waiting(person):
    return [header.id for header in not_exported(person.workspace)]


def test_all_that_waits_is_written_read_back_and_remembered(zhang, stick, three):
    assert sorted(waiting(zhang)) == sorted(three)
    heard = []
    came = export_all(zhang.workspace, three, stick, NOON, lambda *steps: heard.append(steps))
    assert len(came.written) == 3
    assert (came.refusals, came.left, came.failure) == ((), (), "")
    assert heard == [(0, 3), (1, 3), (2, 3)]
    assert all(verify_file(path, zhang.trust).good for path in came.written)
    assert waiting(zhang) == []
    head = zhang.workspace.documents.check(three[0]).head
    assert zhang.workspace.handed_over.handing(head).target == str(came.written[0])


def test_a_correction_waits_again(zhang, stick):
    signed = zhang.checks(site())
    export_noted(zhang.workspace, signed.check_id, stick, NOON)
    item = zhang.library.standard("NSC-2021").site_type("MARKET").items[0]
    zhang.corrects(signed.check_id, item.id, full_marks(item))
    assert waiting(zhang) == [signed.check_id]


def test_what_others_signed_does_not_wait_here(zhang, stick, tmp_path):
    signed = zhang.checks(site())
    li = Person("li", tmp_path / "li", zhang.authority)
    li.merges(export_noted(zhang.workspace, signed.check_id, stick, NOON))
    assert [header.id for header in li.workspace.documents.checks()] == [signed.check_id]
    assert waiting(li) == []
    li.close()


def test_a_check_that_cannot_be_exported_stops_none_of_the_others(zhang, stick, three):
    draft = zhang.begins(site(4))
    came = export_all(zhang.workspace, [three[0], draft, three[1]], stick, NOON)
    assert len(came.written) == 2
    assert "not signed yet" in came.refusals[0]
    assert came.left == ()


def test_a_stick_pulled_out_midway_leaves_the_rest_to_try_again(zhang, stick, three, monkeypatch):
    whole = exporting.export_check

    def pulled(workspace, check_id, target, encrypt_to):
        if check_id == three[1]:
            shutil.rmtree(stick)
        return whole(workspace, check_id, target, encrypt_to)

    monkeypatch.setattr(exporting, "export_check", pulled)
    came = export_all(zhang.workspace, three, stick, NOON)
    assert len(came.written) == 1
    assert came.left == tuple(three[1:])
    assert str(stick) in came.failure
    assert sorted(waiting(zhang)) == sorted(three[1:])

    stick.mkdir()
    monkeypatch.undo()
    again = export_all(zhang.workspace, came.left, stick, NOON + timedelta(minutes=1))
    assert len(again.written) == 2
    assert waiting(zhang) == []


def test_a_folder_left_where_the_stick_was_is_not_taken_for_it(zhang, stick, three, monkeypatch):
    drives = iter([7, 7, 7, 7, 8])
    monkeypatch.setattr(exporting, "_drive", lambda _folder: next(drives))
    came = export_all(zhang.workspace, three, stick, NOON)
    assert len(came.written) == 1
    assert "the drive is gone" in came.failure
    assert came.left == tuple(three[1:])
    assert sorted(waiting(zhang)) == sorted(three[1:])


def test_a_folder_that_is_not_there_is_a_sentence(zhang, stick, three):
    came = export_all(zhang.workspace, three, stick / "none", NOON)
    assert came.left == tuple(three)
    assert str(stick / "none") in came.failure


@pytest.fixture
def mounted(stick):
    """A real file system of 64 KB, where such can be mounted."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "stick", str(stick)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield stick
    subprocess.run(["umount", "-l", str(stick)], capture_output=True)


def test_a_stick_really_unmounted_midway_is_noticed(zhang, mounted, three, monkeypatch):
    whole = exporting.export_check

    def unmounted(workspace, check_id, target, encrypt_to):
        if check_id == three[1]:
            subprocess.run(["umount", "-l", str(mounted)], check=True)
        return whole(workspace, check_id, target, encrypt_to)

    monkeypatch.setattr(exporting, "export_check", unmounted)
    came = export_all(zhang.workspace, three, mounted, NOON)
    assert len(came.written) == 1
    assert "the drive is gone" in came.failure
    assert sorted(waiting(zhang)) == sorted(three[1:])


def test_a_full_stick_is_a_sentence_and_keeps_nothing_half_written(zhang, mounted, three):
    (mounted / "holiday.jpg").write_bytes(bytes(64 << 10))
    came = export_all(zhang.workspace, three, mounted, NOON)
    assert "the disk is full" in came.failure
    assert came.left == tuple(three)
    assert [path.name for path in mounted.iterdir()] == ["holiday.jpg"]
