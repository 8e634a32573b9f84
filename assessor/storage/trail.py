"""The trail: who did what when, append-only, each entry chained to the one before.

An entry's `chain` is the SHA-256 of the one before it and of all its own fields, so that
nothing can be changed, left out or put in without every later entry showing it. A chain
alone cannot show that its end was cut off: therefore its head goes into every signed
revision and every backup (`Trail.holds`). The number counts up whatever the clock does.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, select

from assessor.domain.inspection import Observation, TrailHead
from assessor.storage.columns import to_milliseconds
from assessor.storage.database import Database, execute_plain
from assessor.storage.steps import packed_observation, unpacked_observation
from assessor.storage.trail_tables import TrailRow

_LAST = "SELECT number, chain FROM trail ORDER BY number DESC LIMIT 1"
_ALL = "SELECT number, at, act, subject, said, chain FROM trail ORDER BY number"
_ADD = "INSERT INTO trail (number, at, act, subject, said, chain) VALUES (?, ?, ?, ?, ?, ?)"
_BEGINNING = bytes(32)
_PORTION = 2_000
_LAST_FEW = 100  # entries; the very last may be of a clock that was just set back


class Act(StrEnum):
    """What was done."""

    OPENED = "opened"  # the workspace, by somebody
    BEGUN = "begun"  # a draft, with the answers it began with
    MARKED = "marked"
    DESCRIBED = "described"
    ANSWERED_ANEW = "answered_anew"  # all answers at once: carried over, or back
    JOINED = "joined"  # a colleague's answers were taken in
    DISCARDED = "discarded"
    SIGNED = "signed"
    IMPORTED = "imported"
    UNDONE = "undone"  # an import
    REVOKED = "revoked"  # a key, from a counter on
    EXPORTED = "exported"
    REGISTERED = "registered"  # units, sites and partnerships of the register changed


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done; `said` are its details, `subject` what it was done to."""

    number: int
    at: datetime
    act: Act
    subject: str
    said: Mapping[str, Any]
    chain: str


class Trail:
    """The trail of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def opened(self, who: str, program: str, at: datetime) -> None:
        """Note who works here from now on, and with which program, unless they did before."""
        said = {"who": who, "program": program}
        last = (
            select(TrailRow.said)
            .where(TrailRow.act == Act.OPENED)
            .order_by(TrailRow.number.desc())
            .limit(1)
        )
        with self._database.writing() as connection:
            before = connection.scalar(last)
            if before is None or json.loads(before) != said:
                note(connection, Act.OPENED, "", said, at)

    def head(self) -> TrailHead:
        """The last entry's number and chain; number 0 of an empty trail."""
        with self._database.reading() as connection:
            number, chain = _last(connection)
        return TrailHead(number, chain.hex())

    def latest(self) -> datetime | None:
        """The latest time that one of the last entries bears; None in an empty trail."""
        last = select(TrailRow.at).order_by(TrailRow.number.desc()).limit(_LAST_FEW).subquery()
        with self._database.reading() as connection:
            found: datetime | None = connection.scalar(select(func.max(last.c.at)))
        return found

    def entries(self, subject: str = "") -> tuple[Entry, ...]:
        """All entries, or those about one check, in order."""
        query = select(TrailRow.__table__).order_by(TrailRow.number)
        if subject:
            query = query.where(TrailRow.subject == subject)
        with self._database.reading() as connection:
            return tuple(
                Entry(
                    row.number,
                    row.at,
                    Act(row.act),
                    row.subject,
                    json.loads(row.said),
                    row.chain,
                )
                for row in connection.execute(query)
            )

    def break_at(self) -> int | None:
        """The number of the first entry that does not follow from the one before it."""
        with self._database.reading() as connection:
            before, expected = _BEGINNING, 1
            for number, at, act, subject, said, chain in _rows(connection):
                if number != expected or _chain(before, number, at, act, subject, said) != chain:
                    return expected
                before, expected = chain, number + 1
        return None

    def holds(self, head: TrailHead) -> bool:
        """Whether the trail still has an entry whose number and chain were told elsewhere."""
        if not head.number:
            return True
        with self._database.reading() as connection:
            found = connection.scalar(select(TrailRow.chain).where(TrailRow.number == head.number))
        return found == head.chain

    def replayed(self, draft: str) -> dict[str, Observation] | None:
        """The answers of a draft as its entries tell them; None if its beginning is not told."""
        marks: dict[str, str] | None = None
        for entry in self.entries(draft):
            match entry.act:
                case Act.BEGUN | Act.ANSWERED_ANEW:
                    marks = dict(entry.said["answers"])
                case Act.JOINED if marks is not None:
                    marks |= entry.said["answers"]
                case Act.MARKED if marks is not None:
                    marks[entry.said["item"]] = entry.said["answer"]
                case Act.DISCARDED:
                    marks = None
        if marks is None:
            return None
        seen = {item: unpacked_observation(answer) for item, answer in marks.items()}
        return {item: each for item, each in seen.items() if each is not None}


def note(
    connection: Connection, act: Act, subject: str, said: Mapping[str, Any], at: datetime
) -> None:
    """Add an entry within the transaction of what was done."""
    _add(connection, act, subject, [said], at)


def note_all(
    connection: Connection, act: Act, said: Iterable[Mapping[str, Any]], at: datetime
) -> None:
    """Add an entry for each of several things that were done, about no check."""
    _add(connection, act, "", said, at)


def _add(
    connection: Connection,
    act: Act,
    subject: str,
    said: Iterable[Mapping[str, Any]],
    at: datetime,
) -> None:
    number, before = _last(connection)
    moment = to_milliseconds(at)
    for each in said:
        number += 1
        words = json.dumps(each, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = _chain(before, number, moment, act.value, subject, words)
        execute_plain(connection, _ADD, (number, moment, act.value, subject, words, before))


def answers_of(observations: Mapping[str, Observation]) -> dict[str, str]:
    """Answers as an entry tells them."""
    return {item: packed_observation(seen) for item, seen in sorted(observations.items())}


def _last(connection: Connection) -> tuple[int, bytes]:
    row = execute_plain(connection, _LAST).fetchone()
    return (row[0], row[1]) if row else (0, _BEGINNING)


def _rows(connection: Connection) -> Iterator[tuple[int, int, str, str, str, bytes]]:
    cursor = execute_plain(connection, _ALL)
    while rows := cursor.fetchmany(_PORTION):
        yield from rows


def _chain(before: bytes, number: int, at: int, act: str, subject: str, said: str) -> bytes:
    told = json.dumps([number, at, act, subject, said], ensure_ascii=False)
    return hashlib.sha256(before + told.encode()).digest()
