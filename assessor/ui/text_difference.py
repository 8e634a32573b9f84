"""Where two texts differ, marked for people: taken away, or added."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape

from assessor.ui.theme import Theme

_PART = re.compile(r"[A-Za-z0-9.]+|\s+|.", re.DOTALL)  # a Latin word, or one character


def marked(older: str, newer: str, theme: Theme) -> tuple[str, str]:
    """Both texts as rich text, with what only one of them has set off.

    What is gone is struck through, what is new underlined; colour is not needed to see it.
    """
    old, new = _PART.findall(older), _PART.findall(newer)
    found = list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    gone = f"color: {theme.bad}; background-color: {theme.bad_soft}; text-decoration: line-through"
    added = (
        f"color: {theme.good}; background-color: {theme.good_soft};"
        " text-decoration: underline; font-weight: bold"
    )
    left = _told(((op == "equal", "".join(old[a:b])) for op, a, b, _c, _d in found), gone)
    right = _told(((op == "equal", "".join(new[c:d])) for op, _a, _b, c, d in found), added)
    return left, right


def _told(parts: Iterator[tuple[bool, str]], style: str) -> str:
    return "".join(
        escape(text) if is_equal else f'<span style="{style}">{escape(text)}</span>'
        for is_equal, text in parts
        if text
    )
