"""The tables of what clerks report of an area, and of pass lines. Private to this package."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Mapped, mapped_column

from assessor.domain.figures import Answer, ProofKind, Subject
from assessor.storage.rows import BY_KEY, Key, Place, Row, ShaKey


class YearlyValueRow(Row):
    """An indicator's value of a year, as exact text."""

    __tablename__ = "yearly_value"
    __table_args__ = BY_KEY

    unit: Mapped[Key]
    standard: Mapped[Key]
    indicator: Mapped[Key]
    year: Mapped[Place]
    value: Mapped[str]
    plan: Mapped[str]
    remark: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime | None]


class PrerequisiteAnswerRow(Row):
    """How a prerequisite was answered."""

    __tablename__ = "prerequisite_answer"
    __table_args__ = BY_KEY

    unit: Mapped[Key]
    standard: Mapped[Key]
    prerequisite: Mapped[Key]
    answer: Mapped[Answer]
    remark: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime | None]


class ProofRow(Row):
    """A file that shows a value or an answer; the file itself lies beside the database."""

    __tablename__ = "proof"
    __table_args__ = BY_KEY

    unit: Mapped[Key]
    standard: Mapped[Key]
    subject: Mapped[Subject] = mapped_column(primary_key=True)
    id: Mapped[Key]
    year: Mapped[Place]
    digest: Mapped[ShaKey]
    name: Mapped[str]
    kind: Mapped[ProofKind]
    size: Mapped[int]


class PassLineRow(Row):
    """The pass line that people set for a campaign, a share of full marks."""

    __tablename__ = "pass_line"
    __table_args__ = BY_KEY

    campaign: Mapped[Key]
    line: Mapped[Decimal]
