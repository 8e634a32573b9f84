"""Headings, facts, signature boxes and furniture."""

from datetime import datetime
from itertools import pairwise

import pytest

from assessor.domain.inspection import CHINA_TIME
from assessor.reporting import SIGNATURE_BOX, fonts, style
from assessor.reporting.figures import ROW_HEIGHT, Figure, set_figures
from assessor.reporting.parts import Composition, Fact, Furniture, SignatureBox
from tests.reporting.samples import photo

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=CHINA_TIME)
HEIGHTS = range(0, 720, 12)


def pages_of(composition) -> list[list[str]]:
    return [
        [getattr(each, "text", "picture") for each in page.content]
        for page in composition.flow.pages
    ]


def started_at(depth) -> Composition:
    composition = Composition("en")
    composition.flow.y = style.TOP - depth
    return composition


def heading_has_company(composition, first) -> bool:
    return any("1. Head" in page and first in page for page in pages_of(composition))


@pytest.mark.parametrize("depth", HEIGHTS)
def test_a_heading_never_stands_alone_at_the_foot_of_a_page(depth):
    signed = started_at(depth)
    signed.heading("Head")
    signed.signatures((SignatureBox("Sign here", "Field"),))
    assert heading_has_company(signed, "Sign here")

    shown = started_at(depth)
    shown.heading("Head", ROW_HEIGHT)
    set_figures(shown.flow, [Figure(photo(1).picture, "一", "1\n2\n3\n4")] * 2)
    assert heading_has_company(shown, "picture")

    tabled = started_at(depth)
    tabled.heading("Head")
    tabled.facts((Fact("Label", "value"),))
    assert heading_has_company(tabled, "Label")


def test_headings_are_numbered():
    composition = Composition("en")
    composition.heading("One")
    composition.heading("Two")
    assert pages_of(composition) == [["1. One", "2. Two"]]


def test_facts_pair_up_and_wide_ones_have_a_row_for_themselves():
    composition = Composition("en")
    composition.facts(
        (Fact("a", "1"), Fact("b", "2"), Fact("c", "3"), Fact("d", "4", wide=True), Fact("e", ""))
    )
    (table,) = composition.flow.root.kids
    assert [[cell.span for cell in row.kids] for row in table.kids] == [
        [1, 1, 1, 1],
        [1, 3],
        [1, 3],
        [1, 3],
    ]
    assert pages_of(composition) == [["a", "1", "b", "2", "c", "3", "d", "4", "e", "—"]]


def test_signature_boxes_are_of_one_size_inside_the_margins():
    composition = Composition("en")
    composition.signatures([SignatureBox(f"Box {n}", f"F{n}") for n in range(3)])
    fields = composition.flow.fields
    assert [field.name for field in fields] == ["F0", "F1", "F2"]
    assert {(field.width, field.height) for field in fields} == {SIGNATURE_BOX}
    assert fields[0].x == pytest.approx(style.LEFT)
    assert fields[2].x + fields[2].width == pytest.approx(style.RIGHT)
    assert all(a.x + a.width < b.x for a, b in pairwise(fields))


def test_furniture_is_decoration_outside_the_text():
    composition = Composition("en")
    composition.paragraph("text " * 900)
    composition.furnish(Furniture("Title " * 40, "number " * 40, "0123 4567"))
    for page in composition.flow.pages:
        furniture = [each for each in page.content if each.node is None]
        assert len(furniture) == 4
        assert all(each.y > style.TOP or each.y < style.BOTTOM for each in furniture)
        title, number = furniture[:2]
        assert title.y == number.y
        width = sum(fonts.widths(title.style.font)[c] for c in title.text) * title.style.size
        assert title.x + width < number.x
