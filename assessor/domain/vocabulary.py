"""The words that all standards share: disorders, reasons, phrases, groups of trades."""

from dataclasses import dataclass

from assessor.domain.texts import Origin, Source, Text


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
class IndustryGroup:
    """A group of small trades that documents speak of together: 六小, 四小, 三小."""

    code: str
    name: Text
    origin: Origin


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for a fault that come up again and again.

    `items` and `site_types` are where it is offered first; empty, everywhere.
    """

    words: Text
    category: str = ""  # chaos category code
    site_types: tuple[str, ...] = ()
    items: tuple[str, ...] = ()  # check item ids


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that all standards share (`standards/common`)."""

    revision: int
    categories: tuple[ChaosCategory, ...]
    presets: tuple[ChaosPreset, ...]
    reasons: tuple[AbsenceReason, ...]
    sources: tuple[Source, ...] = ()
    groups: tuple[IndustryGroup, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    def category(self, code: str) -> ChaosCategory | None:
        """A category by code."""
        return next((each for each in self.categories if each.code == code), None)

    def reason(self, code: str) -> AbsenceReason | None:
        """A reason by code."""
        return next((each for each in self.reasons if each.code == code), None)

    def group(self, code: str) -> IndustryGroup | None:
        """A group of trades by code."""
        return next((each for each in self.groups if each.code == code), None)
