import subprocess
import sys

import pytest

from assessor import preflight

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Linux matter")


@pytest.fixture
def without_cursor_library(monkeypatch):
    loads = preflight._loads
    monkeypatch.setattr(
        preflight, "_loads", lambda name: name != "libxcb-cursor.so.0" and loads(name)
    )


@linux_only
def test_a_missing_library_is_named_by_its_package(without_cursor_library):
    assert "libxcb-cursor0" in preflight.packages_missing()


@linux_only
def test_tests_need_no_library_of_a_screen(without_cursor_library):
    assert "libxcb-cursor0" not in preflight.packages_missing(window=False)


@linux_only
def test_the_sentence_carries_the_whole_command_in_both_languages(without_cursor_library):
    sentence = preflight.missing_for_window({"DISPLAY": ":0"})
    chinese, english = sentence.splitlines()
    command = preflight.install_command(preflight.packages_missing())
    assert command in chinese
    assert command in english
    assert "apt-get install -y" in command


@linux_only
def test_no_screen_is_said_so(monkeypatch):
    monkeypatch.setattr(preflight, "_loads", lambda _name: True)
    assert "DISPLAY" in preflight.missing_for_window({})


@linux_only
@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_either_kind_of_screen_will_do(monkeypatch, name):
    monkeypatch.setattr(preflight, "_loads", lambda _name: True)
    assert preflight.missing_for_window({name: ":0"}) is None


@linux_only
def test_the_offscreen_platform_needs_no_screen(monkeypatch):
    monkeypatch.setattr(preflight, "_loads", lambda name: name in preflight._ALWAYS)
    assert preflight.missing_for_window({"QT_QPA_PLATFORM": "offscreen:configfile=x"}) is None


def test_a_library_that_nobody_has_does_not_load():
    assert not preflight._loads("libnobody-has-this.so.9")


@linux_only
@pytest.mark.parametrize(
    ("environ", "told", "method"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "fcitx", "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx5", "ibus"),
        ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}, "xim", "ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx"}, "fcitx", "ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "fcitx", "ibus"),
        ({"XMODIFIERS": "@im=ibus"}, "", "ibus"),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"}, "", "ibus"),
        ({"QT_IM_MODULE": "compose"}, "", "compose"),
    ],
)
def test_what_qt_does_not_know_is_reached_through_ibus_and_told(environ, told, method):
    assert preflight.mend_input_method(environ) == told
    assert environ["QT_IM_MODULE"] == method


def test_a_list_that_holds_ibus_is_left_alone():
    environ = {"QT_IM_MODULES": "wayland;fcitx;ibus", "XMODIFIERS": "@im=fcitx"}
    assert preflight.mend_input_method(environ) == ""
    assert environ["QT_IM_MODULES"] == "wayland;fcitx;ibus"


@linux_only
def test_on_wayland_the_compositor_brings_the_input_method():
    environ = {"XMODIFIERS": "@im=fcitx", "WAYLAND_DISPLAY": "wayland-0"}
    assert preflight.mend_input_method(environ) == ""
    assert "QT_IM_MODULE" not in environ


def test_other_settings_are_left_alone():
    environ: dict[str, str] = {}
    assert preflight.mend_input_method(environ) == ""
    assert environ == {}


def test_the_check_imports_nothing_but_the_standard_library():
    probe = (
        "import sys; import assessor.preflight; "
        "print([m for m in sys.modules if m.startswith(('PySide6', 'assessor.'))])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['assessor.preflight']"
