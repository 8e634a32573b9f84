import pytest

from assessor.signing.algorithms import P256, SM2, algorithm_of
from assessor.signing.certificates import pieces_of


def test_a_key_says_which_algorithm_it_is_for(inspector):
    assert algorithm_of(pieces_of(inspector.certificate).public_key) is P256
    assert inspector.algorithm is P256


@pytest.mark.parametrize("key", [b"", P256.key_prefix[:-1], b"\x30" * 91])
def test_a_key_of_another_kind_is_refused(key):
    with pytest.raises(ValueError, match="another kind"):
        algorithm_of(key)


def test_an_algorithm_judges_its_own_keys_only(inspector):
    key = pieces_of(inspector.certificate).public_key
    signature = inspector.sign(b"x")
    assert P256.is_signed(key, signature, b"x")
    assert not P256.is_signed(key, signature, b"y")
    assert not P256.is_signed(key, b"", b"x")
    assert not SM2.is_signed(key, signature, b"x")
    assert not P256.is_signed(P256.key_prefix + bytes(65), signature, b"x")
