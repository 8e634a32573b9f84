from datetime import timedelta

import pytest

from assessor.domain.inspection import Band, Fault, Faults
from assessor.errors import AssessorError
from assessor.storage import WorkspaceError
from assessor.ui.fieldwork import Fieldwork, Filter
from tests.ui.conftest import AT

FIRST, SECOND, LAST = "MARKET.03", "MARKET.04", "MARKET.15"
FAULTY = Faults((Fault(count=2),))


def stored(desk, fieldwork):
    return desk.workspace.drafts.get(fieldwork.check.id)


def test_a_mark_is_on_disk_before_anyone_is_told(qtbot, desk, fieldwork):
    seen = []
    fieldwork.item_changed.connect(
        lambda item: seen.append(stored(desk, fieldwork).check.observations[item])
    )
    assert fieldwork.mark(FIRST, FAULTY, "words")
    assert seen == [FAULTY]


def test_undo_and_redo_write_to_disk_too(desk, fieldwork):
    fieldwork.mark(FIRST, Faults(), "no fault")
    fieldwork.mark(FIRST, FAULTY, "two places")
    fieldwork.undo()
    assert stored(desk, fieldwork).check.observations == {FIRST: Faults()}
    fieldwork.undo()
    assert stored(desk, fieldwork).check.observations == {}
    fieldwork.redo()
    fieldwork.redo()
    assert stored(desk, fieldwork).check.observations == {FIRST: FAULTY}


def test_undo_says_what_it_takes_back(fieldwork):
    fieldwork.mark(FIRST, FAULTY, "item 03: 2 places")
    assert fieldwork.undo_words == "item 03: 2 places"


def test_undo_goes_to_the_item_it_changes(fieldwork):
    fieldwork.visit(FIRST)
    fieldwork.mark(FIRST, FAULTY, "words")
    fieldwork.visit(SECOND)
    fieldwork.undo()
    assert fieldwork.current.id == FIRST


def test_marks_of_one_entry_are_undone_together(fieldwork):
    fieldwork.mark(FIRST, Faults(), "before")
    for count in (1, 12, 123):
        fieldwork.mark(FIRST, Faults((Fault(count=count),)), f"{count}", entry=7)
    assert fieldwork.undo_words == "123"
    fieldwork.undo()
    assert fieldwork.seen(FIRST) == Faults()


def test_entries_of_different_items_stay_apart(fieldwork):
    fieldwork.mark(FIRST, FAULTY, "first", entry=7)
    fieldwork.mark(SECOND, FAULTY, "second", entry=7)
    fieldwork.undo()
    assert fieldwork.seen(FIRST) == FAULTY


def test_marking_alike_again_is_no_step(fieldwork):
    fieldwork.mark(FIRST, FAULTY, "words")
    assert fieldwork.mark(FIRST, FAULTY, "words")
    fieldwork.undo()
    assert fieldwork.undo_words == ""


@pytest.fixture
def full_disk(desk, monkeypatch):
    """A disk without room; calling it makes room."""
    with monkeypatch.context() as patch:

        def refuse(*_arguments):
            raise WorkspaceError("The disk is full.")

        for name in ("mark", "describe", "visit_item"):
            patch.setattr(desk.workspace.drafts, name, refuse)
        yield patch.undo


def test_an_answer_the_disk_refuses_stays_on_screen_until_it_is_safe(desk, fieldwork, full_disk):
    assert not fieldwork.mark(FIRST, FAULTY, "words")
    assert fieldwork.seen(FIRST) == FAULTY
    assert (fieldwork.saving.waiting, fieldwork.saving.problem) == (1, "The disk is full.")
    assert stored(desk, fieldwork).check.observations == {}
    full_disk()
    assert fieldwork.saving.try_again()
    assert fieldwork.saving.waiting == 0
    assert stored(desk, fieldwork).check.observations == {FIRST: FAULTY}


def test_what_waits_is_tried_again_by_itself(qtbot, desk, fieldwork, full_disk, monkeypatch):
    fieldwork.saving._timer.setInterval(10)
    fieldwork.mark(FIRST, FAULTY, "words")
    full_disk()
    with qtbot.waitSignal(fieldwork.said) as said:
        pass
    assert said.args == ["Everything is saved now."]
    assert stored(desk, fieldwork).check.observations == {FIRST: FAULTY}


def test_each_answer_that_waits_is_told(fieldwork, full_disk):
    told = []
    fieldwork.saving.changed.connect(lambda: told.append(fieldwork.saving.waiting))
    fieldwork.mark(FIRST, Faults(), "first")
    fieldwork.mark(FIRST, FAULTY, "second")
    assert told[-1] == fieldwork.saving.waiting == 2
    full_disk()
    assert fieldwork.saving.try_again()  # or it would try again beside later tests


def test_later_answers_wait_behind_the_first_and_keep_their_order(desk, fieldwork, full_disk):
    fieldwork.mark(FIRST, Faults(), "first")
    fieldwork.mark(FIRST, FAULTY, "second")
    fieldwork.describe(weather="雨")
    full_disk()
    assert fieldwork.mark(SECOND, FAULTY, "third")
    kept = stored(desk, fieldwork)
    assert kept.check == fieldwork.check
    assert [step.words for step in kept.history.steps] == [
        "first",
        "second",
        "visit: weather",
        "third",
    ]


def test_a_slow_disk_is_told_once(desk, fieldwork, monkeypatch):
    monkeypatch.setattr("assessor.ui.saving._SLOW", 0)
    said = []
    fieldwork.said.connect(said.append)
    fieldwork.mark(FIRST, FAULTY, "words")
    fieldwork.mark(SECOND, FAULTY, "words")
    assert len(said) == 1
    assert "The disk is slow" in said[0]


def test_what_was_done_can_be_undone_after_a_kill(desk, fieldwork):
    fieldwork.mark(FIRST, Faults(), "no fault")
    fieldwork.mark(FIRST, FAULTY, "two places")
    fieldwork.mark(SECOND, FAULTY, "more")
    fieldwork.undo()
    again = Fieldwork(desk.workspace, desk.library, fieldwork.check.id, clock=lambda: AT)
    assert (again.undo_words, again.redo_words) == ("two places", "more")
    again.undo()
    assert again.seen(FIRST) == Faults()
    again.redo()
    again.redo()
    assert stored(desk, fieldwork).check.observations == {FIRST: FAULTY, SECOND: FAULTY}
    assert again.redo_words == ""


def test_digits_of_one_number_are_one_step_after_a_kill_too(desk, fieldwork):
    for count in (1, 12):
        fieldwork.mark(FIRST, Faults((Fault(count=count),)), f"{count}", entry=7)
    again = Fieldwork(desk.workspace, desk.library, fieldwork.check.id, clock=lambda: AT)
    again.undo()
    assert again.seen(FIRST) is None
    assert again.undo_words == ""


def test_remarks_and_the_visit_are_undone_too(desk, fieldwork):
    fieldwork.mark(FIRST, FAULTY, "words")
    fieldwork.describe(weather="雨")
    fieldwork.describe(weather="雨转晴")
    fieldwork.describe(remarks="摊主不在")
    assert fieldwork.undo_words == "visit: remarks"
    fieldwork.undo()
    fieldwork.undo()
    kept = stored(desk, fieldwork).check
    assert (kept.visit.weather, kept.remarks) == ("", "")
    fieldwork.redo()
    assert fieldwork.check.visit.weather == "雨转晴"


def test_what_was_changed_from_elsewhere_is_not_overwritten_by_undo(desk, fieldwork):
    fieldwork.mark(FIRST, FAULTY, "words")
    desk.workspace.drafts.mark(fieldwork.check.id, FIRST, Faults(), AT)
    again = Fieldwork(desk.workspace, desk.library, fieldwork.check.id, clock=lambda: AT)
    said = []
    again.said.connect(said.append)
    again.undo()
    assert again.seen(FIRST) == Faults()
    assert "changed from elsewhere" in said[0]


def test_with_nothing_to_undo_it_says_so(qtbot, fieldwork):
    for change, words in ((fieldwork.undo, "nothing to undo"), (fieldwork.redo, "nothing to do")):
        with qtbot.waitSignal(fieldwork.said) as said:
            change()
        assert words in said.args[0]


def test_forgotten_steps_are_said_to_be_gone(qtbot, desk, fieldwork, monkeypatch):
    monkeypatch.setattr("assessor.storage.steps.MOST_STEPS", 0)
    monkeypatch.setattr("assessor.storage.steps._FORGETTING", 1)
    fieldwork.mark(FIRST, FAULTY, "words")
    again = Fieldwork(desk.workspace, desk.library, fieldwork.check.id, clock=lambda: AT)
    with qtbot.waitSignal(again.said) as said:
        again.undo()
    assert said.args == ["Earlier steps can no longer be undone."]


def test_times_of_a_check_never_go_backwards(desk, fieldwork):
    clock = [AT + timedelta(hours=1), AT - timedelta(days=400), AT - timedelta(days=400)]
    again = Fieldwork(desk.workspace, desk.library, fieldwork.check.id, clock=lambda: clock.pop(0))
    said = []
    again.said.connect(said.append)
    for item in (FIRST, SECOND, LAST):
        again.mark(item, FAULTY, "words")
    assert stored(desk, fieldwork).changed_at == AT + timedelta(hours=1)
    assert len(said) == 1
    assert "2025-04-07" in said[0]


def test_one_section_can_be_gone_through_by_itself(fieldwork):
    sections = fieldwork.site_type.sections
    fieldwork.choose_section(sections[1].id)
    first, last = sections[1].items[0].id, sections[1].items[-1].id
    assert fieldwork.current.id == first
    assert not fieldwork.shows(sections[0].items[0].id)
    fieldwork.visit(last)
    assert fieldwork.neighbour(1) is None
    fieldwork.leave_section()
    assert fieldwork.shows(sections[0].items[0].id)


def test_it_reopens_at_the_same_item_with_the_same_marks(desk, fieldwork):
    fieldwork.mark(FIRST, FAULTY, "words")
    fieldwork.visit(SECOND)
    again = Fieldwork(desk.workspace, desk.library, fieldwork.check.id)
    assert again.current.id == SECOND
    assert again.seen(FIRST) == FAULTY


def test_the_visit_and_the_remarks_are_kept(desk, fieldwork):
    assert fieldwork.describe(weather="雨", remarks="摊主不在")
    kept = stored(desk, fieldwork).check
    assert (kept.visit.weather, kept.remarks) == ("雨", "摊主不在")


def test_what_is_typed_is_asked_for_before_the_item_changes(fieldwork):
    at_leaving = []
    fieldwork.leaving.connect(lambda: at_leaving.append(fieldwork.current.id))
    before = fieldwork.current.id
    fieldwork.visit(SECOND)
    assert at_leaving == [before]


def test_the_filters_let_through_what_they_say(fieldwork):
    fieldwork.mark(FIRST, Faults(), "good")
    fieldwork.mark(SECOND, FAULTY, "bad")
    fieldwork.choose_filter(Filter.OPEN)
    assert not fieldwork.shows(FIRST)
    assert fieldwork.shows(LAST)
    fieldwork.choose_filter(Filter.FAULTS)
    assert fieldwork.shows(SECOND)
    assert not fieldwork.shows(FIRST)
    assert not fieldwork.shows(LAST)


def test_neighbours_are_those_the_filter_lets_through(fieldwork):
    fieldwork.visit("MARKET.02")
    fieldwork.mark(FIRST, Faults(), "good")
    fieldwork.choose_filter(Filter.OPEN)
    assert fieldwork.neighbour(1) == SECOND
    assert fieldwork.neighbour(-1) == "MARKET.01"


def test_points_lost_without_a_fault_make_an_item_faulty(fieldwork):
    fieldwork.mark("MARKET.02", Band(7, "late"), "grade 7")
    assert fieldwork.is_faulty("MARKET.02")


def test_a_draft_of_an_unknown_standard_is_refused_with_a_sentence(desk, fieldwork, tmp_path):
    from assessor.paths import shipped
    from assessor.standards import Library

    (tmp_path / "empty").mkdir()
    for name in ("common",):
        (tmp_path / "empty" / name).symlink_to(shipped("standards") / name)
    (tmp_path / "empty" / "published.toml").write_text("")
    with pytest.raises(AssessorError, match="NSC-2021"):
        Fieldwork(desk.workspace, Library(tmp_path / "empty"), fieldwork.check.id)
