from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.inspection import (
    Band,
    CountUnit,
    Fault,
    Faults,
    NotApplicable,
    Rate,
    Severity,
    YesNo,
)
from tests.builders import STARTED, check, hour, site
from tests.exchange.strategies import digests, ids, observations, revisions

FAULT = Fault(
    count=3,
    words="地面有积水",
    category="CH01",
    severity=Severity.SEVERE,
    unit=CountUnit.SQUARE_METRE,
    extent=Decimal("2.50"),
    spot="东门",
    widespread=True,
    photos=("aa" * 32, "bb" * 32),
)
ONE_OF_EACH = {
    "MARKET.01": Faults((FAULT, Fault())),
    "MARKET.02": Band(4, "臭味", (FAULT,)),
    "MARKET.03": YesNo(present=False),
    "MARKET.04": Rate(18, 20),
    "MARKET.05": NotApplicable("not_exist", "拆除"),
}


def test_a_draft_is_read_as_it_was_begun(workspace):
    draft = check(ONE_OF_EACH, campaign="2026-05", remarks="第一行\n第二行")
    workspace.drafts.begin(draft, "MARKET.01", revises=("cc" * 32, "11" * 32))
    read = workspace.drafts.get(draft.id)
    assert read.check == draft
    assert read.current_item == "MARKET.01"
    assert read.revises == ("cc" * 32, "11" * 32)


def test_every_answer_is_read_as_it_was_given(workspace):
    draft = check()
    workspace.drafts.begin(draft, "MARKET.01")
    for item, seen in ONE_OF_EACH.items():
        workspace.drafts.mark(draft.id, item, seen, hour(2))
        draft = draft.with_observation(item, seen)
        assert workspace.drafts.get(draft.id).check == draft


def test_a_later_answer_replaces_an_earlier_one_with_its_faults_and_photos(workspace):
    draft = check({"MARKET.01": Faults((FAULT,))})
    workspace.drafts.begin(draft, "MARKET.01")
    workspace.drafts.mark(draft.id, "MARKET.01", Faults((Fault(1, "other"),)), hour(2))
    assert workspace.drafts.get(draft.id).check.observations == {
        "MARKET.01": Faults((Fault(1, "other"),))
    }


def test_an_item_can_be_left_open_again(workspace):
    draft = check(ONE_OF_EACH)
    workspace.drafts.begin(draft, "MARKET.01")
    workspace.drafts.mark(draft.id, "MARKET.01", None, hour(2))
    assert workspace.drafts.get(draft.id).check == draft.with_observation("MARKET.01", None)
    assert workspace.drafts.all()[0].marked == 4


def test_the_draft_touched_last_is_reopened_where_the_inspector_was(workspace):
    first, other, second = (check(nonce=nonce) for nonce in (1, 2, 3))
    assert workspace.drafts.last_open() is None
    for draft in (first, other, second):
        workspace.drafts.begin(draft, "MARKET.01")
    assert workspace.drafts.last_open() == second.id
    workspace.drafts.mark(first.id, "MARKET.02", Faults(), STARTED - timedelta(days=9))
    assert workspace.drafts.last_open() == first.id
    workspace.drafts.visit_item(second.id, "MARKET.05", STARTED)
    assert workspace.drafts.last_open() == second.id
    assert workspace.drafts.get(second.id).current_item == "MARKET.05"
    assert workspace.drafts.get(first.id).current_item == "MARKET.02"


def test_the_list_counts_answers_and_places_at_fault(workspace):
    draft = check(ONE_OF_EACH, campaign="2026-05")
    workspace.drafts.begin(draft, "MARKET.01")
    workspace.drafts.begin(check(nonce=2), "MARKET.01")
    other, listed = workspace.drafts.all()
    assert (other.marked, other.faults) == (0, 0)
    assert (listed.id, listed.site, listed.standard) == (draft.id, draft.site, draft.standard)
    assert (listed.marked, listed.faults) == (5, 7)
    assert (listed.campaign, listed.started) == ("2026-05", draft.visit.started)


def test_describing_a_draft_keeps_its_answers(workspace):
    draft = check(ONE_OF_EACH)
    workspace.drafts.begin(draft, "MARKET.01")
    visit = replace(draft.visit, inspectors=("李四", "张三", "李四"), weather="晴", finished=None)
    described = replace(
        draft, visit=visit, site=site(9), remarks="r", open_reason="o", organisation_name="n"
    )
    workspace.drafts.describe(replace(described, observations={}), STARTED)
    assert workspace.drafts.get(draft.id).check == described


def test_a_discarded_draft_leaves_nothing_behind(workspace):
    draft = check(ONE_OF_EACH)
    workspace.drafts.begin(draft, "MARKET.01", revises=("11" * 32,))
    workspace.drafts.discard(draft.id, STARTED)
    assert workspace.drafts.all() == ()
    workspace.drafts.begin(replace(draft, observations={}), "MARKET.01")
    read = workspace.drafts.get(draft.id)
    assert read.check.observations == {}
    assert read.revises == ()


@pytest.mark.parametrize(
    "act",
    [
        lambda drafts: drafts.get("nobody"),
        lambda drafts: drafts.mark("nobody", "MARKET.01", Faults(), STARTED),
        lambda drafts: drafts.mark("nobody", "MARKET.01", None, STARTED),
        lambda drafts: drafts.visit_item("nobody", "MARKET.01", STARTED),
        lambda drafts: drafts.describe(check(), STARTED),
        lambda drafts: drafts.discard("nobody", STARTED),
    ],
)
def test_an_unknown_draft_is_a_fault_of_the_program(workspace, act):
    with pytest.raises(KeyError):
        act(workspace.drafts)


def test_a_time_without_a_zone_is_refused(workspace):
    draft = check()
    workspace.drafts.begin(draft, "MARKET.01")
    with pytest.raises(ValueError, match="time zone"):
        workspace.drafts.mark(draft.id, "MARKET.01", Faults(), STARTED.replace(tzinfo=None))
    assert workspace.drafts.get(draft.id).check == draft


@settings(max_examples=20, deadline=None)
@given(
    revision=revisions(),
    marks=st.lists(
        st.tuples(
            ids, st.none() | st.lists(digests, max_size=3, unique=True).flatmap(observations)
        ),
        max_size=6,
    ),
)
def test_whatever_is_saved_is_what_is_read(shared, revision, marks):
    draft = revision.check
    shared.drafts.begin(draft, "MARKET.01", revision.ancestors)
    try:
        assert shared.drafts.get(draft.id).check == draft
        for item, seen in marks:
            shared.drafts.mark(draft.id, item, seen, STARTED)
            draft = draft.with_observation(item, seen)
        assert shared.drafts.get(draft.id).check == draft
        assert shared.drafts.get(draft.id).revises == revision.ancestors
    finally:
        shared.drafts.discard(draft.id, STARTED)
