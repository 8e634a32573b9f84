from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from assessor.domain.inspection import UnitKind
from assessor.services.sites import Entered, add_site, problem_with
from assessor.storage import Workspace
from assessor.ui.add_site_dialog import AddSiteDialog
from tests.ui.conftest import AT


@pytest.fixture
def workspace_elsewhere(tmp_path):

    with Workspace(tmp_path / "elsewhere") as workspace:
        yield workspace


def test_a_new_site_is_offered_no_unit_that_has_ended(qtbot, desk):
    register = desk.workspace.register
    ended = next(each for each in register.units() if each.kind is UnitKind.COMMUNITY)
    register.save_units([replace(ended, valid_to=AT.date())])
    page = QWidget()
    qtbot.addWidget(page)
    dialog = AddSiteDialog(desk, desk.library.standard("NSC-2021"), page)
    assert dialog._community.count() > 0
    assert dialog._community.findData(ended.code) == -1


def test_a_site_of_a_new_community_makes_the_community(desk):
    entered = Entered("早市", "MARKET", "990001009001", "新社区", "", "")
    assert problem_with(entered) == ""
    added = add_site(desk.workspace.register, entered)
    assert desk.workspace.register.unit("990001009001").name == "新社区"
    assert added.code.startswith("990001009001-MARKET-N")


def test_an_organisation_of_the_same_name_is_the_same_anywhere(desk, workspace_elsewhere):
    entered = Entered("早市", "MARKET", "990001009001", "社区", "某公司", "")
    here = add_site(desk.workspace.register, entered)
    there = add_site(workspace_elsewhere.register, entered)
    assert here.organisation == there.organisation
    assert here.code != there.code
