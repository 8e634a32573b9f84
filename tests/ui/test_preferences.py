import pytest

from assessor.files import FileError
from assessor.settings import load_settings
from assessor.ui.preferences import Preferences


def test_a_change_is_on_disk_before_it_is_told(qtbot, paths):
    preferences = Preferences(paths.settings)
    seen = []
    preferences.changed.connect(lambda: seen.append(load_settings(paths.settings).theme))
    preferences.change(theme="sun")
    assert seen == ["sun"]
    assert preferences.settings.theme == "sun"


def test_no_change_is_not_told(qtbot, paths):
    preferences = Preferences(paths.settings)
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.change(theme="light")


def test_what_cannot_be_kept_is_not_changed(qtbot, paths):
    paths.profile.mkdir(parents=True)
    paths.settings.mkdir()  # a folder where the file should be
    preferences = Preferences(paths.settings)
    with pytest.raises(FileError):
        preferences.change(theme="sun")
    assert preferences.settings.theme == "light"
