"""Which revisions of a check count: a pure function of the set of revisions and the trust.

State is a set of signed revisions. The heads are those that no accepted revision names
as an ancestor. One head is current, several of equal content are the same, anything else
is a conflict until a reviewer signs a revision that rests on all of them. No clock and no
order of arrival decides, so every office that holds the same files holds the same truth.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessor.domain.inspection import owner_of


class CheckState(StrEnum):
    """Where a check stands."""

    CURRENT = "current"
    CONFLICT = "conflict"
    VOID = "void"  # every revision was signed with a revoked key


@dataclass(frozen=True, slots=True)
class Lineage:
    """What decides whether a revision counts. `content` is the digest of what it says."""

    digest: str
    check: str
    key: str
    counter: int
    ancestors: frozenset[str]
    content: str


@dataclass(frozen=True, slots=True)
class Settled:
    """Where a check stands: its heads, and the one that counts unless they conflict."""

    state: CheckState
    heads: tuple[str, ...]
    head: str | None


def settle(revisions: Iterable[Lineage], cutoffs: Mapping[str, int]) -> Settled:
    """Settle one check.

    `cutoffs` gives, by revoked key, the last counter that is still accepted.
    """
    accepted = {
        each.digest: each for each in revisions if still_counts(each.key, each.counter, cutoffs)
    }
    superseded = {ancestor for each in accepted.values() for ancestor in each.ancestors}
    heads = tuple(sorted(accepted.keys() - superseded))
    if not heads:
        return Settled(CheckState.VOID, (), None)
    if len({accepted[head].content for head in heads}) == 1:
        return Settled(CheckState.CURRENT, heads, heads[0])
    return Settled(CheckState.CONFLICT, heads, None)


def may_revise(key: str, check_id: str, *, is_office: bool) -> bool:
    """Whether a key may sign a revision of a check: its owner, and the office."""
    return is_office or owner_of(check_id) == key


def still_counts(key: str, counter: int, cutoffs: Mapping[str, int]) -> bool:
    """Whether a key's document counts: it was not signed after the key's cutoff."""
    last = cutoffs.get(key)
    return last is None or counter <= last
