from dataclasses import replace
from datetime import timedelta

import pytest

from assessor.domain.inspection import Band, Faults, Visit
from assessor.domain.marking import full_marks
from assessor.pinyin import Query
from assessor.services.fieldwork import new_check
from assessor.ui.agenda import Stage, agenda, next_errand, standard_in_force
from assessor.ui.today_list import missing_words
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


def mark_all(desk, fieldwork):
    for item in fieldwork.site_type.items:
        desk.workspace.drafts.mark(fieldwork.check.id, item.id, full_marks(item), AT)


def test_with_every_item_marked_it_is_ready(desk, fieldwork, listed):
    mark_all(desk, fieldwork)
    assert of(listed(), fieldwork.check.site.code).stage is Stage.READY


def test_a_draft_tells_what_it_lacks(desk, fieldwork, listed):
    mark_all(desk, fieldwork)
    desk.workspace.drafts.mark(fieldwork.check.id, "MARKET.02", Band(4), AT)
    desk.workspace.drafts.mark(fieldwork.check.id, "MARKET.03", None, AT)
    errand = of(listed(), fieldwork.check.site.code)
    assert errand.stage is Stage.OPEN
    assert "1 item open" in missing_words(errand)
    assert "a reason must be given" in missing_words(errand)


def test_sites_come_by_community_until_the_inspector_says_otherwise(desk, begin, listed):
    begin("TOILET")
    codes = [each.site.code for each in listed()]
    assert codes == sorted(codes)
    desk.workspace.routes.keep("", codes[::-1][:3])
    assert [each.site.code for each in listed()] == [*codes[::-1][:3], *codes[:-3]]


def test_the_next_site_is_the_first_on_the_route_that_needs_work(listed):
    errands = listed()
    done = replace(errands[1], stage=Stage.SIGNED)
    changed = (errands[0], done, *errands[2:])
    assert next_errand(changed, done.site.code) == errands[2]
    assert next_errand(changed) == errands[0]
    last = tuple(replace(each, stage=Stage.EXPORTED) for each in errands[1:])
    assert next_errand((errands[0], *last), errands[-1].site.code) == errands[0]
    assert next_errand(last) is None


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


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("东门 农贸", True),
        ("market", True),
        ("dmnm", True),
        ("dongmen", True),
        ("东门 公厕", False),
    ],
)
def test_a_search_wants_every_word_in_any_writing(listed, wanted, found):
    errand = next(each for each in listed() if each.site.name == "东门农贸市场")
    assert (errand.rank(Query(wanted)) is not None) is found


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
