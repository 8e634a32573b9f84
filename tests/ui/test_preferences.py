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


def test_what_is_for_this_run_is_never_kept(qtbot, paths):
    preferences = Preferences(paths.settings, language="en")
    preferences.change(theme="sun")
    assert preferences.settings.language == "en"
    assert load_settings(paths.settings).language == "zh_CN"


def test_what_was_for_this_run_is_kept_once_it_is_chosen(qtbot, paths):
    preferences = Preferences(paths.settings, language="en")
    preferences.change(language="en")
    assert load_settings(paths.settings).language == "en"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_out_of_the_sun_the_look_is_the_one_before(qtbot, paths, theme):
    preferences = Preferences(paths.settings)
    preferences.change(theme=theme)
    preferences.toggle_sun()
    assert preferences.settings.theme == "sun"
    again = Preferences(paths.settings)  # after a restart
    again.toggle_sun()
    assert again.settings.theme == theme
