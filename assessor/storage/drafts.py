"""Checks in the making. Every answer is one durable transaction."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from assessor.domain.history import NO_HISTORY, History
from assessor.domain.inspection import Observation, Site, SiteCheck, Visit
from assessor.domain.standard import StandardRef
from assessor.storage.columns import to_milliseconds
from assessor.storage.contributions import contributions_of, insert_contributions
from assessor.storage.database import Database, execute_plain
from assessor.storage.observations import observations_of, replace_observation
from assessor.storage.phones import forget_old_visits, log_visit
from assessor.storage.steps import StepPlace, history_of, keep_step, packed_observation
from assessor.storage.tables import (
    DraftInspectorRow,
    DraftParentRow,
    DraftRow,
    FaultRow,
    ObservationRow,
)
from assessor.storage.trail import Act, answers_of, note

_NEXT_TURN = select(func.coalesce(func.max(DraftRow.turn), 0) + 1).scalar_subquery()
_VISIT = "UPDATE draft SET current_item = ?, turn = (SELECT max(turn) + 1 FROM draft)"
_VISIT_ITEM = f"{_VISIT} WHERE id = ?"
_MARK_ITEM = f"{_VISIT}, changed_at = ?, done = coalesce(?, done) WHERE id = ?"


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A draft in a list: `marked` counts observed items, `faults` places at fault."""

    id: str
    site: Site
    standard: StandardRef
    campaign: str
    started: datetime
    changed_at: datetime
    current_item: str
    marked: int
    faults: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft whole; `revises` are the digests of the revisions it will supersede.

    `forgotten` counts the steps before those of `history`, which cannot be undone any more.
    """

    check: SiteCheck
    current_item: str
    revises: tuple[str, ...] = ()
    changed_at: datetime | None = None
    history: History = NO_HISTORY
    forgotten: int = 0


class Drafts:
    """The drafts of a workspace. An unknown id is a `KeyError`: a fault of the program."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, check: SiteCheck, first_item: str, revises: tuple[str, ...] = ()) -> None:
        """Store a new draft, with the observations it may begin with."""
        started = check.visit.started
        with self._database.writing() as connection:
            connection.execute(
                insert(DraftRow).values(
                    id=check.id,
                    current_item=first_item,
                    changed_at=started,
                    turn=_NEXT_TURN,
                    **_description(check),
                )
            )
            log_visit(connection, check.id, first_item, started)
            forget_old_visits(connection, started)
            _insert_names(connection, check)
            insert_contributions(connection, check.id, check.contributions)
            if revises:
                rows = [
                    {"draft": check.id, "position": position, "digest": digest}
                    for position, digest in enumerate(revises)
                ]
                connection.execute(insert(DraftParentRow), rows)
            for item_id, seen in check.observations.items():
                replace_observation(connection, check.id, item_id, seen, started)
            said = {
                "site": check.site.code,
                "standard": str(check.standard),
                "answers": answers_of(check.observations),
            }
            note(connection, Act.BEGUN, check.id, said, started)

    def all(self) -> tuple[DraftSummary, ...]:
        """Every draft, the one touched last first."""
        with self._database.reading() as connection:
            marked = _count(connection, ObservationRow.draft, func.count())
            faults = _count(connection, FaultRow.draft, func.sum(FaultRow.count))
            rows = connection.execute(select(DraftRow.__table__).order_by(DraftRow.turn.desc()))
            return tuple(
                DraftSummary(
                    row.id,
                    _site(row),
                    _standard(row),
                    row.campaign,
                    row.started,
                    row.changed_at,
                    row.current_item,
                    marked.get(row.id, 0),
                    faults.get(row.id, 0),
                )
                for row in rows
            )

    def get(self, check_id: str) -> Draft:
        """A draft with its observations."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(DraftRow.__table__).where(DraftRow.id == check_id)
            ).one_or_none()
            if row is None:
                raise KeyError(check_id)
            inspectors = connection.scalars(
                select(DraftInspectorRow.name)
                .where(DraftInspectorRow.draft == check_id)
                .order_by(DraftInspectorRow.position)
            )
            revises = connection.scalars(
                select(DraftParentRow.digest)
                .where(DraftParentRow.draft == check_id)
                .order_by(DraftParentRow.position)
            )
            check = replace(
                _check(row, tuple(inspectors), observations_of(connection, check_id)),
                contributions=contributions_of(connection, check_id),
            )
            forgotten, history = history_of(connection, check_id, row.done)
            return Draft(
                check, row.current_item, tuple(revises), row.changed_at, history, forgotten
            )

    def mark(
        self,
        check_id: str,
        item_id: str,
        seen: Observation | None,
        at: datetime,
        place: StepPlace | None = None,
    ) -> None:
        """Mark an item, or with None leave it open again. On disk when this returns.

        `place` says what becomes of the draft's history with it.
        """
        with self._database.writing() as connection:
            done = place.done if place else None
            visit = (item_id, to_milliseconds(at), done, check_id)
            _found(execute_plain(connection, _MARK_ITEM, visit).rowcount, check_id)
            replace_observation(connection, check_id, item_id, seen, at)
            said = {"item": item_id, "answer": packed_observation(seen)}
            note(connection, Act.MARKED, check_id, said, at)
            if place:
                keep_step(connection, check_id, place)

    def visit_item(self, check_id: str, item_id: str, at: datetime) -> None:
        """Remember where the inspector is, and since when."""
        with self._database.writing() as connection:
            visit = (item_id, check_id)
            _found(execute_plain(connection, _VISIT_ITEM, visit).rowcount, check_id)
            log_visit(connection, check_id, item_id, at)

    def describe(self, check: SiteCheck, at: datetime, place: StepPlace | None = None) -> None:
        """Store everything about a draft but its observations; `place` as for `mark`."""
        with self._database.writing() as connection:
            note(connection, Act.DESCRIBED, check.id, _described(connection, check), at)
            values = _description(check) | ({"done": place.done} if place else {})
            connection.execute(update(DraftRow).where(DraftRow.id == check.id).values(**values))
            connection.execute(delete(DraftInspectorRow).where(DraftInspectorRow.draft == check.id))
            _insert_names(connection, check)
            if place:
                keep_step(connection, check.id, place)

    def discard(self, check_id: str, at: datetime) -> None:
        """Throw a draft away with all its rows; pictures stay."""
        with self._database.writing() as connection:
            discard(connection, check_id)
            note(connection, Act.DISCARDED, check_id, {}, at)

    def last_open(self) -> str | None:
        """The draft that was touched last."""
        with self._database.reading() as connection:
            return connection.scalar(select(DraftRow.id).order_by(DraftRow.turn.desc()).limit(1))


def discard(connection: Connection, check_id: str) -> None:
    """Throw a draft away within a transaction of somebody else."""
    _found(connection.execute(delete(DraftRow).where(DraftRow.id == check_id)).rowcount, check_id)


def _described(connection: Connection, check: SiteCheck) -> dict[str, Any]:
    """What a description changes, by column, as the trail tells it."""
    row = connection.execute(
        select(DraftRow.__table__).where(DraftRow.id == check.id)
    ).one_or_none()
    if row is None:
        raise KeyError(check.id)
    changed = {
        name: value for name, value in _description(check).items() if getattr(row, name) != value
    }
    told = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in changed.items()
    }
    return told | {"inspectors": list(check.visit.inspectors)}


def _found(rows: int, check_id: str) -> None:
    if not rows:
        raise KeyError(check_id)


def _insert_names(connection: Connection, check: SiteCheck) -> None:
    rows = [
        {"draft": check.id, "position": position, "name": name}
        for position, name in enumerate(check.visit.inspectors)
    ]
    if rows:
        connection.execute(insert(DraftInspectorRow), rows)


def _count(connection: Connection, draft: Any, counted: Any) -> dict[str, int]:
    rows = connection.execute(select(draft, counted).group_by(draft))
    return {each: int(number) for each, number in rows}


def _description(check: SiteCheck) -> dict[str, Any]:
    return {
        "site": check.site.code,
        "site_name": check.site.name,
        "site_type": check.site.site_type,
        "community": check.site.community,
        "organisation": check.site.organisation,
        "address": check.site.address,
        "standard_id": check.standard.id,
        "standard_revision": check.standard.revision,
        "standard_digest": check.standard.digest,
        "campaign": check.campaign,
        "community_name": check.community_name,
        "organisation_name": check.organisation_name,
        "started": check.visit.started,
        "finished": check.visit.finished,
        "companions": check.visit.companions,
        "weather": check.visit.weather,
        "representative": check.visit.representative,
        "signature": check.visit.signature,
        "refusal": check.visit.refusal,
        "remarks": check.remarks,
        "open_reason": check.open_reason,
    }


def _check(
    row: Any, inspectors: tuple[str, ...], observations: dict[str, Observation]
) -> SiteCheck:
    return SiteCheck(
        id=row.id,
        site=_site(row),
        standard=_standard(row),
        visit=Visit(
            row.started,
            row.finished,
            inspectors,
            row.companions,
            row.weather,
            row.representative,
            row.signature,
            row.refusal,
        ),
        observations=observations,
        campaign=row.campaign,
        community_name=row.community_name,
        organisation_name=row.organisation_name,
        remarks=row.remarks,
        open_reason=row.open_reason,
    )


def _site(row: Any) -> Site:
    return Site(
        row.site, row.site_name, row.site_type, row.community, row.organisation, row.address
    )


def _standard(row: Any) -> StandardRef:
    return StandardRef(row.standard_id, row.standard_revision, row.standard_digest)
