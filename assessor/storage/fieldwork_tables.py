"""The tables of what makes fieldwork quick: undo, route, phrases, what was handed over."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from assessor.storage.rows import BY_KEY, Key, Place, Row, ShaKey
from assessor.storage.tables import Draft


class DraftStepRow(Row):
    """A step of a draft that can be undone or redone. Without an item, it described the visit."""

    __tablename__ = "draft_step"
    __table_args__ = BY_KEY

    draft: Mapped[Draft]
    number: Mapped[Place]
    item: Mapped[str]
    words: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]


class RoutePlaceRow(Row):
    """Where a site stands on the inspector's way through a campaign."""

    __tablename__ = "route_place"
    __table_args__ = BY_KEY

    campaign: Mapped[Key]
    site: Mapped[Key]
    place: Mapped[int]


class PhraseRow(Row):
    """Words for a fault that were used here; `turn` is highest for those used last."""

    __tablename__ = "phrase"
    __table_args__ = BY_KEY

    words: Mapped[Key]
    category: Mapped[str]
    item: Mapped[str]
    site_type: Mapped[str]
    own: Mapped[bool]
    turn: Mapped[int]


class HandedOverRow(Row):
    """A signed document whose result file was written and read back."""

    __tablename__ = "handed_over"
    __table_args__ = BY_KEY

    document: Mapped[ShaKey]
    at: Mapped[datetime]
    target: Mapped[str]


class DraftShareRow(Row):
    """Who of the inspectors of a draft marks a section of its form."""

    __tablename__ = "draft_share"
    __table_args__ = BY_KEY

    draft: Mapped[Draft]
    section: Mapped[Key]
    inspector: Mapped[str]
