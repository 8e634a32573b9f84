import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.typography import numbers, plain

WORDS = st.lists(st.sampled_from("地面洁净无积水垃圾公示"), min_size=1, max_size=8).map("".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("地面洁净，无积水。", "地面洁净、无积水"),
        ("地面 洁净", "地面洁净"),
        ("（一）公示", "(一)公示"),
        ("ＡＢＣ１２", "ABC12"),
        ("面积≥２㎡", "面积≧2 m²"),
        ("1～3分", "1—3分"),
        ("扣1 ～ 3分", "扣1-3分"),
        ("①公示", "(1)公示"),
        ("“三防”设施", "三防设施"),
    ],
)
def test_setting_alone_makes_no_difference(one, other):
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("扣1.5分", "扣15分"),
        ("1-3分", "13分"),
        ("1 ~ 3分", "13分"),
        ("1 ,3分", "13分"),
        ("1. 3处积水", "1.3处积水"),
        ("10²个", "102个"),
        ("合格率90%", "合格率90"),
        ("低于-5℃", "低于5℃"),
        ("≤2处", "≥2处"),
        ("1½米", "11/2米"),
        ("①2处", "12处"),
        ("5 10处", "510处"),
        ("地面洁净", "地面整洁"),
    ],
)
def test_what_carries_meaning_stays(one, other):
    assert plain(one) != plain(other)


@settings(deadline=None, max_examples=50)
@given(st.text("地面洁净分扣0123456789.,，。、；：（）()%％～-— 　ＡｂB≤㎡²½①", max_size=20))
def test_a_plain_text_is_plain_already(text):
    assert plain(plain(text)) == plain(text)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(WORDS, min_size=1, max_size=5), st.sampled_from(["，", "、", "；", " ", "\n", "　"])
)
def test_any_mark_between_words_is_setting(words, mark):
    assert plain(mark.join(words)) == plain("".join(words))


def test_numbers_come_with_their_signs():
    assert numbers("每处扣０.５分，≤2处合格，达标率90%，1～3分") == ("0.5", "≤2", "90%", "1-3")
