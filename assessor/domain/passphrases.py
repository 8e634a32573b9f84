"""How well a passphrase protects a key, as a clerk can be told."""

import math
import unicodedata
from enum import StrEnum

_FAIR, _GOOD = 40, 64  # bits, from which on
_HAN_BITS = 9.0  # of one character out of those that people write
_POOLS = (("Nd", 10), ("Ll", 26), ("Lu", 26))
_OTHER_SIGNS = 33
_NEIGHBOURS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


class Strength(StrEnum):
    """Of a passphrase, from none to one that others cannot guess."""

    NONE = "none"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"


def strength(passphrase: str) -> Strength:
    """A cautious estimate: what repeats or runs along the keyboard counts for little."""
    bits = _bits(passphrase)
    if not passphrase:
        return Strength.NONE
    if bits < _FAIR:
        return Strength.WEAK
    return Strength.FAIR if bits < _GOOD else Strength.GOOD


def _bits(passphrase: str) -> float:
    han = sum("\u3400" <= each <= "\u9fff" for each in passphrase)
    others = [each for each in passphrase if not "\u3400" <= each <= "\u9fff"]
    pool = _pool(others)
    worth = sum(
        _worth(before, each) for before, each in zip(" " + passphrase, passphrase, strict=False)
    )
    share = worth / len(passphrase) if passphrase else 0
    return share * (han * _HAN_BITS + len(others) * (math.log2(pool) if pool else 0))


def _pool(characters: list[str]) -> int:
    kinds = {unicodedata.category(each) for each in characters}
    known = sum(size for kind, size in _POOLS if kind in kinds)
    return known + (_OTHER_SIGNS if kinds - {kind for kind, _size in _POOLS} else 0)


def _worth(before: str, each: str) -> float:
    """How much a character adds after the one before it, from 0 to 1."""
    if before == each:
        return 0.1
    pair = (before + each).lower()
    return 0.3 if any(pair in row or pair[::-1] in row for row in _NEIGHBOURS) else 1.0
