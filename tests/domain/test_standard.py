from dataclasses import replace
from decimal import Decimal

import pytest

from assessor.domain.texts import Confidence, Origin, Text
from tests.builders import form, item
from tests.domain.standards import CLAUSE, FORM, STANDARD, VOCABULARY


def doubted(of, confidence):
    return replace(of, origin=Origin(confidence))


def test_a_text_is_chinese_for_chinese_readers_and_english_for_all_others():
    text = Text("公厕", "toilet")
    assert [text.in_language(each) for each in ("zh_CN", "zh", "en", "fr")] == [
        "公厕",
        "公厕",
        "toilet",
        "toilet",
    ]


def test_a_form_lists_its_items_by_section_and_adds_up_their_points():
    assert [each.id for each in FORM.items] == ["MARKET.01", "MARKET.02"]
    assert FORM.points == Decimal(10)
    assert STANDARD.profiles[0].points == Decimal(100)


def test_parts_are_found_by_name_and_missed_by_any_other():
    assert STANDARD.site_type("MARKET") is FORM
    assert STANDARD.profile("test") is STANDARD.profiles[0]
    for find in (STANDARD.site_type, STANDARD.profile):
        with pytest.raises(KeyError):
            find("MOON")


@pytest.mark.parametrize("reference", ["TEST-2:21.10", "TEST-1:21.11", "21.10", "TEST-1"])
def test_a_clause_is_found_only_by_its_full_reference(reference):
    assert STANDARD.clause("TEST-1:21.10") is CLAUSE
    assert STANDARD.clause(reference) is None


@pytest.mark.parametrize("confidence", [Confidence.REMEMBERED, Confidence.UNCERTAIN])
def test_everything_that_nobody_verified_is_counted(confidence):
    doubtful = replace(
        STANDARD,
        clauses=(doubted(CLAUSE, confidence), CLAUSE),
        indicators=(doubted(STANDARD.indicators[0], confidence),),
        profiles=(doubted(STANDARD.profiles[0], confidence),),
        site_types=(form(doubted(item(), confidence), item(number=2)),),
    )
    assert doubtful.unverified == 4


@pytest.mark.parametrize("confidence", [Confidence.SOURCED, Confidence.OURS])
def test_what_is_sourced_or_our_own_needs_no_verifying(confidence):
    assert replace(STANDARD, clauses=(doubted(CLAUSE, confidence),)).unverified == 0


def test_a_reference_reads_as_standard_and_revision():
    assert str(STANDARD.ref) == "TEST-1/1"


def test_the_vocabulary_is_looked_up_by_code():
    assert VOCABULARY.category("CH01") is VOCABULARY.categories[0]
    assert VOCABULARY.reason("not_exist") is VOCABULARY.reasons[0]
    assert VOCABULARY.category("") is VOCABULARY.reason("") is None
