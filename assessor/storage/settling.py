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
_STANDINGS = (
    select(SiteCheckRow.id, SiteCheckRow.state, CheckHeadRow.document)
    .outerjoin(CheckHeadRow, CheckHeadRow.check_id == SiteCheckRow.id)
    .where(SiteCheckRow.id.in_(_CHECKS))
)
_CUTOFFS = select(CutoffRow.key, CutoffRow.counter)
_CLEAR = (
    delete(CheckHeadRow).where(CheckHeadRow.check_id.in_(_CHECKS)),
    delete(SiteCheckRow).where(SiteCheckRow.id.in_(_CHECKS)),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a check stands, its heads by their number in the document table."""

    state: CheckState
    heads: frozenset[int]


def standings(connection: Connection, checks: Collection[str]) -> dict[str, Standing]:
    """Where those of the checks stand that are known."""
    states: dict[str, CheckState] = {}
    heads: dict[str, set[int]] = {}
    for some in portions(checks):
        for check_id, state, head in connection.execute(_STANDINGS, {"checks": some}):
            states[check_id] = state
            heads.setdefault(check_id, set()).update(() if head is None else (head,))
    return {check: Standing(state, frozenset(heads[check])) for check, state in states.items()}


@dataclass(frozen=True, slots=True)
class Settlement:
    """Where a check stands now: what `SiteCheckRow` holds besides the heads."""

    standing: Standing
    head: int | None
    shown: int


def settle_again(connection: Connection, checks: Collection[str]) -> None:
    """Settle known checks by their stored revisions, after what they rest on changed."""
    cutoffs = cutoffs_in(connection)
    for some in portions(checks):
        found = by_check(numbered_lineages(connection, some))
        settled = {check: settlement(each, cutoffs) for check, each in found.items()}
        store(connection, settled, some)


def settlement(revisions: Mapping[int, Lineage], cutoffs: Mapping[str, int]) -> Settlement:
    """Where a check stands, given all its revisions by number."""
    found = settle(revisions.values(), cutoffs)
    numbers = {each.digest: number for number, each in revisions.items()}
    heads = [numbers[each] for each in found.heads]
    return Settlement(
        Standing(found.state, frozenset(heads)),
        None if found.head is None else numbers[found.head],
        heads[0] if heads else numbers[_latest(revisions.values())],
    )


def store(
    connection: Connection, settled: Mapping[str, Settlement], known: Collection[str]
) -> None:
    """Store where checks stand; `known` are those that stand somewhere already."""
    for some in portions(known):
        for statement in _CLEAR:
            connection.execute(statement, {"checks": some})
    ordered = sorted(settled.items())
    checks = [
        (check_id, each.standing.state.value, each.head, each.shown) for check_id, each in ordered
    ]
    heads = [
        (check_id, number) for check_id, each in ordered for number in sorted(each.standing.heads)
    ]
    insert_rows(connection, SiteCheckRow, "id state head shown", checks)
    insert_rows(connection, CheckHeadRow, "check_id document", heads)


def numbered_lineages(connection: Connection, checks: Collection[str]) -> dict[int, Lineage]:
    """The lineages of all revisions of these checks, by document number."""
    ancestors: dict[int, set[str]] = {}
    lineages: dict[int, Lineage] = {}
    for some in portions(checks):
        for number, digest in connection.execute(_ANCESTORS, {"checks": some}):
            ancestors.setdefault(number, set()).add(digest)
        for row in connection.execute(_LINEAGES, {"checks": some}):
            number, check_id, content, digest, key, counter = row
            before = frozenset(ancestors.get(number, ()))
            lineages[number] = Lineage(digest, check_id, key, counter, before, content)
    return lineages


def cutoffs_in(connection: Connection) -> dict[str, int]:
    """The last accepted counter of each revoked key."""
    return dict(connection.execute(_CUTOFFS).all())


def by_check(lineages: Mapping[int, Lineage]) -> dict[str, dict[int, Lineage]]:
    """Numbered lineages by the check that they are of."""
    found: dict[str, dict[int, Lineage]] = {}
    for number, each in lineages.items():
        found.setdefault(each.check, {})[number] = each
    return found


def _latest(revisions: Iterable[Lineage]) -> str:
    return max(revisions, key=lambda each: (each.counter, each.digest)).digest


def portions(names: Iterable[str]) -> Iterator[list[str]]:
    """Ids or digests, each once, as many at a time as a statement takes."""
    ordered = sorted(set(names))
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
