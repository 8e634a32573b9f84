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
_POINTS = frozenset(".,")
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
    run = ""  # marks and spaces since the last character that counts
    for char in spelt:
        if _is_setting(char):
            run += char
            continue
        if run and char.isdigit():
            kept.append(_between(kept[-1][-1:] if kept else "", run))
        kept.append(char)
        run = ""
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


def _between(before: str, run: str) -> str:
    """What stays of marks and spaces before a digit: its sign, or what parts two numbers."""
    marks = "".join(run.split())
    if not before.isdigit():
        return marks[-1:] if marks[-1:] in _SIGNS else ""
    if marks[-1:] in _POINTS and marks != run:  # `1. 2` is not `1.2`
        return f"{marks} "
    return marks or " "
