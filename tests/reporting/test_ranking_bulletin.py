"""The ranking bulletin, read back from its PDF."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO

import pypdf
import pytest

from assessor.domain.areas import CheckResult, area_score
from assessor.domain.inspection import UnitKind
from assessor.domain.profiles import Method
from assessor.domain.ranking import Entrant, rank
from assessor.domain.texts import Confidence, Origin, Text
from assessor.reporting import (
    Attachment,
    Bulletin,
    RankedUnit,
    Ranking,
    TypicalFault,
    bulletin,
)
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

PROFILE = profile()


def entrant(name, *rates, provisional=False, vetoes=()):
    """A unit with the rates in percent of its markets and, second, its toilets."""
    results = [
        CheckResult(
            f"{name}-{kind}", f"{name}-{kind}", kind, Fraction(rate, 100), builders.hour(1), vetoes
        )
        for kind, rate in zip(("MARKET", "TOILET"), rates, strict=False)
    ]
    return Entrant(name, f"{name}镇", area_score(PROFILE, results), provisional)


def ranking(*entrants, kind=UnitKind.TOWN, previous=None):
    places = rank(entrants)
    return Ranking(
        kind,
        tuple(
            RankedUnit(each, faults=3, previous=(previous or {}).get(each.code)) for each in places
        ),
    )


def content(*rankings, **more):
    values = {
        "number": 5,
        "issuer": "县爱卫办",
        "issued_at": datetime(2026, 5, 31, 2, tzinfo=UTC),
        "starts": date(2026, 5, 1),
        "ends": date(2026, 5, 28),
        "standard": standard(),
        "profile": PROFILE,
        "rankings": rankings,
        "vocabulary": VOCABULARY,
        "fingerprint": "79bd f0c4 d2b6 06c5",
    }
    return Bulletin(**(values | more))


TOWNS = ranking(
    entrant("A", 90, 90),
    entrant("B", 80, 80),
    entrant("C", 80, 80),
    entrant("D", 70, 70, vetoes=("MARKET.15",)),
    entrant("E", 65, provisional=True),
    entrant("F"),
    previous={"A": Fraction(85), "D": Fraction(75)},
)
ORGANISATIONS = ranking(entrant("甲", 60, 60), kind=UnitKind.ORGANISATION)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_independent_validator_accepts_it_as_pdfa_and_pdfua(language):
    pdf = bulletin(content(TOWNS, ORGANISATIONS), language)
    assert failures(pdf) == []
    assert bulletin(content(TOWNS, ORGANISATIONS), language) == pdf


def test_places_scores_and_changes_stand_in_the_table():
    text = text_of(bulletin(content(TOWNS, ORGANISATIONS), "en"))
    assert appears_in_order(
        (
            *("Ranking bulletin", "Issue 5", "县爱卫办", "2026-05-31", "2026-05-01–2026-05-28"),
            *("Ranking of towns and streets", "Score of 100"),
            *("1", "A镇", "90.00", "+5.00", "2", "3", "0"),
            *("2", "B镇", "80.00"),
            *("2", "C镇", "80.00"),
            *("4", "D镇", "70.00", "-5.00", "2", "3", "2"),
            *("5", "E镇", "65.00", "scaled", "provisional"),
            *("—", "F镇", "—", "not checked"),
            *("Ranking of organisations", "1", "甲镇", "60.00"),
        ),
        text,
    )
    assert "B镇B80.00230" in text  # no earlier score, no change


def test_an_unofficial_profile_says_so_with_its_note():
    note = Text("自拟方案。", "Our own proposal.")
    own = replace(PROFILE, official=False, origin=Origin(Confidence.OURS, note=note))
    words = bare("The scoring profile is not official. Our own proposal.")
    assert words in text_of(bulletin(content(TOWNS, profile=own), "en"))
    assert "notofficial" not in text_of(bulletin(content(TOWNS), "en"))


def test_what_may_still_change_it_is_told_above_the_ranking():
    settled = ranking(entrant("A", 90, 90))
    warning = "Provisional: 2 conflicts, 1 site checked twice."
    assert bare("Provisional:") not in text_of(bulletin(content(settled), "en"))
    text = text_of(bulletin(content(settled, warning=warning), "en"))
    assert appears_in_order((warning, "Method"), text)


def test_scaled_scores_are_explained_only_where_there_are_some():
    words = bare("modules without a checked site were left out")
    assert words in text_of(bulletin(content(TOWNS), "en"))
    assert words not in text_of(bulletin(content(ORGANISATIONS), "en"))


def test_typical_faults_are_listed_and_shown():
    typical = (
        TypicalFault("水井巷", "垃圾外溢", "A镇", "CH05", builders.hour(1), photo(1).picture),
        TypicalFault("东门市场", "地面积水"),
    )
    pdf = bulletin(content(TOWNS, typical=typical), "en")
    assert appears_in_order(
        (
            "Typical faults",
            "1. A镇　水井巷: 垃圾外溢 (Littering)",
            "2. 东门市场: 地面积水",
            "Fault 1: 水井巷",
            "2026-05-12 10:30",
            "Issued by",
        ),
        text_of(pdf),
    )
    assert failures(pdf) == []


def test_requirements_pass_line_and_campaign_are_printed():
    with_line = profile(pass_line=builders.Decimal("0.85"))
    made = content(TOWNS, profile=with_line, remarks="限期整改。", campaign=builders.campaign(5))
    text = text_of(bulletin(made, "en"))
    assert appears_in_order(
        ("Campaign", "第5批", "Pass line", "85%", "Requirements", "限期整改。"), text
    )
    assert appears_in_order(("Pass line", "none set"), text_of(bulletin(content(TOWNS), "en")))


def test_verdicts_checks_left_out_and_missing_prerequisites_are_printed():
    with_line = profile(pass_line=builders.Decimal("0.85"))
    area = area_score(with_line, [])
    good = Entrant("a", "甲镇", area_score(with_line, list(entrant("a", 95, 95).area.results)))
    barred = Entrant("b", "乙镇", good.area, lacking=("P01",))
    empty = Entrant("c", "丙镇", area)
    made = content(
        ranking(good, barred, empty), profile=with_line, left_out=2, lacking=("示例县：有旱厕",)
    )
    text = text_of(bulletin(made, "en"))
    assert bare("2 checks on the forms of other standards are left out.") in text
    assert appears_in_order(("Prerequisites are not met", "示例县：有旱厕"), text)
    assert appears_in_order(("甲镇", "passed", "乙镇", "not passed", "丙镇", "open"), text)


def test_how_a_profile_counts_is_said():
    daily = profile(method=Method.DEDUCTIONS, worst=3)
    text = text_of(bulletin(content(TOWNS, profile=daily), "en"))
    assert bare("loses points for every place at fault") in text
    assert bare("the mean of the 3 worst sites counts") in text


def test_a_ranking_of_many_units_goes_on_with_its_header():
    many = ranking(*(entrant(f"{number:03}", 90, 100 - number % 60) for number in range(150)))
    pages = pages_of(bulletin(content(many), "en"))
    assert len(pages) > 4
    assert all(bare("Place Unit Score of 100") in page for page in pages[1:-1])


def test_a_ranking_without_units_says_so():
    assert bare("Nothing was checked.") in text_of(bulletin(content(ranking()), "en"))


def test_the_office_signs_in_a_prepared_field_and_its_data_is_attached():
    attached = Attachment("ranking.json", "application/json", b"{}", "名次")
    reader = pypdf.PdfReader(BytesIO(bulletin(content(TOWNS, attachments=(attached,)), "en")))
    assert set(reader.get_fields()) == {"Office"}
    assert reader.attachments["ranking.json"] == [b"{}"]
    assert reader.metadata["/Author"] == "县爱卫办"
