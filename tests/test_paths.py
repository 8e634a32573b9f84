import sys
from pathlib import Path

import pytest

from assessor.paths import Paths, default_profile, resource, shipped


def test_everything_of_a_profile_lies_below_its_folder(tmp_path):
    paths = Paths(tmp_path)
    places = [paths.workspace, paths.settings, paths.keys, paths.standards, paths.log]
    assert len(set(places)) == 5
    assert all(place.parent == tmp_path for place in places)


@pytest.mark.parametrize("name", ["standards", "resources"])
def test_what_comes_with_the_program_is_found_and_explains_itself(name):
    assert (shipped(name) / "README.md").is_file()


def test_the_fonts_of_reports_come_with_the_program():
    assert resource("fonts").joinpath("OFL.txt").is_file()


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("win32", "APPDATA", "data/Assessor"),
        ("darwin", "HOME", "data/Library/Application Support/Assessor"),
        ("linux", "XDG_DATA_HOME", "data/assessor"),
    ],
)
def test_a_profile_lies_where_the_system_wants_it(monkeypatch, platform, variable, expected):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, "data")
    assert default_profile() == Path(expected)


def test_an_empty_variable_counts_as_none(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "")
    monkeypatch.setenv("HOME", "home")
    assert default_profile() == Path("home/.local/share/assessor")
