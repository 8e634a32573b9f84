"""What in some standards points at what: items, clauses, indicators, and clauses of other editions.

Of each standard only the newest revision counts, but for the one that is looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assessor.domain.standard import Correspondence, Kinship, Standard
from assessor.domain.texts import Origin


class TopicKind(StrEnum):
    """What a topic is."""

    STANDARD = "standard"
    CHAPTER = "chapter"
    CLAUSE = "clause"
    SITE_TYPE = "site_type"
    ITEM = "item"
    CATEGORY = "category"
    INDICATOR = "indicator"
    THRESHOLD = "threshold"
    PREREQUISITE = "prerequisite"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something of a standard that can be looked at by itself."""

    standard: str  # `NSC-2021/2`
    kind: TopicKind
    id: str


@dataclass(frozen=True, slots=True)
class Kin:
    """Clauses of another edition that a clause came from, or that took its place."""

    kinship: Kinship
    is_newer: bool  # they took its place
    standard: str  # the other edition's id: `NSC-2014`
    clauses: tuple[str, ...]  # ids without the standard; none for `NEW` and `GONE`
    topics: tuple[Topic, ...]  # those of them that are at hand
    origin: Origin


class References:
    """The standards at hand, and what points from one to another."""

    def __init__(self, standards: Iterable[Standard]) -> None:
        self._standards = {str(each.ref): each for each in standards}
        self._resting: dict[str, Mapping[str, tuple[Topic, ...]]] = {}

    @property
    def standards(self) -> tuple[Standard, ...]:
        """The standards, in the order they were given in."""
        return tuple(self._standards.values())

    def standard(self, name: str) -> Standard | None:
        """A revision by name, `NSC-2021/2`."""
        return self._standards.get(name)

    def clause(self, reference: str, seen_from: Standard) -> Topic | None:
        """The clause that something in a standard refers to; None where it is not at hand."""
        standard_id, _colon, clause_id = reference.partition(":")
        own = seen_from.clause(reference)
        if own is not None:
            return Topic(str(seen_from.ref), TopicKind.CLAUSE, own.id)
        other = self._newest.get(standard_id)
        if other is None or other.clause(reference) is None:
            return None
        return Topic(str(other.ref), TopicKind.CLAUSE, clause_id)

    def resting_on(self, clause: Topic) -> tuple[Topic, ...]:
        """Items, indicators and conditions that rest on a clause, those of its standard first."""
        standard = self._standards[clause.standard]
        reference = f"{_base_id(standard)}:{clause.id}"
        found = (self._resting_in(each).get(reference, ()) for each in self._around(standard))
        return tuple(topic for topics in found for topic in topics)

    def kin(self, clause: Topic) -> tuple[Kin, ...]:
        """What the crosswalks at hand say of a clause."""
        standard = self._standards[clause.standard]
        own_id = _base_id(standard)
        found = []
        for other in self._around(standard):
            for walk in other.crosswalks:
                for each in walk.correspondences:
                    if other is standard and clause.id in each.newer:
                        found.append(self._kin(each, walk.older, each.older, is_newer=False))
                    elif walk.older == own_id and clause.id in each.older:
                        found.append(self._kin(each, other.ref.id, each.newer, is_newer=True))
        return tuple(found)

    def _kin(
        self, found: Correspondence, standard_id: str, clauses: tuple[str, ...], *, is_newer: bool
    ) -> Kin:
        other = self._newest.get(standard_id)
        known = {clause.id for clause in other.clauses} if other else frozenset()
        topics = tuple(
            Topic(str(other.ref), TopicKind.CLAUSE, each)
            for each in clauses
            if other and each in known
        )
        return Kin(found.kinship, is_newer, standard_id, clauses, topics, found.origin)

    @cached_property
    def _newest(self) -> dict[str, Standard]:
        newest: dict[str, Standard] = {}
        for each in self._standards.values():
            known = newest.get(each.ref.id)
            if known is None or each.ref.revision > known.ref.revision:
                newest[each.ref.id] = each
        return newest

    def _around(self, standard: Standard) -> Iterator[Standard]:
        """The standard and the newest revision of every other national one."""
        yield standard
        for other in self._newest.values():
            if other.ref.id not in (standard.ref.id, _base_id(standard)) and not other.tailoring:
                yield other

    def _resting_in(self, standard: Standard) -> Mapping[str, tuple[Topic, ...]]:
        name = str(standard.ref)
        if name not in self._resting:
            found: dict[str, list[Topic]] = {}
            for references, kind, identity in _referring(standard):
                for reference in dict.fromkeys(references):
                    found.setdefault(reference, []).append(Topic(name, kind, identity))
            self._resting[name] = {each: tuple(topics) for each, topics in found.items()}
        return self._resting[name]


def _base_id(standard: Standard) -> str:
    """The id that a standard's clauses are referred to by."""
    return standard.tailoring.base.id if standard.tailoring else standard.ref.id


def _referring(standard: Standard) -> Iterator[tuple[tuple[str, ...], TopicKind, str]]:
    """What refers to clauses; items that were taken over are told where they belong."""
    if standard.forms is None:
        for form in standard.site_types:
            for item in form.items:
                yield item.clauses, TopicKind.ITEM, item.id
    for indicator in standard.indicators:
        yield indicator.clauses, TopicKind.INDICATOR, indicator.id
    for prerequisite in standard.prerequisites:
        yield prerequisite.clauses, TopicKind.PREREQUISITE, prerequisite.id
