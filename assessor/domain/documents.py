"""What is exchanged: signed, immutable documents, each known by the SHA-256 of its bytes."""

from dataclasses import dataclass
from datetime import datetime

from assessor.domain.inspection import Photo, Revision, SiteCheck
from assessor.domain.sampling import Plan


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan as an office publishes it; key and counter as in a `Revision`."""

    plan: Plan
    key: str
    counter: int
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """What one of several inspectors observed on a visit, for a colleague's record.

    It is no record of its own: it reaches the office inside the record that took it in,
    as evidence of who saw what. `counter` is that of the next document its key signs.
    """

    check: SiteCheck  # his own draft, with what he observed alone
    key: str
    counter: int
    signed_at: datetime
    photos: tuple[Photo, ...] = ()


Document = Revision | PlanDocument | Part


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: the key id is sure, the name is what the office certified."""

    key: str
    name: str
    organisation: str
    is_office: bool

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.name, self.organisation)))


@dataclass(frozen=True, slots=True)
class Sealed:
    """A document as it was read: its digest, its canonical bytes, and what they say."""

    digest: str
    body: bytes
    document: Document
