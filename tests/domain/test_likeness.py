"""Two pictures of the same thing differ in few bits."""

import pytest

from assessor.domain.likeness import MOST_DIFFERING, alike_among, are_alike, bits_of, differing

SOME = "f0f0aa5512345678"


def changed(bits):
    return f"{int(SOME, 16) ^ ((1 << bits) - 1):016x}"


@pytest.mark.parametrize("bits", [0, 1, 6, 64])
def test_differing_bits_are_counted(bits):
    assert differing(SOME, changed(bits)) == bits == differing(changed(bits), SOME)


def test_a_few_bits_make_no_difference_and_more_do():
    assert are_alike(SOME, changed(MOST_DIFFERING))
    assert not are_alike(SOME, changed(MOST_DIFFERING + 1))


def test_what_is_unknown_is_like_nothing():
    assert not are_alike("", "")
    assert not are_alike(SOME, "")


def test_many_are_compared_as_two_are():
    others = {str(bits): bits_of(changed(bits)) for bits in range(64)}
    assert alike_among(bits_of(SOME), others) == [
        name for name, each in others.items() if are_alike(SOME, f"{each:016x}")
    ]
