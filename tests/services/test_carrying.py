from dataclasses import replace
from datetime import timedelta

import pytest

from assessor.domain.carrying import Choice
from assessor.domain.inspection import Band, Fault, Faults, NotApplicable, Visit, YesNo
from assessor.errors import AssessorError
from assessor.services import carrying
from assessor.services.sign_off import correct, sign_off
from tests.actors import NOON
from tests.services.editions import SHOP, begun, two_revisions

LATER = NOON + timedelta(minutes=5)
AFTER = LATER + timedelta(minutes=5)
DIRTY = Faults((Fault(2, "污渍", photos=("ab" * 32,)),))
TAKE = {"SHOP.01": Choice.TAKEN, "SHOP.03": Choice.TAKEN}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return two_revisions(tmp_path_factory.mktemp("standards"))


@pytest.fixture
def newest(library):
    return library.standard("SHOP-2030", 2)


@pytest.fixture
def draft(workspace, library):
    """A draft with every item marked."""
    check_id = begun(workspace, library)
    for item, seen in (
        ("SHOP.01", DIRTY),
        ("SHOP.02", Band(7, "", (Fault(2),))),
        ("SHOP.03", YesNo(False, (Fault(words="无盖"),))),
    ):
        workspace.drafts.mark(check_id, item, seen, NOON)
    return check_id


def carry(workspace, library, draft, newest, choices):
    plan = carrying.plan_of(workspace, library, draft, newest)
    carrying.carry_draft(workspace, draft, plan, choices, by="李四", at=LATER)
    return plan


def test_a_newer_revision_is_found(library, newest):
    assert carrying.newer_revision(library, library.standard("SHOP-2030", 1).ref) == newest
    assert carrying.newer_revision(library, newest.ref) is None
    assert carrying.newer_revision(library, replace(newest.ref, id="GONE-1")) is None


def test_a_draft_moves_with_what_goes_by_itself_and_what_was_decided(
    workspace, library, draft, newest
):
    plan = carry(workspace, library, draft, newest, {"SHOP.01": Choice.TAKEN})
    assert [step.item.id for step in plan.asked] == ["SHOP.01", "SHOP.03"]
    moved = workspace.drafts.get(draft)
    assert moved.check.standard == newest.ref
    assert moved.check.observations == {"SHOP.01": DIRTY, "SHOP.02": Band(7, "", (Fault(2),))}
    assert moved.current_item == "SHOP.03"
    assert (plan.before.earned, plan.after(TAKE).earned) == (68, 73)


def test_who_decided_what_and_when_is_kept(workspace, library, draft, newest):
    carry(workspace, library, draft, newest, {"SHOP.01": Choice.TAKEN})
    (record,) = carrying.records_of(workspace, draft)
    assert (record.by, record.at, record.newer) == ("李四", LATER, newest.ref)
    assert {each.item: each.choice for each in record.decisions} == {
        "SHOP.01": Choice.TAKEN,
        "SHOP.02": Choice.ITSELF,
        "SHOP.03": Choice.ANEW,
    }


def test_undo_brings_the_draft_back_whole(workspace, library, draft, newest):
    before = workspace.drafts.get(draft)
    carry(workspace, library, draft, newest, {})
    carrying.undo(workspace, library, draft, AFTER)
    assert workspace.drafts.get(draft).check == before.check
    assert workspace.drafts.get(draft).current_item == before.current_item
    assert carrying.records_of(workspace, draft) == ()
    with pytest.raises(AssessorError, match="Nothing was carried"):
        carrying.undo(workspace, library, draft, AFTER)


def test_answers_given_since_move_back_or_are_given_up_knowingly(workspace, library, draft, newest):
    carry(workspace, library, draft, newest, {})
    workspace.drafts.mark(draft, "SHOP.02", NotApplicable("not_exist"), AFTER)
    workspace.drafts.mark(draft, "SHOP.03", YesNo(True), AFTER)
    back = carrying.way_back(workspace, library, draft)
    assert (back.kept, back.lost) == ({}, ("SHOP.02", "SHOP.03"))  # 02 must apply
    workspace.drafts.mark(draft, "SHOP.02", Band(10), AFTER)
    with pytest.raises(AssessorError, match=r"SHOP\.03"):
        carrying.undo(workspace, library, draft, AFTER)
    carrying.undo(workspace, library, draft, AFTER, give_up=True)
    assert workspace.drafts.get(draft).check.observations["SHOP.02"] == Band(10)
    assert workspace.drafts.get(draft).check.observations["SHOP.03"].present is False


def test_a_draft_changed_meanwhile_is_looked_at_again(workspace, library, draft, newest):
    plan = carrying.plan_of(workspace, library, draft, newest)
    workspace.drafts.mark(draft, "SHOP.03", YesNo(True), LATER)
    with pytest.raises(AssessorError, match="changed meanwhile"):
        carrying.carry_draft(workspace, draft, plan, {}, by="", at=LATER)
    assert workspace.drafts.get(draft).check.standard == plan.older


def test_a_draft_moves_once_to_each_revision(workspace, library, draft, newest):
    carry(workspace, library, draft, newest, {})
    with pytest.raises(AssessorError, match="already"):
        carrying.plan_of(workspace, library, draft, newest)
    back = library.standard("SHOP-2030", 1)
    carry(workspace, library, draft, back, {})
    assert [each.number for each in carrying.records_of(workspace, draft)] == [1, 2]


def test_a_standard_without_such_a_form_is_refused(workspace, library, draft):
    with pytest.raises(AssessorError, match="no form"):
        carrying.plan_of(workspace, library, draft, library.standard("NSC-2021"))


@pytest.fixture
def signed(people, library):
    """An inspector with a signed check of last round."""
    zhang = people[0]
    check_id = begun(zhang.workspace, library, key=zhang.key.key_id)
    for item, seen in (
        ("SHOP.01", Faults((Fault(2, "污渍", photos=(zhang.photographs("污渍"),)),))),
        ("SHOP.02", Band(10)),
        ("SHOP.03", YesNo(True)),
    ):
        zhang.workspace.drafts.mark(check_id, item, seen, NOON)
    sign_off(zhang.workspace, library, check_id, zhang.key, language="en", at=LATER)
    return zhang, check_id


def test_a_new_draft_begins_with_last_rounds_answers_without_its_pictures(signed, library, newest):
    zhang, check_id = signed
    plan = carrying.plan_of(zhang.workspace, library, check_id, newest)
    begun_now = carrying.begin_from_signed(
        zhang.workspace, check_id, plan, TAKE, Visit(AFTER, inspectors=("zhang",)),
        by="zhang", at=AFTER,
    )  # fmt: skip
    assert begun_now.id != check_id
    assert begun_now.site.code == SHOP.code
    assert begun_now.observations["SHOP.01"] == Faults((Fault(2, "污渍"),))
    (record,) = carrying.records_of(zhang.workspace, begun_now.id)
    assert record.source == check_id
    carrying.undo(zhang.workspace, library, begun_now.id, AFTER)
    left = zhang.workspace.drafts.get(begun_now.id).check
    assert (left.standard, left.observations) == (newest.ref, {})


def test_an_open_draft_takes_last_rounds_faults_one_by_one(signed, library):
    zhang, check_id = signed
    workspace = zhang.workspace
    draft = begun(workspace, library)
    assert carrying.last_round(workspace, SHOP.code).id == check_id
    assert carrying.last_round(workspace, "990001001001-SHOP-0002") is None
    plan = carrying.plan_of(
        workspace, library, check_id, library.standard("SHOP-2030", 1), faults=True
    )
    assert [step.item.id for step in plan.asked] == ["SHOP.01"]
    assert plan.carried({}) == {}
    carrying.take_signed(workspace, draft, check_id, plan, TAKE, by="zhang", at=LATER)
    assert workspace.drafts.get(draft).check.observations == {
        "SHOP.01": Faults((Fault(2, "污渍"),))
    }
    with pytest.raises(AssessorError, match="changed meanwhile"):
        carrying.take_signed(workspace, draft, check_id, plan, TAKE, by="zhang", at=LATER)


def test_what_is_answered_since_outlives_undoing_what_last_round_said(signed, library):
    zhang, check_id = signed
    workspace = zhang.workspace
    draft = begun(workspace, library)
    plan = carrying.plan_of(workspace, library, check_id, library.standard("SHOP-2030", 1))
    assert (plan.asked, sorted(plan.carried({}))) == ((), ["SHOP.01", "SHOP.02", "SHOP.03"])
    carrying.take_signed(workspace, draft, check_id, plan, {}, by="zhang", at=LATER)
    workspace.drafts.mark(draft, "SHOP.02", Band(7), AFTER)
    assert carrying.way_back(workspace, library, draft).lost == ()
    carrying.undo(workspace, library, draft, AFTER)
    assert workspace.drafts.get(draft).check.observations == {"SHOP.02": Band(7)}


def test_a_correction_keeps_its_standard(signed, library, newest):
    zhang, check_id = signed
    correct(zhang.workspace, library, check_id)
    with pytest.raises(AssessorError, match="corrects a signed one"):
        carrying.plan_of(zhang.workspace, library, check_id, newest)


def test_the_record_outlives_sign_off_but_the_way_back_does_not(people, library, newest):
    zhang = people[0]
    check_id = begun(zhang.workspace, library)  # before there was a key
    zhang.workspace.drafts.mark(check_id, "SHOP.02", Band(10), NOON)
    carry(zhang.workspace, library, check_id, newest, {})
    for item, seen in (("SHOP.01", Faults()), ("SHOP.03", YesNo(True))):
        zhang.workspace.drafts.mark(check_id, item, seen, AFTER)
    done = sign_off(zhang.workspace, library, check_id, zhang.key, language="en", at=AFTER)
    assert done.check_id != check_id
    (record,) = carrying.records_of(zhang.workspace, done.check_id)
    assert record.by == "李四"
    assert carrying.way_back(zhang.workspace, library, done.check_id) is None
