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
