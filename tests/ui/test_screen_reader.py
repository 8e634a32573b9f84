"""What a screen reader hears of the real program, on a real bus and a screen of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assessor.domain.inspection import Visit
from assessor.preflight import packages_missing
from assessor.services.fieldwork import new_check
from assessor.settings import Settings, save_settings
from assessor.storage import Workspace
from tests.registers import sites_of
from tests.ui.conftest import AT

READER = Path(__file__).with_name("read_aloud.py")
PAGES = ("check", "today", "settings")
SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
#: Started inside a session bus of its own: the program, and then the one who listens.
SESSION = """
"$PYTHON" -m assessor --profile "$PROFILE" --language zh_CN &
program=$!
"$SYSTEM_PYTHON" "$READER" "$@"
heard=$?
kill $program
exit $heard
"""


def lacking():
    """The Debian packages without which nobody can listen."""
    tools = {"Xvfb": "xvfb", "dbus-run-session": "dbus"}
    missing = [package for tool, package in tools.items() if not shutil.which(tool)]
    missing += [] if LAUNCHER.exists() else ["at-spi2-core"]
    knows_bus = (
        shutil.which(SYSTEM_PYTHON)
        and not subprocess.run(
            [SYSTEM_PYTHON, "-c", "import dbus"], capture_output=True, check=False
        ).returncode
    )
    missing += [] if knows_bus else ["python3-dbus"]
    return [*missing, *packages_missing()]


def refuse_or_skip(missing):
    words = "a screen reader cannot be tried: apt-get install -y " + " ".join(missing)
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="module")
def screen():
    """A screen that nobody sees; its name."""
    if not sys.platform.startswith("linux"):
        pytest.skip("AT-SPI is how Linux reads aloud")
    if missing := lacking():
        refuse_or_skip(missing)
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1366x768x24",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(timeout=30)


@pytest.fixture(scope="module")
def profile(tmp_path_factory, county_profile, library):
    """An inspector in the middle of a check."""
    profile = tmp_path_factory.mktemp("aloud") / "profile"
    shutil.copytree(county_profile, profile)
    save_settings(profile / "settings.json", Settings(inspector="张三", welcomed=True))
    standard = library.standard("NSC-2021")
    with Workspace(profile / "workspace.assessor") as workspace:
        site = sites_of(workspace, "MARKET")[0]
        check = new_check(workspace, site, standard.ref, Visit(AT, inspectors=("张三",)))
        workspace.drafts.begin(check, standard.site_type("MARKET").items[0].id)
    return profile


@pytest.fixture(scope="module")
def heard(screen, profile, tmp_path_factory):
    """Everything on the check page, on today's and in the settings, one after the other."""
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("QT_")
        and name not in ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    }
    environ |= {
        "DISPLAY": screen,
        "PYTHON": sys.executable,
        "PROFILE": str(profile),
        "SYSTEM_PYTHON": SYSTEM_PYTHON,
        "READER": str(READER),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(tmp_path_factory.mktemp("home")),
        "XDG_RUNTIME_DIR": str(tmp_path_factory.mktemp("run")),
    }
    Path(environ["XDG_RUNTIME_DIR"]).chmod(0o700)
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", SESSION, "sh", "今日任务", "设置"],
        env=environ,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    trees = json.loads(done.stdout.splitlines()[-1])  # the registry greets on the lines before
    return dict(zip(PAGES, trees, strict=True))


def showing(nodes):
    return [node for node in nodes if node["shows"]]


def names(nodes, *roles):
    return {node["name"] for node in showing(nodes) if node["role"] in roles}


BUTTONS = ("button", "push button", "check box", "toggle button", "radio button")


@pytest.mark.parametrize("page", PAGES)
def test_whatever_takes_the_focus_has_a_name(heard, page):
    nameless = [n for n in showing(heard[page]) if n["focusable"] and not n["name"].strip()]
    assert nameless == []


@pytest.mark.parametrize("page", PAGES)
def test_every_button_says_what_it_does(heard, page):
    said = [n["name"] for n in showing(heard[page]) if n["role"] in BUTTONS]
    assert len(said) > 3
    assert "" not in said


def test_the_program_and_its_places_are_named(heard):
    assert heard["check"][0]["name"] == "assessor"
    assert heard["check"][0]["role"] == "application"
    assert {"今日任务", "检查", "设置"} <= names(heard["check"], *BUTTONS)


def test_the_form_is_read_row_by_row(heard):
    rows = [n for n in heard["check"] if n["role"] in ("tree item", "table cell", "list item")]
    assert len(rows) > 10
    assert sum("未查" in row["name"] for row in rows) > 10


def test_every_page_is_reached_by_a_reader_alone(heard):
    assert len(names(heard["settings"], "text", "entry")) >= 2
    assert "东门农贸市场" in "".join(names(heard["today"], "list item", "table cell"))
    assert "检查表的检查项" in names(heard["check"], "tree")
