"""The observations of drafts as rows: one for each item, one for each fault and photo."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import Connection, select

from assessor.domain.inspection import (
    Band,
    Fault,
    Faults,
    NotApplicable,
    Observation,
    Rate,
    YesNo,
    faults_of,
)
from assessor.storage.columns import fault_values, to_milliseconds
from assessor.storage.database import execute_plain, insert_rows
from assessor.storage.tables import FaultPhotoRow, FaultRow, ObservationRow

_FORGET = "DELETE FROM observation WHERE draft = ? AND item = ?"
_OBSERVATION = "draft item marked_at kind grade present sound looked_at reason note"
_FAULT = "draft item position count words category severity unit extent spot widespread responsible"
_PHOTO = "draft item fault position photo"


def replace_observation(
    connection: Connection, draft: str, item: str, seen: Observation | None, at: datetime
) -> None:
    """Mark one item of a draft, or leave it open again; its faults and photos go with it."""
    execute_plain(connection, _FORGET, (draft, item))
    if seen is None:
        return
    row = (draft, item, to_milliseconds(at), *observation_values(seen))
    insert_rows(connection, ObservationRow, _OBSERVATION, [row])
    faults = faults_of(seen)
    rows = [(draft, item, number, *fault_values(fault)) for number, fault in enumerate(faults)]
    insert_rows(connection, FaultRow, _FAULT, rows)
    photos = [
        (draft, item, number, position, bytes.fromhex(photo))
        for number, fault in enumerate(faults)
        for position, photo in enumerate(fault.photos)
    ]
    insert_rows(connection, FaultPhotoRow, _PHOTO, photos)


def observations_of(connection: Connection, draft: str) -> dict[str, Observation]:
    """Every observation of a draft by item id."""
    faults: dict[str, list[Fault]] = {}
    for item, fault in _faults(connection, draft):
        faults.setdefault(item, []).append(fault)
    rows = connection.execute(
        select(
            ObservationRow.item,
            ObservationRow.kind,
            ObservationRow.grade,
            ObservationRow.present,
            ObservationRow.sound,
            ObservationRow.looked_at,
            ObservationRow.reason,
            ObservationRow.note,
        ).where(ObservationRow.draft == draft)
    )
    return {
        item: observation_of_values(values, tuple(faults.get(item, ()))) for item, *values in rows
    }


def observation_values(seen: Observation) -> tuple[object, ...]:
    """Kind, grade, present, sound, looked at, reason, note, as the driver takes them."""
    match seen:
        case Faults():
            return "faults", None, None, None, None, "", ""
        case Band(grade=grade, reason=reason):
            return "band", grade, None, None, None, reason, ""
        case YesNo(present=present):
            return "yes_no", None, int(present), None, None, "", ""
        case Rate(sound=sound, looked_at=looked_at):
            return "rate", None, None, sound, looked_at, "", ""
        case NotApplicable(reason=reason, note=note):
            return "not_applicable", None, None, None, None, reason, note
        case _:
            assert_never(seen)


def observation_of_values(values: Sequence[Any], faults: tuple[Fault, ...]) -> Observation:
    """The observation that these values and faults were made of."""
    kind, grade, present, sound, looked_at, reason, note = values
    match kind:
        case "faults":
            return Faults(faults)
        case "band":
            return Band(grade, reason, faults)
        case "yes_no":
            return YesNo(bool(present), faults)
        case "rate":
            return Rate(sound, looked_at, faults)
        case "not_applicable":
            return NotApplicable(reason, note)
        case unknown:
            raise ValueError(unknown)


def _faults(connection: Connection, draft: str) -> Iterator[tuple[str, Fault]]:
    photos: dict[tuple[str, int], list[str]] = {}
    for item, number, photo in connection.execute(
        select(FaultPhotoRow.item, FaultPhotoRow.fault, FaultPhotoRow.photo)
        .where(FaultPhotoRow.draft == draft)
        .order_by(FaultPhotoRow.item, FaultPhotoRow.fault, FaultPhotoRow.position)
    ):
        photos.setdefault((item, number), []).append(photo)
    rows = connection.execute(
        select(
            FaultRow.item,
            FaultRow.position,
            FaultRow.count,
            FaultRow.words,
            FaultRow.category,
            FaultRow.severity,
            FaultRow.unit,
            FaultRow.extent,
            FaultRow.spot,
            FaultRow.widespread,
            FaultRow.responsible,
        )
        .where(FaultRow.draft == draft)
        .order_by(FaultRow.item, FaultRow.position)
    )
    for item, position, *recorded in rows:
        pictures = tuple(photos.get((item, position), ()))
        *rest, responsible = recorded
        yield item, replace(Fault(*rest), photos=pictures, responsible=responsible)
