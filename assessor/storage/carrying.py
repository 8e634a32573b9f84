"""Drafts that move to another standard, each in one transaction that can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from assessor.domain.carrying import CarryRecord, Choice, Decision
from assessor.domain.editions import Difference
from assessor.domain.inspection import Observation, owner_of
from assessor.domain.standard import StandardRef
from assessor.storage.carry_tables import (
    CarryDecisionRow,
    CarryRow,
    FormerFaultPhotoRow,
    FormerFaultRow,
    FormerObservationRow,
)
from assessor.storage.database import Database, execute_plain
from assessor.storage.fieldwork_tables import DraftStepRow
from assessor.storage.observations import observations_of, replace_observation
from assessor.storage.rows import Row
from assessor.storage.tables import DraftRow, FaultPhotoRow, FaultRow, ObservationRow
from assessor.storage.trail import Act, answers_of, note

_COPIES: tuple[tuple[type[Row], type[Row]], ...] = (
    (ObservationRow, FormerObservationRow),
    (FaultRow, FormerFaultRow),
    (FaultPhotoRow, FormerFaultPhotoRow),
)


@dataclass(frozen=True, slots=True)
class Move:
    """A draft's way to another standard: its answers there and what was decided.

    `answers` stand by newer item id with the older ones they come from, whose times they
    keep. `source` names the signed check that the answers came from, if they did.
    """

    draft: str
    older: StandardRef
    newer: StandardRef
    answers: Mapping[str, Observation]
    decisions: tuple[Decision, ...]
    first_item: str
    by: str
    at: datetime
    source: str = ""


class Carrying:
    """The moves of a workspace's drafts. An unknown draft is a `KeyError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def move(self, move: Move) -> int:
        """Replace a draft's standard and answers; what it was is kept. Gives the move's number."""
        with self._database.writing() as connection:
            row = _draft(connection, move.draft)
            number = _last(connection, move.draft) + 1
            connection.execute(insert(CarryRow).values(_carry_values(move, number, row)))
            decided = [_decision_values(move, number, at) for at in enumerate(move.decisions)]
            if decided:
                connection.execute(insert(CarryDecisionRow), decided)
            for table, former in _COPIES:
                _copy(connection, table, former, move.draft, number)
            _answer_anew(connection, move)
            _use_standard(connection, move.draft, move.newer, move.first_item)
            _note(connection, move.draft, str(move.newer), move.answers, move.at)
            return number

    def records(self, check_id: str) -> tuple[CarryRecord, ...]:
        """The moves of a draft or of the check it became, oldest first."""
        nonce = check_id.removeprefix(owner_of(check_id))
        with self._database.reading() as connection:
            rows = connection.execute(
                select(CarryRow.__table__)
                .where(CarryRow.draft.in_((check_id, f"draft{nonce}")))
                .order_by(CarryRow.number)
            ).all()
            return tuple(_record(connection, row) for row in rows)

    def marked_since(self, draft: str, at: datetime) -> tuple[str, ...]:
        """The items that were marked after a time."""
        with self._database.reading() as connection:
            items = connection.scalars(
                select(ObservationRow.item)
                .where(ObservationRow.draft == draft, ObservationRow.marked_at > at)
                .order_by(ObservationRow.item)
            )
            return tuple(items)

    def take_back(self, draft: str, later: Mapping[str, Observation], at: datetime) -> None:
        """Undo the last move of a draft, and mark `later` on what it was.

        Without a move: `KeyError`. What came from a signed check is taken away, and the
        draft keeps its standard.
        """
        with self._database.writing() as connection:
            number = _last(connection, draft)
            row = connection.execute(
                select(CarryRow.__table__).where(CarryRow.draft == draft, CarryRow.number == number)
            ).one_or_none()
            if row is None:
                raise KeyError(draft)
            execute_plain(connection, "DELETE FROM observation WHERE draft = ?", (draft,))
            for table, former in _COPIES:
                _copy_back(connection, table, former, draft, number)
            for item, seen in later.items():
                replace_observation(connection, draft, item, seen, at)
            if not row.source:
                _use_standard(connection, draft, _ref(row, "older"), row.current_item)
            _forget(connection, draft, number)
            answers = observations_of(connection, draft)
            _note(connection, draft, str(_ref(row, "older")), answers, at)


def _note(
    connection: Connection,
    draft: str,
    standard: str,
    answers: Mapping[str, Observation],
    at: datetime,
) -> None:
    said = {"standard": standard, "answers": answers_of(answers)}
    note(connection, Act.ANSWERED_ANEW, draft, said, at)


def _draft(connection: Connection, draft: str) -> Any:
    row = connection.execute(
        select(DraftRow.current_item).where(DraftRow.id == draft)
    ).one_or_none()
    if row is None:
        raise KeyError(draft)
    return row


def _last(connection: Connection, draft: str) -> int:
    found = connection.scalar(select(func.max(CarryRow.number)).where(CarryRow.draft == draft))
    return int(found or 0)


def _answer_anew(connection: Connection, move: Move) -> None:
    times = dict(
        connection.execute(
            select(ObservationRow.item, ObservationRow.marked_at).where(
                ObservationRow.draft == move.draft
            )
        ).all()
    )
    came_from = {each.item: each.older for each in move.decisions}
    execute_plain(connection, "DELETE FROM observation WHERE draft = ?", (move.draft,))
    for item, seen in move.answers.items():
        at = [times[each] for each in came_from.get(item, ()) if each in times]
        replace_observation(connection, move.draft, item, seen, min(at, default=move.at))


def _use_standard(connection: Connection, draft: str, ref: StandardRef, item: str) -> None:
    """Name the standard in force; steps made under another one can be undone no more."""
    connection.execute(delete(DraftStepRow).where(DraftStepRow.draft == draft))
    connection.execute(
        update(DraftRow)
        .where(DraftRow.id == draft)
        .values(
            standard_id=ref.id,
            standard_revision=ref.revision,
            standard_digest=ref.digest,
            current_item=item,
            done=0,
        )
    )


def _copy(
    connection: Connection, table: type[Row], former: type[Row], draft: str, number: int
) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.__table__.columns)
    execute_plain(
        connection,
        f"INSERT INTO {former.__tablename__} (number, {names})"
        f" SELECT ?, {names} FROM {table.__tablename__} WHERE draft = ?",
        (number, draft),
    )


def _copy_back(
    connection: Connection, table: type[Row], former: type[Row], draft: str, number: int
) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.__table__.columns)
    execute_plain(
        connection,
        f"INSERT INTO {table.__tablename__} ({names})"
        f" SELECT {names} FROM {former.__tablename__} WHERE draft = ? AND number = ?",
        (draft, number),
    )


def _forget(connection: Connection, draft: str, number: int) -> None:
    for table in (FormerObservationRow, CarryRow):
        connection.execute(delete(table).where(table.draft == draft, table.number == number))


def _carry_values(move: Move, number: int, row: Any) -> dict[str, Any]:
    return {
        "draft": move.draft,
        "number": number,
        "older_id": move.older.id,
        "older_revision": move.older.revision,
        "older_digest": move.older.digest,
        "newer_id": move.newer.id,
        "newer_revision": move.newer.revision,
        "newer_digest": move.newer.digest,
        "source": move.source,
        "current_item": row.current_item,
        "decided_by": move.by,
        "decided_at": move.at,
    }


def _decision_values(move: Move, number: int, placed: tuple[int, Decision]) -> dict[str, Any]:
    position, decision = placed
    return {
        "draft": move.draft,
        "number": number,
        "position": position,
        "item": decision.item,
        "older": decision.older,
        "difference": decision.difference.value,
        "choice": decision.choice.value,
        "decided_by": decision.by,
        "decided_at": decision.at,
    }


def _record(connection: Connection, row: Any) -> CarryRecord:
    decided: Iterable[Any] = connection.execute(
        select(CarryDecisionRow.__table__)
        .where(CarryDecisionRow.draft == row.draft, CarryDecisionRow.number == row.number)
        .order_by(CarryDecisionRow.position)
    )
    return CarryRecord(
        row.draft,
        row.number,
        _ref(row, "older"),
        _ref(row, "newer"),
        row.source,
        row.decided_by,
        row.decided_at,
        tuple(
            Decision(
                each.item,
                each.older,
                Difference(each.difference),
                Choice(each.choice),
                each.decided_by,
                each.decided_at,
            )
            for each in decided
        ),
    )


def _ref(row: Any, side: str) -> StandardRef:
    return StandardRef(
        getattr(row, f"{side}_id"),
        getattr(row, f"{side}_revision"),
        getattr(row, f"{side}_digest"),
    )
