from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.matching import Pairing, likeness, match

PIECES = ["地面洁净无积水", "垃圾日产日清", "证照上墙公示", "设有公厕标识", "防蝇防鼠设施齐全"]
IDS = st.sampled_from([f"A.{number:02}" for number in range(1, 9)])
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3, unique=True).map("".join)
LISTS = st.dictionaries(IDS, TEXTS, max_size=6)


def unrelated(_older, _newer):
    return False


def paired(older, newer, related=unrelated):
    return {(each.older, each.newer) for each in match(older, newer, related)}


@settings(deadline=None, max_examples=50)
@given(LISTS, LISTS)
def test_swapping_the_lists_turns_the_pairs_round(older, newer):
    turned = {(old, new) for new, old in paired(newer, older)}
    assert turned == paired(older, newer)


@settings(deadline=None, max_examples=50)
@given(LISTS, LISTS)
def test_every_id_is_in_one_pairing(older, newer):
    found = match(older, newer, unrelated)
    assert sorted(each for pair in found for each in pair.older) == sorted(older)
    assert sorted(each for pair in found for each in pair.newer) == sorted(newer)


def test_a_text_that_moved_to_another_number_is_found():
    older = {"A.01": PIECES[0], "A.02": PIECES[1]}
    newer = {"A.01": PIECES[3], "A.02": PIECES[0], "A.03": PIECES[1]}
    assert paired(older, newer) == {
        (("A.01",), ("A.02",)),
        (("A.02",), ("A.03",)),
        ((), ("A.01",)),
    }


def test_a_text_that_became_two_is_split_even_if_one_keeps_its_id():
    older = {"A.01": PIECES[0] + PIECES[4]}
    newer = {"A.01": PIECES[0], "A.02": PIECES[4]}
    assert match(older, newer, unrelated) == (Pairing(("A.01",), ("A.01", "A.02")),)


def test_the_same_id_holds_however_the_text_changed():
    assert paired({"A.01": "甲乙丙丁"}, {"A.01": "完全不同的话"}) == {(("A.01",), ("A.01",))}


def test_a_clause_relates_texts_that_are_only_somewhat_alike():
    older, newer = {"A.01": "市场地面干净卫生"}, {"B.01": "场内地面无污水干净"}
    assert 0.35 < likeness(older["A.01"], newer["B.01"]) < 0.6
    assert len(paired(older, newer)) == 2
    assert paired(older, newer, lambda _old, _new: True) == {(("A.01",), ("B.01",))}


def test_lists_too_long_to_be_held_against_each_other_are_new_and_gone():
    older = {f"A.{number}": f"旧的检查内容{number}" for number in range(300)}
    newer = {f"B.{number}": f"新的检查内容{number}" for number in range(300)}
    assert len(match(older, newer, unrelated)) == 600
