"""The tables around photos: marks, where signed ones are used, and what tells a phone's apart.

Private to this package.
"""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from assessor.domain.inspection import Shape
from assessor.storage.columns import Choice
from assessor.storage.rows import BY_KEY, Key, Place, Row, Sha, ShaKey
from assessor.storage.signed_tables import Document


class PhotoAnnotationRow(Row):
    """A mark over a picture, in the order of drawing."""

    __tablename__ = "photo_annotation"
    __table_args__ = BY_KEY

    photo: Mapped[ShaKey]
    position: Mapped[Place]
    shape: Mapped[Shape] = mapped_column(Choice(Shape))
    x: Mapped[int]
    y: Mapped[int]
    to_x: Mapped[int]
    to_y: Mapped[int]
    words: Mapped[str]


class RevisionPhotoRow(Row):
    """That a revision shows a photo at an item; derived from the revision."""

    __tablename__ = "revision_photo"
    __table_args__ = BY_KEY

    document: Mapped[Document]
    item: Mapped[Key]
    photo: Mapped[Sha] = mapped_column(primary_key=True, index=True)


class ItemVisitRow(Row):
    """When an item of a check was opened; `at` in milliseconds since 1970."""

    __tablename__ = "item_visit"
    __table_args__ = BY_KEY

    at: Mapped[Place]
    check_id: Mapped[Key]
    item: Mapped[str]


class PhoneClockRow(Row):
    """How many milliseconds the clock of a phone is ahead, by its model."""

    __tablename__ = "phone_clock"
    __table_args__ = BY_KEY

    model: Mapped[Key]
    ahead: Mapped[int]
    measured_at: Mapped[datetime]
