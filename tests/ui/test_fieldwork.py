import pytest

from assessor.domain.inspection import Band, Fault, Faults
from assessor.errors import AssessorError
from assessor.storage import WorkspaceError
from assessor.ui.fieldwork import Fieldwork, Filter

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
    fieldwork.undo_stack.undo()
    assert stored(desk, fieldwork).check.observations == {FIRST: Faults()}
    fieldwork.undo_stack.undo()
    assert stored(desk, fieldwork).check.observations == {}
    fieldwork.undo_stack.redo()
    fieldwork.undo_stack.redo()
    assert stored(desk, fieldwork).check.observations == {FIRST: FAULTY}


def test_undo_says_what_it_takes_back(fieldwork):
    fieldwork.mark(FIRST, FAULTY, "item 03: 2 places")
    assert fieldwork.undo_stack.undoText() == "item 03: 2 places"


def test_undo_goes_to_the_item_it_changes(fieldwork):
    fieldwork.visit(FIRST)
    fieldwork.mark(FIRST, FAULTY, "words")
    fieldwork.visit(SECOND)
    fieldwork.undo_stack.undo()
    assert fieldwork.current.id == FIRST


def test_marks_of_one_entry_are_undone_together(fieldwork):
    fieldwork.mark(FIRST, Faults(), "before")
    for count in (1, 12, 123):
        fieldwork.mark(FIRST, Faults((Fault(count=count),)), f"{count}", entry=7)
    assert fieldwork.undo_stack.undoText() == "123"
    fieldwork.undo_stack.undo()
    assert fieldwork.seen(FIRST) == Faults()


def test_entries_of_different_items_stay_apart(fieldwork):
    fieldwork.mark(FIRST, FAULTY, "first", entry=7)
    fieldwork.mark(SECOND, FAULTY, "second", entry=7)
    fieldwork.undo_stack.undo()
    assert fieldwork.seen(FIRST) == FAULTY


def test_marking_alike_again_is_no_step(fieldwork):
    fieldwork.mark(FIRST, FAULTY, "words")
    assert fieldwork.mark(FIRST, FAULTY, "words")
    assert fieldwork.undo_stack.count() == 1


@pytest.fixture
def full_disk(desk, monkeypatch):
    def refuse(*_arguments):
        raise WorkspaceError("The disk is full.")

    monkeypatch.setattr(desk.workspace.drafts, "mark", refuse)


def test_a_change_the_disk_refuses_is_not_made(qtbot, fieldwork, full_disk):
    with qtbot.waitSignal(fieldwork.refused) as refused:
        assert not fieldwork.mark(FIRST, FAULTY, "words")
    assert refused.args == ["The disk is full."]
    assert fieldwork.seen(FIRST) is None
    assert not fieldwork.undo_stack.canUndo()


def test_a_refused_change_is_not_merged_into_the_one_before(fieldwork, desk, monkeypatch):
    fieldwork.mark(FIRST, Faults((Fault(count=1),)), "one", entry=7)

    def refuse(*_arguments):
        raise WorkspaceError("The disk is full.")

    monkeypatch.setattr(desk.workspace.drafts, "mark", refuse)
    fieldwork.mark(FIRST, Faults((Fault(count=12),)), "twelve", entry=7)
    assert fieldwork.seen(FIRST) == Faults((Fault(count=1),))
    assert fieldwork.undo_stack.undoText() == "one"


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
