"""Marks are drawn where they were put, at any size of the picture."""

from math import hypot

import pytest

from assessor.domain.annotating import lines_of, place_of, thousandths
from assessor.domain.inspection import Annotation, Shape


def test_an_arrow_has_a_shaft_and_a_head_at_its_end():
    shaft, head = lines_of(Annotation(Shape.ARROW, 100, 500, 900, 500), 800, 600)
    assert shaft == ((80, 300), (720, 300))
    assert head[1] == (720, 300)
    assert all(point[0] < 720 for point in (head[0], head[2]))
    assert head[0][1] + head[2][1] == pytest.approx(600)


def test_an_arrow_without_length_is_still_drawn():
    shaft, head = lines_of(Annotation(Shape.ARROW, 500, 500, 500, 500), 800, 600)
    assert shaft[0] == shaft[1] == head[1]


def test_a_ring_fills_its_box_however_it_was_drawn():
    for corners in ((200, 200, 600, 600), (600, 600, 200, 200)):
        (ring,) = lines_of(Annotation(Shape.RING, *corners), 1000, 500)
        assert ring[0] == pytest.approx(ring[-1])
        assert min(x for x, _y in ring) == pytest.approx(200)
        assert max(y for _x, y in ring) == pytest.approx(300)
        assert all(hypot((x - 400) / 200, (y - 200) / 100) == pytest.approx(1) for x, y in ring)


def test_words_have_a_place_and_no_lines():
    words = Annotation(Shape.WORDS, 250, 500, words="污水")
    assert lines_of(words, 800, 600) == ()
    assert place_of(words, 800, 600) == (200, 300)


def test_places_are_kept_within_the_picture():
    assert thousandths((400, 150), 800, 600) == (500, 250)
    assert thousandths((-5, 900), 800, 600) == (0, 1000)
