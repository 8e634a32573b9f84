"""What every table has in common: the root class, its column types, its shared columns."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar

from sqlalchemy import LargeBinary
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from assessor.domain.figures import Answer, ProofKind, Subject
from assessor.domain.inspection import CampaignKind, CountUnit, DoubleVisit, Severity, UnitKind
from assessor.domain.merging import CheckState
from assessor.storage.columns import (
    Choice,
    Day,
    Digest,
    Exact,
    Flag,
    Lines,
    Moment,
    Ratio,
    Whole,
    Words,
)
from assessor.storage.receipts import Outcome

STRICT = {"sqlite_strict": True}
#: Rows lie in the order of their key: for tables that are only reached through it.
BY_KEY = {"sqlite_strict": True, "sqlite_with_rowid": False}

Sha = Annotated[str, mapped_column(Digest)]
ShaKey = Annotated[str, mapped_column(Digest, primary_key=True)]
Key = Annotated[str, mapped_column(primary_key=True)]
Number = Annotated[int, mapped_column(primary_key=True)]
#: A whole number that is part of a key and given, not counted up by the database.
Place = Annotated[int, mapped_column(primary_key=True, autoincrement=False)]


class Row(DeclarativeBase):
    """The root of every table."""

    __table_args__: Any = STRICT
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Words,
        int: Whole,
        bool: Flag,
        bytes: LargeBinary,
        date: Day,
        datetime: Moment,
        Decimal: Exact,
        Fraction: Ratio,
        tuple[str, ...]: Lines,
        Answer: Choice(Answer),
        CampaignKind: Choice(CampaignKind),
        CheckState: Choice(CheckState),
        CountUnit: Choice(CountUnit),
        DoubleVisit: Choice(DoubleVisit),
        Outcome: Choice(Outcome),
        ProofKind: Choice(ProofKind),
        Severity: Choice(Severity),
        Subject: Choice(Subject),
        UnitKind: Choice(UnitKind),
    }


class StandardColumns:
    """Names the revision of a standard."""

    standard_id: Mapped[str]
    standard_revision: Mapped[int]
    standard_digest: Mapped[str]


class SiteColumns:
    """The site as it was when it was checked."""

    site: Mapped[str]
    site_name: Mapped[str]
    site_type: Mapped[str]
    community: Mapped[str]
    organisation: Mapped[str]
    address: Mapped[str]


class ObservationColumns:
    """How an item was marked; the columns its kind does not use are empty."""

    kind: Mapped[str]
    marked_at: Mapped[datetime]
    grade: Mapped[int | None]
    present: Mapped[bool | None]
    sound: Mapped[int | None]
    looked_at: Mapped[int | None]
    reason: Mapped[str]
    note: Mapped[str]


class FaultColumns:
    """One fault, as it was recorded."""

    count: Mapped[int]
    words: Mapped[str]
    category: Mapped[str]
    severity: Mapped[Severity]
    unit: Mapped[CountUnit]
    extent: Mapped[Decimal | None]
    spot: Mapped[str]
    widespread: Mapped[bool]
    responsible: Mapped[str] = mapped_column(server_default="")
