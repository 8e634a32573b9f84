"""What the record says of others than its signer: representative, colleagues, adapting office."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pypdf
import pytest
from pypdf.generic import ContentStream

from assessor.domain.handwriting import written
from assessor.domain.inspection import Contribution, Fault, Faults, Severity, Visit
from assessor.domain.standard import Alteration, StandardRef, TailoredItem, Tailoring
from assessor.domain.texts import Text
from assessor.i18n import Translator
from assessor.reporting import SIGNATURE_BOX, check_report
from assessor.reporting.attributions import contributions_table, representative_words
from tests import builders
from tests.reporting.samples import appears_in_order, bare, failures, report, text_of

HAND = written([[(100, 200), (300, 40), (500, 220)], [(600, 150)], [(650, 60), (900, 260)]])
FORM = builders.form(*(builders.item(number) for number in range(1, 10)))
GOOD = {item.id: Faults() for item in FORM.items}
LI = Contribution(
    "李四", "5e" * 16, ("MARKET.01", "MARKET.02", "MARKET.03", "MARKET.08"), *["ab" * 32] * 3
)
TAILORING = Tailoring(
    StandardRef("NSC-2021", 2, "cd" * 32),
    "示例县爱卫办",
    "县城实际",
    date(2026, 3, 1),
    (
        TailoredItem(
            "TOILET.02", Alteration.OFF, Decimal(4), None, "无此设施", Text("有公示", "notices")
        ),
        TailoredItem(
            "MARKET.01",
            Alteration.POINTS,
            Decimal(8),
            Decimal(10),
            "群众反映多",
            FORM.items[0].text,
        ),
        TailoredItem(
            "MARKET.09", Alteration.ADDED, None, Decimal(10), "县里新增", FORM.items[8].text
        ),
    ),
)
LANGUAGES = ("zh_CN", "en")


def visit(**more):
    return Visit(builders.hour(1), builders.hour(2), ("张三",), **more)


def printed(**check):
    return check_report(report(GOOD, FORM, **check), "en")


def drawn_paths(pdf):
    """Where the pen went down and on, on the last page that was drawn on."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    return [
        (operator, tuple(float(each) for each in operands))
        for page in reader.pages
        for operands, operator in ContentStream(page.get_contents(), reader).operations
        if operator in (b"m", b"l")
    ]


def test_handwriting_is_drawn_as_strokes_inside_the_box_with_the_name_below():
    without = drawn_paths(printed(visit=visit(representative="王经理")))
    pdf = printed(visit=visit(representative="王经理", signature=HAND))
    strokes = drawn_paths(pdf)[len(without) :]
    down = [place for operator, place in strokes if operator == b"m"]
    assert len(down) == 3
    boxes = [kid for page in pypdf.PdfReader(BytesIO(pdf)).pages for kid in page.get("/Annots", [])]
    bottom = float(boxes[0].get_object()["/Rect"][1])
    for _operator, (x, y) in strokes:
        assert bottom < y < bottom + SIGNATURE_BOX[1]
        assert 384 < x < 538
    text = text_of(pdf)
    assert appears_in_order(("For the site (by hand)", "Name: 王经理"), text)
    assert "Date:" not in text


def test_a_refusal_is_printed_with_its_reason_and_no_place_for_ink():
    text = text_of(printed(visit=visit(representative="王经理", refusal="对扣分有异议")))
    assert appears_in_order(
        ("王经理　not signed: 对扣分有异议", "王经理", "Not signed: 对扣分有异议"), text
    )
    assert "Date:" not in text


def test_who_was_not_asked_finds_a_place_for_ink():
    text = text_of(printed(visit=visit()))
    assert appears_in_order(("For the site (by hand)", "Name:", "Date:"), text)


def test_what_is_no_handwriting_counts_as_none():
    assert representative_words(visit(signature="<svg/>"), Translator("en")) == ""


def test_weather_and_companions_stand_among_the_facts():
    text = text_of(printed(visit=visit(companions="街道办 李副主任", weather="小雨")))
    assert appears_in_order(("Companions", "街道办李副主任", "Weather", "小雨", "1. Result"), text)


def test_colleagues_are_named_with_their_items_their_key_and_what_they_signed():
    text = text_of(printed(contributions=(LI,)))
    assert appears_in_order(
        ("Observed by colleagues", "李四", "01–03, 08", "5e5e5e5e5e5e5e5e", "abababababababab"),
        text,
    )
    assert "Observedbycolleagues" not in text_of(printed())


@pytest.mark.parametrize(
    ("items", "words"),
    [((1,), "01"), ((1, 2), "01–02"), ((9, 2, 1), "01–02, 09"), (range(1, 10), "01–09"), ((), "")],
)
def test_neighbouring_items_are_drawn_together(items, words):
    one = replace(LI, items=tuple(f"MARKET.{number:02}" for number in items))
    (row,) = contributions_table([one], FORM, Translator("en")).rows
    assert row.cells[1].text == words


def test_numbers_that_do_not_follow_each_other_on_the_form_stay_apart():
    form = builders.form(*(builders.item(number) for number in range(1, 6)), parts=2)
    one = replace(LI, items=("MARKET.01", "MARKET.03", "MARKET.02"))
    (row,) = contributions_table([one], form, Translator("en")).rows
    assert row.cells[1].text == "01, 03, 02"


def test_a_fault_says_who_must_mend_it_and_stands_out_where_it_is_severe():
    faults = Faults(
        (
            Fault(words="污水横流", severity=Severity.SEVERE, responsible="ORG-CG"),
            Fault(words="占道", widespread=True, responsible="ORG-X"),
        )
    )
    content = replace(report(GOOD | {"MARKET.01": faults}, FORM), unit_names={"ORG-CG": "城管局"})
    text = text_of(check_report(content, "en"))
    assert appears_in_order(
        ("To be mended by: 城管局", "severe", "To be mended by: ORG-X", "moderate", "Widespread"),
        text[text.index("3.Faults") :],
    )


def tailored(**check):
    content = report(GOOD, FORM, **check)
    return replace(content, standard=replace(content.standard, tailoring=TAILORING))


def test_an_adapted_standard_is_declared_with_every_change():
    text = text_of(check_report(tailored(), "en"))
    assert appears_in_order(
        (
            "Adapted by 示例县爱卫办 from NSC-2021/2",
            "How the standard was adapted",
            "2026-03-01: 县城实际",
            *("MARKET.01", "points changed", "8.00 → 10.00", "群众反映多"),
            *("MARKET.09", "added", "— → 10.00", "县里新增"),
            *("TOILET.02", "notices", "switched off", "4.00 → —", "无此设施"),
        ),
        text,
    )
    assert bare("How the standard was adapted") not in text_of(printed())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("more", [{"signature": HAND}, {"refusal": "无人在场"}])
def test_an_independent_validator_accepts_all_of_it(language, more):
    content = tailored(visit=visit(representative="王经理", **more), contributions=(LI,))
    assert failures(check_report(content, language)) == []
