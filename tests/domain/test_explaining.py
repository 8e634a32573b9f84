from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.areas import area_score
from assessor.domain.explaining import explain, explain_area, explain_under
from assessor.domain.forms import Mode
from assessor.domain.inspection import Band, Fault, Faults, NotApplicable, Severity, YesNo
from assessor.domain.profiles import Method, Weight
from assessor.domain.scoring import score
from assessor.i18n import LANGUAGES, Translator
from tests.builders import form, item
from tests.domain.marks import marked_forms
from tests.domain.results import profiles, result, results
from tests.domain.standards import STANDARD, VOCABULARY, module, profile, words

ENGLISH = Translator("en")
universal = settings(max_examples=50, deadline=None)
languages = st.sampled_from(LANGUAGES).map(Translator)


def total(nodes, value):
    return sum((value(node) or 0 for node in nodes), Fraction(0))


def of_area(area, translator=ENGLISH):
    return explain_area(area, STANDARD, translator, lambda check: f"check {check}")


@given(marked_forms(), languages)
@universal
def test_each_line_of_a_check_is_the_sum_of_those_below(marked, translator):
    card = score(*marked)
    tree = explain(card, VOCABULARY, translator)
    assert (tree.earned, tree.possible) == (card.earned, card.possible)
    for node in (tree, *tree.children):
        assert node.earned == total(node.children, lambda each: each.earned)
        assert node.possible == total(node.children, lambda each: each.possible)
    for line in (line for section in tree.children for line in section.children):
        assert (line.earned is None) == (line.possible == 0)
        if line.children:
            assert line.earned == line.possible + total(line.children, lambda each: each.earned)
            assert all(fault.possible is None for fault in line.children)


def test_a_check_is_told_from_its_total_to_the_single_fault():
    site_type = form(item(points="5", deduct="2"), item(number=2), item(mode=Mode.VETO, number=3))
    observations = {
        "MARKET.01": Faults((Fault(words="litter", spot="gate"), Fault(words="weeds", count=2))),
        "MARKET.02": NotApplicable("not_exist"),
        "MARKET.03": YesNo(present=False),
    }
    tree = explain(score(site_type, observations), VOCABULARY, ENGLISH)
    assert (tree.words, tree.note) == ("market", "1 veto")
    (section,) = tree.children
    assert (section.words, section.earned, section.possible) == ("one", 0, 15)
    dirty, aside, key = section.children
    assert (dirty.words, dirty.note) == ("01 item 1", "3 places")
    assert [(each.words, each.earned) for each in dirty.children] == [
        ("litter at gate", -2),
        ("weeds ×2", -3),
    ]
    assert (aside.earned, aside.note) == (None, "does not apply: there is none")
    assert key.note == "No; vetoes the result"


def test_a_check_without_veto_says_nothing_of_vetoes():
    tree = explain(score(form(item()), {}), VOCABULARY, ENGLISH)
    assert tree.note == ""
    assert tree.children[0].children[0].note == "not observed"


def test_chinese_readers_get_the_chinese_texts_of_the_standard():
    tree = explain(score(form(item()), {}), VOCABULARY, Translator("zh_CN"))
    assert tree.words == "农贸市场"
    assert tree.children[0].children[0].words == "01 检查项1"


@given(profiles, results, languages)
@universal
def test_each_line_of_an_area_is_the_sum_or_the_mean_of_those_below(by, checks, translator):
    area = area_score(by, checks)
    tree = of_area(area, translator)
    assert tree.earned == area.earned == total(tree.children, lambda each: each.earned)
    for line in tree.children:
        if line.earned is None:
            assert line.note
            assert line.children == ()
            continue
        assert line.earned == total(line.children, lambda each: each.earned)
        assert line.possible == total(line.children, lambda each: each.possible)
        for kind in line.children:
            mean = total(kind.children, lambda each: each.earned) / len(kind.children) / 100
            assert kind.earned == mean * kind.possible


def test_an_area_is_told_from_its_total_to_the_check():
    by = profile(module(30, "MARKET", "SHOP"), module(70, "TOILET"))
    checks = [
        result("a", rate=Fraction(1, 2), vetoes=("MARKET.01", "MARKET.02")),
        result("b", rate=1),
        result("c", site_type="SHOP", rate=Fraction(1, 4)),
    ]
    tree = of_area(area_score(by, checks))
    assert (tree.words, tree.earned, tree.possible) == ("profile", 15, 30)
    assert tree.note == "2 vetoes; scaled to full marks: 50.00"
    shops, toilets = tree.children
    assert (toilets.note, toilets.earned) == ("no site was checked; left out", None)
    assert [(each.words, each.earned) for each in shops.children] == [
        ("market", Fraction(45, 4)),
        ("SHOP", Fraction(15, 4)),  # the standard at hand has no name for it
    ]
    assert [(each.words, each.earned, each.possible) for each in shops.children[0].children] == [
        ("check a", 50, 100),
        ("check b", 100, 100),
    ]


@pytest.mark.parametrize(("rate", "scaled"), [(1, "100.00"), (None, "—")])
def test_the_scaled_total_stands_beside_an_area_with_modules_left_out(rate, scaled):
    by = profile(module(30, "MARKET"), module(70, "TOILET"))
    assert of_area(area_score(by, [result(rate=rate)])).note == f"scaled to full marks: {scaled}"


def test_an_area_with_every_module_checked_needs_no_note():
    by = replace(profile(module(100, "MARKET")), title=words("our profile"))
    tree = of_area(area_score(by, [result()]))
    assert (tree.words, tree.note) == ("our profile", "")


def test_a_severe_fault_that_vetoes_is_told():
    strict = form(item(veto_on_severe=True))
    seen = {"MARKET.01": Faults((Fault(severity=Severity.SEVERE),))}
    tree = explain(score(strict, seen), VOCABULARY, ENGLISH)
    assert tree.note == "1 veto"
    assert tree.children[0].children[0].note == "1 place; a severe fault vetoes the result"


def test_types_are_told_with_their_weight_and_the_worst_of_their_sites():
    part = replace(module(90, "MARKET", "SHOP"), weights=(Weight("MARKET", Decimal(2)),))
    by = replace(profile(part), worst=1)
    checks = [result("a", rate=1), result("b", rate=0), result("c", site_type="SHOP", rate=1)]
    (branch,) = of_area(area_score(by, checks)).children
    markets, shops = branch.children
    assert (markets.earned, markets.possible, markets.note) == (0, 60, "the 1 worst of 2 sites")
    assert [each.words for each in markets.children] == ["check b"]
    assert (shops.earned, shops.possible, shops.note) == (30, 30, "")


def test_a_check_is_told_as_another_profile_counts_it():
    clause = "YN7-2020:YN1"
    whole = form(item(), replace(item(number=2), clauses=(clause,)))
    part = replace(module(50, "MARKET"), clauses=(clause,))
    seen = {"MARKET.01": Faults((Fault(5),)), "MARKET.02": Faults((Fault(2),))}
    by = profile(part, module(50, "SHOP"))
    tree = explain_under(by, whole, seen, VOCABULARY, ENGLISH)
    assert (tree.words, tree.earned, tree.possible) == ("profile", 8, 10)
    (branch,) = tree.children
    assert branch.words == "module MARKET: market"
    assert [line.words for line in branch.children[0].children] == ["02 item 2"]
    nowhere = explain_under(profile(module(1, "SHOP")), whole, seen, VOCABULARY, ENGLISH)
    assert (nowhere.note, nowhere.children) == ("no module counts this form", ())


def test_a_check_is_told_by_its_deductions():
    graded = form(item(mode=Mode.BAND), item(number=2))
    by = replace(profile(module(100, "MARKET")), method=Method.DEDUCTIONS)
    seen = {"MARKET.01": Band(4, faults=(Fault(severity=Severity.MINOR),))}
    (branch,) = explain_under(by, graded, seen, VOCABULARY, ENGLISH).children
    graded_line, unseen = branch.children[0].children
    assert (graded_line.earned, unseen.earned) == (Fraction("9.5"), 10)
    assert [each.earned for each in graded_line.children] == [Fraction("-0.5")]
