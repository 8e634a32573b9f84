"""The tables of what was signed, and of what is derived from it. Private to this package.

Containers, documents, bodies and attestations are kept byte for byte. Revisions and all
that hangs on them can be made anew from the bodies at any time. Imports, the quarantine
and the revoked keys belong to this workspace alone.
"""

from datetime import datetime
from fractions import Fraction
from typing import Annotated

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from assessor.domain.merging import CheckState
from assessor.storage.receipts import Outcome
from assessor.storage.rows import (
    BY_KEY,
    STRICT,
    FaultColumns,
    Key,
    Number,
    Place,
    Row,
    Sha,
    ShaKey,
    SiteColumns,
    StandardColumns,
)

Container = Annotated[
    int, mapped_column(ForeignKey("container.id"), primary_key=True, autoincrement=False)
]
Document = Annotated[
    int, mapped_column(ForeignKey("document.id"), primary_key=True, autoincrement=False)
]


class ContainerRow(Row):
    """A signed container, archived whole beside the database, and who signed it.

    One that was signed here is our `own`; undoing an import never takes it away.
    """

    __tablename__ = "container"

    id: Mapped[Number]
    identity: Mapped[Sha] = mapped_column(unique=True)
    manifest: Mapped[bytes]
    signature: Mapped[bytes]
    key: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    organisation: Mapped[str]
    is_office: Mapped[bool]
    accepted_at: Mapped[datetime]
    own: Mapped[bool] = mapped_column(server_default="1")


class ContainerPictureRow(Row):
    """A picture inside a container, and the member that holds it."""

    __tablename__ = "container_picture"
    __table_args__ = BY_KEY

    digest: Mapped[ShaKey]
    container: Mapped[Container]
    member: Mapped[str]


class DocumentRow(Row):
    """A signed document: a `revision` or a `plan`. All but id and digest is derived."""

    __tablename__ = "document"
    __table_args__ = (Index("document_by_key", "key", "counter"), STRICT)

    id: Mapped[Number]
    digest: Mapped[Sha] = mapped_column(unique=True)
    kind: Mapped[str]
    key: Mapped[str]
    counter: Mapped[int]
    signed_at: Mapped[datetime]


class BodyRow(Row):
    """The canonical bytes of a document, deflated."""

    __tablename__ = "body"

    document: Mapped[Document]
    deflated: Mapped[bytes]


class AttestationRow(Row):
    """A container's manifest lists a document: its signer vouches for it."""

    __tablename__ = "attestation"
    __table_args__ = BY_KEY

    document: Mapped[Document]
    container: Mapped[Container]


class RevisionRow(SiteColumns, StandardColumns, Row):
    """A revision's header. Without its standard it is not `scored` and has no points."""

    __tablename__ = "revision"

    document: Mapped[Document]
    check_id: Mapped[str] = mapped_column(index=True)
    content: Mapped[Sha]
    campaign: Mapped[str] = mapped_column(index=True)
    community_name: Mapped[str]
    organisation_name: Mapped[str]
    started: Mapped[datetime]
    finished: Mapped[datetime]
    scored: Mapped[bool]
    earned: Mapped[Fraction]
    possible: Mapped[Fraction]
    coverage: Mapped[Fraction]
    vetoes: Mapped[tuple[str, ...]]


class AncestorRow(Row):
    """An earlier revision that a revision rests on, whether it is here or not."""

    __tablename__ = "ancestor"
    __table_args__ = BY_KEY

    document: Mapped[Document]
    digest: Mapped[ShaKey]


class ItemResultRow(Row):
    """An item that is not at full marks: `lost` points, `open`, or `not_applicable`.

    Every item of the form that is not listed was observed at full marks.
    """

    __tablename__ = "item_result"
    __table_args__ = BY_KEY

    document: Mapped[Document]
    item: Mapped[Key]
    kind: Mapped[str]
    lost_num: Mapped[int]
    lost_den: Mapped[int]
    reason: Mapped[str]


class ItemFaultRow(FaultColumns, Row):
    """A fault of a revision, and what it cost."""

    __tablename__ = "item_fault"
    __table_args__ = BY_KEY

    document: Mapped[Document]
    position: Mapped[Place]
    item: Mapped[str]
    lost_num: Mapped[int]
    lost_den: Mapped[int]


class SiteCheckRow(Row):
    """Where a check stands. `head` counts unless there is none; `shown` tells what it is about."""

    __tablename__ = "site_check"

    id: Mapped[Key]
    state: Mapped[CheckState]
    head: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    shown: Mapped[int] = mapped_column(ForeignKey("document.id"))


class CheckHeadRow(Row):
    """A revision that no accepted one supersedes."""

    __tablename__ = "check_head"
    __table_args__ = BY_KEY

    check_id: Mapped[Key]
    document: Mapped[Document]


class PlannedSiteRow(Row):
    """A site that a plan names for a campaign."""

    __tablename__ = "planned_site"
    __table_args__ = (Index("planned_site_by_campaign", "campaign"), BY_KEY)

    document: Mapped[Document]
    site: Mapped[Key]
    campaign: Mapped[str]


class CutoffRow(Row):
    """A revoked key and the last counter of it that is still accepted."""

    __tablename__ = "cutoff"

    key: Mapped[Key]
    counter: Mapped[int]
    since: Mapped[datetime]


class ImportRow(Row):
    """An import: the files that were taken together, until it is undone.

    `fingerprint` is the state that it left behind; empty for one that was cut short.
    """

    __tablename__ = "import"

    id: Mapped[Number]
    at: Mapped[datetime]
    undone: Mapped[datetime | None]
    fingerprint: Mapped[str] = mapped_column(server_default="")


class ImportedFileRow(Row):
    """A file of an import; of a good one also its SHA-256, its container and who signed it."""

    __tablename__ = "imported_file"

    id: Mapped[Number]
    import_id: Mapped[int] = mapped_column(ForeignKey("import.id"), index=True)
    name: Mapped[str]
    outcome: Mapped[Outcome]
    reason: Mapped[str]
    checks: Mapped[int]
    photos_expected: Mapped[int]
    photos_received: Mapped[int]
    container: Mapped[Sha | None]
    sha: Mapped[Sha | None] = mapped_column(index=True)
    signer: Mapped[str] = mapped_column(server_default="")


class QuarantineRow(Row):
    """A refused file."""

    __tablename__ = "quarantine"

    sha: Mapped[ShaKey]
    file_name: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    retry: Mapped[bool]
