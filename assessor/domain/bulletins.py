"""Bulletins in numbered issues; of these the work bulletin (工作简报), which clerks write."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Series(StrEnum):
    """What an office issues under running numbers."""

    RANKING = "ranking"  # 通报
    WORK = "work"  # 工作简报


@dataclass(frozen=True, slots=True)
class Issued:
    """A number that a bulletin was given, in a year of China's calendar."""

    series: Series
    year: int
    number: int
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Article:
    """A stretch of a bulletin: a heading, which may be empty, and paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkBulletin:
    """One issue as a clerk wrote it, or as the program proposes it.

    `name` stands in the masthead, `title` above the text; `to` and `copies` are the
    recipients (送、发).
    """

    title: str
    articles: tuple[Article, ...]
    name: str = ""  # empty: 工作简报
    number: int = 0  # of the issue; 0 while nobody gave one
    issuer: str = ""
    issued: date | None = None
    to: str = ""
    copies: str = ""
