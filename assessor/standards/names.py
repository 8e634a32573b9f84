"""The ids of a standard: how they are written, that none is used twice, that each is known."""

import re
from pathlib import PurePosixPath

from assessor.i18n import _
from assessor.standards.fields import Spelling, Table, shortened

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


def section(code: str) -> Spelling:
    """The id of a section of a site type's form."""
    return _spelling(rf"{re.escape(code)}\.[A-Z]", f"{code}.A")


def item(code: str) -> Spelling:
    """The id of an item of a site type's form."""
    return _spelling(rf"{re.escape(code)}\.[0-9]{{2,4}}", f"{code}.01")


class Register:
    """The ids of one kind that were met so far."""

    def __init__(self, *, complete: bool = True) -> None:
        self.complete = complete  # False: a file was unreadable, and every id counts as known
        self._places: dict[str, str] = {}

    def add(self, table: Table, key: str, identity: str) -> None:
        """Enter an id, or note that it is there already; the empty one is not entered."""
        if not identity:
            return
        if identity in self._places:
            message = _("{id} is used twice; the other is in {place}.")
            table.refuse(key, message.format(id=identity, place=self._places[identity]))
        else:
            self._places[identity] = ", ".join(filter(None, (table.file, table.place)))

    def expect(self, table: Table, key: str, identity: str) -> None:
        """Note a reference to an id that nobody entered."""
        if self.complete and identity and identity not in self._places:
            table.refuse(key, _("{id} is not known here.").format(id=shortened(identity)))


def refuse_wrong_file(table: Table, key: str, identity: str) -> None:
    """Note that a file is not named after what it holds."""
    if identity and PurePosixPath(table.file).stem != identity:
        table.refuse(key, _("{id} belongs into the file {id}.toml.").format(id=identity))
