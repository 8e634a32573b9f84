"""The report of a site over time, read back from its PDF."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest

from assessor.domain.forms import Mode
from assessor.domain.inspection import Band, Fault, Faults
from assessor.domain.scoring import score
from assessor.reporting import Attachment, CheckedVisit, SiteReport, site_report
from tests import builders
from tests.reporting.samples import (
    VOCABULARY,
    appears_in_order,
    bare,
    failures,
    pages_of,
    photo,
    standard,
    text_of,
)

FORM = builders.form(builders.item(1), builders.item(2, Mode.BAND, "10"))
BASIS = Attachment("basis.json", "application/json", b"{}", "what it rests on")
SOUND = {"MARKET.01": Faults(), "MARKET.02": Band(10)}
AISLE = Fault(2, "摊位占用通道", "CH05", photos=(photo(1).photo.digest,))
AGAIN = Fault(1, "又占用通道", photos=(photo(2).photo.digest,))


def visit(number, observations, photos=()):
    check = builders.check(SOUND | observations, nonce=number, at=24 * number)
    known = tuple(each.photo for each in photos)
    sealed = builders.sealed(builders.revision(check, site_type=FORM, photos=known))
    return CheckedVisit(sealed, score(FORM, check.observations), standard(FORM), "第二批")


def content(*visits, **more):
    pictures = {photo(number).photo.digest: photo(number).picture for number in (1, 2)}
    values = {
        "site": builders.site(),
        "visits": visits,
        "vocabulary": VOCABULARY,
        "picture": pictures.get,
        "issuer": "县爱卫办",
        "made_at": datetime(2026, 6, 1, tzinfo=UTC),
        "basis": BASIS,
    }
    return SiteReport(**(values | more))


FIRST = visit(1, {"MARKET.01": Faults((AISLE,))}, [photo(1)])
SECOND = visit(2, {"MARKET.01": Faults((AGAIN,))}, [photo(2)])
THIRD = visit(3, {"MARKET.02": Band(8, faults=(Fault(words="公示牌过期"),))})
STORY = content(FIRST, SECOND, THIRD)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_it_lasts_can_be_read_aloud_and_is_the_same_every_time(language):
    pdf = site_report(STORY, language)
    assert failures(pdf) == []
    assert site_report(STORY, language) == pdf


def test_scores_of_all_visits_stand_in_order():
    parts = (
        *("Site report", "market", "Checks", "3", "2026-05-13–2026-05-15"),
        *("1", "2026-05-13", "第二批", "张三", "18.00", "100%", "2", "0"),
        *("2", "2026-05-14", "19.00", "3", "2026-05-15", "18.00"),
    )
    assert appears_in_order(parts, text_of(site_report(STORY, "en")))


def test_what_became_of_each_fault_is_told_from_later_checks():
    text = text_of(site_report(STORY, "en"))
    parts = (
        "Sound when next looked at: 1. At fault again: 1. Found at the latest visit: 1.",
        *("摊位占用通道", "At fault again on 2026-05-14"),
        *("又占用通道", "Sound on 2026-05-15"),
        *("公示牌过期", "Found at the latest visit"),
    )
    assert appears_in_order(parts, text)


def test_a_photo_stands_beside_the_later_one_of_the_same_item():
    text = text_of(site_report(STORY, "en"))
    photos = text[text.index(bare("Photos, before and after")) :]
    parts = (
        *("Visit 1, 2026-05-13 · item 01", "摊位占用通道"),
        *("Visit 2, 2026-05-14 · item 01", "又占用通道"),
    )
    assert appears_in_order(parts, photos)
    reader = pypdf.PdfReader(BytesIO(site_report(STORY, "en")))
    assert len({image.data for page in reader.pages for image in page.images}) == 2


def test_a_photo_that_never_arrived_leaves_the_rest():
    text = text_of(site_report(replace(STORY, picture=lambda _digest: None), "en"))
    assert "item01" in text or "摊位占用通道" in text
    assert bare("Visit 1, 2026-05-13 · item 01") not in text


def test_one_visit_without_a_fault_says_so_and_draws_no_line():
    text = text_of(site_report(content(visit(1, {})), "en"))
    assert bare("No fault was found.") in text
    assert bare("Photos, before and after") not in text


def test_checks_that_are_left_out_are_counted():
    assert bare("2 checks in conflict") in text_of(site_report(content(FIRST, left_out=2), "en"))


def test_every_signed_record_is_attached_and_named():
    pdf = site_report(STORY, "en")
    reader = pypdf.PdfReader(BytesIO(pdf))
    assert set(reader.attachments) == {
        "basis.json",
        *(f"{each.sealed.digest}.json" for each in STORY.visits),
    }
    assert all(each.sealed.digest in text_of(pdf) for each in STORY.visits)
    assert BASIS.digest[:16] in text_of(pdf)
    assert set(reader.get_fields()) == {"Office"}


def test_many_visits_with_long_words_go_on_over_pages():
    long = Faults(tuple(Fault(words="很长的问题描述，" * 60) for _each in range(6)))
    visits = [visit(number, {"MARKET.01": long}) for number in range(1, 13)]
    pages = pages_of(site_report(content(*visits), "en"))
    assert len(pages) > 8
    assert sum(page.count("很长的问题描述，") for page in pages) > 4000
    assert bare(f"Page {len(pages)} of {len(pages)}") in pages[-1]
