"""The work bulletin (工作简报): what an office tells its own people, in numbered issues."""

from dataclasses import dataclass
from datetime import date


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
