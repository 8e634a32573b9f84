from dataclasses import replace
from datetime import timedelta

import pytest

from assessor.domain.completeness import Lack, Missing
from assessor.domain.inspection import Annotation, Fault, Faults, NotApplicable, Shape
from assessor.errors import AssessorError
from assessor.services.sealing import ForeignRevisionError
from assessor.services.sign_off import correct, missing_in
from tests.actors import NOON, site, units


def test_what_others_would_refuse_leaves_no_report_and_the_draft(people):
    zhang, *_office = people
    check_id = zhang.begins(site())
    zhang.marks_the_rest_good(check_id)
    zhang.key = _another_inspector(zhang)
    with pytest.raises(ForeignRevisionError):
        zhang.signs(check_id)
    assert not list(zhang.paths.profile.rglob("*.pdf"))
    assert [draft.id for draft in zhang.workspace.drafts.all()] == [check_id]


def test_a_clock_that_was_set_back_signs_nothing(people):
    zhang, *_office = people
    check_id = zhang.begins(site())
    zhang.marks_the_rest_good(check_id)
    with pytest.raises(AssessorError, match=r"begun at 2026-11-02 20:00.*says 2026-11-02 19:59"):
        zhang.signs(check_id, NOON - timedelta(minutes=1))
    assert [draft.id for draft in zhang.workspace.drafts.all()] == [check_id]


def test_correcting_what_is_being_corrected_goes_on_with_it(people):
    zhang, *_office = people
    signed = zhang.checks(site(), faults=2)
    first = correct(zhang.workspace, zhang.library, signed.check_id)
    item = zhang.library.standard("NSC-2021").site_type("MARKET").items[5]
    zhang.marks(first, item.id, Faults())
    again = correct(zhang.workspace, zhang.library, signed.check_id)
    assert again == first
    assert zhang.workspace.drafts.get(again).check.observations[item.id] == Faults()


def _another_inspector(person):
    folder = person.folder / "another"
    another = type(person)("li", folder, person.authority)
    another.close()
    return another.key


def test_a_correction_needs_a_reason_and_leaves_the_visit_its_time(people):
    zhang = people[0]
    first = zhang.checks(site())
    draft = correct(zhang.workspace, zhang.library, first.check_id)
    with pytest.raises(AssessorError, match="reason"):
        zhang.signs(draft, NOON + timedelta(days=3))
    zhang.signs(draft, NOON + timedelta(days=3), reason="复核更正")
    (header,) = zhang.workspace.documents.checks()
    assert header.finished == NOON + timedelta(hours=1)


def test_a_reason_that_the_shared_words_do_not_have_is_none(people):
    zhang, *_office = people
    check_id = zhang.begins(site())
    zhang.marks_the_rest_good(check_id)
    zhang.workspace.drafts.mark(check_id, "MARKET.13", NotApplicable("whatever"), NOON)
    found = missing_in(zhang.workspace, zhang.library, check_id)
    assert Missing(Lack.NO_REASON, "MARKET.13") in found


@pytest.mark.parametrize("where", ["representative", "mark", "unit", "town"])
def test_a_character_that_cannot_be_printed_is_named_before_signing(people, where):
    """Wherever it would stand on the record, not only in the check itself."""
    zhang, missing = people[0], "\U00020bb7"
    register = zhang.workspace.register
    register.save_units(units())
    check_id = zhang.begins(site())
    item = zhang.library.standard("NSC-2021").site_type("MARKET").items[5]
    photo = zhang.photographs("摊外摊")
    fault = Fault(1, "摊外摊", photos=(photo,), responsible="ORG-SJ")
    zhang.marks(check_id, item.id, Faults((fault,)))
    check = zhang.workspace.drafts.get(check_id).check
    names = {"unit": units()[-1], "town": units()[1]}
    if where == "representative":
        visit = replace(check.visit, representative=f"王{missing}")
        zhang.workspace.drafts.describe(replace(check, visit=visit), NOON)
    elif where == "mark":
        zhang.workspace.photos.annotate(photo, [Annotation(Shape.WORDS, 1, 1, words=missing)])
    else:
        register.save_units([replace(names[where], name=f"{missing}办")])
    lacks = {each.lack: each for each in missing_in(zhang.workspace, zhang.library, check_id)}
    assert lacks[Lack.UNPRINTABLE].detail == missing
    assert not lacks[Lack.UNPRINTABLE].blocks
