import shutil

import pytest

from assessor.services import exporting
from assessor.services.fieldwork import not_exported
from assessor.services.verification import verify_file
from assessor.ui import dialogs, drive_list
from assessor.ui.drives import Drive
from assessor.ui.export_dialog import ExportDialog
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import action_button
from tests.actors import site


@pytest.fixture
def person(people):
    return people("zhang")


@pytest.fixture
def sticks(monkeypatch):
    """The drives that are found; a test may change them."""
    found = []
    monkeypatch.setattr(drive_list, "plugged_in", lambda: tuple(found))
    return found


@pytest.fixture
def stick(tmp_path, sticks):
    root = tmp_path / "KINGSTON"
    root.mkdir()
    sticks.append(Drive(root, "KINGSTON", 14_200_000_000))
    return root


@pytest.fixture
def panel(qtbot, person, seat, sticks):
    window = action_button("behind")
    qtbot.addWidget(window)
    window.resize(911, 480)
    checks = [person.checks(site(number)).check_id for number in (1, 2)]
    dialog = ExportDialog(seat(person), checks, window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    yield dialog.panel
    dialog.close()


def drive_buttons(panel):
    return list(panel.drives.buttons)


def said(panel):
    return panel.result.text()


def test_without_a_stick_it_says_to_plug_one_in_and_notices_when_it_comes(
    qtbot, panel, sticks, tmp_path
):
    assert panel.drives.none.isVisible()
    assert drive_buttons(panel) == []
    sticks.append(Drive(tmp_path, "KINGSTON", 14_200_000_000))
    qtbot.waitUntil(lambda: len(drive_buttons(panel)) == 1, timeout=5_000)
    assert not panel.drives.none.isVisible()
    (button,) = drive_buttons(panel)
    assert button.text() == f"KINGSTON ({tmp_path}), 14.2 GB free"
    assert button.accessibleName() == button.text()
    assert button.height() >= TOUCH
    sticks.clear()
    qtbot.waitUntil(panel.drives.none.isVisible, timeout=5_000)


def test_one_press_writes_all_reads_them_back_and_lets_unplug(qtbot, person, stick, panel):
    with qtbot.waitSignal(panel.exported, timeout=30_000):
        drive_buttons(panel)[0].click()
    files = sorted(stick.glob("*.asice"))
    assert len(files) == 2
    assert all(verify_file(path, person.trust).good for path in files)
    assert "2 files were written to KINGSTON and read back whole" in said(panel)
    assert "may be unplugged" in said(panel)
    assert all(path.name in said(panel) for path in files)
    assert not panel.again.isVisible()
    assert not_exported(person.workspace) == ()


def test_a_stick_pulled_out_midway_is_a_sentence_and_the_rest_can_be_tried_again(
    qtbot, person, stick, panel, monkeypatch
):
    whole, calls = exporting.export_check, []

    def pulled(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            shutil.rmtree(stick)
        return whole(*arguments)

    monkeypatch.setattr(exporting, "export_check", pulled)
    panel.write_to(stick)
    qtbot.waitUntil(panel.again.isVisible, timeout=30_000)
    assert "1 file was written" in said(panel)
    assert "1 file is not written yet" in said(panel)
    assert "may be unplugged" not in said(panel)
    assert str(stick) in said(panel)
    stick.mkdir()
    with qtbot.waitSignal(panel.exported, timeout=30_000):
        panel.again.click()
    assert len(list(stick.glob("*.asice"))) == 1
    assert not panel.again.isVisible()
    assert not_exported(person.workspace) == ()


def test_any_folder_can_be_chosen_instead(qtbot, panel, tmp_path, monkeypatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_arguments: folder)
    with qtbot.waitSignal(panel.exported, timeout=30_000):
        panel.drives.other.click()
    assert str(folder) in said(panel)


def test_whoever_thinks_better_of_a_folder_writes_nothing(panel, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_arguments: None)
    panel.drives.other.click()
    panel.again.click()
    assert said(panel) == ""
