"""What is kept of checks item by item, read for many checks at once."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, Select, func, select

from assessor.domain.apportioning import ItemOutcome, Standing
from assessor.domain.inspection import Fault
from assessor.storage.signed_tables import ItemFaultRow, ItemResultRow, RevisionRow, SiteCheckRow

_RESULTS = select(
    SiteCheckRow.id,
    ItemResultRow.item,
    ItemResultRow.kind,
    ItemResultRow.lost_num,
    ItemResultRow.lost_den,
).join(ItemResultRow, ItemResultRow.document == SiteCheckRow.head)
_PLACES = (
    select(
        SiteCheckRow.id,
        ItemFaultRow.item,
        ItemFaultRow.category,
        func.sum(ItemFaultRow.count),
    )
    .join(ItemFaultRow, ItemFaultRow.document == SiteCheckRow.head)
    .group_by(SiteCheckRow.id, ItemFaultRow.item, ItemFaultRow.category)
)
_FAULTS = (
    select(
        SiteCheckRow.id,
        ItemFaultRow.item,
        ItemFaultRow.count,
        ItemFaultRow.severity,
        ItemFaultRow.widespread,
    )
    .join(ItemFaultRow, ItemFaultRow.document == SiteCheckRow.head)
    .order_by(ItemFaultRow.document, ItemFaultRow.position)
)


def outcomes(
    connection: Connection, campaign: str | None, *, with_faults: bool
) -> dict[str, tuple[ItemOutcome, ...]]:
    """The items of each current check that are not simply at full marks, by check id.

    Of the faults, only what a deduction depends on is told.
    """
    faults: dict[tuple[str, str], list[Fault]] = {}
    if with_faults:
        for check_id, item, count, severity, widespread in _rows(connection, _FAULTS, campaign):
            fault = Fault(count, severity=severity, widespread=widespread)
            faults.setdefault((check_id, item), []).append(fault)
    found: dict[str, list[ItemOutcome]] = {}
    for check_id, item, kind, top, bottom in _rows(connection, _RESULTS, campaign):
        noted = tuple(faults.pop((check_id, item), ()))
        outcome = ItemOutcome(item, Standing(kind), Fraction(top, bottom), noted)
        found.setdefault(check_id, []).append(outcome)
    for (check_id, item), noted_only in faults.items():
        outcome = ItemOutcome(item, Standing.SEEN, faults=tuple(noted_only))
        found.setdefault(check_id, []).append(outcome)
    return {check_id: tuple(each) for check_id, each in found.items()}


def fault_places(
    connection: Connection, campaign: str | None
) -> dict[str, dict[tuple[str, str], int]]:
    """The places at fault of each current check by id, counted by item and disorder."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    for check_id, item, category, places in _rows(connection, _PLACES, campaign):
        found.setdefault(check_id, {})[item, category] = int(places)
    return found


def _rows(
    connection: Connection, query: Select[*tuple[Any, ...]], campaign: str | None
) -> Iterator[Any]:
    if campaign is not None:
        query = query.join(RevisionRow, RevisionRow.document == SiteCheckRow.head).where(
            RevisionRow.campaign == campaign
        )
    yield from connection.execute(query)
