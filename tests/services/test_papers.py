"""Reports over several checks, made from what a workspace holds."""

import json
from datetime import timedelta

import pytest

from assessor.domain.inspection import (
    Campaign,
    CampaignKind,
    DoubleVisit,
    Fault,
    Faults,
)
from assessor.errors import AssessorError
from assessor.services.bulletins import bulletin_paper, drafted
from assessor.services.papers import Paper
from assessor.services.site_reports import site_paper
from assessor.services.unit_reports import unit_paper
from assessor.signing.attachments import enclosed_in
from tests.actors import NOON, site, units
from tests.registers import keep_campaign
from tests.reporting.samples import appears_in_order, bare, failures, text_of

LATER = NOON + timedelta(days=30)
MISSING = "\U00020bb7"


@pytest.fixture
def office(people):
    _zhang, clerk, _chief = people
    clerk.workspace.register.save_units(units())
    return clerk


def campaign(office, number=1):
    standard = office.library.standard("NSC-2021")
    starts = NOON.date() + timedelta(days=100 * number)
    made = Campaign(
        f"2026-{number}",
        f"第{number}批",
        CampaignKind.UNANNOUNCED,
        starts,
        starts + timedelta(days=9),
        standard.ref,
        "county-equal",
        DoubleVisit.LATEST,
    )
    keep_campaign(office.workspace, made)
    return made.id


def of_site(office, **more):
    values = {"issuer": "县爱卫办", "at": LATER} | more
    return site_paper(office.workspace, office.library, site().code, "en", **values)


def of_unit(office, code="990001001", **more):
    values = {"issuer": "县爱卫办", "at": LATER} | more
    return unit_paper(office.workspace, office.library, code, "en", **values)


def basis_of(paper: Paper):
    """The attached list of what a report rests on, found by what it says of itself."""
    parsed = map(json.loads, enclosed_in(paper.pdf).files.values())
    return next(each for each in parsed if "report" in each)


def test_a_site_report_tells_all_checks_in_order(office):
    office.checks(site(), faults=3)
    office.checks(site(), at=NOON + timedelta(days=7))
    office.checks(site(2), faults=1)
    made = of_site(office)
    assert failures(made.pdf) == []
    parts = ("97.00", "100.00", "摊外摊", "Sound on 2026-11-09")
    assert appears_in_order(parts, text_of(made.pdf))
    assert bare("东门街道　东门第一社区") in text_of(made.pdf)
    assert len(basis_of(made)["documents"]) == 2
    assert made.gaps == ()


def test_the_same_checks_give_the_same_site_report(office):
    office.checks(site(), faults=3)
    assert of_site(office).pdf == of_site(office).pdf


def test_a_site_without_a_check_is_refused_with_a_sentence(office):
    with pytest.raises(AssessorError, match="no signed check of site 990001001001-MARKET-0001"):
        of_site(office)


def test_photos_of_faults_are_printed_with_both_visits(office):
    for number, words in enumerate(("一", "二")):
        check_id = office.begins(site())
        faults = Faults((Fault(1, words, "CH08", photos=(office.photographs(words),)),))
        item = office.library.standard("NSC-2021").site_type("MARKET").items[5]
        office.marks(check_id, item.id, faults)
        office.marks_the_rest_good(check_id)
        office.signs(check_id, NOON + timedelta(days=number, hours=1))
    text = text_of(of_site(office).pdf)
    assert appears_in_order(("before and after", "Visit 1", "Visit 2"), text)


def test_characters_without_glyph_anywhere_in_a_report_are_named(office):
    town = units()[1]
    office.checks(site())
    office.workspace.register.save_units([type(town)(town.code, f"东{MISSING}街", town.kind)])
    made = of_site(office)
    assert made.gaps == (MISSING,)
    assert MISSING in made.gap_words()
    assert Paper(b"").gap_words() == ""


def test_a_unit_report_tells_what_the_ranking_tells(office):
    first = campaign(office)
    office.checks(site(), faults=4, campaign=first)
    office.checks(site(3, community="990001002001"), campaign=first)
    made = of_unit(office)
    assert failures(made.pdf) == []
    parts = ("Unit report", "东门街道", "第1批", "96.00", "2 / 2", "东门市场1")
    assert appears_in_order(parts, text_of(made.pdf))
    told = basis_of(made)
    assert (told["campaign"], told["unit"], len(told["documents"])) == (first, "990001001", 1)


def test_a_trend_goes_over_campaigns_of_the_same_standard(office):
    for number, faults in ((1, 5), (2, 2)):
        office.checks(site(), faults=faults, campaign=campaign(office, number))
    text = text_of(of_unit(office).pdf)
    assert appears_in_order(("Scores of the campaigns", "95.00", "98.00"), text)
    earlier = text_of(of_unit(office, campaign_id="2026-1").pdf)
    assert bare("Scores of the campaigns") not in earlier


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("990009", "no unit 990009"),
        ("990001", "neither a town"),
        ("990001002", "has no site in"),
    ],
)
def test_units_that_cannot_be_reported_on_are_refused(office, code, said):
    office.checks(site(), campaign=campaign(office))
    with pytest.raises(AssessorError, match=said):
        of_unit(office, code)


def test_a_bulletin_is_drafted_from_the_numbers_and_set_as_it_is(office):
    first = campaign(office)
    office.checks(site(), faults=4, campaign=first)
    office.checks(site(3, community="990001002001"), campaign=first)
    values = {"issuer": "县爱卫办", "at": LATER}
    text = drafted(office.workspace, office.library, "en", **values, number=7)
    said = text.decode()
    assert "2 sites in 2 towns and streets were checked, and 4 places" in said
    assert "西河街道 (100.00), 东门街道 (96.00)" in said
    made = bulletin_paper(text, "en", **values)
    assert failures(made.pdf) == []
    assert appears_in_order(("Issue 7", "县爱卫办", "Overview", "Ranking"), text_of(made.pdf))
    assert enclosed_in(made.pdf).files.popitem()[1] == text


def test_an_issue_needs_a_number(office):
    text = "标题：一\n\n字".encode()
    with pytest.raises(AssessorError, match="which issue"):
        bulletin_paper(text, "en", issuer="", at=LATER)
    made = bulletin_paper(text, "en", issuer="县爱卫办", at=LATER, number=3)
    assert appears_in_order(("Issue 3", "县爱卫办"), text_of(made.pdf))
