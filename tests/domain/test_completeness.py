from dataclasses import replace

import pytest
from hypothesis import given, settings

from assessor.domain.completeness import Lack, Missing, still_missing
from assessor.domain.forms import Mode
from assessor.domain.inspection import Band, Fault, Faults, NotApplicable, Rate, Visit, YesNo
from tests.builders import STARTED, check, form, item
from tests.domain.marks import anything, marked_forms

ABSENT = Visit(STARTED, inspectors=("张三",), refusal="nobody there")
LITTER = Fault(words="litter")
SEEN = Fault(photos=("0" * 64,))


def lacks(of_item, seen, **more):
    """What a check of one item lacks: the kinds, and whether each blocks."""
    observations = {of_item.id: seen} if seen else {}
    missing = still_missing(form(of_item), check(observations, **{"visit": ABSENT} | more))
    return [(each.lack, each.blocks) for each in missing]


def test_a_whole_check_lacks_nothing():
    site_type = form(item(number=1), item(mode=Mode.BAND, number=2), item(mode=Mode.RATE, number=3))
    observations = {
        "MARKET.01": Faults((LITTER, SEEN)),
        "MARKET.02": Band(9, "mended at once", (LITTER,)),
        "MARKET.03": Rate(4, 5, (SEEN,)),
    }
    assert still_missing(site_type, check(observations, visit=ABSENT)) == ()


@pytest.mark.parametrize("names", [(), ("",), (" ", "\t")])
def test_somebody_must_have_inspected(names):
    visit = replace(ABSENT, inspectors=names)
    assert lacks(item(), Faults(), visit=visit) == [(Lack.NO_INSPECTOR, True)]


def test_an_open_item_blocks_until_a_reason_is_given():
    assert lacks(item(), None) == [(Lack.NOT_OBSERVED, True)]
    assert lacks(item(), None, open_reason=" ") == [(Lack.NOT_OBSERVED, True)]
    assert lacks(item(), None, open_reason="locked") == [(Lack.NOT_OBSERVED, False)]


@pytest.mark.parametrize(
    ("grade", "reason", "faults", "lacking"),
    [
        (8, "", (LITTER,), []),
        (9, "", (LITTER,), [(Lack.NO_REASON, True)]),
        (9, " ", (LITTER,), [(Lack.NO_REASON, True)]),
        (9, "mended at once", (LITTER,), []),
        (7, "", (), [(Lack.NO_REASON, True), (Lack.NO_FAULT, False)]),
    ],
)
def test_an_overridden_grade_wants_a_reason(grade, reason, faults, lacking):
    assert lacks(item(mode=Mode.BAND), Band(grade, reason, faults)) == lacking


def test_setting_an_item_aside_wants_a_reason():
    rest = [item(number=number) for number in range(2, 6)]
    observations = {each.id: Faults() for each in rest} | {"MARKET.01": NotApplicable(" ")}
    missing = still_missing(form(item(), *rest), check(observations, visit=ABSENT))
    assert missing == (Missing(Lack.NO_REASON, "MARKET.01"),)


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        (LITTER, True),
        (SEEN, True),
        (Fault(), False),
        (Fault(words=" ", spot="gate", category="CH01"), False),
    ],
)
def test_a_fault_wants_words_or_a_photo(fault, shown):
    expected = [] if shown else [(Lack.NO_EVIDENCE, False)]
    assert lacks(item(), Faults((LITTER, fault))) == expected


@pytest.mark.parametrize(
    ("mode", "seen"),
    [(Mode.YES_NO, YesNo(False)), (Mode.VETO, YesNo(False)), (Mode.RATE, Rate(1, 2))],
)
def test_lost_points_want_a_fault_that_says_where(mode, seen):
    assert lacks(item(mode=mode), seen) == [(Lack.NO_FAULT, False)]


@pytest.mark.parametrize(
    ("of_item", "seen"),
    [
        (item(), Band(5)),
        (item(mode=Mode.RATE), Rate(0, 0)),
        (item(mode=Mode.BAND), Band(11, faults=(Fault(),))),
        (item(), Faults((Fault(count=0),))),
    ],
)
def test_unsuitable_marks_block_and_nothing_else_is_said_of_them(of_item, seen):
    assert lacks(of_item, seen) == [(Lack.UNSUITABLE, True)]


def test_an_item_that_must_apply_cannot_be_set_aside():
    assert lacks(item(may_not_apply=False), NotApplicable("not_exist")) == [(Lack.UNSUITABLE, True)]


@pytest.mark.parametrize(
    ("aside", "of", "warned"), [(3, 10, False), (4, 10, True), (30, 100, False), (31, 100, True)]
)
def test_more_than_three_items_in_ten_set_aside_are_a_thin_sample(aside, of, warned):
    items = [item(number=number) for number in range(of)]
    observations = {
        each.id: NotApplicable("not_exist") if number < aside else Faults()
        for number, each in enumerate(items)
    }
    expected = (Missing(Lack.MANY_NOT_APPLICABLE, blocks=False),) if warned else ()
    assert still_missing(form(*items), check(observations, visit=ABSENT)) == expected


@pytest.mark.parametrize(
    ("signing", "lacking"),
    [
        ({}, [Lack.NO_SIGNATURE]),
        ({"refusal": " "}, [Lack.NO_SIGNATURE]),
        ({"representative": "王"}, [Lack.NO_SIGNATURE]),
        ({"refusal": "refused"}, []),
        ({"signature": "M1 2L3 4"}, [Lack.NO_SIGNER]),
        ({"signature": "M1 2L3 4", "representative": "王"}, []),
    ],
)
def test_somebody_signs_for_the_site_or_it_is_said_why_not_and_neither_blocks(signing, lacking):
    visit = Visit(STARTED, inspectors=("张三",), **signing)
    assert lacks(item(), Faults(), visit=visit) == [(each, False) for each in lacking]


@given(marked_forms(lambda _item: anything))
@settings(max_examples=50, deadline=None)
def test_whatever_is_marked_the_list_is_in_printed_order_and_what_blocks_comes_first(marked):
    site_type, observations = marked
    missing = still_missing(site_type, check(observations))
    of_items = [each for each in missing if each.item]
    printed = [each.id for each in site_type.items]
    order = [(printed.index(each.item), not each.blocks) for each in of_items]
    assert order == sorted(order)
    assert len(set(missing)) == len(missing)
    open_items = {each.item for each in of_items if each.lack is Lack.NOT_OBSERVED}
    assert open_items == set(printed) - observations.keys()
