"""Finding Chinese names by the letters of their pinyin: `dmsc` finds 东门市场.

The only door to pypinyin, which is loaded when letters are first looked for among Chinese.
"""

import os
import re
from functools import lru_cache
from itertools import islice, product

_MOST_INITIALS = 8
_STARTS = "|"  # before each character of a key
_ENDS = ","  # after each way to write it
_LOOSE = 100  # the rank of letters with other characters between them: after all others


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """The syllables a character is read as, the usual one first, without tones.

    What has no reading stands for itself.
    """
    if character.isascii():
        return (character.casefold(),)
    # Words of several characters are not asked for: they are most of what is loaded.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    return tuple(dict.fromkeys(each.casefold() for each in found))


def initials(text: str) -> tuple[str, ...]:
    """The first letters of a text's syllables: `cq` and `zq` of 重庆; at most eight ways."""
    letters = [dict.fromkeys(each[0] for each in readings(one)) for one in text]
    return tuple("".join(each) for each in islice(product(*letters), _MOST_INITIALS))


class Query:
    """What somebody looks for: words with blanks between them, each in any way of writing.

    A word is found as it stands, or by the beginnings of syllables that follow each other,
    mixed with characters: `dmsc`, `dongmen`, `东m`. In the first text initials may leave
    characters out: `dmsc` finds 东门农贸市场, too, after all others.
    """

    def __init__(self, wanted: str) -> None:
        self._words = wanted.casefold().split()
        self._patterns = [_pattern(word) if _may_be_pinyin(word) else None for word in self._words]

    def rank(self, *texts: str) -> int | None:
        """How well texts fit, 0 best; None where a word is found in none of them."""
        total = 0
        for word, pattern in zip(self._words, self._patterns, strict=True):
            ranks = [_rank(word, pattern, text, place) for place, text in enumerate(texts) if text]
            found = [each for each in ranks if each is not None]
            if not found:
                return None
            total += min(found)
        return total


def _rank(word: str, pattern: re.Pattern[str] | None, text: str, place: int) -> int | None:
    """Earlier texts come first, then beginnings, then what is written as it was typed."""
    at = text.casefold().find(word)
    if at >= 0:
        return 4 * place + (0 if at == 0 else 2)
    if pattern is None or text.isascii():
        return None
    if found := pattern.search(_key(text)):
        return 4 * place + (1 if found.start() == 0 else 3)
    return _LOOSE if place == 0 and _leaves_out(text, word) else None


@lru_cache(maxsize=8192)
def _letters(text: str) -> tuple[str, ...]:
    return initials(text.casefold())


def _leaves_out(text: str, word: str) -> bool:
    """Whether the letters are initials of the text in this order."""
    for letters in _letters(text):
        rest = iter(letters)
        if all(letter in rest for letter in word):
            return True
    return False


def _may_be_pinyin(word: str) -> bool:
    return any("a" <= letter <= "z" for letter in word)


@lru_cache(maxsize=32768)
def _key(text: str) -> str:
    """A text as one line in which a pattern can search: `|东,dong,|门,men,`."""
    return "".join(map(_record, text))


@lru_cache(maxsize=8192)
def _record(character: str) -> str:
    ways = dict.fromkeys((character.casefold(), *readings(character)))
    return _STARTS + _ENDS.join(ways) + _ENDS


def _pattern(word: str) -> re.Pattern[str]:
    """Letters go on in the same syllable or begin the next character's."""
    to_a_way = rf"\{_STARTS}(?:[^{_STARTS}]*{_ENDS})?"
    onward = rf"(?:[^{_STARTS}]*{to_a_way})?"
    return re.compile(to_a_way + onward.join(map(re.escape, word)))
