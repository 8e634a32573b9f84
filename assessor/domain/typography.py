"""What is left of a text when how it is set no longer counts.

Two texts that differ only in spaces, in full or half width or in punctuation have the
same plain text. Whatever carries meaning in numbers stays: decimal points, signs, ranges,
exponents, percent.
"""

import re
import unicodedata
from functools import lru_cache

_RAISED = ("<super>", "<sub>", "<fraction>")
_MEANING = frozenset("%‰#@&*")  # punctuation in Unicode's eyes, but not to a reader
_SIGNS = frozenset(".-")  # these belong to a number that follows
_ALIKE = str.maketrans(
    {"、": ",", "‐": "-", "–": "-", "—": "-", "−": "-", "～": "-", "~": "-"}
    | {"〜": "-", "∼": "-", "≦": "≤", "≧": "≥", "⩽": "≤", "⩾": "≥"}
)
_NUMBER = re.compile(r"[≥≤<>=±]*-?[0-9]+(?:[.,/:^-][0-9]+)*[%‰]?")


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """The text without what only sets it: equal for texts that differ in typography alone."""
    spelt = unicodedata.normalize("NFKC", _marked(text)).translate(_ALIKE)
    kept: list[str] = []
    for at, char in enumerate(spelt):
        if not _is_setting(char) or _belongs_to_number(spelt, at):
            kept.append(" " if char.isspace() else char)
    return "".join(kept)


def numbers(text: str) -> tuple[str, ...]:
    """The numbers of a text with their signs, in its order: `≤2`, `0.5`, `90%`."""
    return tuple(_NUMBER.findall(plain(text)))


def _marked(text: str) -> str:
    """The text with raised digits and fractions told from plain ones, and circled ones set off."""
    if text.isascii():
        return text
    found: list[str] = []
    for char in text:
        kind = unicodedata.decomposition(char).partition(" ")[0]
        if kind in _RAISED and found and found[-1][-1:].isdigit():
            found.append("^" + char)
        elif kind == "<circle>":
            found.append(f"({char})")
        else:
            found.append(char)
    return "".join(found)


def _is_setting(char: str) -> bool:
    if char.isalnum() or char in _MEANING:
        return False
    return char.isspace() or unicodedata.category(char)[0] in "PCZ"


def _belongs_to_number(text: str, at: int) -> bool:
    """Whether a mark stands before a digit as its sign or point, or between two digits."""
    before, char, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if not after.isdigit():
        return False
    return char in _SIGNS or before.isdigit()
