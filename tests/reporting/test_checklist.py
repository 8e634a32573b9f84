"""Blank forms, read back from their PDF."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from assessor.domain.forms import Mode
from assessor.domain.texts import Confidence, Origin
from assessor.reporting import Checklist, checklist
from tests import builders
from tests.reporting.samples import appears_in_order, bare, failures, pages_of, standard, text_of

AT = datetime(2026, 5, 12, tzinfo=UTC)
FORM = builders.form(
    replace(builders.item(1, points="8", deduct="0.5"), clauses=("TEST-1:21.10", "OLD:3.2")),
    builders.item(2, Mode.BAND, "10", veto_below=Decimal("0.70")),
    builders.item(3, Mode.YES_NO, "6"),
    replace(builders.item(4, Mode.RATE, "6"), clauses=("OLD:4.1",)),
    builders.item(5, Mode.VETO, "4", may_not_apply=False),
    replace(builders.item(6), origin=Origin(Confidence.UNCERTAIN)),
)


def printed(*forms, language="en"):
    own = standard(forms[0])
    return checklist(Checklist(replace(own, site_types=forms), forms, AT), language)


def test_every_item_stands_with_points_rule_room_and_clause():
    text = text_of(printed(FORM))
    assert appears_in_order(
        (
            *("Site check form", "market", "Standard", "TEST-1/1"),
            *("01", "item 1", "8", "0.5 off for each place", "places", "21.10"),
            *("02", "item 2", "10", "below 70 percent", "grade", "does not apply"),
            *("03", "item 3", "6", "all or nothing", "□ yes", "□ no"),
            *("04", "item 4", "share of sound places", "sound", "OLD:4.1"),
            *("05", "item 5", "vetoes the result if missed", "□ yes"),
            *("06", "item 6", "Faults and photos", "Remarks", "Signatures", "Name:", "Date:"),
        ),
        text,
    )
    assert "3.2" not in text  # clauses of others only where there is none of its own
    assert bare("still has to be verified") in text


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_it_lasts_can_be_read_aloud_and_is_the_same_every_time(language):
    pdf = printed(FORM, language=language)
    assert failures(pdf) == []
    assert printed(FORM, language=language) == pdf


def test_each_form_begins_a_page_and_counts_its_sections_anew():
    other = builders.form(builders.item(1, code="TOILET"), code="TOILET")
    pages = pages_of(printed(FORM, other))
    begun = [page for page in pages if bare("Site check form") in page]
    assert len(begun) == 2
    assert all("1.Items," in page for page in begun)


def test_a_shipped_form_takes_no_more_than_two_pages(library):
    shipped = library.standard("NSC-2021")
    form = shipped.site_type("MARKET")
    for language in ("zh_CN", "en"):
        pdf = checklist(Checklist(shipped, (form,), AT), language)
        assert len(pages_of(pdf)) <= (2 if language == "zh_CN" else 3)


def test_all_shipped_forms_print_and_last(library):
    shipped = library.standard("NSC-2021")
    pdf = checklist(Checklist(shipped, shipped.site_types, AT), "zh_CN")
    text = text_of(pdf)
    assert all(bare(form.name.zh) in text for form in shipped.site_types)
    assert failures(pdf) == []
