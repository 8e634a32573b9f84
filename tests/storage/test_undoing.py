"""Undoing imports: the set of documents is always that of the imports that stand."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.storage import Outcome, prepared, undoing
from assessor.storage.undoing import UndoError
from tests.builders import assessed, chain, check, hour, received, revision, saying

FILES = tuple(
    received(assessed(saying(words, nonce=nonce)), file_name=f"{words}.asice")
    for nonce, words in enumerate(("one", "two", "three", "four"), start=1)
)


def imported(workspace, *files):
    number = workspace.documents.begin_import(hour(1))
    workspace.documents.take_in(number, list(map(prepared, files)), hour(1))
    return number


def test_an_undone_import_leaves_no_trace_but_in_the_log(workspace):
    before = workspace.documents.fingerprint()
    number = imported(workspace, *FILES[:2])
    touched = workspace.documents.undo_import(number, hour(2))
    assert len(touched) == 2
    assert workspace.documents.fingerprint() == before
    assert workspace.documents.checks() == ()
    (record,) = workspace.documents.imports()
    assert (record.undone, len(record.files)) == (hour(2), 2)


def test_what_was_taken_out_lies_in_quarantine_and_can_be_taken_in_again(workspace):
    number = imported(workspace, FILES[0])
    workspace.documents.undo_import(number, hour(2))
    (kept,) = workspace.documents.quarantined()
    assert f"import {number}" in kept.reason
    assert workspace.documents.quarantined_file(kept.sha).read_bytes() == FILES[0].container.content
    assert workspace.documents.accept(FILES[0], hour(3)).outcome is Outcome.NEW


def test_an_import_that_another_clerk_touches_meanwhile_is_not_undone_half(workspace):
    number = imported(workspace, *FILES[:2])
    with pytest.raises(UndoError, match="meanwhile"), workspace._database.writing() as connection:
        undoing.undo(connection, number, [FILES[0].container.identity], hour(2))
    assert len(workspace.documents.checks()) == 2


def test_what_another_import_brought_too_stays(workspace):
    first = imported(workspace, FILES[0], FILES[1])
    second = imported(workspace, FILES[1], FILES[2])
    workspace.documents.undo_import(first, hour(2))
    assert len(workspace.documents.checks()) == 2
    assert workspace.documents.imports_alike(first) == (second,)
    assert workspace.documents.imports_alike(second) == ()
    workspace.documents.undo_import(second, hour(3))
    assert workspace.documents.checks() == ()


def test_what_was_signed_here_stays_even_if_it_came_back_on_a_stick(workspace):
    workspace.documents.accept(FILES[0], hour(1))
    number = imported(workspace, FILES[0])
    workspace.documents.undo_import(number, hour(2))
    assert len(workspace.documents.checks()) == 1


def test_an_import_is_undone_once_and_must_exist(workspace):
    number = imported(workspace, FILES[0])
    workspace.documents.undo_import(number, hour(2))
    with pytest.raises(UndoError, match="undone already"):
        workspace.documents.undo_import(number, hour(3))
    with pytest.raises(UndoError, match="no import 99"):
        workspace.documents.undo_import(99, hour(3))


def test_nothing_goes_on_which_a_later_signed_revision_rests(workspace):
    older, newer = chain(2)
    first, second = assessed(older), assessed(newer)
    earlier = imported(workspace, received(first))
    later = imported(workspace, received(second))
    before = workspace.documents.fingerprint()
    with pytest.raises(UndoError, match="rests on this import"):
        workspace.documents.undo_import(earlier, hour(2))
    assert workspace.documents.fingerprint() == before
    workspace.documents.undo_import(later, hour(2))
    workspace.documents.undo_import(earlier, hour(3))
    assert workspace.documents.checks() == ()


def test_a_draft_that_revises_a_check_keeps_its_import(workspace):
    first = assessed(revision(check()))
    number = imported(workspace, received(first))
    workspace.drafts.begin(check(), "MARKET.01", revises=(first.sealed.digest,))
    with pytest.raises(UndoError, match="Discard it first"):
        workspace.documents.undo_import(number, hour(2))
    workspace.drafts.discard(check().id, hour(2))
    workspace.documents.undo_import(number, hour(2))


@settings(max_examples=25, deadline=None)
@given(
    imports=st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=1, max_size=4),
    data=st.data(),
)
def test_after_any_undoing_the_state_is_that_of_the_imports_that_stand(shared, imports, data):
    """Random imports, some undone in any order, against one fresh import of what is left."""
    numbers = [imported(shared, *(FILES[each] for each in sorted(some))) for some in imports]
    undone = data.draw(st.permutations(list(enumerate(numbers))))
    undone = undone[: data.draw(st.integers(0, len(numbers)))]
    for _place, number in undone:
        shared.documents.undo_import(number, hour(2))
    standing = [some for place, some in enumerate(imports) if place not in {p for p, _n in undone}]
    left = sorted(set(itertools.chain.from_iterable(standing)))
    found = shared.documents.fingerprint()
    for place, number in enumerate(numbers):
        if place not in {p for p, _n in undone}:
            shared.documents.undo_import(number, hour(3))
    empty = shared.documents.fingerprint()
    again = imported(shared, *(FILES[each] for each in left)) if left else None
    assert shared.documents.fingerprint() == found
    if again is not None:
        shared.documents.undo_import(again, hour(4))
    assert shared.documents.fingerprint() == empty
