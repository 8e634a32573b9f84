from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from assessor.ui import dialogs
from assessor.ui.preferences import Preferences


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def preferences(qapp, paths):
    """Those of the running program: the application's own."""
    preferences = Preferences(paths.settings, QApplication.instance())
    yield preferences
    preferences.setParent(None)


@pytest.fixture
def asked(monkeypatch):
    """What the system's dialogs are asked for; each answers with what is put in."""
    asked, answers = [], {"files": [], "folder": "", "target": ""}

    def files(_parent, _title, folder, _kinds):
        asked.append(folder)
        return answers["files"], ""

    def folder(_parent, _title, folder):
        asked.append(folder)
        return answers["folder"]

    def target(_parent, _title, proposed, _kinds):
        asked.append(proposed)
        return answers["target"], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", files)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", folder)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", target)
    return asked, answers


def test_at_first_files_are_looked_for_at_home(window, preferences, asked):
    asked, _answers = asked
    assert dialogs.choose_files(window, "Photos", "*.jpg") == ()
    assert dialogs.choose_target(window, "Report", "report.pdf", "*.pdf") is None
    assert asked == [str(Path.home()), str(Path.home() / "report.pdf")]


def test_next_time_it_begins_where_the_last_choice_was(window, preferences, asked, tmp_path):
    asked, answers = asked
    (tmp_path / "stick").mkdir()
    answers["files"] = [str(tmp_path / "stick" / "a.jpg")]
    dialogs.choose_files(window, "Photos", "*.jpg")
    assert preferences.settings.folder == str(tmp_path / "stick")
    dialogs.choose_folder(window, "Folder")
    dialogs.choose_target(window, "Report", "report.pdf", "*.pdf")
    assert asked[1:] == [str(tmp_path / "stick"), str(tmp_path / "stick" / "report.pdf")]


def test_a_stick_that_was_pulled_out_is_forgotten(window, preferences, asked, tmp_path):
    asked, _answers = asked
    preferences.change(folder=str(tmp_path / "gone"))
    dialogs.choose_folder(window, "Folder")
    assert asked == [str(Path.home())]


def test_no_folder_is_remembered_where_the_user_thought_better(window, preferences, asked):
    dialogs.choose_folder(window, "Folder")
    dialogs.choose_target(window, "Report", "report.pdf", "*.pdf")
    assert preferences.settings.folder == ""


def test_markup_in_a_sentence_is_shown_as_it_is(window):
    box = dialogs.tell(window, "<b>bold</b>")
    assert box.text() == "<b>bold</b>"
    box.close()


def test_what_cannot_be_taken_back_is_asked_first(window):
    done = []
    box = dialogs.confirm(window, "Throw it away?", "Throw away", lambda: done.append(1))
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert done == []
    box = dialogs.confirm(window, "Throw it away?", "Throw away", lambda: done.append(1))
    (yes,) = [each for each in box.buttons() if each.text() == "Throw away"]
    yes.click()
    assert done == [1]
