"""A standard: its clauses and indicators, and the forms and profiles made from it.

A clause is qualitative, an indicator is a reported number with a rule, a check item is
what an inspector marks on site; the three are many-to-many.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assessor.domain.forms import SiteType
from assessor.domain.indicators import Indicator, Prerequisite
from assessor.domain.limits import Threshold
from assessor.domain.profiles import ScoringProfile
from assessor.domain.texts import Origin, Source, Text


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a standard."""

    id: str  # its number: `3`
    title: Text


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph of a standard, in our own words.

    `methods` says how it is assessed: `site`, `documents`, `figures`, `interview`.
    """

    id: str
    chapter: str  # a chapter's id
    text: Text
    origin: Origin
    methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardRef:
    """Names one revision of a standard beyond doubt."""

    id: str
    revision: int
    digest: str  # SHA-256, hex, of the revision's files

    def __str__(self) -> str:
        return f"{self.id}/{self.revision}"


class Alteration(StrEnum):
    """What a tailoring does to an item."""

    POINTS = "points"  # other points or another deduction
    ADDED = "added"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class TailoredItem:
    """One difference between a tailored form and the national one.

    Points are before and after; None where the item is not on the form.
    """

    item: str
    alteration: Alteration
    before: Decimal | None
    after: Decimal | None
    reason: str
    text: Text  # what the item asks, or asked before it was switched off


@dataclass(frozen=True, slots=True)
class Tailoring:
    """How an office adapted a standard, which itself stays unchanged.

    Printed on every report that used it.
    """

    base: StandardRef
    author: str
    reason: str
    made: date
    items: tuple[TailoredItem, ...]


class Kinship(StrEnum):
    """What became of clauses in a later edition."""

    SAME = "same"
    WORDING = "wording"
    CHANGED = "changed"  # a threshold or the demand itself
    SPLIT = "split"
    JOINED = "joined"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Clauses of an older standard and those that took their place; ids without the standard."""

    older: tuple[str, ...]
    newer: tuple[str, ...]
    kinship: Kinship
    origin: Origin


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What became of an older standard's clauses in this one, as far as known."""

    older: str  # standard id
    correspondences: tuple[Correspondence, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """One revision of a standard, whole.

    `proposed_from` and `proposed_to` bound the days on which this program proposes it for
    its `levels`; they are a practice, not a legal validity. An `overlay` is scored beside
    another standard, from the same observations, in the areas whose codes begin with one
    of `areas` (empty: everywhere). `forms` names the revision that the site types were
    taken from, where they are not its own.
    """

    ref: StandardRef
    title: Text
    issuer: Text
    document_number: str
    issued: str  # as far as known: `2021-12`
    valid_from: date | None
    replaces: tuple[str, ...]
    levels: tuple[str, ...]  # administrative levels it is for: `city`, `county`, `town`
    clauses: tuple[Clause, ...]
    indicators: tuple[Indicator, ...]
    site_types: tuple[SiteType, ...]
    profiles: tuple[ScoringProfile, ...]
    chapters: tuple[Chapter, ...] = ()
    sources: tuple[Source, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    crosswalks: tuple[Crosswalk, ...] = ()
    proposed_from: date | None = None
    proposed_to: date | None = None
    overlay: bool = False
    areas: tuple[str, ...] = ()
    forms: StandardRef | None = None
    tailoring: Tailoring | None = None

    def site_type(self, code: str) -> SiteType:
        """The form for a kind of site; `KeyError` if this standard has none."""
        for site_type in self.site_types:
            if site_type.code == code:
                return site_type
        raise KeyError(code)

    def profile(self, profile_id: str) -> ScoringProfile:
        """A scoring profile by id; `KeyError` if there is none."""
        for profile in self.profiles:
            if profile.id == profile_id:
                return profile
        raise KeyError(profile_id)

    def clause(self, reference: str) -> Clause | None:
        """The clause a check item refers to, if it is one of this standard or of its base."""
        standard_id, _colon, clause_id = reference.partition(":")
        base = self.tailoring.base.id if self.tailoring else self.ref.id
        if standard_id not in (self.ref.id, base):
            return None
        return next((clause for clause in self.clauses if clause.id == clause_id), None)

    def threshold(self, threshold_id: str) -> Threshold | None:
        """A figure to judge by, by id."""
        return next((each for each in self.thresholds if each.id == threshold_id), None)

    @property
    def form_source(self) -> StandardRef:
        """The revision whose forms it uses: the one they were taken from, or itself."""
        return self.forms or self.ref

    @property
    def unverified(self) -> int:
        """How many statements nobody verified: clauses, figures, items and profiles."""
        return sum(not origin.confidence.is_verified for origin in self._origins())

    def _origins(self) -> Iterator[Origin]:
        yield from (clause.origin for clause in self.clauses)
        yield from (indicator.origin for indicator in self.indicators)
        yield from (threshold.origin for threshold in self.thresholds)
        yield from (prerequisite.origin for prerequisite in self.prerequisites)
        yield from (profile.origin for profile in self.profiles)
        for site_type in self.site_types:
            yield from (item.origin for item in site_type.items)
