"""Reading the tables of a TOML file strictly, collecting what is wrong instead of stopping.

Every method names a key, and returns its value or, after noting a problem, a stand-in of
the same type, so that reading goes on; nobody sees the stand-ins, for a folder with a
problem is refused as a whole.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from assessor.domain.texts import Text
from assessor.i18n import _
from assessor.standards.problems import Problem
from assessor.standards.values import (
    ANY_TEXT,
    Spelling,
    by_word,
    exact_number,
    is_plain,
    named_kind,
    named_place,
    newer_format,
    one_of,
    plain_words,
    shortened,
)

#: Stands for a number that could not be read; sums with it are as unknown as itself.
UNREADABLE = Decimal("NaN")

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # all but the line feed

_Choice = TypeVar("_Choice", bound=StrEnum)
_Kind = TypeVar("_Kind")


class Table:
    """One table of a file. `close` reports the keys that nobody asked for.

    Where the file cannot be read at all, an unreadable one gives stand-ins in silence.
    `version` is the format that the folder is written in.
    """

    __slots__ = (
        "_asked",
        "_entries",
        "_place",
        "_prefix",
        "_problems",
        "file",
        "readable",
        "version",
    )

    def __init__(
        self,
        entries: Mapping[str, Any],
        problems: list[Problem],
        file: str,
        version: int = 1,
        place: tuple[object, ...] = (),
        prefix: str = "",
        *,
        readable: bool = True,
    ) -> None:
        self.file = file
        self.readable = readable
        self.version = version
        self._entries = entries
        self._problems = problems
        self._place = place
        self._prefix = prefix
        self._asked: dict[str, None] = {}

    @property
    def place(self) -> str:
        """Where in the file it is: `item 4 (MARKET.04)`; empty for the file as a whole."""
        return named_place(*self._place) if self._place else ""

    def refuse(self, key: str, message: str) -> None:
        """Note what is wrong with the value of a key."""
        if self.readable:
            self._problems.append(Problem(self.file, self.place, f"{self._prefix}{key}", message))

    def close(self) -> None:
        """Report unknown keys, each with the known key it resembles."""
        for key in self._entries:
            if key in self._asked:
                continue
            near = get_close_matches(key, self._asked, n=1)
            if near:
                message = _("unknown key; did you mean {known}?").format(known=near[0])
            else:
                message = _("unknown key. Known are {known}.").format(
                    known=_(", ").join(self._asked)
                )
            self.refuse(shortened(key), message)

    def since(self, version: int, *keys: str) -> None:
        """Report keys that an older format did not have, once for the whole folder."""
        if self.version < version:
            message = newer_format(version)
            told = any(problem.message == message for problem in self._problems)
            for key in keys:
                if key in self._entries and not told:
                    self.refuse(key, message)
                    told = True

    def has(self, key: str) -> bool:
        """Whether the key is there, whatever its value."""
        self._asked[key] = None
        return key in self._entries

    def text(self, key: str) -> str:
        """A text that must be there and say something."""
        return self._text(key, required=True)

    def optional_text(self, key: str) -> str:
        """A text; empty where the key is absent."""
        return self._text(key, required=False)

    def name(self, key: str, spelling: Spelling) -> str:
        """An id; empty where it is not written as it should be."""
        value = self._text(key, required=True)
        if not value or spelling.pattern.fullmatch(value):
            return value
        self._refuse_name(key, value, spelling)
        return ""

    def names(self, key: str, spelling: Spelling, *, required: bool = False) -> tuple[str, ...]:
        """A list of different ids, in the file's order; empty where it is absent."""
        values = self._take(key, list, required=required)
        if not values:
            return ()
        kept: dict[str, None] = {}
        for value in values:
            if not isinstance(value, str):
                self._refuse_kind(key, str, value)
            elif not spelling.pattern.fullmatch(value):
                self._refuse_name(key, value, spelling)
            elif value in kept:
                self.refuse(key, _("{value} stands there twice.").format(value=value))
            else:
                kept[value] = None
        return tuple(kept)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of different texts, in the file's order; may be absent."""
        return self.names(key, ANY_TEXT)

    def words(self, key: str) -> Text:
        """A text in both languages."""
        return self.optional_words(key, required=True) or Text("", "")

    def optional_words(self, key: str, *, required: bool = False) -> Text | None:
        """A text in both languages; None where the key is absent."""
        if (plain := plain_words(self._entries.get(key))) is not None:
            self._asked[key] = None
            return plain
        inner = self.table(key, required=required)
        if inner is None:
            return None
        text = Text(inner.text("zh"), inner.text("en"))
        inner.close()
        return text

    def number(self, key: str, *, most: Decimal) -> Decimal:
        """A number above 0 and at most `most`, written in quotes; `UNREADABLE` if it is not."""
        value = self._number(key, most, required=True)
        return UNREADABLE if value is None else value

    def optional_number(self, key: str, *, most: Decimal) -> Decimal | None:
        """A number above 0 and at most `most`; None where the key is absent."""
        return self._number(key, most, required=False)

    def number_or_zero(self, key: str, *, most: Decimal) -> Decimal:
        """A number from 0 to `most`, written in quotes; `UNREADABLE` if it is not."""
        if self._entries.get(key) == "0":
            return Decimal(self.text(key))
        return self.number(key, most=most)

    def numbers(self, key: str, *, most: Decimal) -> tuple[Decimal, ...]:
        """A rising list of numbers above 0 and at most `most`; empty where it is absent."""
        found: list[Decimal] = []
        for value in self._take(key, list, required=False) or []:
            number = self._numeric(key, value, most)
            if number.is_nan():
                return ()
            if found and number <= found[-1]:
                self.refuse(key, _("each number must be larger than the one before it."))
                return ()
            found.append(number)
        return tuple(found)

    def whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number within bounds; None where it is no such number."""
        return self._whole(key, least, most, required=True)

    def optional_whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number within bounds; None where the key is absent."""
        return self._whole(key, least, most, required=False)

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or false; without a default the key must be there."""
        value = self._take(key, bool, required=default is None)
        return bool(default) if value is None else value

    def day(self, key: str) -> date | None:
        """A date without quotes; None where the key is absent."""
        return self._take(key, date, required=False)

    def choice(self, key: str, choices: type[_Choice]) -> _Choice | None:
        """One of a few words; None where it is another."""
        return self._choice(key, choices, required=True)

    def optional_choice(self, key: str, choices: type[_Choice]) -> _Choice | None:
        """One of a few words; None where the key is absent."""
        return self._choice(key, choices, required=False)

    def choices(
        self, key: str, known: tuple[str, ...], *, required: bool = False
    ) -> tuple[str, ...]:
        """A list of different words out of a few, in the file's order."""
        return self.names(key, one_of(known), required=required)

    def table(self, key: str, *, required: bool = True) -> "Table | None":
        """The table inside, such as `text` of `text.zh`."""
        entries = self._take(key, dict, required=required)
        if entries is None:
            return None
        prefix = f"{self._prefix}{key}."
        return Table(entries, self._problems, self.file, self.version, self._place, prefix)

    def tables(
        self, key: str, first: int = 1, *, identity: str = "id", required: bool = False
    ) -> "tuple[Table, ...]":
        """The `[[key]]` tables, counted from `first`; each knows its place in the file."""
        found = self._list_of_tables(key, required=required)
        return tuple(
            Table(
                entries,
                self._problems,
                self.file,
                self.version,
                (key, number, entries.get(identity)),
            )
            for number, entries in enumerate(found, first)
        )

    def rows(self, key: str) -> "tuple[Table, ...]":
        """The tables of a list written on one line, `key = [{ … }, { … }]`; may be absent."""
        return tuple(
            Table(
                entries,
                self._problems,
                self.file,
                self.version,
                self._place,
                f"{self._prefix}{key}.{number}.",
            )
            for number, entries in enumerate(self._list_of_tables(key, required=False), 1)
        )

    def _list_of_tables(self, key: str, *, required: bool) -> list[dict[str, Any]]:
        if required and not self.has(key):
            self.refuse(
                key, _("is missing; it must be tables, each begun by [[{key}]].").format(key=key)
            )
        found = self._take(key, list, required=False) or []
        if all(isinstance(entries, dict) for entries in found):
            return found
        self.refuse(key, _("must be tables, each begun by [[{key}]].").format(key=key))
        return []

    def _text(self, key: str, *, required: bool) -> str:
        value = self._take(key, str, required=required)
        if value is None:
            return ""
        if is_plain(value):
            return value
        if not value.strip() or value != value.strip():
            self.refuse(key, _("the text is empty, or begins or ends with a space."))
            return ""
        if _CONTROL.search(value):
            self.refuse(key, _("the text holds a control character."))
            return ""
        return value

    def _number(self, key: str, most: Decimal, *, required: bool) -> Decimal | None:
        if key not in self._entries and not required:
            return None
        found = self._entries.get(key)
        if found is None:
            self._take(key, str, required=required)
            return UNREADABLE
        return self._numeric(key, found, most)

    def _numeric(self, key: str, value: object, most: Decimal) -> Decimal:
        self._asked[key] = None
        if (
            isinstance(value, str)
            and (number := exact_number(value)) is not None
            and number <= most
        ):
            return number
        if isinstance(value, int | float):
            self.refuse(key, _('must be a number in quotes such as "0.5", so that it stays exact.'))
        elif not isinstance(value, str):
            self._refuse_kind(key, str, value)
        else:
            message = _('{value} is no number above 0 and up to {most}, written such as "0.5".')
            self.refuse(key, message.format(value=shortened(value), most=most))
        return UNREADABLE

    def _whole(self, key: str, least: int, most: int, *, required: bool) -> int | None:
        value = self._take(key, int, required=required)
        if value is None or least <= value <= most:
            return value
        message = _("must be between {least} and {most}.")
        self.refuse(key, message.format(least=least, most=most))
        return None

    def _choice(self, key: str, choices: type[_Choice], *, required: bool) -> _Choice | None:
        value = self._text(key, required=required)
        if not value:
            return None
        known = by_word(choices)
        found = known.get(value)
        if found is None:
            message = _("{value} is none of {known}.")
            self.refuse(key, message.format(value=shortened(value), known=_(", ").join(known)))
        return found

    def _take(self, key: str, kind: type[_Kind], *, required: bool) -> _Kind | None:
        self._asked[key] = None
        value = self._entries.get(key)  # TOML has no nothing, so None is an absent key
        if type(value) is kind:  # not isinstance: true is an int, a date with a time a date
            return value
        if value is not None:
            self._refuse_kind(key, kind, value)
        elif required:
            message = _("is missing; it must be {wanted}.")
            self.refuse(key, message.format(wanted=named_kind(kind)))
        return None

    def _refuse_kind(self, key: str, wanted: type, found: object) -> None:
        message = _("must be {wanted}, not {found}.")
        self.refuse(key, message.format(wanted=named_kind(wanted), found=named_kind(type(found))))

    def _refuse_name(self, key: str, value: str, spelling: Spelling) -> None:
        message = _("{value} is not written as here: {example}.")
        self.refuse(key, message.format(value=shortened(value), example=spelling.example))
