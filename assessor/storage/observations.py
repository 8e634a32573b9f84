"""The observations of drafts as rows: one for each item, one for each fault and photo."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import Connection, bindparam, delete, insert, select

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
from assessor.storage.tables import FaultPhotoRow, FaultRow, ObservationRow

# Made once: building a statement costs more than running it.
_FORGET = delete(ObservationRow).where(
    ObservationRow.draft == bindparam("in_draft"), ObservationRow.item == bindparam("of_item")
)
_REMEMBER = insert(ObservationRow)
_ADD_FAULT = insert(FaultRow)
_ADD_PHOTO = insert(FaultPhotoRow)
_EMPTY = dict.fromkeys(("grade", "present", "sound", "looked_at"), None) | {
    "reason": "",
    "note": "",
}


def replace_observation(
    connection: Connection, draft: str, item: str, seen: Observation | None, at: datetime
) -> None:
    """Mark one item of a draft, or leave it open again; its faults and photos go with it."""
    connection.execute(_FORGET, {"in_draft": draft, "of_item": item})
    if seen is None:
        return
    connection.execute(
        _REMEMBER, {"draft": draft, "item": item, "marked_at": at} | _EMPTY | _columns(seen)
    )
    key = {"draft": draft, "item": item}
    faults = faults_of(seen)
    if faults:
        rows = [_fault_columns(fault, position) | key for position, fault in enumerate(faults)]
        connection.execute(_ADD_FAULT, rows)
    photos = [
        {"fault": number, "position": position, "photo": photo} | key
        for number, fault in enumerate(faults)
        for position, photo in enumerate(fault.photos)
    ]
    if photos:
        connection.execute(_ADD_PHOTO, photos)


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
    return {row.item: _observation(row, tuple(faults.get(row.item, ()))) for row in rows}


def _columns(seen: Observation) -> dict[str, Any]:
    match seen:
        case Faults():
            return {"kind": "faults"}
        case Band(grade=grade, reason=reason):
            return {"kind": "band", "grade": grade, "reason": reason}
        case YesNo(present=present):
            return {"kind": "yes_no", "present": present}
        case Rate(sound=sound, looked_at=looked_at):
            return {"kind": "rate", "sound": sound, "looked_at": looked_at}
        case NotApplicable(reason=reason, note=note):
            return {"kind": "not_applicable", "reason": reason, "note": note}
        case _:
            assert_never(seen)


def _observation(row: Any, faults: tuple[Fault, ...]) -> Observation:
    match row.kind:
        case "faults":
            return Faults(faults)
        case "band":
            return Band(row.grade, row.reason, faults)
        case "yes_no":
            return YesNo(row.present, faults)
        case "rate":
            return Rate(row.sound, row.looked_at, faults)
        case "not_applicable":
            return NotApplicable(row.reason, row.note)
        case unknown:
            raise ValueError(unknown)


def _fault_columns(fault: Fault, position: int) -> dict[str, Any]:
    return {
        "position": position,
        "count": fault.count,
        "words": fault.words,
        "category": fault.category,
        "severity": fault.severity,
        "unit": fault.unit,
        "extent": fault.extent,
        "spot": fault.spot,
        "widespread": fault.widespread,
    }


def _faults(connection: Connection, draft: str) -> Iterator[tuple[str, Fault]]:
    photos: dict[tuple[str, int], list[str]] = {}
    for item, number, photo in connection.execute(
        select(FaultPhotoRow.item, FaultPhotoRow.fault, FaultPhotoRow.photo)
        .where(FaultPhotoRow.draft == draft)
        .order_by(FaultPhotoRow.item, FaultPhotoRow.fault, FaultPhotoRow.position)
    ).tuples():
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
        )
        .where(FaultRow.draft == draft)
        .order_by(FaultRow.item, FaultRow.position)
    ).tuples()
    for item, position, *recorded in rows:
        pictures = tuple(photos.get((item, position), ()))
        yield item, replace(Fault(*recorded), photos=pictures)
