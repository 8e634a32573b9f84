"""Where checks stand, stored: the result of `domain.merging.settle` for the touched ones."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from assessor.domain.merging import CheckState, Lineage, settle
from assessor.storage.database import insert_rows
from assessor.storage.signed_tables import (
    AncestorRow,
    CheckHeadRow,
    CutoffRow,
    DocumentRow,
    RevisionRow,
    SiteCheckRow,
)

#: So many ids in one statement; databases allow only some tens of thousands.
_AT_ONCE = 500

_CHECKS: BindParameter[list[str]] = bindparam("checks", expanding=True)
_LINEAGES = (
    select(
        RevisionRow.document,
        RevisionRow.check_id,
        RevisionRow.content,
        DocumentRow.digest,
        DocumentRow.key,
        DocumentRow.counter,
    )
    .join(DocumentRow, DocumentRow.id == RevisionRow.document)
    .where(RevisionRow.check_id.in_(_CHECKS))
)
_ANCESTORS = (
    select(AncestorRow.document, AncestorRow.digest)
    .join(RevisionRow, RevisionRow.document == AncestorRow.document)
    .where(RevisionRow.check_id.in_(_CHECKS))
)
_HEADS = select(CheckHeadRow.check_id, CheckHeadRow.document).where(
    CheckHeadRow.check_id.in_(_CHECKS)
)
_CLEAR = (
    delete(CheckHeadRow).where(CheckHeadRow.check_id.in_(_CHECKS)),
    delete(SiteCheckRow).where(SiteCheckRow.id.in_(_CHECKS)),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a check stands, its heads by their number in the document table."""

    state: CheckState
    heads: frozenset[int]


def settle_checks(connection: Connection, checks: Collection[str]) -> dict[str, Standing]:
    """Settle these checks by their stored revisions, and store where each stands."""
    cutoffs = cutoffs_in(connection)
    standings: dict[str, Standing] = {}
    for some in _portions(checks):
        for statement in _CLEAR:
            connection.execute(statement, {"checks": some})
        standings |= _settle(connection, numbered_lineages(connection, some), cutoffs)
    return standings


def heads_of(connection: Connection, checks: Collection[str]) -> dict[str, set[int]]:
    """The stored heads of those checks that have any."""
    heads: dict[str, set[int]] = {}
    for some in _portions(checks):
        for check_id, number in connection.execute(_HEADS, {"checks": some}).tuples():
            heads.setdefault(check_id, set()).add(number)
    return heads


def numbered_lineages(connection: Connection, checks: Collection[str]) -> dict[int, Lineage]:
    """The lineages of all revisions of a few checks, by document number."""
    ancestors: dict[int, set[str]] = {}
    for number, digest in connection.execute(_ANCESTORS, {"checks": list(checks)}).tuples():
        ancestors.setdefault(number, set()).add(digest)
    rows = connection.execute(_LINEAGES, {"checks": list(checks)}).tuples()
    return {
        number: Lineage(
            digest, check_id, key, counter, frozenset(ancestors.get(number, ())), content
        )
        for number, check_id, content, digest, key, counter in rows
    }


def cutoffs_in(connection: Connection) -> dict[str, int]:
    """The last accepted counter of each revoked key."""
    rows = connection.execute(select(CutoffRow.key, CutoffRow.counter)).tuples().all()
    return dict(rows)


def _settle(
    connection: Connection, lineages: Mapping[int, Lineage], cutoffs: Mapping[str, int]
) -> dict[str, Standing]:
    numbers = {each.digest: number for number, each in lineages.items()}
    by_check: dict[str, list[Lineage]] = {}
    for each in lineages.values():
        by_check.setdefault(each.check, []).append(each)
    standings, checks, heads = {}, [], []
    for check_id, revisions in sorted(by_check.items()):
        settled = settle(revisions, cutoffs)
        head = None if settled.head is None else numbers[settled.head]
        shown = settled.heads[0] if settled.heads else _latest(revisions)
        checks.append((check_id, settled.state.value, head, numbers[shown]))
        heads += [(check_id, numbers[each]) for each in settled.heads]
        standings[check_id] = Standing(
            settled.state, frozenset(numbers[each] for each in settled.heads)
        )
    insert_rows(connection, SiteCheckRow, "id state head shown", checks)
    insert_rows(connection, CheckHeadRow, "check_id document", heads)
    return standings


def _latest(revisions: Iterable[Lineage]) -> str:
    return max(revisions, key=lambda each: (each.counter, each.digest)).digest


def _portions(checks: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(set(checks))
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
