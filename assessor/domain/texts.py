"""Texts in both languages, and where a statement comes from.

What nobody verified says so (`Confidence`), and an unverified number is absent: it can
decide nothing.
"""

from dataclasses import dataclass
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

    @property
    def is_verified(self) -> bool:
        """Whether nobody needs to look it up: it was seen, or it claims nothing official."""
        return self in (Confidence.SOURCED, Confidence.OURS)


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
