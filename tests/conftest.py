"""What all tests share; Qt is imported only for those that ask for a window."""

import gc
import json
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest

from assessor.domain.inspection import Campaign, CampaignKind
from assessor.i18n import LANGUAGES, use_language
from assessor.paths import Paths, shipped
from assessor.services import example_county
from assessor.standards import Library
from assessor.storage import Workspace, ballast
from tests.registers import keep_campaign

SCREEN = {
    "name": "laptop",
    "x": 0,
    "y": 0,
    "width": 1366,
    "height": 768,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
    "dpr": 1,
}


def pytest_configure(config):
    """Tell Qt, before anybody imports it, to draw on a laptop's screen that nobody sees."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")
    screens = Path(tempfile.mkdtemp(prefix="assessor-tests-")) / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN]}))
    os.environ |= {
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "QT_SCALE_FACTOR": "1",
        "QT_FONT_DPI": "96",
        "QT_ACCESSIBILITY": "1",
    }


@pytest.fixture(autouse=True)
def english():
    """Texts come in their source language, and a test may choose another one."""
    use_language("en")
    yield
    use_language(LANGUAGES[0])


@pytest.fixture(autouse=True)
def garbage_stays_here(request):
    """As in the program, garbage with windows in it is collected in their own thread alone.

    Collected in a job's thread, it would wait for the window's thread for ever.
    """
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture(autouse=True)
def little_ballast(monkeypatch):
    """Hundreds of workspaces need no 16 MB each to fall back on."""
    monkeypatch.setattr(ballast, "SIZE", 256 << 10)


@pytest.fixture(scope="session")
def library():
    """The standards that come with the program."""
    return Library(shipped("standards"))


@pytest.fixture
def engine():
    """What a workspace lies in, of `ENGINES`; see `on_both` for tests that run with each."""
    return "file"


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server of this run. It need not survive a power cut."""
    from tests.postgresql import Server

    running = Server("-c fsync=off")
    yield running
    running.close()


@pytest.fixture(scope="session")
def _on_server(server):
    address = server.new_database()
    with Workspace(address) as opened:
        yield opened, address


@pytest.fixture
def server_address(_on_server):
    """The address of an empty workspace; emptied, for that is quicker than making one."""
    from tests.postgresql import empty

    _opened, address = _on_server
    empty(address)
    return address


@pytest.fixture
def server_workspace(_on_server, server_address):
    """An open, empty workspace on a server."""
    opened, _address = _on_server
    return opened


@pytest.fixture
def office_place(engine, request):
    """Where an office's workspace lies, if not in a file of its profile."""
    return request.getfixturevalue("server_address") if engine == "server" else ""


@pytest.fixture
def paths(tmp_path):
    """A profile of its own."""
    return Paths(tmp_path / "profile")


@pytest.fixture(scope="session")
def county_profile(tmp_path_factory, library):
    """A profile whose workspace, closed, holds a county's register and a campaign."""
    paths = Paths(tmp_path_factory.mktemp("county"))
    standard = library.standard("NSC-2021")
    campaign = Campaign(
        "2026-05",
        "五月暗访",
        CampaignKind.UNANNOUNCED,
        date(2026, 5, 1),
        date(2026, 5, 31),
        standard.ref,
        "county-equal",
    )
    with Workspace(paths.workspace) as workspace:
        workspace.register.save_units(example_county.units())
        workspace.register.save_sites(example_county.sites(standard.site_types))
        keep_campaign(workspace, campaign)
    return paths.profile


@pytest.fixture
def workspace(paths):
    """An empty workspace."""
    paths.profile.mkdir(parents=True, exist_ok=True)
    with Workspace(paths.workspace) as workspace:
        yield workspace


@pytest.fixture
def county(paths, county_profile):
    """A workspace with a county's register and a campaign; copied, which is quicker."""
    shutil.copytree(county_profile, paths.profile)
    with Workspace(paths.workspace) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def qapp(qapp):
    """The application as the program makes it, with nothing but the bundled font."""
    from assessor.ui.application import prepare, use_fonts
    from assessor.ui.theme import theme_named

    use_fonts(qapp, only_bundled=True)
    prepare(qapp, "en", theme_named("light"))
    return qapp
