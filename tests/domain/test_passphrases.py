import pytest

from assessor.domain.passphrases import Strength, strength


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        ("", Strength.NONE),
        ("123456", Strength.WEAK),
        ("12345678901234567890", Strength.WEAK),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("qwertyuiop", Strength.WEAK),
        ("demo", Strength.WEAK),
        ("Wtf7-kp!", Strength.FAIR),
        ("东门早市卖豆腐", Strength.FAIR),
        ("correct horse battery", Strength.GOOD),
        ("东门早市卖豆腐的老王", Strength.GOOD),
    ],
)
def test_what_is_long_and_no_row_of_keys_is_strong(passphrase, expected):
    assert strength(passphrase) is expected


def test_more_characters_are_never_weaker():
    order = list(Strength)
    words = "Rzm7 und 豆腐 wqx"
    found = [order.index(strength(words[:end])) for end in range(len(words) + 1)]
    assert found == sorted(found)
