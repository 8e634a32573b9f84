"""Two pictures of the same thing differ in few bits."""

import pytest

from assessor.domain.likeness import MOST_DIFFERING, alike_among, bits_of

SOME = "f0f0aa5512345678"


def changed(bits):
    return f"{int(SOME, 16) ^ ((1 << bits) - 1):016x}"


@pytest.mark.parametrize(
    ("bits", "expected"),
    [(0, ["other"]), (MOST_DIFFERING, ["other"]), (MOST_DIFFERING + 1, []), (64, [])],
)
def test_a_few_bits_make_no_difference_and_more_do(bits, expected):
    assert alike_among(bits_of(SOME), {"other": bits_of(changed(bits))}) == expected


def test_of_many_pictures_the_like_ones_are_named():
    others = {str(bits): bits_of(changed(bits)) for bits in range(64)}
    alike = [str(bits) for bits in range(MOST_DIFFERING + 1)]
    assert alike_among(bits_of(SOME), others) == alike
