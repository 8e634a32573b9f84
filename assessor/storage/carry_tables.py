"""The tables of answers that were carried over to another standard. Private to this package."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped

from assessor.storage.rows import BY_KEY, FaultColumns, Key, ObservationColumns, Place, Row, Sha
from assessor.storage.tables import Draft


class CarryRow(Row):
    """One move of a draft to another standard; it outlives the draft."""

    __tablename__ = "carry"

    draft: Mapped[Key]
    number: Mapped[Place]
    older_id: Mapped[str]
    older_revision: Mapped[int]
    older_digest: Mapped[str]
    newer_id: Mapped[str]
    newer_revision: Mapped[int]
    newer_digest: Mapped[str]
    source: Mapped[str]
    current_item: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]


class CarryDecisionRow(Row):
    """What became of one answer, and who said so."""

    __tablename__ = "carry_decision"
    __table_args__ = (
        ForeignKeyConstraint(
            ["draft", "number"], ["carry.draft", "carry.number"], ondelete="CASCADE"
        ),
        BY_KEY,
    )

    draft: Mapped[Key]
    number: Mapped[Place]
    position: Mapped[Place]
    item: Mapped[str]
    older: Mapped[tuple[str, ...]]
    difference: Mapped[str]
    choice: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]


class FormerObservationRow(ObservationColumns, Row):
    """An answer as it was before a move; it goes with the draft."""

    __tablename__ = "former_observation"
    __table_args__ = BY_KEY

    draft: Mapped[Draft]
    number: Mapped[Place]
    item: Mapped[Key]


class FormerFaultRow(FaultColumns, Row):
    """A fault of an answer as it was before a move."""

    __tablename__ = "former_fault"
    __table_args__ = (
        ForeignKeyConstraint(
            ["draft", "number", "item"],
            ["former_observation.draft", "former_observation.number", "former_observation.item"],
            ondelete="CASCADE",
        ),
        BY_KEY,
    )

    draft: Mapped[Key]
    number: Mapped[Place]
    item: Mapped[Key]
    position: Mapped[Place]


class FormerFaultPhotoRow(Row):
    """A photo of such a fault."""

    __tablename__ = "former_fault_photo"
    __table_args__ = (
        ForeignKeyConstraint(
            ["draft", "number", "item", "fault"],
            [
                "former_fault.draft",
                "former_fault.number",
                "former_fault.item",
                "former_fault.position",
            ],
            ondelete="CASCADE",
        ),
        BY_KEY,
    )

    draft: Mapped[Key]
    number: Mapped[Place]
    item: Mapped[Key]
    fault: Mapped[Place]
    position: Mapped[Place]
    photo: Mapped[Sha]
