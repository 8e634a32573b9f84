"""The trail tells what was done, cannot be changed unseen, and gives the answers again."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.inspection import Fault, Faults, NotApplicable, TrailHead
from assessor.storage import Act, prepared
from tests.builders import assessed, check, hour, received, saying
from tests.storage.test_drafts import ONE_OF_EACH

ANSWERS = st.sampled_from(
    [
        None,
        Faults(),
        Faults((Fault(2, "污水", "CH07", photos=("ab" * 32,)),)),
        NotApplicable("season"),
    ]
)


def test_everything_that_is_done_is_told_in_order(workspace):
    workspace.trail.opened("张三", "0.1.0", hour(0))
    workspace.trail.opened("张三", "0.1.0", hour(0))  # again, by the same
    workspace.drafts.begin(check(), "MARKET.01")
    workspace.drafts.mark(check().id, "MARKET.01", Faults(), hour(2))
    workspace.drafts.discard(check().id, hour(3))
    number = workspace.documents.begin_import(hour(4))
    workspace.documents.take_in(number, [prepared(received(assessed(saying("x"))))], hour(4))
    workspace.documents.undo_import(number, hour(5))
    workspace.documents.accept(received(assessed(saying("x"))), hour(6))
    workspace.documents.set_cutoffs({"k": 3}, hour(7))
    told = workspace.trail.entries()
    assert [entry.act for entry in told] == [
        Act.OPENED,
        Act.BEGUN,
        Act.MARKED,
        Act.DISCARDED,
        Act.IMPORTED,
        Act.UNDONE,
        Act.SIGNED,
        Act.REVOKED,
    ]
    assert [entry.number for entry in told] == list(range(1, 9))
    assert told[0].said["who"] == "张三"
    assert told[2].at == hour(2)
    assert workspace.trail.break_at() is None


def test_the_answers_are_those_of_the_draft(workspace):
    workspace.drafts.begin(check(ONE_OF_EACH), "MARKET.01")
    workspace.drafts.mark(check().id, "MARKET.01", None, hour(2))
    workspace.drafts.mark(check().id, "MARKET.02", Faults((Fault(3),)), hour(3))
    stored = workspace.drafts.get(check().id).check.observations
    assert workspace.trail.replayed(check().id) == stored


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["MARKET.01", "MARKET.02", "MARKET.03"]), ANSWERS)))
def test_any_answers_in_any_order_are_told_exactly(shared, marks):
    shared.drafts.begin(check(), "MARKET.01")
    for item, seen in marks:
        shared.drafts.mark(check().id, item, seen, hour(2))
    stored = shared.drafts.get(check().id).check.observations
    assert shared.trail.replayed(check().id) == stored
    shared.drafts.discard(check().id, hour(3))


def test_a_draft_of_an_older_program_has_no_trail(workspace, path):
    workspace.drafts.begin(check(), "MARKET.01")
    change(path, "DELETE FROM trail")
    assert workspace.trail.replayed(check().id) is None


def change(path, statement):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE trail SET said = replace(said, 'MARKET.02', 'MARKET.09') WHERE number = 3", 3),
        ("UPDATE trail SET at = at + 1 WHERE number = 2", 2),
        ("DELETE FROM trail WHERE number = 2", 2),
        ("UPDATE trail SET number = 99 WHERE number = 4", 4),
    ],
)
def test_a_changed_entry_is_found(workspace, path, statement, number):
    workspace.drafts.begin(check(), "MARKET.01")
    for item in ("MARKET.01", "MARKET.02", "MARKET.03"):
        workspace.drafts.mark(check().id, item, Faults(), hour(2))
    assert workspace.trail.break_at() is None
    change(path, statement)
    assert workspace.trail.break_at() == number


def test_a_cut_end_shows_by_a_head_that_was_told_before(workspace, path):
    workspace.drafts.begin(check(), "MARKET.01")
    workspace.drafts.mark(check().id, "MARKET.01", Faults(), hour(2))
    head = workspace.trail.head()
    assert head.number == 2
    assert workspace.trail.holds(head)
    change(path, "DELETE FROM trail WHERE number = 2")
    assert workspace.trail.break_at() is None
    assert not workspace.trail.holds(head)
    assert workspace.trail.holds(TrailHead(0, ""))
