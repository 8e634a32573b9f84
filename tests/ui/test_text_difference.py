import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.ui.text_difference import marked
from assessor.ui.theme import theme_named

LIGHT = theme_named("light")


def plain(rich):
    return unescape(re.sub(r"<[^>]*>", "", rich))


def test_only_what_differs_is_set_off():
    left, right = marked("扣0.5分", "扣1分", LIGHT)
    assert re.search(r'line-through">0\.5</span>', left)
    assert re.search(r'bold">1</span>', right)
    assert left.startswith("扣<span")


def test_equal_texts_bear_no_mark():
    assert marked("地面 <洁净>", "地面 <洁净>", LIGHT) == ("地面 &lt;洁净&gt;",) * 2


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_nothing_is_lost_or_read_as_markup(older, newer):
    left, right = marked(older, newer, LIGHT)
    assert (plain(left), plain(right)) == (older, newer)
