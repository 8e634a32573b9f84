"""The watched folder is chosen and given up in the settings."""

from assessor.ui import dialogs
from assessor.ui.photo_folder_card import PhotoFolderCard
from tests.ui.test_accessibility import nameless, too_small


def test_the_folder_is_kept_at_once_and_given_up(qtbot, desk, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_arguments: tmp_path)
    card = PhotoFolderCard(desk)
    qtbot.addWidget(card)
    card.show()
    assert "No folder" in card._folder.text()
    card._choose.click()
    assert desk.settings.photo_folder == str(tmp_path)
    assert card._folder.text() == str(tmp_path)
    card._stop.click()
    assert desk.settings.photo_folder == ""
    assert (nameless(card), too_small(card)) == ([], [])


def test_thinking_better_of_it_changes_nothing(qtbot, desk, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_arguments: None)
    card = PhotoFolderCard(desk)
    qtbot.addWidget(card)
    card._choose.click()
    assert desk.settings.photo_folder == ""
