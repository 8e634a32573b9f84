"""The tables of what is written here: drafts, register, photos. Private to this package."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessor.domain.inspection import CampaignKind, DoubleVisit, UnitKind
from assessor.storage.rows import (
    BY_KEY,
    FaultColumns,
    Key,
    ObservationColumns,
    Place,
    Row,
    Sha,
    ShaKey,
    SiteColumns,
    StandardColumns,
)

Since = Annotated[date, mapped_column(primary_key=True)]
Draft = Annotated[str, mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)]


class LayoutRow(Row):
    """One row: the oldest layout whose program may open this file, and that program."""

    __tablename__ = "layout"

    id: Mapped[Place]
    min_reader: Mapped[int]
    min_program: Mapped[str]


class UnitRow(Row):
    """A version of a unit of the register; `valid_from` is the first of all days for none."""

    __tablename__ = "unit"

    code: Mapped[Key]
    valid_from: Mapped[Since]
    name: Mapped[str]
    kind: Mapped[UnitKind]
    parent: Mapped[str]
    valid_to: Mapped[date | None]


class PartnershipRow(Row):
    """Who looks after a site or a unit of the register, from a day on."""

    __tablename__ = "partnership"
    __table_args__ = BY_KEY

    subject: Mapped[Key]
    valid_from: Mapped[Since]
    partner: Mapped[str]
    valid_to: Mapped[date | None]


class SiteRow(Row):
    """A site of the register."""

    __tablename__ = "site"

    code: Mapped[Key]
    name: Mapped[str]
    site_type: Mapped[str]
    community: Mapped[str] = mapped_column(index=True)
    organisation: Mapped[str]
    address: Mapped[str]


class CampaignRow(StandardColumns, Row):
    """A campaign."""

    __tablename__ = "campaign"

    id: Mapped[Key]
    title: Mapped[str]
    kind: Mapped[CampaignKind]
    starts: Mapped[date]
    ends: Mapped[date]
    profile: Mapped[str]
    double_visit: Mapped[DoubleVisit]


class PhotoRow(Row):
    """What is known of a picture; the picture itself is a file or inside a container."""

    __tablename__ = "photo"

    digest: Mapped[ShaKey]
    original: Mapped[Sha]
    width: Mapped[int]
    height: Mapped[int]
    taken_at: Mapped[datetime | None]
    latitude: Mapped[Decimal | None]
    longitude: Mapped[Decimal | None]
    name: Mapped[str]
    likeness: Mapped[str] = mapped_column(server_default="")


class DraftRow(SiteColumns, StandardColumns, Row):
    """A check in the making. `turn` is highest for the one touched last.

    `done` counts the steps of its history that are in force.
    """

    __tablename__ = "draft"

    id: Mapped[Key]
    campaign: Mapped[str]
    community_name: Mapped[str]
    organisation_name: Mapped[str]
    started: Mapped[datetime]
    finished: Mapped[datetime | None]
    companions: Mapped[str]
    weather: Mapped[str]
    representative: Mapped[str]
    signature: Mapped[str] = mapped_column(server_default="")
    refusal: Mapped[str] = mapped_column(server_default="")
    remarks: Mapped[str]
    open_reason: Mapped[str]
    current_item: Mapped[str]
    changed_at: Mapped[datetime]
    turn: Mapped[int]
    done: Mapped[int] = mapped_column(server_default="0")


class DraftInspectorRow(Row):
    """Who makes a check, in order."""

    __tablename__ = "draft_inspector"
    __table_args__ = BY_KEY

    draft: Mapped[Draft]
    position: Mapped[Place]
    name: Mapped[str]


class DraftParentRow(Row):
    """The revisions that a draft will supersede, in order."""

    __tablename__ = "draft_parent"
    __table_args__ = BY_KEY

    draft: Mapped[Draft]
    position: Mapped[Place]
    digest: Mapped[Sha]


class DraftContributionRow(Row):
    """A colleague's part of a draft, in order of joining; the bytes are evidence."""

    __tablename__ = "draft_contribution"
    __table_args__ = BY_KEY

    draft: Mapped[Draft]
    position: Mapped[Place]
    inspector: Mapped[str]
    key: Mapped[str]
    part: Mapped[Sha]
    manifest: Mapped[Sha]
    signature: Mapped[Sha]


class EvidenceRow(Row):
    """Bytes that a colleague signed, or his signature, by digest."""

    __tablename__ = "evidence"

    digest: Mapped[ShaKey]
    content: Mapped[bytes]


class ObservationRow(ObservationColumns, Row):
    """How one item of a draft was marked."""

    __tablename__ = "observation"
    __table_args__ = BY_KEY

    draft: Mapped[Draft]
    item: Mapped[Key]


class FaultRow(FaultColumns, Row):
    """A fault of an item of a draft. It goes with its observation."""

    __tablename__ = "fault"
    __table_args__ = (
        ForeignKeyConstraint(
            ["draft", "item"], ["observation.draft", "observation.item"], ondelete="CASCADE"
        ),
        BY_KEY,
    )

    draft: Mapped[Key]
    item: Mapped[Key]
    position: Mapped[Place]


class FaultPhotoRow(Row):
    """A photo of a fault of a draft. It goes with its fault."""

    __tablename__ = "fault_photo"
    __table_args__ = (
        ForeignKeyConstraint(
            ["draft", "item", "fault"],
            ["fault.draft", "fault.item", "fault.position"],
            ondelete="CASCADE",
        ),
        BY_KEY,
    )

    draft: Mapped[Key]
    item: Mapped[Key]
    fault: Mapped[Place]
    position: Mapped[Place]
    photo: Mapped[Sha]
