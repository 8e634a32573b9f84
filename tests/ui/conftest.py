"""A desk, an open draft and its page, on the shipped standard."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from assessor.domain.inspection import Site, Visit
from assessor.paths import shipped
from assessor.services.fieldwork import new_check
from assessor.standards import Library
from assessor.ui.check_page import CheckPage
from assessor.ui.desk import Desk
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.jobs import Jobs
from assessor.ui.preferences import Preferences
from assessor.ui.standards_page import StandardsPage
from tests import actors
from tests.actors import Person
from tests.registers import sites_of
from tests.ui import each_mode

AT = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)


@pytest.fixture
def desk(county, paths, library, qapp):
    preferences = Preferences(paths.settings)
    preferences.change(inspector="张三", language="en")
    jobs = Jobs()
    yield Desk(paths, county, library, preferences, jobs)
    jobs.shut_down()


@pytest.fixture
def begin(desk):
    """Begin a draft at the first site of a type; gives its id."""

    def _begin(site_type="MARKET"):
        standard = desk.library.standard("NSC-2021")
        site = sites_of(desk.workspace, site_type)[0]
        visit = Visit(AT, inspectors=("张三",))
        check = new_check(desk.workspace, site, standard.ref, visit, campaign="2026-05")
        desk.workspace.drafts.begin(check, standard.site_type(site_type).items[0].id)
        return check.id

    return _begin


@pytest.fixture(scope="session")
def modes_library(tmp_path_factory):
    """The shipped standards, and one with an item of each mode."""
    installed = tmp_path_factory.mktemp("standards")
    each_mode.install(installed)
    return Library(shipped("standards"), installed)


@pytest.fixture
def modes(county, modes_library, qapp):
    """A draft of the form with an item of each mode."""
    standard = modes_library.standard("MODES-2030")
    site = Site("990001001001-EACH-0001", "各式点位", "EACH", "990001001001")
    check = new_check(county, site, standard.ref, Visit(AT, inspectors=("张三",)))
    county.drafts.begin(check, "EACH.01")
    return Fieldwork(county, modes_library, check.id, clock=lambda: AT)


@pytest.fixture
def fieldwork(desk, begin):
    return Fieldwork(desk.workspace, desk.library, begin(), clock=lambda: AT)


@pytest.fixture
def page(qtbot, desk, fieldwork):
    """The check page, shown and with the keyboard's focus."""
    page = CheckPage(desk, fieldwork)
    qtbot.addWidget(page)
    page.resize(1274, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.rest()
    return page


@pytest.fixture
def press(qtbot, page):
    """Press keys wherever the focus is, as a keyboard does."""

    def _press(*keys):
        for key in keys:
            widget = QApplication.focusWidget() or page
            if isinstance(key, str):
                qtbot.keyClicks(widget, key)
            else:
                qtbot.keyClick(widget, key)

    return _press


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return actors.authority(tmp_path_factory.mktemp("authority") / "office")


@pytest.fixture
def people(tmp_path, authority):
    """People with keys and workspaces; each is closed at the end."""
    met = []

    def _meet(name, **more):
        met.append(Person(name, tmp_path / name, authority, **more))
        return met[-1]

    yield _meet
    for person in met:
        person.close()


@pytest.fixture
def seat(qapp):
    """A desk for a person."""
    seats = []

    def _seat(person):
        preferences = Preferences(person.paths.settings)
        preferences.change(inspector=person.name, language="en")
        jobs = Jobs()
        seats.append(jobs)
        return Desk(person.paths, person.workspace, person.library, preferences, jobs)

    yield _seat
    for jobs in seats:
        jobs.shut_down()


@pytest.fixture
def shelf(workspace, paths, qapp):
    """A desk at which standards can be installed."""
    preferences = Preferences(paths.settings)
    preferences.change(inspector="张三", language="en")
    jobs = Jobs()
    library = Library(shipped("standards"), paths.standards)
    yield Desk(paths, workspace, library, preferences, jobs)
    jobs.shut_down()


@pytest.fixture
def standards_page(qtbot, shelf):
    """The page of the standards, shown, with the newest one on it."""
    page = StandardsPage(shelf)
    qtbot.addWidget(page)
    page.resize(1274, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.view.sheet is not None, timeout=20_000)
    return page
