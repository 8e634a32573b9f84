"""Single values of a TOML file: what is sound at a glance, and how the others are named."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import TypeVar

from assessor.domain.texts import Text
from assessor.i18n import _

_NUMBER = re.compile(r"(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?")
_LONGEST = 60  # characters of a wrong value that a message repeats

_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a kind of id is written."""

    pattern: re.Pattern[str]
    example: str


ANY_TEXT = Spelling(re.compile(r"\S(.*\S)?"), "…")


def is_plain(value: str) -> bool:
    """Whether a text surely is sound; others are looked at more closely."""
    return value.isprintable() and value[:1] not in ("", " ") and value[-1] != " "


def plain_words(found: object) -> Text | None:
    """A text that surely is sound in both languages; None where it has to be looked at."""
    if type(found) is not dict or len(found) != 2:
        return None
    zh, en = found.get("zh"), found.get("en")
    if type(zh) is str and type(en) is str and is_plain(zh) and is_plain(en):
        return Text(zh, en)
    return None


@lru_cache(maxsize=1000)
def exact_number(value: str) -> Decimal | None:
    """A number above 0; None if it is none, or written otherwise."""
    return (Decimal(value) or None) if _NUMBER.fullmatch(value) else None


@cache
def by_word(choices: type[_Choice]) -> dict[str, _Choice]:
    """The members of an enumeration by the words that stand for them in files."""
    return {str(each): each for each in choices}


@cache
def one_of(known: tuple[str, ...]) -> Spelling:
    """The spelling of one out of a few words."""
    return Spelling(re.compile("|".join(map(re.escape, known))), ", ".join(known))


def newer_format(version: int) -> str:
    """The sentence for what an older format of these files did not have."""
    return _("this needs format = {version} in the first file.").format(version=version)


def shortened(value: str) -> str:
    """A wrong text on one line, cut where it is long."""
    line = value if value and value.isprintable() else repr(value)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def named_place(key: object, number: object, identity: object) -> str:
    """A table among others in the words of a problem: `item 4 (MARKET.04)`."""
    if isinstance(identity, str) and identity:
        return f"{key} {number} ({shortened(identity)})"
    return f"{key} {number}"


def named_kind(kind: type) -> str:
    """A kind of value in the words of an author."""
    names = {
        str: _("a text in quotes"),
        bool: _("true or false"),
        int: _("a whole number"),
        float: _("a decimal number"),
        date: _("a date such as 2022-01-01"),
        datetime: _("a date with a time"),
        time: _("a time"),
        list: _("a list in brackets"),
        dict: _("a table"),
    }
    return names[kind]
