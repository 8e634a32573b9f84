from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.carrying import Choice, fitting, plan_carry
from assessor.domain.editions import Difference, compare_forms
from assessor.domain.forms import BandLine, Mode
from assessor.domain.inspection import Band, Fault, Faults, NotApplicable, Rate, YesNo
from assessor.domain.scoring import score, suits
from assessor.domain.standard import StandardRef
from assessor.domain.texts import Text
from tests.builders import REF, form, item
from tests.domain.marks import items, marked_forms, suitable
from tests.domain.standards import STANDARD

NEWER = StandardRef("TEST-1", 2, "cd" * 32)
AT = datetime(2026, 5, 1, tzinfo=UTC)
TWO = Faults((Fault(words="a"), Fault(words="b")))


def zh(text):
    return Text(text, "words")


def plan(older, newer, answers):
    old, new = (replace(STANDARD, site_types=(each,)) for each in (older, newer))
    return plan_carry(REF, NEWER, compare_forms(old, new, older, newer), answers)


def forms(before, after):
    return form(*before), form(*after)


@settings(deadline=None, max_examples=50)
@given(marked_forms())
def test_to_an_equal_form_every_answer_goes_by_itself(marked):
    site_type, seen = marked
    found = plan(site_type, site_type, seen)
    assert found.carried({}) == seen
    assert found.asked == ()
    assert found.after({}).stated == found.before.stated == score(site_type, seen).stated


@settings(deadline=None, max_examples=50)
@given(items(), items(), st.data())
def test_what_goes_over_suits_the_newer_item(before, after, data):
    seen = data.draw(suitable(before))
    found = plan(form(before), form(after), {before.id: seen})
    carried = found.carried({after.id: Choice.TAKEN})
    assert all(suits(after, each) for each in carried.values())
    if before.mode is not after.mode and not isinstance(seen, NotApplicable):
        same_kind = {before.mode, after.mode} <= {Mode.YES_NO, Mode.VETO}
        assert bool(carried) == same_kind


def test_without_a_decision_only_the_same_items_keep_their_answers():
    before = [replace(item(1), text=zh("地面洁净，无积水")), replace(item(2), text=zh("垃圾清运"))]
    after = [
        replace(before[0], text=zh("地面洁净、无积水。")),
        replace(before[1], points=Decimal(5)),
    ]
    found = plan(*forms(before, after), {"MARKET.01": TWO, "MARKET.02": TWO})
    assert found.carried({}) == {"MARKET.01": TWO}
    assert [step.item.id for step in found.asked] == ["MARKET.02"]
    taken = {"MARKET.02": Choice.TAKEN}
    assert found.carried(taken) == {"MARKET.01": TWO, "MARKET.02": TWO}
    assert (found.before.earned, found.after(taken).earned) == (16, 11)


def test_everyone_may_decide_against_what_goes_by_itself():
    found = plan(*forms([item()], [item()]), {"MARKET.01": TWO})
    assert found.carried({"MARKET.01": Choice.ANEW}) == {}


def test_the_record_says_what_became_of_every_answer_and_who_said_so():
    before = [item(1), replace(item(2), text=zh("垃圾清运")), replace(item(3), text=zh("公示"))]
    after = [item(1), replace(before[1], points=Decimal(5)), replace(item(9), text=zh("无关的"))]
    answers = {each.id: Faults() for each in before}
    found = plan(*forms(before, after), answers)
    decided = list(found.decisions({"MARKET.02": Choice.TAKEN}, "张三", AT))
    assert [(each.item, each.older, each.choice) for each in decided] == [
        ("MARKET.01", ("MARKET.01",), Choice.ITSELF),
        ("MARKET.02", ("MARKET.02",), Choice.TAKEN),
        ("", ("MARKET.03",), Choice.DROPPED),
    ]
    assert {(each.by, each.at) for each in decided} == {("张三", AT)}


def test_a_split_item_is_asked_about_part_by_part():
    whole = replace(item(1), text=zh("地面洁净无积水，垃圾日产日清"))
    parts = [
        replace(item(2), text=zh("地面洁净无积水")),
        replace(item(3), text=zh("垃圾日产日清")),
    ]
    found = plan(form(whole), form(*parts), {"MARKET.01": TWO})
    assert {step.match.difference for step in found.asked} == {Difference.SPLIT}
    assert found.carried({}) == {}
    assert found.carried({"MARKET.03": Choice.TAKEN}) == {"MARKET.03": TWO}


JOINED = [
    (Mode.FAULTS, (Faults((Fault(2),)), TWO), Faults((Fault(2), *TWO.faults))),
    (Mode.YES_NO, (YesNo(True), YesNo(False)), YesNo(False)),
    (Mode.RATE, (Rate(3, 5), Rate(1, 2)), Rate(4, 7)),
    (Mode.BAND, (Band(10), Band(8, "", (Fault(),))), Band(8, "", (Fault(),))),
    (Mode.BAND, (Band(10), Band(3, "because")), None),
    (Mode.FAULTS, (TWO, NotApplicable("not_exist")), TWO),
    (Mode.FAULTS, (TWO, None), None),
]


@pytest.mark.parametrize(("mode", "seen", "joined"), JOINED)
def test_answers_to_joined_items_become_one_where_that_is_no_guess(mode, seen, joined):
    parts = [
        replace(item(1, mode), text=zh("地面洁净无积水")),
        replace(item(2, mode), text=zh("垃圾日产日清")),
    ]
    whole = replace(item(3, mode), text=zh("地面洁净无积水，垃圾日产日清"))
    answers = {each.id: given for each, given in zip(parts, seen, strict=True) if given is not None}
    found = plan(form(*parts), form(whole), answers)
    assert found.steps[0].match.difference is Difference.JOINED
    assert found.steps[0].proposal == joined
    assert found.steps[0].asks


def test_a_grade_follows_the_newer_lines_unless_somebody_overrode_it():
    before = item(mode=Mode.BAND)
    after = replace(before, band_lines=(BandLine(0, 10), BandLine(3, 7)))
    fault = (Fault(),)
    assert fitting(before, after, Band(8, "", fault)) == Band(7, "", fault)
    assert fitting(before, after, Band(5, "because", fault)) == Band(5, "because", fault)
    assert fitting(before, after, Band(7, "because", fault)) == Band(7, "", fault)


def test_forms_that_only_one_edition_has_cannot_be_planned():
    only = replace(STANDARD, site_types=(form(),))
    with pytest.raises(ValueError, match="MARKET"):
        plan_carry(REF, NEWER, compare_forms(only, only, form(), None), {})
