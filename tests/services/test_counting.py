from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from assessor.domain.apportioning import deducted, narrowed
from assessor.domain.figures import Answer, Area, PrerequisiteAnswer
from assessor.domain.inspection import Campaign, CampaignKind, Fault, Faults, Visit
from assessor.domain.profiles import Method
from assessor.domain.scoring import score
from assessor.errors import AssessorError
from assessor.i18n import Translator
from assessor.services.assessing import form_under
from assessor.services.comparison import PassLine, rank_units
from assessor.services.counting import Counting, kept_items
from assessor.services.fieldwork import new_check
from assessor.services.reports import revision_of
from assessor.services.wording import lacking_words, left_out_words
from tests.actors import NOON, Person, authority, full_marks, site, units
from tests.registers import keep_campaign

OVERLAY = "YN7-2020"


@pytest.fixture
def office(tmp_path, office_place):
    root = authority(tmp_path / "a")
    office = Person("office", tmp_path / "office", root, is_office=True, place=office_place)
    office.workspace.register.save_units(units())
    yield office
    office.close()


def marked_down(office, where, every=3):
    """A check with a fault of two places at every third item that counts places."""
    check_id = office.begins(where)
    for item in office.library.standard("NSC-2021").site_type(where.site_type).items[::every]:
        if isinstance(full_marks(item), Faults):
            office.marks(check_id, item.id, Faults((Fault(2, "脏"),)))
    office.marks_the_rest_good(check_id)
    return office.signs(check_id, NOON + timedelta(hours=2)).check_id


def on_old_forms(office, where, **more):
    standard = office.library.standard("NSC-2021", 1)
    visit = Visit(started=NOON, inspectors=(office.name,))
    check = new_check(office.workspace, where, standard.ref, visit, key=office.key.key_id, **more)
    items = standard.site_type(where.site_type).items
    office.workspace.drafts.begin(check, items[0].id)
    for item in items:
        office.marks(check.id, item.id, full_marks(item))
    return office.signs(check.id).check_id


def test_one_visit_is_scored_under_two_standards_from_the_same_observations(office):
    checks = [marked_down(office, site(n, kind)) for n, kind in enumerate(("MARKET", "TOILET"), 1)]
    overlay = office.library.standard(OVERLAY)
    own = rank_units(office.workspace, office.library, "town")
    other = rank_units(office.workspace, office.library, "town", standard=overlay)
    assert (own.standard.ref.id, other.standard.ref) == ("NSC-2021", overlay.ref)
    assert (own.others, other.others) == (0, 0)
    (place,) = other.places
    expected = {}
    for module in other.profile.modules:
        rates = []
        for check in (revision_of(office.workspace, each).check for each in checks):
            form = overlay.site_type(check.site.site_type)
            if form.code in module.site_types:
                rates.append(score(narrowed(form, module.clauses), check.observations).rate)
        rates = [rate for rate in rates if rate is not None]
        expected[module.id] = Fraction(module.points) * sum(rates) / len(rates) if rates else None
    assert {each.id: each.earned for each in place.area.modules} == expected
    assert place.score != own.places[0].score


def test_daily_rounds_take_off_for_each_place_what_the_kept_items_say(office):
    check_id = marked_down(office, site())
    ranking = rank_units(office.workspace, office.library, "town", None, "daily")
    check = revision_of(office.workspace, check_id).check
    form = ranking.standard.site_type("MARKET")
    (place,) = ranking.places
    assert ranking.profile.method is Method.DEDUCTIONS
    card = deducted(score(form, check.observations))
    assert place.area.rate == card.earned / card.possible < 1


def test_a_profile_that_needs_no_items_reads_none(office, monkeypatch):
    marked_down(office, site())
    documents = office.workspace.documents
    monkeypatch.setattr(documents, "outcomes", lambda *_a, **_k: pytest.fail("items were read"))
    assert rank_units(office.workspace, office.library, "town").places


def test_items_may_be_counted_alike_from_headers_and_from_kept_items(office):
    marked_down(office, site())
    standard = office.library.standard("NSC-2021")
    plain = standard.profile("county-equal")
    every = tuple(dict.fromkeys(c for f in standard.site_types for i in f.items for c in i.clauses))
    by_clauses = replace(plain, modules=tuple(replace(m, clauses=every) for m in plain.modules))
    (header,) = office.workspace.documents.checks()
    for profile in (plain, by_clauses):
        counting = Counting(
            office.library, standard, profile, kept_items(office.workspace, profile, None)
        )
        module = next(each for each in profile.modules if "MARKET" in each.site_types)
        result = counting.result(header).within(module)
        assert result.rate == header.earned / header.possible
        assert result.coverage == header.coverage


def test_checks_on_other_forms_are_left_out_and_counted(office):
    ref = office.library.standard("NSC-2021").ref
    day = NOON.date()
    made = Campaign("Q4", "第四季度", CampaignKind.SELF_CHECK, day, day, ref, "county-equal")
    keep_campaign(office.workspace, made)
    marked_down(office, site(1))
    on_old_forms(office, site(2), campaign="Q4")
    ranking = rank_units(office.workspace, office.library, "town", "Q4")
    assert (ranking.others, ranking.places) == (1, ())


def test_without_a_campaign_the_forms_of_most_checks_count_and_the_others_are_said(office):
    marked_down(office, site(1))
    marked_down(office, site(2))
    on_old_forms(office, site(3))
    ranking = rank_units(office.workspace, office.library, "town")
    assert (ranking.standard.ref.revision, ranking.others) == (2, 1)
    assert len(ranking.places[0].area.results) == 2
    assert left_out_words(ranking, Translator("en")) == (
        "1 check on the forms of another standard does not count here."
    )
    check = revision_of(office.workspace, ranking.places[0].area.results[0].check).check
    with pytest.raises(AssessorError, match="was marked on the forms of NSC-2021/2"):
        form_under(check, office.library, office.library.standard("NSC-2021", 1))


def test_a_pass_line_is_set_for_a_ranking_and_decides_nothing_by_itself(office):
    office.checks(site())
    workspace, library = office.workspace, office.library
    assert rank_units(workspace, library, "town").profile.pass_line is None
    workspace.figures.set_pass_line("", Decimal("0.85"))
    assert rank_units(workspace, library, "town").profile.pass_line == Decimal("0.85")
    asked = rank_units(workspace, library, "town", pass_line=Decimal("0.9"))
    assert asked.profile.pass_line == Decimal("0.9")
    assert rank_units(workspace, library, "town", pass_line=None).profile.pass_line is None
    workspace.figures.set_pass_line("", None)
    unset = rank_units(workspace, library, "town", pass_line=PassLine.AS_SET)
    assert (unset.profile.pass_line, unset.places[0].passed) == (None, None)


def test_prerequisites_answered_with_no_are_said_and_leave_the_score(office):
    office.checks(site(), faults=2)
    edition = office.library.standard("NSC-2014")
    before = rank_units(office.workspace, office.library, "town", standard=edition)
    figures = office.workspace.figures
    for unit in ("990001", "990001001", "530325"):
        answers = [
            PrerequisiteAnswer("P01", Answer.NO),
            PrerequisiteAnswer("P02", Answer.UNKNOWN),
        ]
        figures.save(Area(unit, "NSC-2014"), answers=answers)
    after = rank_units(
        office.workspace, office.library, "town", standard=edition, pass_line=Decimal("0.1")
    )
    assert [each.score for each in after.places] == [each.score for each in before.places]
    assert (after.places[0].lacking, after.places[0].passed) == (("P01",), False)
    assert [(each.unit, each.prerequisites) for each in after.lacking] == [
        ("990001", ("P01",)),
        ("990001001", ("P01",)),
    ]
    assert lacking_words(after, Translator("en")).splitlines() == [
        "示例县 may not apply; answered with no: P01.",
        "东门街道 may not apply; answered with no: P01.",
    ]
    assert (lacking_words(before, Translator("en")), before.others) == ("", 0)


def test_prerequisites_that_nobody_verified_keep_no_area_from_applying(office):
    office.checks(site())
    uncertain = office.library.standard("NSC-2021").prerequisites
    assert uncertain
    assert not any(each.decides for each in uncertain)
    answers = [PrerequisiteAnswer(each.id, Answer.NO) for each in uncertain]
    office.workspace.figures.save(Area("990001001", "NSC-2021"), answers=answers)
    ranking = rank_units(office.workspace, office.library, "town", pass_line=Decimal("0.1"))
    assert ranking.places[0].lacking == ranking.lacking == ()
    assert ranking.places[0].passed is not False
