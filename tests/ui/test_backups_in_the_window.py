"""Backing up, restoring beside and examining, as the settings offer it."""

import sys

import pytest
from PySide6.QtWidgets import QWidget

from assessor import cli
from assessor.services.care import back_up_daily
from assessor.storage import Workspace
from assessor.storage.folders import Folders
from assessor.ui import another_window, dialogs, drive_list, restore_dialog
from assessor.ui.backup_card import BackupCard
from assessor.ui.backup_dialog import BackupDialog
from assessor.ui.drives import Drive
from assessor.ui.examination_dialog import ExaminationDialog
from assessor.ui.restore_dialog import RestoreDialog
from tests.actors import NOON, site

PATIENCE = 20_000


@pytest.fixture
def person(people):
    person = people("zhang")
    person.checks(site())
    person.begins(site(2))
    return person


@pytest.fixture
def at_desk(person, seat):
    return seat(person)


@pytest.fixture
def stick(tmp_path, monkeypatch):
    root = tmp_path / "KINGSTON"
    root.mkdir()
    drives = (Drive(root, "KINGSTON", 1 << 33),)
    for module in (drive_list, restore_dialog):
        monkeypatch.setattr(module, "plugged_in", lambda: drives)
    return root


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def restoring_at(desk, window):
    return RestoreDialog(desk.paths, desk.workspace.path, desk.jobs, desk.theme, window)


def test_from_a_backup_on_a_stick_to_a_workspace_beside(qtbot, at_desk, stick, window, monkeypatch):
    backing = BackupDialog(at_desk, window)
    backing.open()
    backing.drives.buttons[0].click()
    qtbot.waitUntil(lambda: "read back" in backing.outcome.text(), timeout=PATIENCE)
    assert at_desk.settings.backup_place.startswith(str(stick))

    restoring = restoring_at(at_desk, window)
    restoring.open()
    assert "KINGSTON" in restoring.list.currentItem().text()
    assert not restoring.do_it.isVisible()
    restoring.look.click()
    qtbot.waitUntil(restoring.do_it.isVisible, timeout=PATIENCE)
    assert "Signed checks: 1. Drafts: 1." in restoring.told.text()
    assert at_desk.workspace.documents.fingerprint() in restoring.told.text()
    restoring.do_it.click()
    qtbot.waitUntil(restoring.open_it.isVisible, timeout=PATIENCE)
    (restored,) = set(at_desk.paths.profile.glob("*.assessor")) - {at_desk.workspace.path}
    assert str(restored) in restoring.outcome.text()
    with Workspace(restored) as opened:
        assert opened.documents.fingerprint() == at_desk.workspace.documents.fingerprint()

    started = []
    monkeypatch.setattr(
        another_window.QProcess, "startDetached", lambda *told: (started.append(told), (True, 1))[1]
    )
    restoring.open_it.click()
    ((program, arguments),) = started
    assert program == sys.executable
    assert arguments[-2:] == ["--workspace", str(restored)]
    restoring.use_it.click()
    asked = cli.parse(["--profile", str(at_desk.paths.profile)])
    assert cli.workspace_of(asked) == restored
    card = BackupCard(at_desk)
    qtbot.addWidget(card)
    card.show()
    card.refresh()
    card.usual.click()
    assert cli.workspace_of(asked) == at_desk.paths.workspace
    assert not card.usual.isVisible()


def test_the_same_backup_can_be_restored_twice(qtbot, at_desk, person, stick, window):
    back_up_daily(person.workspace, person.paths.backups, NOON)
    for count in (2, 3):
        dialog = restoring_at(at_desk, window)
        dialog.open()
        assert "daily" in dialog.list.currentItem().text()
        dialog.look.click()
        qtbot.waitUntil(dialog.do_it.isVisible, timeout=PATIENCE)
        dialog.do_it.click()
        qtbot.waitUntil(dialog.open_it.isVisible, timeout=PATIENCE)
        assert len(list(person.folder.glob("*.assessor"))) == count
        dialog.close()


def test_a_file_that_is_no_backup_is_refused_in_a_sentence(
    qtbot, at_desk, stick, window, monkeypatch
):
    (stick / "torn.backup").write_bytes(b"PK but no more")
    told = []
    monkeypatch.setattr("assessor.ui.job_dialog.tell", lambda _page, words: told.append(words))
    dialog = restoring_at(at_desk, window)
    dialog.open()
    dialog.look.click()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert "damaged" in told[0]
    assert not dialog.do_it.isVisible()


def test_any_file_can_be_chosen(at_desk, stick, window, tmp_path, monkeypatch):
    monkeypatch.setattr(
        dialogs, "choose_files", lambda *_all: (tmp_path / "w-20260512-013000.backup",)
    )
    dialog = restoring_at(at_desk, window)
    dialog.other.click()
    assert dialog.list.currentItem().text().startswith("2026-05-12 01:30")


def test_damage_is_told_before_what_is_sound(qtbot, at_desk, person, window):
    dialog = ExaminationDialog(at_desk, window)
    dialog.open()
    dialog.look.click()
    qtbot.waitUntil(
        lambda: dialog.summary.text() == "Nothing is damaged or lost.", timeout=PATIENCE
    )
    for kept in (Folders.beside(person.workspace.path).root / "containers").iterdir():
        kept.unlink()
    dialog.deep.click()
    qtbot.waitUntil(lambda: "Something is damaged" in dialog.summary.text(), timeout=PATIENCE)
    assert "missing" in dialog.list.item(0).text()


def test_the_card_tells_of_the_daily_backup_and_of_the_last_one_elsewhere(
    qtbot, at_desk, person, window
):
    card = BackupCard(at_desk)
    qtbot.addWidget(card)
    card.refresh()
    qtbot.waitUntil(lambda: "No daily backup" in card.daily.text(), timeout=PATIENCE)
    assert "No backup" in card.elsewhere.text()
    back_up_daily(person.workspace, person.paths.backups, NOON)
    at_desk.preferences.change(backup_place="/media/K/one.backup", backup_time="2026-11-02 20:00")
    card.refresh()
    qtbot.waitUntil(lambda: "2026-11-02 20:00. One" in card.daily.text(), timeout=PATIENCE)
    assert "newest 14" in card.daily.text()
    assert "/media/K/one.backup" in card.elsewhere.text()


def test_the_way_back_is_offered_at_once_when_another_workspace_is_taken(
    qtbot, at_desk, person, stick
):
    back_up_daily(person.workspace, person.paths.backups, NOON)
    card = BackupCard(at_desk)
    qtbot.addWidget(card)
    card.refresh()
    card.show()
    card.restore.click()
    dialog = card.findChild(RestoreDialog)
    dialog.look.click()
    qtbot.waitUntil(dialog.do_it.isVisible, timeout=PATIENCE)
    dialog.do_it.click()
    qtbot.waitUntil(dialog.use_it.isVisible, timeout=PATIENCE)
    assert not card.usual.isVisible()
    dialog.use_it.click()
    dialog.accept()
    assert card.usual.isVisible()
