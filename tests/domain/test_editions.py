from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.editions import Difference, compare_editions
from assessor.domain.forms import Mode
from assessor.domain.limits import Bound, Comparison, Threshold
from assessor.domain.standard import Clause, Correspondence, Crosswalk, Kinship, StandardRef
from assessor.domain.texts import Text
from tests.builders import form, item
from tests.domain.marks import items
from tests.domain.standards import OURS, STANDARD, words

PIECES = ["地面洁净无积水", "垃圾日产日清", "证照上墙公示", "设有公厕标识", "防蝇防鼠设施齐全"]
NEWER = StandardRef("TEST-1", 2, "cd" * 32)


@st.composite
def standards(draw):
    ids = draw(st.lists(st.integers(1, 12), min_size=1, max_size=6, unique=True))
    texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("，".join)
    found = [replace(draw(items(number)), text=zh(draw(texts))) for number in ids]
    return replace(STANDARD, site_types=(form(*found),))


def zh(text):
    return Text(text, "words")


def standard(*found, **more):
    return replace(STANDARD, site_types=(form(*found),), **more)


def only(older, newer):
    (match,) = compare_editions(older, newer).items
    return match


@settings(deadline=None, max_examples=50)
@given(standards())
def test_a_standard_is_the_same_as_itself(whole):
    found = compare_editions(whole, whole)
    assert {each.difference for each in (*found.items, *found.clauses)} <= {Difference.SAME}
    assert all(each.older == each.newer for each in found.items)


@settings(deadline=None, max_examples=50)
@given(standards(), standards())
def test_from_the_other_side_new_is_gone_and_split_is_joined(older, newer):
    there, back = compare_editions(older, newer), compare_editions(newer, older)
    turned = {(each.newer, each.older, each.difference.mirrored) for each in there.items}
    assert turned == {(each.older, each.newer, each.difference) for each in back.items}


@settings(deadline=None, max_examples=50)
@given(standards(), st.sampled_from(["、", "；", " ", "　", "。"]))
def test_other_punctuation_alone_is_typographic(whole, mark):
    def reset(each):
        return replace(each, text=zh(each.text.zh.replace("，", mark) + "。"))

    other = replace(whole, site_types=(form(*map(reset, whole.site_types[0].items)),))
    found = compare_editions(whole, other).items
    assert {each.difference for each in found} == {Difference.TYPOGRAPHIC}
    assert all(each.older[0].id == each.newer[0].id for each in found)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"points": Decimal(8)}, "points"),
        ({"deduct": Decimal("0.5")}, "deduct"),
        ({"mode": Mode.BAND, "deduct": None}, "mode"),
        ({"veto_below": Decimal("0.7")}, "veto_below"),
        ({"may_not_apply": False}, "may_not_apply"),
        ({"text": zh("地面洁净，≤3处")}, "numbers"),
    ],
)
def test_other_points_marking_or_numbers_are_a_change(changes, field):
    before = replace(item(), text=zh("地面洁净，≤2处"))
    match = only(standard(before), standard(replace(before, **changes)))
    assert match.difference is Difference.CHANGED
    assert field in match.fields


def test_a_figure_that_says_something_else_changes_its_items():
    figure = Threshold(
        "flies.1", words(), None, words(), Bound(Comparison.AT_MOST, Decimal(2)), None, OURS
    )
    judged = item(thresholds=("flies.1",))
    stricter = replace(figure, bound=Bound(Comparison.AT_MOST, Decimal(1)))
    older, newer = (standard(judged, thresholds=(each,)) for each in (figure, stricter))
    assert only(older, newer).fields == ("thresholds",)
    assert only(older, older).difference is Difference.SAME


def test_other_words_and_other_guidance_are_wording():
    before = replace(item(), text=zh("地面洁净，无积水"))
    other = replace(before, text=zh("地面清洁，无积水"))
    assert only(standard(before), standard(other)).difference is Difference.WORDING
    looked = replace(before, guidance=zh("站在门口看"))
    match = only(standard(before), standard(looked))
    assert (match.difference, match.fields) == (Difference.WORDING, ("guidance",))


def test_evidence_and_clauses_make_no_difference_to_answers():
    after = item(evidence=("photo",), categories=("CH01",))
    assert only(standard(item()), standard(after)).difference is Difference.SAME


def test_items_of_another_standard_meet_through_the_crosswalk():
    older = replace(
        standard(replace(item(1), text=zh("市场地面干净卫生"), clauses=("OLD-1:14",))),
        ref=StandardRef("OLD-1", 1, "ef" * 32),
    )
    crosswalk = Crosswalk("OLD-1", (Correspondence(("14",), ("21",), Kinship.CHANGED, OURS),))
    after = replace(item(7), text=zh("场内地面无污水干净"), clauses=("TEST-1:21",))
    newer = standard(after, crosswalks=(crosswalk,))
    assert only(older, newer).difference is Difference.WORDING
    assert only(newer, older).difference is Difference.WORDING
    assert len(compare_editions(older, replace(newer, crosswalks=())).items) == 2


def test_clauses_follow_the_crosswalk_from_either_side():
    def clause(number, text):
        return Clause(number, "1", zh(text), OURS)

    older = replace(
        standard(item()),
        ref=StandardRef("OLD-1", 1, "ef" * 32),
        clauses=(clause("1", "甲乙丙丁戊"), clause("2", "己庚辛壬癸"), clause("3", "同一段话在此")),
    )
    correspondence = Correspondence(("1",), ("1", "2"), Kinship.SPLIT, OURS)
    newer = standard(
        item(),
        clauses=(clause("1", "子"), clause("2", "丑"), clause("9", "同一段话，在此")),
        crosswalks=(Crosswalk("OLD-1", (correspondence,)),),
    )

    def told(one, two):
        return {
            (tuple(c.id for c in each.older), tuple(c.id for c in each.newer), each.difference)
            for each in compare_editions(one, two).clauses
        }

    assert told(older, newer) == {
        (("1",), ("1", "2"), Difference.SPLIT),
        (("2",), (), Difference.GONE),
        (("3",), ("9",), Difference.TYPOGRAPHIC),
    }
    assert told(newer, older) == {
        (new, old, difference.mirrored) for old, new, difference in told(older, newer)
    }


def test_a_clause_may_take_the_place_of_several():
    clauses = tuple(Clause(number, "1", zh(f"第{number}"), OURS) for number in ("1", "2"))
    crosswalk = Crosswalk(
        "OLD-1",
        tuple(Correspondence((each.id,), ("1",), Kinship.CHANGED, OURS) for each in clauses),
    )
    older = replace(standard(item()), ref=StandardRef("OLD-1", 1, "ef" * 32), clauses=clauses)
    newer = standard(item(), clauses=clauses[:1], crosswalks=(crosswalk,))
    found = compare_editions(older, newer).clauses
    assert {each.difference for each in found} == {Difference.CHANGED}
    assert [each.newer for each in found] == [clauses[:1], clauses[:1]]


def test_a_form_that_one_edition_lacks_is_new_or_gone_as_a_whole():
    shop = replace(STANDARD, site_types=(form(item(code="SHOP"), code="SHOP"),))
    counts = compare_editions(standard(item()), shop).item_counts
    assert (counts[Difference.NEW], counts[Difference.GONE]) == (1, 1)
