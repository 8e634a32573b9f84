import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.exchange.texts import (
    LINE_PATTERN,
    TEXT_PATTERN,
    clean_line,
    clean_text,
    is_normalised,
)


@given(st.text(st.characters()))
def test_a_cleaned_text_is_one_that_documents_may_hold(text):
    for clean, pattern in ((clean_text, TEXT_PATTERN), (clean_line, LINE_PATTERN)):
        cleaned = clean(text)
        assert re.search(pattern, cleaned)
        assert is_normalised(cleaned)
        assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "text", ["门前三包，落实“四害”防制…", "第 1 行\n第 2 行", "𠮷 café 👍🏽", ""]
)
def test_what_people_write_stays_as_it_is(text):
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("unseen", "cleaned"),
    [("a\r\nb\rc\u2028d", "a\nb\nc\nd"), ("a\tb", "a b"), ("\ufeffa\x00\u202eb\u2066", "ab")],
)
def test_line_ends_become_one_kind_and_what_nobody_sees_goes(unseen, cleaned):
    assert clean_text(unseen) == cleaned


def test_a_line_end_after_the_last_character_is_no_line():
    assert not re.search(LINE_PATTERN, "a\n")
    assert re.search(TEXT_PATTERN, "a\n")
