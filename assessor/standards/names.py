"""The ids of a standard: how they are written, that none is used twice, that each is known."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import PurePosixPath

from assessor.i18n import _
from assessor.standards.fields import Table
from assessor.standards.values import Spelling, shortened

#: The highest number a revision may have.
LAST_REVISION = 9999

_STANDARD = r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*"
_CLAUSE = r"[A-Z0-9]+(\.[A-Z0-9]+)*"


def _spelling(pattern: str, example: str) -> Spelling:
    return Spelling(re.compile(pattern), example)


STANDARD = _spelling(_STANDARD, "NSC-2021")
CLAUSE = _spelling(_CLAUSE, "21.10")
REFERENCE = _spelling(rf"{_STANDARD}:{_CLAUSE}", "NSC-2021:21.10")
CHAPTER = _spelling(r"[0-9]{1,2}", "3")
INDICATOR = _spelling(r"[0-9]{2}", "07")
SITE_TYPE = _spelling(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", "MARKET")
PROFILE = _spelling(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "county-equal")
MODULE = _spelling(r"[0-9]{1,2}", "4")
SOURCE = _spelling(r"[A-Z][0-9]+[a-z]?", "S05")
CATEGORY = _spelling(r"CH[0-9]{2}", "CH01")
PRESET = _spelling(r"[A-Z][A-Z0-9]*", "GB5")
REASON = _spelling(r"[a-z]+(_[a-z]+)*", "not_exist")
THRESHOLD = _spelling(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*", "toilet.flies.1")
PREREQUISITE = _spelling(r"[A-Z][0-9]{2}", "P01")
GROUP = _spelling(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", "small6")
AREA = _spelling(r"[1-9][0-9]{1,11}", "53")
ITEM = _spelling(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\.[0-9]{2,4}", "MARKET.01")
SECTION = _spelling(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\.[A-Z]", "MARKET.A")
DIGEST = _spelling(r"[0-9a-f]{64}", "64 × 0-9 a-f")


@cache
def section(code: str) -> Spelling:
    """The id of a section of a site type's form."""
    return _spelling(rf"{re.escape(code)}\.[A-Z]", f"{code}.A")


@cache
def item(code: str) -> Spelling:
    """The id of an item of a site type's form."""
    return _spelling(rf"{re.escape(code)}\.[0-9]{{2,4}}", f"{code}.01")


class Register:
    """The ids of one kind that were met so far."""

    def __init__(self, known: Iterable[str] = (), *, of: str = "", complete: bool = True) -> None:
        self.complete = complete  # False: a file was unreadable, and every id counts as known
        self._places: dict[str, str | Table] = dict.fromkeys(known, of)

    def add(self, table: Table, key: str, identity: str) -> None:
        """Enter an id, or note that it is there already; the empty one is not entered."""
        if not identity:
            return
        if identity in self._places:
            place = self._places[identity]
            if isinstance(place, Table):
                place = _(", ").join(filter(None, (place.file, place.place)))
            message = _("{id} is used twice; the other is in {place}.")
            table.refuse(key, message.format(id=identity, place=place))
        else:
            self._places[identity] = table

    def expect(self, table: Table, key: str, identity: str) -> None:
        """Note a reference to an id that nobody entered."""
        if not self.complete or not identity or identity in self._places:
            return
        message = _("{id} is not known here.").format(id=shortened(identity))
        near = get_close_matches(identity, self._places, n=1)
        if near:
            message = _("{id} is not known here; did you mean {known}?").format(
                id=shortened(identity), known=near[0]
            )
        table.refuse(key, message)

    def expect_all(self, table: Table, key: str, identities: Iterable[str]) -> None:
        """Note every reference of a list that nobody entered."""
        for identity in identities:
            self.expect(table, key, identity)


class ClauseRegister(Register):
    """The clauses of one standard; references to those of other standards are not looked up."""

    def __init__(self, standard_ids: Iterable[str], known: Iterable[str] = ()) -> None:
        super().__init__(known)
        self._standard_ids = frozenset(standard_ids)

    def expect_references(self, table: Table, key: str, references: Iterable[str]) -> None:
        """Note every reference such as `NSC-2021:21.10` to a clause that is not there."""
        for reference in references:
            standard_id, _colon, clause_id = reference.partition(":")
            if standard_id in self._standard_ids:
                self.expect(table, key, clause_id)


def refuse_wrong_file(table: Table, key: str, identity: str) -> None:
    """Note that a file is not named after what it holds."""
    if identity and PurePosixPath(table.file).stem != identity:
        table.refuse(key, _("{id} belongs into the file {id}.toml.").format(id=identity))
