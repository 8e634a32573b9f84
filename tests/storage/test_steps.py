"""What an inspector did survives a kill, and can be undone after it."""

import pytest

from assessor.domain.history import Describing, History, Marking
from assessor.domain.inspection import Faults
from assessor.storage import StepPlace, steps
from tests.builders import STARTED, check
from tests.storage.test_drafts import ONE_OF_EACH

DRAFT = check().id


@pytest.fixture
def drafts(workspace):
    workspace.drafts.begin(check(), "MARKET.01")
    return workspace.drafts


def mark(drafts, number, item="MARKET.01", *, cuts=False):
    step = Marking(f"step {number}", item, None, Faults())
    drafts.mark(DRAFT, item, Faults(), STARTED, StepPlace(number, step, cuts))
    return step


@pytest.mark.parametrize("seen", [*ONE_OF_EACH.values(), None])
def test_a_step_is_read_back_as_it_was(drafts, seen):
    step = Marking("words", "MARKET.01", seen, Faults())
    drafts.mark(DRAFT, "MARKET.01", Faults(), STARTED, StepPlace(1, step))
    assert drafts.get(DRAFT).history == History((step,), 1)


def test_a_description_is_read_back_as_it_was(drafts):
    step = Describing("weather", {"weather": "", "inspectors": ()}, {"weather": "雨"})
    drafts.describe(check(), STARTED, StepPlace(1, step))
    assert drafts.get(DRAFT).history == History((step,), 1)


def test_undone_steps_wait_to_be_redone(drafts):
    made = (mark(drafts, 1), mark(drafts, 2))
    drafts.mark(DRAFT, "MARKET.01", None, STARTED, StepPlace(1))
    assert drafts.get(DRAFT).history == History(made, 1)


def test_a_new_step_after_undoing_is_the_last(drafts):
    first, _second, _third = mark(drafts, 1), mark(drafts, 2), mark(drafts, 3)
    drafts.mark(DRAFT, "MARKET.01", None, STARTED, StepPlace(1))
    other = mark(drafts, 2, "MARKET.02", cuts=True)
    assert drafts.get(DRAFT).history == History((first, other), 2)


def test_the_oldest_steps_are_forgotten(drafts, monkeypatch):
    monkeypatch.setattr(steps, "MOST_STEPS", 3)
    monkeypatch.setattr(steps, "_FORGETTING", 5)
    made = [mark(drafts, number) for number in range(1, 6)]
    draft = drafts.get(DRAFT)
    assert draft.history == History(tuple(made[2:]), 3)
    assert draft.forgotten == 2


def test_the_history_goes_with_the_draft(drafts):
    mark(drafts, 1)
    drafts.discard(DRAFT, STARTED)
    drafts.begin(check(), "MARKET.01")
    assert drafts.get(DRAFT).history == History()


def test_a_change_that_is_no_step_leaves_the_history(drafts):
    step = mark(drafts, 1)
    drafts.mark(DRAFT, "MARKET.02", Faults(), STARTED)
    assert drafts.get(DRAFT).history == History((step,), 1)
