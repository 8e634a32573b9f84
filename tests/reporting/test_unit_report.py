"""The report of a unit, read back from its PDF."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pypdf
import pytest

from assessor.domain.areas import CheckResult, area_score
from assessor.domain.explaining import explain_area
from assessor.domain.forms import Mode
from assessor.domain.inspection import Fault, Faults, UnitKind, YesNo
from assessor.domain.ranking import Entrant, rank
from assessor.domain.scoring import score
from assessor.i18n import Translator
from assessor.reporting import Attachment, CheckedVisit, UnitReport, unit_report
from tests import builders
from tests.reporting.samples import (
    VOCABULARY,
    appears_in_order,
    bare,
    failures,
    pages_of,
    photo,
    profile,
    standard,
    text_of,
)

FORM = builders.form(builders.item(1), builders.item(2), builders.item(3, Mode.VETO))
PROFILE = profile(pass_line=Decimal("0.85"))
BASIS = Attachment("basis.json", "application/json", b"{}", "what it rests on")


def visit(number, lost=0, *, photos=(), vetoed=False, category="CH05"):
    digests = tuple(each.photo.digest for each in photos)
    faults = (Fault(lost, f"问题{number}", category, photos=digests),) if lost else ()
    seen = {
        "MARKET.01": Faults(faults),
        "MARKET.02": Faults(),
        "MARKET.03": YesNo(not vetoed),
    }
    check = builders.check(seen, nonce=number, site=builders.site(number))
    sealed = builders.sealed(
        builders.revision(check, site_type=FORM, photos=tuple(each.photo for each in photos))
    )
    return CheckedVisit(sealed, score(FORM, seen), standard(FORM))


def content(*visits, language="en", **more):
    results = [
        CheckResult(
            each.check.id,
            each.check.site.code,
            "MARKET",
            each.card.rate,
            builders.hour(2),
            each.card.vetoes,
        )
        for each in visits
    ]
    area = area_score(PROFILE, results)
    names = {each.check.id: each.check.site.name for each in visits}
    values = {
        "unit": builders.unit(
            "530325001",
            UnitKind.TOWN,
        ),
        "place": rank([Entrant("530325001", "中安街道", area)])[0],
        "ranked": 3,
        "standard": standard(FORM),
        "profile": PROFILE,
        "tree": explain_area(area, standard(FORM), Translator(language), names.__getitem__),
        "visits": visits,
        "vocabulary": VOCABULARY,
        "picture": {photo(1).photo.digest: photo(1).picture}.get,
        "issuer": "县爱卫办",
        "made_at": datetime(2026, 6, 1, tzinfo=UTC),
        "basis": BASIS,
        "campaign": builders.campaign(5),
    }
    return UnitReport(**(values | more))


USUAL = content(visit(1, 2), visit(2, 6, photos=[photo(1)]), visit(3, 1, category=""))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_it_lasts_can_be_read_aloud_and_is_the_same_every_time(language):
    made = replace(
        USUAL,
        trend=(("四月", Fraction(80)), ("五月", None), ("六月", Fraction(90))),
        warning="注意",
    )
    pdf = unit_report(made, language)
    assert failures(pdf) == []
    assert unit_report(made, language) == pdf


def test_result_place_and_score_tree_stand_first():
    parts = (
        *("Unit report", "单位530325001", "第5批", "Town or street", "Pass line", "85%"),
        *("Result", "90.00", "1 / 3", "9", "open"),
        *("How the score comes about", "Equal weights", "Markets", "市场1"),
    )
    assert appears_in_order(parts, text_of(unit_report(USUAL, "en")))


def test_sites_stand_worst_first_and_again_as_bars():
    text = text_of(unit_report(USUAL, "en"))
    sites = text[text.index("3.Sites") :]
    assert appears_in_order(("市场2", "80.00", "市场1", "93.33", "市场3", "96.67"), sites)
    assert appears_in_order(("Scores of the sites", "市场2", "80.00", "Pass line 85%"), sites)


def test_items_that_lost_most_and_categories_are_counted_over_all_sites():
    text = text_of(unit_report(USUAL, "en"))
    assert appears_in_order(("Items that lost most", "market", "01", "item 1", "3", "9.00"), text)
    parts = ("Faults by category", "Littering", "8", "without category", "1")
    assert appears_in_order(parts, text)


def test_a_veto_takes_the_place_of_the_verdict():
    made = content(visit(1, vetoed=True))
    assert appears_in_order(("Result", "1 veto", "How the score"), text_of(unit_report(made, "en")))


def test_photos_come_with_site_and_item():
    pdf = unit_report(USUAL, "en")
    assert bare("Photo 1 · 市场2, item 01") in text_of(pdf)
    missing = replace(USUAL, picture=lambda _digest: None)
    assert bare("Photo 1") not in text_of(unit_report(missing, "en"))


def test_a_trend_needs_two_scores():
    assert "campaigns" not in text_of(unit_report(USUAL, "en"))
    one = replace(USUAL, trend=(("四月", None), ("五月", Fraction(90))))
    assert bare("Scores of the campaigns") not in text_of(unit_report(one, "en"))
    two = replace(USUAL, trend=(("四月", Fraction(80)), ("五月", Fraction(90))))
    assert bare("Scores of the campaigns") in text_of(unit_report(two, "en"))


def test_what_a_reader_must_know_stands_above_the_result():
    own = replace(PROFILE, official=False)
    made = replace(USUAL, profile=own, warning="Provisional: 1 conflict.", unchecked=("东门市场",))
    parts = ("not official", "Provisional: 1 conflict.", "not checked: 东门市场", "Result")
    assert appears_in_order(parts, text_of(unit_report(made, "en")))


def test_a_unit_without_a_check_says_so():
    text = text_of(unit_report(content(unchecked=("东门市场",)), "en"))
    assert bare("Nothing was checked.") in text
    assert "—" in text


def test_hundreds_of_sites_go_on_over_pages():
    pages = pages_of(unit_report(content(*(visit(n, n % 9) for n in range(1, 151))), "en"))
    assert len(pages) > 8
    assert bare(f"Page 1 of {len(pages)}") in pages[0]


def test_the_basis_is_attached_and_the_office_signs():
    pdf = unit_report(USUAL, "en")
    reader = pypdf.PdfReader(BytesIO(pdf))
    assert reader.attachments["basis.json"] == [b"{}"]
    assert BASIS.digest[:16] in text_of(pdf)
    assert set(reader.get_fields()) == {"Office"}
