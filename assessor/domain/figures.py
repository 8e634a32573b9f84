"""What a clerk reports of an area: yearly values, answers to prerequisites, and their evidence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Answer(StrEnum):
    """Whether a prerequisite is met."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Subject(StrEnum):
    """What a piece of evidence is for."""

    INDICATOR = "indicator"
    PREREQUISITE = "prerequisite"


class ProofKind(StrEnum):
    """What kind of file a piece of evidence is, by its content."""

    PDF = "pdf"
    OFD = "ofd"
    JPEG = "jpg"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Area:
    """A unit under a standard: whom the figures are about, and what asks for them."""

    unit: str  # a unit's code
    standard: str  # a standard's id, for any revision


@dataclass(frozen=True, slots=True)
class YearlyValue:
    """An indicator's value of a year, as exact text (`96.50`, `yes`, `C`); empty: not reported.

    `plan` is what an external plan asks for, where the indicator is judged by one.
    """

    indicator: str
    year: int
    value: str
    plan: str = ""
    remark: str = ""
    entered_by: str = ""
    entered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PrerequisiteAnswer:
    """How a prerequisite was answered."""

    prerequisite: str
    answer: Answer
    remark: str = ""
    entered_by: str = ""
    entered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that shows a value or an answer; known by the SHA-256 of its content, hex.

    `year` is 0 for a prerequisite, which has none.
    """

    subject: Subject
    id: str  # of the indicator or prerequisite
    year: int
    digest: str
    name: str
    kind: ProofKind
    size: int  # bytes
