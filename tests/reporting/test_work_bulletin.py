"""The work bulletin, read back from its PDF."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pypdf
import pytest

from assessor.domain.bulletins import Article, WorkBulletin
from assessor.reporting import Attachment, BulletinPaper, unprintable_in, work_bulletin
from tests.reporting.samples import appears_in_order, bare, failures, pages_of, text_of

BULLETIN = WorkBulletin(
    "五月督查情况",
    (Article("总体情况", ("共检查20个点位。",)), Article("下一步", ("限期整改。",))),
    number=12,
    issuer="示例县爱卫办",
    issued=date(2026, 5, 31),
    to="县委、县政府",
    copies="各街道",
)
BASIS = Attachment("text.txt", "text/plain", b"text", "the text")


def paper(bulletin=BULLETIN):
    return BulletinPaper(bulletin, BASIS, datetime(2026, 5, 31, 18, tzinfo=UTC))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_it_lasts_can_be_read_aloud_and_is_the_same_every_time(language):
    pdf = work_bulletin(paper(), language)
    assert failures(pdf) == []
    assert work_bulletin(paper(), language) == pdf


def test_masthead_contents_text_and_recipients_stand_in_order():
    parts = (
        *("Work bulletin", "Issue 12", "示例县爱卫办", "2026-05-31"),
        *("In this issue", "1. 总体情况", "2. 下一步", "五月督查情况"),
        *("1. 总体情况", "共检查20个点位。", "2. 下一步", "限期整改。"),
        *("To: 县委、县政府", "Copies: 各街道", "Issued on 2026-05-31"),
    )
    assert appears_in_order(parts, text_of(work_bulletin(paper(), "en")))


def test_one_heading_alone_needs_no_contents():
    short = replace(BULLETIN, articles=BULLETIN.articles[:1])
    assert "Inthisissue" not in text_of(work_bulletin(paper(short), "en"))


def test_a_name_of_its_own_stands_in_the_masthead():
    named = replace(BULLETIN, name="创卫工作简报")
    assert text_of(work_bulletin(paper(named), "zh_CN")).count("创卫工作简报") > 1


def test_without_a_date_the_day_in_china_is_printed():
    assert "2026-06-01" in text_of(work_bulletin(paper(replace(BULLETIN, issued=None)), "en"))


def test_any_length_of_text_goes_on_over_pages():
    long = replace(BULLETIN, articles=(Article("一", ("长文。" * 4000,) * 2),))
    pages = pages_of(work_bulletin(paper(long), "en"))
    assert len(pages) > 10
    assert sum(page.count("长") for page in pages) == 8000
    assert all(bare(f"Page {n} of {len(pages)}") in page for n, page in enumerate(pages, start=1))


def test_the_code_is_that_of_the_attached_text():
    pdf = work_bulletin(paper(), "en")
    digest = hashlib.sha256(b"text").hexdigest()
    assert digest[:16] in text_of(pdf)
    reader = pypdf.PdfReader(BytesIO(pdf))
    assert reader.attachments["text.txt"] == [b"text"]
    assert set(reader.get_fields()) == {"Office"}


def test_characters_without_glyph_are_found_before_it_is_printed():
    odd = replace(BULLETIN, to="县委\U00020bb7", articles=(Article("一", ("😀",)),))
    assert set(unprintable_in(paper(odd))) == {"\U00020bb7", "😀"}
