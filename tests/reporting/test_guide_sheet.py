"""The quick guide, read back from its PDF."""

from datetime import UTC, datetime

import pytest

from assessor.domain.guide import quick_guide
from assessor.i18n import LANGUAGES, Translator
from assessor.reporting import guide_sheet
from tests.reporting.samples import appears_in_order, failures, pages_of

AT = datetime(2026, 5, 12, tzinfo=UTC)


@pytest.fixture(scope="module", params=LANGUAGES)
def sheet(request):
    guide = quick_guide(Translator(request.param))
    return guide, guide_sheet(guide, request.param, AT)


def test_it_is_one_page_that_says_everything_in_order(sheet):
    guide, pdf = sheet
    (page,) = pages_of(pdf)
    told = [guide.title, guide.motto]
    for section in guide.sections:
        told += [section.title, *section.lines]
    assert appears_in_order([*told, guide.keys_title], page)
    assert appears_in_order([words for _key, words in guide.keys], page)


def test_it_lasts_and_can_be_read_aloud(sheet):
    assert failures(sheet[1]) == []


def test_the_same_guide_gives_the_same_bytes():
    guide = quick_guide(Translator("en"))
    assert guide_sheet(guide, "en", AT) == guide_sheet(guide, "en", AT)
