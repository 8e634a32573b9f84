"""Work bulletins as plain text, written by clerks."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.bulletins import Article, WorkBulletin
from assessor.exchange.bulletin_texts import BulletinTextError, read_bulletin, write_bulletin
from assessor.i18n import LANGUAGES, Translator

TEXT = """标题：五月督查情况
期号：12
编印单位：示例县爱卫办
日期：2026年5月31日
送：县委、县政府
发：各街道

开头一段。

# 总体情况
第一段：有冒号。
第二段。
# 下一步
第三段。
"""
BULLETIN = WorkBulletin(
    "五月督查情况",
    (
        Article("", ("开头一段。",)),
        Article("总体情况", ("第一段：有冒号。", "第二段。")),
        Article("下一步", ("第三段。",)),
    ),
    number=12,
    issuer="示例县爱卫办",
    issued=date(2026, 5, 31),
    to="县委、县政府",
    copies="各街道",
)


def test_a_text_is_read_whole():
    assert read_bulletin(TEXT.encode()) == BULLETIN


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_texts_of_common_editors_are_read(encoding):
    assert read_bulletin(TEXT.replace("\n", "\r\n").encode(encoding)) == BULLETIN


def test_english_captions_and_half_width_colons_are_read():
    found = read_bulletin(b"title: May\nIssue:3\n\n# A\nwords\n")
    assert (found.title, found.number) == ("May", 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_read_again(language):
    assert read_bulletin(write_bulletin(BULLETIN, Translator(language))) == BULLETIN


_LINE = st.text(st.sampled_from("字句，。：:a1 "), max_size=12).map(
    lambda text: " ".join(text.split())
)


@settings(max_examples=50, deadline=None)
@given(_LINE.filter(bool), st.lists(_LINE.filter(bool), min_size=1, max_size=4))
def test_any_words_survive_the_way(title, paragraphs):
    bulletin = WorkBulletin(title, (Article("标题", tuple(paragraphs)),))
    assert read_bulletin(write_bulletin(bulletin, Translator("zh_CN"))) == bulletin


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("标题：一\n抄报：县委\n\n字", "Line 2: “抄报：县委”"),
        ("标题：一\n期号：十二\n\n字", "“十二”"),
        ("标题：一\n期号：0\n\n字", "“0”"),
        ("标题：一\n日期：2026-02-30\n\n字", "2026-02-30"),
        ("标题：一\n日期：昨天\n\n字", "昨天"),
        ("标题：一\n", "no title, or no text"),
        ("期号：1\n\n字", "no title, or no text"),
        ("\x00", "plain text"),
        ("字" * 200_001, "plain text"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence(text, said):
    with pytest.raises(BulletinTextError, match=said):
        read_bulletin(text.encode())


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(BulletinTextError):
        read_bulletin(b"\xff\xfe\xff\xff")
