from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.forms import CheckItem, Mode
from assessor.domain.inspection import (
    Band,
    Fault,
    Faults,
    NotApplicable,
    Rate,
    Severity,
    YesNo,
    fault_count,
    faults_of,
)
from assessor.domain.marking import (
    changed_fault,
    counted,
    counted_one,
    full_marks,
    graded,
    merged_faults,
    refaulted,
    twin_of,
    with_fault,
    without_fault,
)
from assessor.domain.scoring import points, suggested_grade, suits
from assessor.domain.texts import Confidence, Origin, Text

TWICE = Fault(count=2)


def item_of(mode):
    deduct = Decimal(1) if mode is Mode.FAULTS else None
    words = Text("words", "words")
    origin = Origin(Confidence.OURS)
    return CheckItem("X.01", words, words, mode, Decimal(10), deduct, (), origin)


modes = pytest.mark.parametrize("mode", Mode)


@modes
def test_full_marks_are_full(mode):
    item = item_of(mode)
    assert points(item, full_marks(item)) == item.points


@modes
def test_a_fault_costs_points_and_is_kept(mode):
    item = item_of(mode)
    seen = with_fault(item, None, TWICE)
    assert points(item, seen) < item.points
    assert faults_of(seen) == (TWICE,)


@modes
def test_the_last_fault_taken_away_leaves_full_marks(mode):
    item = item_of(mode)
    assert points(item, without_fault(item, with_fault(item, None, TWICE), 0)) == item.points


@modes
def test_a_fault_marks_an_item_that_was_set_aside(mode):
    item = item_of(mode)
    assert fault_count(with_fault(item, NotApplicable("not_exist"), TWICE)) == 2


@given(st.sampled_from(Mode), st.lists(st.integers(1, 200), max_size=5))
@settings(max_examples=50, deadline=None)
def test_whatever_is_marked_suits_the_item(mode, counts):
    item = item_of(mode)
    seen = full_marks(item)
    for count in counts:
        seen = with_fault(item, seen, Fault(count=count))
    assert suits(item, seen)
    assert fault_count(seen) == sum(counts)


def test_a_grade_follows_the_faults():
    item = item_of(Mode.BAND)
    assert with_fault(item, full_marks(item), TWICE) == Band(suggested_grade(item, 2), "", (TWICE,))


def test_an_overridden_grade_stays_when_faults_are_added():
    item = item_of(Mode.BAND)
    assert with_fault(item, Band(9, "mended at once"), TWICE) == Band(9, "mended at once", (TWICE,))


def test_going_back_to_the_suggested_grade_drops_the_reason():
    item = item_of(Mode.BAND)
    assert graded(item, Band(9, "mended at once"), 10) == Band(10)
    assert graded(item, Band(9, "mended at once"), 8) == Band(8, "mended at once")


def test_full_marks_of_a_rate_keep_how_many_were_looked_at():
    assert full_marks(item_of(Mode.RATE), Rate(3, 8)) == Rate(8, 8)


def test_more_faults_than_places_looked_at_mean_more_were_looked_at():
    assert with_fault(item_of(Mode.RATE), Rate(1, 1), TWICE) == Rate(0, 2, (TWICE,))


def test_a_rate_stays_within_its_bounds():
    assert counted(None, 5, 0) == Rate(1, 1)
    assert counted(Rate(2, 2, (TWICE,)), -3, 4) == Rate(0, 4, (TWICE,))


def test_one_fault_is_replaced_where_it_stands():
    item = item_of(Mode.FAULTS)
    seen = Faults((Fault(), TWICE))
    changed = changed_fault(item, seen, 1, Fault(count=3))
    assert changed == Faults((Fault(), Fault(count=3)))
    assert without_fault(item, changed, 0) == Faults((Fault(count=3),))


def test_a_no_stays_a_no_while_a_fault_is_left():
    item = item_of(Mode.YES_NO)
    assert refaulted(item, YesNo(present=False), (TWICE,)) == YesNo(False, (TWICE,))


def test_rooms_are_counted_one_after_the_other():
    seen = None
    for is_sound in (True, False, True):
        seen = counted_one(seen, is_sound=is_sound)
    assert seen == Rate(2, 3)


def test_faults_describe_the_unsound_rooms_that_were_counted_first():
    item = item_of(Mode.RATE)
    seen = with_fault(item, Rate(8, 10), Fault())
    assert seen == Rate(8, 10, (Fault(),))
    seen = changed_fault(item, seen, 0, Fault(count=3))
    assert (seen.sound, seen.looked_at) == (7, 10)
    seen = changed_fault(item, seen, 0, Fault(count=1))
    assert (seen.sound, seen.looked_at) == (9, 10)


def test_faults_of_one_kind_become_one():
    item = item_of(Mode.FAULTS)
    first = Fault(2, "积水", extent=Decimal(3), spot="东", photos=("aa",))
    second = Fault(
        1, "积水", severity=Severity.SEVERE, extent=Decimal("0.5"), spot="西", photos=("bb", "aa")
    )
    merged = merged_faults(item, Faults((first, Fault(), second)), 2, 0)
    joined = Fault(
        3,
        "积水",
        severity=Severity.SEVERE,
        extent=Decimal("3.5"),
        spot="东、西",
        photos=("aa", "bb"),
    )
    assert merged == Faults((joined, Fault()))


def test_a_kind_is_told_by_words_and_category():
    faults = (
        Fault(words="积水"),
        Fault(),
        Fault(),
        Fault(2, "积水"),
        Fault(words="积水", category="X"),
    )
    assert twin_of(faults, 3) == 0
    assert twin_of(faults, 0) == 3
    assert twin_of(faults, 1) is None
    assert twin_of(faults, 4) is None
