from datetime import timedelta

import pytest

from assessor.domain.inspection import Faults, Visit
from assessor.services.fieldwork import new_check
from assessor.ui.agenda import Stage, agenda, standard_in_force
from tests.ui.conftest import AT


@pytest.fixture
def listed(desk):
    def _listed(campaign=None):
        return agenda(desk.workspace, desk.library, campaign, "en")

    return _listed


def of(errands, site_code):
    return next(each for each in errands if each.site.code == site_code)


def test_without_a_plan_every_site_of_the_register_is_there(desk, listed):
    assert {each.site for each in listed()} == set(desk.workspace.register.sites())
    assert {each.stage for each in listed()} == {Stage.NOT_BEGUN}


def test_a_draft_tells_how_far_it_is(desk, begin, listed):
    check_id = begin()
    desk.workspace.drafts.mark(check_id, "MARKET.03", Faults(), AT)
    check = desk.workspace.drafts.get(check_id).check
    errand = of(listed(), check.site.code)
    assert (errand.stage, errand.check) == (Stage.OPEN, check_id)
    assert (errand.marked, errand.total) == (1, 15)


def test_with_every_item_marked_it_is_ready(desk, fieldwork, listed):
    for item in fieldwork.site_type.items:
        desk.workspace.drafts.mark(fieldwork.check.id, item.id, Faults(), AT)
    assert of(listed(), fieldwork.check.site.code).stage is Stage.READY


def test_what_is_begun_comes_first(desk, begin, listed):
    check_id = begin("TOILET")
    assert listed()[0].check == check_id


def test_a_draft_of_a_site_that_the_register_lost_is_still_there(desk, listed, library):
    from assessor.domain.inspection import Site

    standard = library.standard("NSC-2021")
    site = Site("990001001001-MARKET-9999", "流动早市", "MARKET", "990001001001")
    check = new_check(desk.workspace, site, standard.ref, Visit(AT))
    desk.workspace.drafts.begin(check, "MARKET.01")
    assert of(listed(), site.code).stage is Stage.OPEN


def test_of_two_drafts_the_one_touched_last_counts(desk, begin, listed):
    first, second = begin(), begin()
    desk.workspace.drafts.mark(first, "MARKET.03", Faults(), AT + timedelta(hours=1))
    site = desk.workspace.drafts.get(second).check.site.code
    assert of(listed(), site).check == first


def test_a_search_wants_every_word(listed):
    errand = next(each for each in listed() if each.site.name == "东门农贸市场")
    assert errand.matches("东门 农贸")
    assert errand.matches("market")
    assert not errand.matches("东门 公厕")


def test_the_campaign_says_which_standard_is_in_force(desk, library):
    (campaign,) = desk.workspace.register.campaigns()
    assert standard_in_force(library, campaign) == library.standard("NSC-2021")
    assert standard_in_force(library, None) is not None


def test_with_several_standards_each_site_finds_its_form(desk, modes, modes_library):
    errands = agenda(desk.workspace, modes_library, None, "en")
    market = next(each for each in errands if each.site.site_type == "MARKET")
    assert market.type_name == "Farmers' market"
    each = of(errands, modes.check.site.code)
    assert (each.type_name, each.total) == ("Of each", 6)
