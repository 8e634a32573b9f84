"""Marks are printed over the photo, and the photo stays as it is."""

import io
from dataclasses import replace

import pypdfium2
from PIL import Image

from assessor.domain.inspection import Annotation, Fault, Faults, Shape
from assessor.reporting import check_report, style
from assessor.reporting.figures import Figure, set_figures
from assessor.reporting.flow import Flow, Ink, Words
from assessor.reporting.painting import paint
from tests import builders
from tests.reporting.samples import failures, photo, report, text_of

MARKS = (
    Annotation(Shape.ARROW, 100, 100, 500, 500),
    Annotation(Shape.RING, 600, 200, 900, 600),
    Annotation(Shape.WORDS, 950, 980, words="污水横流"),
)


def grey():
    file = io.BytesIO()
    Image.new("RGB", (400, 300), (90, 90, 90)).save(file, "JPEG")
    return file.getvalue()


def flow_with(*annotations):
    flow = Flow()
    set_figures(flow, [Figure(grey(), "a photo", "caption", annotations)])
    return flow


def test_every_mark_has_a_pale_edge_and_belongs_to_the_figure():
    page = flow_with(*MARKS).page
    picture, *marks = (each for each in page.content if not isinstance(each, Words))
    assert all(isinstance(mark, Ink) and mark.node is picture.node for mark in marks)
    assert [mark.colour for mark in marks] == [
        style.WHITE,
        style.RED,
        style.WHITE,
        style.RED,
        style.WHITE,
    ]


def test_marks_stay_within_the_photo():
    page = flow_with(*MARKS).page
    picture = page.content[0]
    words = next(each for each in page.content if isinstance(each, Words))
    assert words.text == "污水横流"
    assert words.node is picture.node
    assert picture.x <= words.x < picture.x + picture.width - 4 * words.style.size
    assert picture.y <= words.y <= picture.y + picture.height
    for ink in (each for each in page.content if isinstance(each, Ink)):
        for x, y in (point for stroke in ink.strokes for point in stroke):
            assert picture.x <= x <= picture.x + picture.width
            assert picture.y <= y <= picture.y + picture.height


def test_a_photo_without_marks_is_printed_alone():
    assert not [each for each in flow_with().page.content if isinstance(each, Ink)]


def test_marks_are_red_on_the_page():
    page = pypdfium2.PdfDocument(paint(flow_with(*MARKS).pages).pdf)[0]
    image = page.render(scale=2).to_pil().convert("RGB")
    red = [pixel for _count, pixel in image.getcolors(1 << 24) if pixel[0] > 150 > 90 > pixel[1]]
    assert red


def test_a_report_with_marks_stays_an_archive_and_says_their_words():
    faulty = photo(1)
    marked = replace(faulty, photo=replace(faulty.photo, annotations=MARKS))
    seen = {"MARKET.01": Faults((Fault(photos=(faulty.photo.digest,)),))}
    pdf = check_report(report(seen, builders.form(builders.item(1)), (marked,)), "zh_CN")
    assert failures(pdf) == []
    assert "污水横流" in text_of(pdf)
