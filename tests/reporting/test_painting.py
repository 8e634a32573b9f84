"""What is painted on a page."""

from io import BytesIO

import pypdf
import pytest
from pypdf.generic import ContentStream

from assessor.reporting import style
from assessor.reporting.flow import Flow, Picture, put
from assessor.reporting.painting import paint
from assessor.reporting.tables import Cell, Row, Table, set_table
from assessor.reporting.typesetting import Line
from tests.reporting.samples import photo


def operations(flow) -> list[list[tuple[list, bytes]]]:
    reader = pypdf.PdfReader(BytesIO(paint(flow.pages).pdf))
    return [ContentStream(page.get_contents(), reader).operations for page in reader.pages]


def test_the_spacing_of_a_cut_paragraph_does_not_last_into_the_next_text():
    flow = Flow()
    set_table(flow, Table((200, 281), [Row((Cell("检查，" * 900), Cell("说明")))]))
    for page in flow.pages:
        put(page, Line("页脚", 16, 0), style.FURNITURE, 50, 30, None)
    for page in operations(flow):
        spacing, spacings = 0, []
        for operands, operator in page:
            if operator == b"Tc":
                spacing = operands[0]
            if operator == b"Tj":
                spacings.append(spacing)
        assert any(spacings)
        assert spacings[-1] == 0


def test_marks_open_and_close_in_turn_and_are_numbered_from_nothing():
    flow = Flow()
    flow.text("长" * 3000, style.BODY)
    flow.text("短", style.BODY)
    for page in operations(flow):
        numbers = [operands[1]["/MCID"] for operands, operator in page if operator == b"BDC"]
        assert numbers == list(range(len(numbers)))
        depth = 0
        for _operands, operator in page:
            depth += (operator in (b"BDC", b"BMC")) - (operator == b"EMC")
            assert depth in (0, 1)
        assert depth == 0


def test_each_line_has_the_colour_of_its_style():
    flow = Flow()
    for look in (style.BODY, style.WARNING, style.NOTE, style.BODY):
        flow.text("字", look)
    colour, seen = None, []
    for operands, operator in operations(flow)[0]:
        if operator == b"rg":
            colour = [float(each) for each in operands]
        if operator == b"Tj":
            seen.append(colour)
    expected = [style.INK, style.RED, style.GREY, style.INK]
    for found, colour in zip(seen, expected, strict=True):
        assert found == pytest.approx(colour, abs=0.01)


def test_photos_are_named_once_and_belong_to_their_pages():
    flow = Flow()
    content = photo(1).picture
    for _page in range(2):
        node = flow.root
        flow.page.content.append(Picture(50, 50, 80, 60, content, node))
        flow.new_page()
    painted = paint(flow.pages)
    assert painted.pictures == {content: "Photo1"}
    assert painted.by_page == {0: {content}, 1: {content}}


def test_streams_are_bytes_and_not_ascii():
    flow = Flow()
    flow.text("一", style.BODY)
    pdf = paint(flow.pages).pdf
    assert b"ASCII85Decode" not in pdf
    assert b"FlateDecode" in pdf
