from dataclasses import replace
from datetime import timedelta

import pytest

from assessor.domain.carrying import Choice, Decision
from assessor.domain.editions import Difference
from assessor.domain.inspection import Faults
from assessor.domain.standard import StandardRef
from assessor.storage import Move
from assessor.storage.carry_tables import (
    FormerFaultPhotoRow,
    FormerFaultRow,
    FormerObservationRow,
)
from assessor.storage.tables import FaultPhotoRow, FaultRow, ObservationRow
from tests.builders import REF, check
from tests.storage.test_drafts import ONE_OF_EACH

NEWER = StandardRef("TEST-1", 2, "cd" * 32)
BEGUN = check().visit.started
AT = BEGUN + timedelta(hours=1)


def move(**more):
    decision = Decision("MARKET.09", ("MARKET.01",), Difference.WORDING, Choice.TAKEN, "张三", AT)
    answers = {"MARKET.09": Faults()}
    given = Move(check().id, REF, NEWER, answers, (decision,), "MARKET.09", "张三", AT)
    return replace(given, **more)


@pytest.fixture
def begun(workspace):
    workspace.drafts.begin(check(ONE_OF_EACH), "MARKET.01")
    return workspace


def test_every_kind_of_answer_comes_back(begun):
    before = begun.drafts.get(check().id)
    begun.carrying.move(move())
    moved = begun.drafts.get(check().id)
    assert (moved.check.observations, moved.check.standard) == ({"MARKET.09": Faults()}, NEWER)
    begun.carrying.take_back(check().id, {}, AT)
    assert begun.drafts.get(check().id).check == before.check
    assert begun.drafts.get(check().id).current_item == "MARKET.01"


def test_moves_are_taken_back_one_by_one(begun):
    begun.carrying.move(move())
    again = StandardRef("TEST-1", 3, "ef" * 32)
    begun.carrying.move(move(older=NEWER, newer=again, decisions=(), answers={}))
    assert [each.number for each in begun.carrying.records(check().id)] == [1, 2]
    begun.carrying.take_back(check().id, {}, AT)
    assert begun.drafts.get(check().id).check.observations == {"MARKET.09": Faults()}
    begun.carrying.take_back(check().id, {}, AT)
    assert begun.drafts.get(check().id).check == check(ONE_OF_EACH)


def test_answers_keep_the_time_they_were_given_at(begun):
    begun.carrying.move(move())
    assert begun.carrying.marked_since(check().id, BEGUN) == ()
    begun.drafts.mark(check().id, "MARKET.09", Faults(), AT + timedelta(seconds=1))
    assert begun.carrying.marked_since(check().id, AT) == ("MARKET.09",)


def test_a_move_that_fails_half_way_leaves_the_draft(begun):
    bad = move(answers={"MARKET.09": Faults(), "MARKET.10": "no observation"})
    with pytest.raises(AssertionError):
        begun.carrying.move(bad)
    assert begun.drafts.get(check().id).check == check(ONE_OF_EACH)
    assert begun.carrying.records(check().id) == ()


def test_an_unknown_draft_is_a_fault_of_the_program(workspace):
    with pytest.raises(KeyError):
        workspace.carrying.move(move())
    with pytest.raises(KeyError):
        workspace.carrying.take_back(check().id, {}, AT)


def test_a_draft_thrown_away_takes_its_former_answers_along(begun):
    begun.carrying.move(move())
    begun.drafts.discard(check().id, AT)
    (record,) = begun.carrying.records(check().id)
    assert record.decisions == move().decisions


@pytest.mark.parametrize(
    ("table", "former"),
    [
        (ObservationRow, FormerObservationRow),
        (FaultRow, FormerFaultRow),
        (FaultPhotoRow, FormerFaultPhotoRow),
    ],
)
def test_former_answers_have_every_column_of_answers(table, former):
    def columns(rows):
        return {column.name: str(column.type) for column in rows.__table__.columns}

    number = {"number": str(former.__table__.c.number.type)}
    assert columns(former) == columns(table) | number
