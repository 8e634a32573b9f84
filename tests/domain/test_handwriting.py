"""Handwriting goes to text and back; what is off the paper is brought to its edge."""

from hypothesis import given
from hypothesis import strategies as st

from assessor.domain import handwriting

POINT = st.tuples(st.integers(0, handwriting.WIDTH), st.integers(0, handwriting.HEIGHT))
STROKES = st.lists(st.lists(POINT, min_size=1, max_size=8).map(tuple), max_size=5).map(tuple)


@given(STROKES)
def test_strokes_come_back_as_they_were_written(strokes):
    assert handwriting.strokes_of(handwriting.written(strokes)) == strokes


def test_points_off_the_paper_are_brought_to_its_edge():
    assert handwriting.written([[(-5, 400), (2000, 7)]]) == "M0 300L1000 7"


def test_what_is_no_handwriting_is_passed_over():
    assert handwriting.strokes_of("<svg/>L1 2M3") == (((1, 2),),)


def test_points_on_a_straight_line_are_left_out():
    line = [(x, 2 * x) for x in range(100)]
    corner = [*line, *((99 + x, 198) for x in range(1, 50))]
    assert handwriting.thinned(line) == ((0, 0), (99, 198))
    assert handwriting.thinned(corner) == ((0, 0), (99, 198), (148, 198))


@given(st.lists(POINT, min_size=1, max_size=40))
def test_a_thinned_stroke_begins_and_ends_alike_and_passes_every_point(stroke):
    kept = handwriting.thinned(stroke)
    assert (kept[0], kept[-1]) == (stroke[0], stroke[-1])
    assert set(kept) <= set(stroke)
    assert len(kept) <= len(stroke)


def test_a_loop_keeps_its_way():
    loop = [(0, 0), (50, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    assert handwriting.thinned(loop) == ((0, 0), (100, 0), (100, 100), (0, 100), (0, 0))
