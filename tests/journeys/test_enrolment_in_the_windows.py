"""Office and inspector enrol with two sticks, all in windows."""

import pytest
from PySide6.QtWidgets import QWidget

from assessor.paths import Paths
from assessor.services.office_authority import FOLDER
from assessor.signing.keys import list_keys, open_key
from assessor.signing.trust import load_trust
from assessor.standards import Library
from assessor.storage import Workspace
from assessor.ui import authority_finder, dialogs, drive_list
from assessor.ui.certificate_dialog import CertificateDialog
from assessor.ui.desk import Desk
from assessor.ui.drives import Drive
from assessor.ui.enrolment_dialog import EnrolmentDialog
from assessor.ui.jobs import Jobs
from assessor.ui.preferences import Preferences
from assessor.ui.revoke_dialog import RevokeDialog
from assessor.ui.trust_dialog import TrustDialog

ROOT_PASSPHRASE, PASSPHRASE = "three words of office", "four words of mine here"
PATIENCE = 20_000  # ms


class Seat:
    """Somebody's computer with the window of keys open."""

    def __init__(self, qtbot, folder, role, name):
        self.qtbot = qtbot
        paths = Paths(folder)
        paths.profile.mkdir(parents=True)
        preferences = Preferences(paths.settings)
        preferences.change(inspector=name, organisation="示例县爱卫办", language="en", role=role)
        self.workspace = Workspace(paths.workspace)
        self.jobs = Jobs()
        self.desk = Desk(paths, self.workspace, Library(folder), preferences, self.jobs)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1000, 700)
        self.window.show()
        self.dialog = EnrolmentDialog(self.desk, self.window)
        self.dialog.show()

    def step(self, number):
        """Go to a step, counted as people do; gives its panel."""
        self.dialog.show_step(number - 1)
        panel = self.dialog.panels[number - 1]
        self.qtbot.waitUntil(panel.isVisible)
        return panel

    def stage(self, number):
        return self.dialog.steps[number - 1].text().splitlines()[1]

    def close(self):
        self.jobs.shut_down()
        self.workspace.close()


@pytest.fixture
def sticks(tmp_path, monkeypatch):
    """The sticks in the computer: a list that tests plug into and pull out of."""
    plugged = []

    def drives():
        return tuple(Drive(path, path.name, 1 << 30) for path in plugged)

    monkeypatch.setattr(drive_list, "plugged_in", drives)
    monkeypatch.setattr(authority_finder, "plugged_in", drives)
    return plugged


@pytest.fixture
def stick(tmp_path):
    def make(name):
        path = tmp_path / name
        path.mkdir()
        return path

    return make


@pytest.fixture
def office(qtbot, tmp_path, qapp, sticks):
    seat = Seat(qtbot, tmp_path / "office", "office", "李主任")
    yield seat
    seat.close()


@pytest.fixture
def inspector(qtbot, tmp_path, qapp, sticks):
    seat = Seat(qtbot, tmp_path / "laptop", "inspector", "王检查")
    yield seat
    seat.close()


def typed_twice(fields, passphrase):
    fields.first.line.setText(passphrase)
    fields.second.line.setText(passphrase)


def test_from_two_empty_computers_to_a_key_that_counts_and_is_lost(
    qtbot, office, inspector, sticks, stick, monkeypatch
):
    safe_1, safe_2, travelling = stick("safe 1"), stick("safe 2"), stick("travelling")

    # 1 The office makes its key on two sticks.
    panel = office.step(1)
    assert office.stage(1) == "next"
    assert not panel.drives.isEnabled()
    typed_twice(panel.fresh, ROOT_PASSPHRASE)
    sticks.append(safe_1)
    panel.drives.look()
    panel.drives.buttons[0].click()
    qtbot.waitUntil(lambda: panel.finder.folder == safe_1 / FOLDER, timeout=PATIENCE)
    assert panel.fresh.passphrase == ""
    sticks.append(safe_2)
    panel.drives.look()
    panel.passphrase.line.setText(ROOT_PASSPHRASE)
    (button,) = panel.drives.buttons  # the first stick is not offered again
    assert str(safe_2) in button.text()
    button.click()
    qtbot.waitUntil(lambda: office.stage(1) == "done", timeout=PATIENCE)
    assert (safe_2 / FOLDER / "root.p12").read_bytes() == (
        safe_1 / FOLDER / "root.p12"
    ).read_bytes()
    assert not list(office.desk.paths.keys.rglob("*.p12"))

    # 2 The inspector makes a key and saves its request on a stick.
    panel = inspector.step(2)
    panel.making._make.click()
    typed_twice(panel.making._fresh, PASSPHRASE)
    panel.making._do.click()
    qtbot.waitUntil(lambda: inspector.stage(2) == "done", timeout=PATIENCE)
    request = travelling / "wang.csr"
    monkeypatch.setattr(dialogs, "choose_target", lambda *_arguments: request)
    panel.making._save.click()
    qtbot.waitUntil(request.exists, timeout=PATIENCE)

    # 3 The office compares the number that the inspector reads out, and certifies.
    read_out = inspector.step(3).number.groups.text()
    panel = office.step(3)
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (request,))
    panel.open_it.click()
    qtbot.waitUntil(panel.number.isVisible, timeout=PATIENCE)
    assert panel.number.groups.text() == read_out
    panel.passphrase.line.setText(ROOT_PASSPHRASE)
    assert not panel.issue.isEnabled()  # before the number was compared
    panel.compared.setChecked(True)
    panel.issue.click()
    certificate = travelling / "wang.crt"
    qtbot.waitUntil(lambda: office.stage(3) == "done", timeout=PATIENCE)

    # 4 The inspector takes the certificate in.
    panel = inspector.step(4)
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (certificate,))
    panel.take.click()
    (dialog,) = panel.findChildren(CertificateDialog)
    dialog._passphrase.setText(PASSPHRASE)
    dialog._on_adopt()
    qtbot.waitUntil(lambda: inspector.stage(4) == "done", timeout=PATIENCE)
    (key,) = list_keys(inspector.desk.paths.keys)
    assert open_key(key.path, PASSPHRASE).name == "王检查"
    assert inspector.desk.settings.key == key.path.name

    # 5 The office hands on whom to trust; the inspector compares the fingerprint.
    panel = office.step(5)
    panel.write_to(travelling)
    qtbot.waitUntil(lambda: office.stage(5) == "done", timeout=PATIENCE)
    take_trust(qtbot, inspector, travelling / "office.trust", monkeypatch)
    assert [inspector.stage(number) for number in range(1, 6)] == ["done"] * 5

    # A lost key: the office declares it, and everybody takes the new list in.
    panel = office.step(3)
    panel.issued.setCurrentRow(0)
    panel.revoke.click()
    (dialog,) = panel.findChildren(RevokeDialog)
    qtbot.waitUntil(lambda: dialog.finder.folder is not None)
    assert dialog.counter.value == 0  # nothing of this key came here
    dialog.passphrase.line.setText(ROOT_PASSPHRASE)
    dialog.revoke.click()
    qtbot.waitUntil(lambda: office.stage(5) == "next", timeout=PATIENCE)
    office.step(5).write_to(travelling)
    qtbot.waitUntil(lambda: office.stage(5) == "done", timeout=PATIENCE)
    take_trust(qtbot, inspector, travelling / "office.trust", monkeypatch, is_known=True)
    assert load_trust(inspector.desk.paths.keys).cutoffs == {key.key_id: 0}


def take_trust(qtbot, seat, bundle, monkeypatch, *, is_known=False):
    panel = seat.step(5)
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (bundle,))
    panel.result.say("", "")
    panel.take.click()
    (dialog,) = [each for each in panel.findChildren(TrustDialog) if each.isVisible()]
    assert dialog.accept_it.isEnabled() == is_known
    dialog.compared.setChecked(True)
    dialog.accept_it.click()
    qtbot.waitUntil(lambda: bool(panel.result.text()), timeout=PATIENCE)


def test_an_office_certifies_its_own_key_on_its_own_computer(qtbot, office, sticks, stick):
    safe = stick("safe")
    panel = office.step(1)
    typed_twice(panel.fresh, ROOT_PASSPHRASE)
    panel.write_to(safe)
    qtbot.waitUntil(lambda: bool(panel.result.text()), timeout=PATIENCE)
    sticks.append(safe)
    making = office.step(2).making
    making._make.click()
    typed_twice(making._fresh, PASSPHRASE)
    making._do.click()
    qtbot.waitUntil(lambda: office.stage(2) == "done", timeout=PATIENCE)
    panel = office.step(3)
    panel.own.click()
    qtbot.waitUntil(panel.number.isVisible, timeout=PATIENCE)
    panel.compared.click()
    panel.role._buttons["office"].click()
    panel.passphrase.line.setText(ROOT_PASSPHRASE)
    panel.issue.click()
    qtbot.waitUntil(lambda: bool(panel.findChildren(CertificateDialog)), timeout=PATIENCE)
    (key,) = list_keys(office.desk.paths.keys)
    assert not key.certified  # before the passphrase of the key itself was typed
    (dialog,) = panel.findChildren(CertificateDialog)
    dialog._passphrase.setText(PASSPHRASE)
    dialog._on_adopt()
    qtbot.waitUntil(lambda: office.stage(4) == "done", timeout=PATIENCE)
    (key,) = list_keys(office.desk.paths.keys)
    assert open_key(key.path, PASSPHRASE).is_office


def test_passphrases_are_kept_neither_in_the_window_nor_in_files(
    qtbot, office, sticks, stick, tmp_path
):
    panel = office.step(1)
    sticks.append(stick("safe"))
    panel.drives.look()
    typed_twice(panel.fresh, ROOT_PASSPHRASE)
    panel.drives.buttons[0].click()
    qtbot.waitUntil(lambda: bool(office.dialog.panels[0].result.text()), timeout=PATIENCE)
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not [content for content in written if ROOT_PASSPHRASE.encode() in content]
    panel.passphrase.line.setText(ROOT_PASSPHRASE)
    office.step(2)
    assert panel.passphrase.passphrase == ""
