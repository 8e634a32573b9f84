"""Paragraphs over pages."""

import pytest

from assessor.reporting import style
from assessor.reporting.flow import Flow


def test_a_paragraph_of_any_length_goes_on_over_the_pages():
    flow = Flow()
    flow.text("长" * 20_000, style.BODY)
    assert len(flow.pages) > 5
    assert sum(len(each.text) for page in flow.pages for each in page.content) == 20_000
    assert len({id(each.node) for page in flow.pages for each in page.content}) == 1


@pytest.mark.parametrize("lines", [2, 3, 4, 5, 9])
@pytest.mark.parametrize("room", [1, 2, 3, 4, 8])
def test_no_page_begins_or_ends_with_one_line_of_several(lines, room):
    flow = Flow()
    flow.text("上", style.BODY)
    flow.y = style.BOTTOM + room * style.BODY.leading + 1
    flow.text("\n".join("行" * lines), style.BODY)
    counts = [sum(each.text == "行" for each in page.content) for page in flow.pages]
    assert sum(counts) == lines
    assert 1 not in counts


def test_space_is_left_between_blocks_but_not_above_the_first():
    flow = Flow()
    flow.space(50)
    assert flow.is_at_top
    flow.text("一", style.HEADING, "H2")
    top = flow.y
    flow.space(50)
    assert flow.y == top - 50


def test_what_needs_more_than_is_left_goes_to_the_next_page():
    flow = Flow()
    flow.text("一", style.BODY)
    flow.need(style.HEIGHT)
    assert len(flow.pages) == 2
    flow.need(2 * style.HEIGHT)
    assert len(flow.pages) == 2
