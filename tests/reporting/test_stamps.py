"""What a signature looks like."""

from io import BytesIO

import pypdf
import pytest

from assessor.reporting import SIGNATURE_BOX, stamp
from tests.reporting.samples import bare, text_of

LINES = ("检查人员：张三", "签署时间：2026-05-12 19:30:00", "密钥：0000000000000ada")


def test_a_stamp_is_one_page_of_the_size_of_the_box_with_its_lines():
    content = stamp(LINES, *SIGNATURE_BOX)
    (page,) = pypdf.PdfReader(BytesIO(content)).pages
    assert (page.mediabox.width, page.mediabox.height) == SIGNATURE_BOX
    assert text_of(content) == bare("".join(LINES))
    assert stamp(LINES, *SIGNATURE_BOX) == content


@pytest.mark.parametrize("name", ["张三", "阿布都热合曼·买买提江" * 3, "William of " * 12])
def test_long_lines_are_set_smaller_but_whole(name):
    lines = (f"检查人员：{name}", *LINES[1:])
    assert text_of(stamp(lines, *SIGNATURE_BOX)) == bare("".join(lines))


def test_what_cannot_fit_is_cut():
    assert 0 < len(text_of(stamp(("字" * 5000,), *SIGNATURE_BOX))) < 1000


def test_lines_stay_inside_the_frame():
    heights = []

    def visit(text, _user, matrix, _font, _size):
        if text.strip():
            heights.append(matrix[5])

    page = pypdf.PdfReader(BytesIO(stamp(LINES * 2, *SIGNATURE_BOX))).pages[0]
    page.extract_text(visitor_text=visit)
    assert heights
    assert all(2 < height < SIGNATURE_BOX[1] - 6 for height in heights)


def test_its_font_is_embedded():
    (page,) = pypdf.PdfReader(BytesIO(stamp(LINES, *SIGNATURE_BOX))).pages
    fonts = page["/Resources"]["/Font"].values()
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
