import pytest

from assessor.domain.inspection import Band, Fault, Faults, NotApplicable, Rate, YesNo, fault_count
from assessor.ui.fieldwork import Filter
from assessor.ui.marker import Entry, Marker

PLACES, GRADE, THERE, VETO, RATE, ALWAYS = (f"EACH.0{number}" for number in range(1, 7))


@pytest.fixture
def marker(modes):
    return Marker(modes)


def type_digits(marker, digits):
    for digit in digits:
        marker.digit(int(digit))


def test_one_key_marks_a_good_item_and_goes_on(modes, marker):
    marker.digit(1)
    assert modes.seen(PLACES) == Faults()
    assert modes.current.id == GRADE


def test_good_answers_in_a_row_pass_by_what_is_marked_already(modes, marker):
    modes.visit(GRADE)
    type_digits(marker, "25")
    modes.visit(PLACES)
    marker.digit(1)
    assert modes.current.id == THERE
    assert fault_count(modes.seen(GRADE)) == 5


def test_a_good_answer_where_faults_were_says_that_they_are_gone(qtbot, modes, marker):
    type_digits(marker, "25")
    marker.cancel()
    with qtbot.waitSignal(marker.said) as said:
        marker.digit(1)
    assert "Ctrl+Z" in said.args[0]
    modes.undo()
    assert fault_count(modes.seen(PLACES)) == 5


@pytest.mark.parametrize(("item", "seen"), [(THERE, YesNo(True)), (VETO, YesNo(True))])
def test_one_means_yes_where_the_question_is_yes_or_no(modes, marker, item, seen):
    modes.visit(item)
    marker.digit(1)
    assert modes.seen(item) == seen


def test_two_and_a_number_count_places(modes, marker):
    type_digits(marker, "212")
    assert modes.seen(PLACES) == Faults((Fault(count=12, category="CH03"),))
    assert modes.current.id == PLACES


def test_a_count_is_undone_as_one(modes, marker):
    type_digits(marker, "212")
    modes.undo()
    assert modes.seen(PLACES) is None


def test_a_second_fault_is_a_fault_of_its_own(modes, marker):
    type_digits(marker, "23")
    marker.cancel()
    type_digits(marker, "2")
    assert [fault.count for fault in modes.seen(PLACES).faults] == [3, 1]
    assert marker.fault == 1


def test_a_count_of_nothing_is_not_taken(modes, marker):
    type_digits(marker, "20")
    assert modes.seen(PLACES).faults[0].count == 1


def test_a_fault_where_the_question_is_yes_or_no_means_no(modes, marker):
    modes.visit(THERE)
    marker.digit(2)
    assert modes.seen(THERE) == YesNo(False, (Fault(),))


def test_three_asks_for_a_reason_and_goes_on(modes, marker):
    marker.digit(3)
    assert marker.entry is Entry.REASON
    marker.digit(1)
    assert modes.seen(PLACES) == NotApplicable(modes.vocabulary.reasons[0].code)
    assert modes.current.id == GRADE


def test_a_reason_that_does_not_exist_is_not_taken(modes, marker):
    type_digits(marker, "39")
    assert modes.seen(PLACES) is None
    assert marker.entry is Entry.REASON


def test_what_always_applies_cannot_be_set_aside(qtbot, modes, marker):
    modes.visit(ALWAYS)
    with qtbot.waitSignal(marker.said):
        marker.digit(3)
    assert marker.entry is Entry.NONE


def test_a_digit_is_a_grade_where_grades_are_given(modes, marker):
    modes.visit(GRADE)
    marker.digit(7)
    assert modes.seen(GRADE).grade == 7
    assert modes.current.id == GRADE


@pytest.mark.parametrize(("typed", "grade"), [("1", 1), ("10", 10), ("2", 2), ("0", 0), ("12", 2)])
def test_any_grade_can_be_typed(modes, marker, typed, grade):
    modes.visit(GRADE)
    marker.ask_grade()
    type_digits(marker, typed)
    assert modes.seen(GRADE).grade == grade


def test_faults_suggest_the_grade_and_a_reason_explains_another(modes, marker):
    modes.visit(GRADE)
    type_digits(marker, "22")
    assert modes.seen(GRADE).grade == 7
    marker.cancel()
    marker.grade(8)
    marker.explain_grade(" mended at once ")
    assert modes.seen(GRADE) == Band(8, "mended at once", (Fault(count=2),))


def test_a_rate_asks_how_many_were_looked_at(modes, marker):
    modes.visit(RATE)
    type_digits(marker, "115")
    assert modes.seen(RATE) == Rate(15, 15)
    marker.confirm()
    assert modes.current.id == ALWAYS


def test_unsound_places_stay_unsound_when_more_are_looked_at(modes, marker):
    modes.visit(RATE)
    type_digits(marker, "110")
    marker.cancel()
    type_digits(marker, "23")
    assert modes.seen(RATE) == Rate(7, 10, (Fault(count=3),))


def test_enter_goes_on_and_ends_the_number(modes, marker):
    type_digits(marker, "24")
    marker.confirm()
    assert modes.current.id == GRADE
    assert marker.entry is Entry.NONE


def test_plus_and_minus_change_the_chosen_fault(modes, marker):
    marker.more()
    marker.more()
    assert modes.seen(PLACES).faults[0].count == 2
    marker.fewer()
    marker.fewer()
    assert modes.seen(PLACES) == Faults()


def test_minus_without_a_fault_does_nothing(modes, marker):
    marker.fewer()
    assert modes.seen(PLACES) is None


def test_an_item_can_be_left_open_again(modes, marker):
    type_digits(marker, "22")
    marker.leave_open()
    assert modes.seen(PLACES) is None


def test_words_are_a_step_of_undo_of_their_own(modes, marker):
    type_digits(marker, "22")
    marker.change_fault(words="占道经营")
    modes.undo()
    assert modes.seen(PLACES).faults[0] == Fault(count=2, category="CH03")


def test_photos_go_to_the_fault_they_were_taken_for(modes, marker):
    type_digits(marker, "2")
    modes.visit(GRADE)
    marker.attach(PLACES, 0, ("aa", "bb"))
    marker.attach(PLACES, 0, ("bb",))
    assert modes.seen(PLACES).faults[0].photos == ("aa", "bb")


def test_photos_of_a_fault_that_is_gone_make_a_new_one(modes, marker):
    type_digits(marker, "2")
    marker.remove_fault()
    marker.attach(PLACES, 0, ("aa",))
    assert modes.seen(PLACES).faults == (Fault(photos=("aa",)),)


def test_after_the_last_item_comes_the_first_open_one(modes, marker):
    modes.visit(ALWAYS)
    marker.digit(1)
    assert modes.current.id == PLACES


def test_with_nothing_left_open_it_says_so(qtbot, modes, marker):
    for item in modes.site_type.items[:-1]:
        modes.visit(item.id)
        marker.full()
    modes.visit(ALWAYS)
    with qtbot.waitSignal(marker.all_marked):
        marker.full()


def test_going_on_keeps_to_the_open_items_when_only_those_are_wanted(modes, marker):
    modes.visit(GRADE)
    marker.full()
    modes.visit(PLACES)
    modes.choose_filter(Filter.OPEN)
    marker.full()
    assert modes.current.id == THERE


def test_a_refused_mark_keeps_the_item_on_screen(modes, marker, monkeypatch):
    from assessor.storage import WorkspaceError

    def refuse(_self, *_arguments):
        raise WorkspaceError("full")

    monkeypatch.setattr("assessor.storage.Drafts.mark", refuse)
    marker.full()
    assert modes.current.id == PLACES


def test_undo_says_the_item_and_how_it_was_marked(modes, marker):
    type_digits(marker, "23")
    assert modes.undo_words == "item 01: 3 places"


def test_a_phrase_makes_a_fault_with_its_category_and_waits_for_the_number(modes, marker):
    marker.say_words("占道经营", "CH05")
    type_digits(marker, "3")
    assert modes.seen(PLACES) == Faults((Fault(3, "占道经营", "CH05"),))


def test_a_phrase_after_the_number_says_what_was_counted(modes, marker):
    type_digits(marker, "212")
    marker.say_words("占道经营")
    assert modes.seen(PLACES) == Faults((Fault(12, "占道经营", "CH03"),))


def test_another_phrase_right_away_corrects_the_first(modes, marker):
    marker.say_words("占道经营")
    marker.say_words("积水")
    assert [each.words for each in modes.seen(PLACES).faults] == ["积水"]


def test_a_phrase_on_a_fault_that_has_words_is_a_fault_of_its_own(modes, marker):
    marker.say_words("占道经营")
    marker.cancel()
    marker.say_words("积水")
    assert [each.words for each in modes.seen(PLACES).faults] == ["占道经营", "积水"]


def test_a_phrase_and_its_number_are_undone_as_one(modes, marker):
    marker.say_words("占道经营")
    type_digits(marker, "3")
    modes.undo()
    assert modes.seen(PLACES) is None


def again(marker, decision=None):
    """The same fault found again."""
    marker.cancel()
    marker.say_words("占道经营")
    if decision:
        assert marker.entry is Entry.TWIN
        marker.digit(decision)


def counts(modes):
    return [each.count for each in modes.seen(PLACES).faults]


def test_faults_of_one_kind_are_merged_once_the_inspector_said_so(modes, marker):
    marker.say_words("占道经营")
    type_digits(marker, "5")
    again(marker, decision=1)
    assert counts(modes) == [6]
    type_digits(marker, "3")
    assert counts(modes) == [8]
    again(marker)
    assert marker.entry is Entry.COUNT
    assert counts(modes) == [9]


def test_faults_of_one_kind_stay_apart_once_the_inspector_said_so(modes, marker):
    marker.say_words("占道经营")
    again(marker, decision=2)
    type_digits(marker, "4")
    again(marker)
    assert counts(modes) == [1, 4, 1]


def test_other_digits_decide_nothing(modes, marker):
    marker.say_words("占道经营")
    again(marker)
    marker.digit(7)
    assert marker.entry is Entry.TWIN
    marker.confirm()
    assert counts(modes) == [1, 1]


def test_ten_of_a_kind_may_be_called_widespread(modes, marker):
    type_digits(marker, "29")
    assert not marker.is_widespread_offered
    marker.more()
    assert marker.is_widespread_offered
    marker.spread()
    assert modes.scored(PLACES).earned == 0
    assert not marker.is_widespread_offered
    marker.spread()
    assert not modes.seen(PLACES).faults[0].widespread


def test_the_category_is_chosen_by_its_number(modes, marker):
    type_digits(marker, "2")
    marker.ask_category()
    marker.digit(2)
    assert modes.seen(PLACES).faults[0].category == marker.categories[1].code
    marker.ask_category()
    marker.digit(0)
    assert modes.seen(PLACES).faults[0].category == marker.categories[9].code
    assert marker.entry is Entry.NONE


def test_the_category_of_no_fault_is_not_asked_for(marker):
    marker.ask_category()
    assert marker.entry is Entry.NONE


def test_severity_goes_round(modes, marker):
    type_digits(marker, "2")
    found = []
    for _press in range(3):
        marker.worsen()
        found.append(modes.seen(PLACES).faults[0].severity.value)
    assert found == ["severe", "minor", "moderate"]


def test_rooms_are_counted_one_by_one_and_each_can_be_undone(modes, marker):
    modes.visit(RATE)
    for is_sound in (True, True, False):
        (marker.count_sound if is_sound else marker.count_unsound)()
    assert modes.seen(RATE) == Rate(2, 3)
    modes.undo()
    assert modes.seen(RATE) == Rate(2, 2)


def test_rooms_are_counted_only_where_rates_are_given(modes, marker):
    marker.count_sound()
    assert modes.seen(PLACES) is None


def test_after_the_last_open_item_of_a_section_comes_the_rest_of_the_form(fieldwork):
    marker = Marker(fieldwork)
    last = fieldwork.site_type.sections[-1]
    fieldwork.choose_section(last.id)
    for _item in last.items:
        marker.full()
    assert fieldwork.section == ""
    assert fieldwork.current is fieldwork.site_type.items[0]
