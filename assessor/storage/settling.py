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
    for some in _portions(checks):
        for check_id, state, head in connection.execute(_STANDINGS, {"checks": some}):
            states[check_id] = state
            heads.setdefault(check_id, set()).update(() if head is None else (head,))
    return {check: Standing(state, frozenset(heads[check])) for check, state in states.items()}


def settle_again(connection: Connection, checks: Collection[str]) -> None:
    """Settle known checks by their stored revisions, after what they rest on changed."""
    for some in _portions(checks):
        settle_checks(connection, numbered_lineages(connection, some), some)


def settle_checks(
    connection: Connection, lineages: Mapping[int, Lineage], known: Collection[str]
) -> dict[str, Standing]:
    """Settle the checks of these lineages, all of each check, and store where they stand.

    `known` are those of the checks that are stored already.
    """
    for some in _portions(known):
        for statement in _CLEAR:
            connection.execute(statement, {"checks": some})
    numbers = {each.digest: number for number, each in lineages.items()}
    cutoffs = cutoffs_in(connection)
    settled, checks, heads = {}, [], []
    for check_id, revisions in _by_check(lineages.values()):
        found = settle(revisions, cutoffs)
        head = None if found.head is None else numbers[found.head]
        shown = found.heads[0] if found.heads else _latest(revisions)
        numbered = [numbers[each] for each in found.heads]
        checks.append((check_id, found.state.value, head, numbers[shown]))
        heads += [(check_id, number) for number in numbered]
        settled[check_id] = Standing(found.state, frozenset(numbered))
    insert_rows(connection, SiteCheckRow, "id state head shown", checks)
    insert_rows(connection, CheckHeadRow, "check_id document", heads)
    return settled


def numbered_lineages(connection: Connection, checks: Collection[str]) -> dict[int, Lineage]:
    """The lineages of all revisions of these checks, by document number."""
    ancestors: dict[int, set[str]] = {}
    lineages: dict[int, Lineage] = {}
    for some in _portions(checks):
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


def _by_check(lineages: Iterable[Lineage]) -> Iterable[tuple[str, list[Lineage]]]:
    found: dict[str, list[Lineage]] = {}
    for each in lineages:
        found.setdefault(each.check, []).append(each)
    return sorted(found.items())


def _latest(revisions: Iterable[Lineage]) -> str:
    return max(revisions, key=lambda each: (each.counter, each.digest)).digest


def _portions(checks: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(set(checks))
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
