"""Texts as documents hold them: normalised, and free of characters that nobody sees.

Control characters and those that turn the direction of writing can make a text look like
another one, and some databases refuse NUL; so documents have none of them.
"""

import re
import unicodedata

_UNSEEN = "\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"

#: What a text of several lines, and one of a single line, may look like.
TEXT_PATTERN = rf"^[^{_UNSEEN}]*\Z"
LINE_PATTERN = rf"^[^{_UNSEEN}\n]*\Z"

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REMOVED = re.compile(f"[{_UNSEEN}\ud800-\udfff]")


def clean_text(text: str) -> str:
    """A text of several lines as documents hold it; equal to `text` if that was clean."""
    broken = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _REMOVED.sub("", broken))


def clean_line(text: str) -> str:
    """A single line as documents hold it: line ends become spaces."""
    return clean_text(text).replace("\n", " ")


def is_normalised(text: str) -> bool:
    """Whether a text is in the one form (NFC) that equal texts share."""
    return unicodedata.is_normalized("NFC", text)
