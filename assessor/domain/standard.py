"""What is asked: standards, their clauses and indicators, and the forms inspectors mark.

A clause is qualitative, an indicator is a reported number with a rule, a check item is
what an inspector marks on site; the three are many-to-many. What nobody verified says so
(`Confidence`), and an unverified number is absent: it can decide nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The text for a language code such as `zh_CN`; English for all but Chinese."""
        return self.zh if language.startswith("zh") else self.en


class Confidence(StrEnum):
    """How sure we are of a statement; the letters of the sources register."""

    SOURCED = "S"
    REMEMBERED = "K"
    UNCERTAIN = "?"
    OURS = "own"  # a default of this program, from no official text


class Mode(StrEnum):
    """How an item is marked; the letters are those of printed forms."""

    FAULTS = "D"  # points off for each place, down to nothing
    BAND = "G"  # a grade of 0 to 10
    YES_NO = "B"
    RATE = "R"  # sound places out of those looked at
    VETO = "V"  # yes or no, and a no vetoes the result


class Rule(StrEnum):
    """How an indicator is judged."""

    THRESHOLD = "threshold"
    THRESHOLD_OR_TREND = "threshold_or_trend"
    TREND = "trend"
    EXTERNAL_PLAN = "external_plan"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement comes from: source ids, and how sure we are of it."""

    confidence: Confidence
    sources: tuple[str, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document that a statement was taken from: an entry of the sources register."""

    id: str  # `S05`
    title: Text
    date: str  # as far as known: `2024-07-26`, `2019`, or nothing


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
class Indicator:
    """A number that an area reports each year; `target` is None where none is verified."""

    id: str
    name: Text
    rule: Rule
    scopes: tuple[str, ...]  # `city`, `county`
    target: Text | None  # the rule in words, e.g. `≥90%`
    origin: Origin


@dataclass(frozen=True, slots=True)
class BandLine:
    """With at most this many faults, this grade is suggested."""

    faults: int
    grade: int


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to look at on site."""

    id: str  # `MARKET.03`
    text: Text
    guidance: Text  # how to look, for someone new
    mode: Mode
    points: Decimal
    deduct: Decimal | None  # for each place; only in `Mode.FAULTS`
    clauses: tuple[str, ...]  # `NSC-2021:21.10`
    origin: Origin
    band_lines: tuple[BandLine, ...] = ()  # fewest faults first; empty: the usual ones
    veto_below: Decimal | None = None  # vetoed when this share of the points is missed
    may_not_apply: bool = True
    categories: tuple[str, ...] = ()  # chaos categories to offer first
    evidence: tuple[str, ...] = ()  # `photo` of each fault, `document` to be seen


@dataclass(frozen=True, slots=True)
class Section:
    """Items that are looked at together."""

    id: str
    title: Text
    items: tuple[CheckItem, ...]


@dataclass(frozen=True, slots=True)
class SiteType:
    """A kind of site and its form."""

    code: str  # `MARKET`
    name: Text
    responsible: Text  # who usually answers for such a site
    basis: Text  # clauses and the extent of one site
    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[CheckItem, ...]:
        """Every item of the form, in printed order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def points(self) -> Decimal:
        """Full marks."""
        return sum((item.points for item in self.items), Decimal(0))


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a scoring profile: its points, and the site types it is made of."""

    id: str
    title: Text
    points: Decimal
    site_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoringProfile:
    """How checks add up to the score of an area.

    `pass_line` is a share of full marks; None while nobody has set one, for no official
    figure is known. `official` is False for what this program proposes itself.
    """

    id: str
    title: Text
    official: bool
    modules: tuple[Module, ...]
    pass_line: Decimal | None
    origin: Origin

    @property
    def points(self) -> Decimal:
        """Full marks."""
        return sum((module.points for module in self.modules), Decimal(0))


@dataclass(frozen=True, slots=True)
class StandardRef:
    """Names one revision of a standard beyond doubt."""

    id: str
    revision: int
    digest: str  # SHA-256, hex, of the revision's files

    def __str__(self) -> str:
        return f"{self.id}/{self.revision}"


@dataclass(frozen=True, slots=True)
class Standard:
    """One revision of a standard, whole."""

    ref: StandardRef
    title: Text
    issuer: Text
    document_number: str
    issued: str  # as far as known: `2021-12`
    valid_from: date | None
    replaces: tuple[str, ...]
    levels: tuple[str, ...]  # administrative levels it is for
    clauses: tuple[Clause, ...]
    indicators: tuple[Indicator, ...]
    site_types: tuple[SiteType, ...]
    profiles: tuple[ScoringProfile, ...]
    chapters: tuple[Chapter, ...] = ()
    sources: tuple[Source, ...] = ()

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
        """The clause a check item refers to, if it is one of this standard."""
        standard_id, _colon, clause_id = reference.partition(":")
        if standard_id != self.ref.id:
            return None
        return next((clause for clause in self.clauses if clause.id == clause_id), None)

    @property
    def unverified(self) -> int:
        """How many statements nobody verified: clauses, indicators, items and profiles."""
        sure = (Confidence.SOURCED, Confidence.OURS)
        return sum(origin.confidence not in sure for origin in self._origins())

    def _origins(self) -> Iterator[Origin]:
        yield from (clause.origin for clause in self.clauses)
        yield from (indicator.origin for indicator in self.indicators)
        yield from (profile.origin for profile in self.profiles)
        for site_type in self.site_types:
            yield from (item.origin for item in site_type.items)


@dataclass(frozen=True, slots=True)
class ChaosCategory:
    """One of the paired disorders (十乱): `CH01` 乱搭乱建."""

    code: str
    name: Text
    covers: Text
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChaosPreset:
    """The disorders that one document counts, in its order."""

    id: str
    title: Text
    categories: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class AbsenceReason:
    """A reason for which an item does not apply."""

    code: str  # `not_exist`
    text: Text


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that all standards share (`standards/common`)."""

    revision: int
    categories: tuple[ChaosCategory, ...]
    presets: tuple[ChaosPreset, ...]
    reasons: tuple[AbsenceReason, ...]
    sources: tuple[Source, ...] = ()

    def category(self, code: str) -> ChaosCategory | None:
        """A category by code."""
        return next((each for each in self.categories if each.code == code), None)

    def reason(self, code: str) -> AbsenceReason | None:
        """A reason by code."""
        return next((each for each in self.reasons if each.code == code), None)
