"""The steps of a draft as rows: before and after as JSON, in the order they were made."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from assessor.domain.history import Describing, Fields, History, Marking, Step
from assessor.domain.inspection import Fault, Observation, faults_of
from assessor.storage.columns import fault_of_values, fault_values
from assessor.storage.database import execute_plain
from assessor.storage.fieldwork_tables import DraftStepRow
from assessor.storage.observations import observation_of_values, observation_values

#: At least so many steps back can be undone; as many as the largest form has items.
MOST_STEPS = 500
_FORGETTING = 50  # the steps before those are thrown away each time so many were made

_KEEP = (
    'INSERT INTO draft_step (draft, number, item, words, "before", "after")'
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (draft, number) DO UPDATE SET"
    ' item = excluded.item, words = excluded.words, "before" = excluded."before",'
    ' "after" = excluded."after"'
)
_CUT = "DELETE FROM draft_step WHERE draft = ? AND number > ?"
_FORGET = "DELETE FROM draft_step WHERE draft = ? AND number <= ?"
_FORGET_ALL = "DELETE FROM draft_step WHERE draft = ?"
_NONE_DONE = "UPDATE draft SET done = 0 WHERE id = ?"


@dataclass(frozen=True, slots=True)
class StepPlace:
    """What a change is in a draft's history: `done` steps are in force after it.

    A new `step` is kept as the one of that number; `cuts` says that steps which were
    undone follow it, and are gone now.
    """

    done: int
    step: Step | None = None
    cuts: bool = False


def keep_step(connection: Connection, draft: str, place: StepPlace) -> None:
    """Keep a change's step, if it is a new one, within the change's own transaction."""
    match place.step:
        case None:
            return
        case Marking() as step:
            item, before, after = (
                step.item,
                packed_observation(step.before),
                packed_observation(step.after),
            )
        case Describing() as step:
            item, before, after = "", _listed(step.before), _listed(step.after)
    number = place.done
    execute_plain(connection, _KEEP, (draft, number, item, step.words, before, after))
    if place.cuts:
        execute_plain(connection, _CUT, (draft, number))
    if number % _FORGETTING == 0:
        execute_plain(connection, _FORGET, (draft, number - MOST_STEPS))


def history_of(connection: Connection, draft: str, done: int) -> tuple[int, History]:
    """How many steps were forgotten, and those that are known, `done` of all in force."""
    row = DraftStepRow
    rows = connection.execute(
        select(row.number, row.item, row.words, row.before, row.after)
        .where(row.draft == draft)
        .order_by(row.number)
    ).all()
    forgotten = rows[0].number - 1 if rows else done
    return forgotten, History(tuple(map(_step, rows)), done - forgotten)


def forget_steps(connection: Connection, draft: str) -> None:
    """Let nothing that was done so far be undone any more."""
    execute_plain(connection, _FORGET_ALL, (draft,))
    execute_plain(connection, _NONE_DONE, (draft,))


def _step(row: Any) -> Step:
    if row.item:
        return Marking(
            row.words, row.item, unpacked_observation(row.before), unpacked_observation(row.after)
        )
    return Describing(row.words, _fields(row.before), _fields(row.after))


def packed_observation(seen: Observation | None) -> str:
    """How an item was marked, as text; empty where it is open."""
    if seen is None:
        return ""
    faults = [(*fault_values(each), each.photos) for each in faults_of(seen)]
    return json.dumps([observation_values(seen), faults], ensure_ascii=False)


def unpacked_observation(packed: str) -> Observation | None:
    """What `packed_observation` packed."""
    if not packed:
        return None
    values, faults = json.loads(packed)
    return observation_of_values(values, tuple(map(_fault, faults)))


def _fault(values: list[Any]) -> Fault:
    *others, photos = values
    return fault_of_values(others, tuple(photos))


def _listed(fields: Fields) -> str:
    return json.dumps(dict(fields), ensure_ascii=False)


def _fields(listed: str) -> Fields:
    found: dict[str, Any] = json.loads(listed)
    return {name: tuple(v) if isinstance(v, list) else v for name, v in found.items()}
