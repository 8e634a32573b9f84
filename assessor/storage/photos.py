"""Pictures by digest: files of their own, or members of archived containers."""

import hashlib
import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, select

from assessor import files
from assessor.domain.inspection import Annotation, Photo
from assessor.i18n import _
from assessor.storage.database import Database, insert_missing
from assessor.storage.failures import WorkspaceError
from assessor.storage.folders import KeptFile, KeptFiles
from assessor.storage.photo_tables import PhotoAnnotationRow
from assessor.storage.photo_uses import PhotoUse, uses_of
from assessor.storage.signed_tables import ContainerPictureRow, ContainerRow
from assessor.storage.tables import PhotoRow

#: More than any stored picture has; a member that says it is larger is not read.
_LARGEST = 64 << 20
_COLUMNS = (
    "digest",
    "original",
    "width",
    "height",
    "taken_at",
    "latitude",
    "longitude",
    "name",
    "likeness",
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What tells whether two pictures are the same, or nearly: see `domain.likeness`."""

    digest: str
    original: str
    likeness: str


class Photos:
    """The pictures of a workspace."""

    def __init__(self, database: Database, kept: KeptFiles) -> None:
        self._database = database
        self._kept = kept

    def add(self, photo: Photo, picture: bytes, thumbnail: bytes) -> None:
        """Keep a picture; what is known of one that is there already is left as it is.

        A `WorkspaceError` names the photo, not the file inside the workspace.
        """
        with self._naming(photo.name):
            self._kept.picture(photo.digest).keep(picture)
            self._kept.thumbnail(photo.digest).keep(thumbnail)
        with self._database.writing() as connection:
            added = connection.scalar(
                insert_missing(connection, PhotoRow).returning(PhotoRow.digest),
                {name: getattr(photo, name) for name in _COLUMNS},
            )
            if added is not None:
                _insert_annotations(connection, photo.digest, photo.annotations)

    def annotate(self, digest: str, annotations: Sequence[Annotation]) -> None:
        """Replace the marks over a picture; the picture itself stays as it is."""
        with self._database.writing() as connection:
            connection.execute(delete(PhotoAnnotationRow).where(PhotoAnnotationRow.photo == digest))
            _insert_annotations(connection, digest, annotations)

    def keep_thumbnail(self, digest: str, thumbnail: bytes) -> None:
        """Keep the small form of a picture that came in a container."""
        self._kept.thumbnail(digest).keep(thumbnail)

    def photo(self, digest: str) -> Photo | None:
        """What is known of a picture."""
        query = select(*(getattr(PhotoRow, name) for name in _COLUMNS)).where(
            PhotoRow.digest == digest
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            return replace(Photo(*row), annotations=_annotations(connection, digest))

    def likenesses(self) -> tuple[Likeness, ...]:
        """Of every photo that is known, what others are compared with."""
        query = select(PhotoRow.digest, PhotoRow.original, PhotoRow.likeness)
        with self._database.reading() as connection:
            return tuple(Likeness(*row) for row in connection.execute(query))

    def uses(self, digests: Collection[str]) -> tuple[PhotoUse, ...]:
        """Where these photos are used, in order of time."""
        with self._database.reading() as connection:
            return uses_of(connection, digests)

    def picture(self, digest: str) -> bytes:
        """The picture, from its file or from a container that holds it, whole and unchanged."""
        file = self._kept.picture(digest)
        if file.exists():
            with self._naming("", digest):
                found = file.read()
            if hashlib.sha256(found).hexdigest() == digest:
                return found
        return self._archived(digest)

    def thumbnail(self, digest: str) -> bytes:
        """The small form of a picture; the picture itself where none was made yet."""
        file = self._kept.thumbnail(digest)
        if not file.exists():
            return self.picture(digest)
        with self._naming("", digest):
            return file.read()

    def has_thumbnail(self, digest: str) -> bool:
        """Whether the small form was made."""
        return self._kept.thumbnail(digest).exists()

    def _archived(self, digest: str) -> bytes:
        query = (
            select(ContainerRow.identity, ContainerPictureRow.member)
            .join(ContainerRow, ContainerRow.id == ContainerPictureRow.container)
            .where(ContainerPictureRow.digest == digest)
            .order_by(ContainerRow.identity)
        )
        with self._database.reading() as connection:
            places = connection.execute(query).all()
        for identity, member in places:
            found = _member(self._kept.container(identity), member)
            if hashlib.sha256(found).hexdigest() == digest:
                return found
        raise WorkspaceError(
            _(
                "{folder}: the picture {digest} is missing or was changed. "
                "Import the result file it came with again, or restore a backup."
            ).format(folder=self._kept, digest=self._name(digest))
        )

    def _name(self, digest: str) -> str:
        """What a picture is called: as the camera called it, where that is known."""
        query = select(PhotoRow.name).where(PhotoRow.digest == digest)
        with self._database.reading() as connection:
            return connection.scalar(query) or digest[:12]

    @contextmanager
    def _naming(self, name: str, digest: str = "") -> Iterator[None]:
        """Have what the disk refuses say which photo it was, and where the photos lie."""
        try:
            yield
        except files.FileError as error:
            cause = error.__cause__
            if not isinstance(cause, OSError):
                raise
            reason = files.explained(cause, self._kept)
            named = name or self._name(digest)
            raise WorkspaceError(_("{name}: {reason}").format(name=named, reason=reason)) from error


def _insert_annotations(
    connection: Connection, digest: str, annotations: Sequence[Annotation]
) -> None:
    rows = [
        {
            "photo": digest,
            "position": position,
            "shape": each.shape,
            "x": each.x,
            "y": each.y,
            "to_x": each.to_x,
            "to_y": each.to_y,
            "words": each.words,
        }
        for position, each in enumerate(annotations)
    ]
    if rows:
        connection.execute(insert(PhotoAnnotationRow), rows)


def _annotations(connection: Connection, digest: str) -> tuple[Annotation, ...]:
    table = PhotoAnnotationRow
    query = (
        select(table.shape, table.x, table.y, table.to_x, table.to_y, table.words)
        .where(table.photo == digest)
        .order_by(table.position)
    )
    return tuple(Annotation(*row) for row in connection.execute(query))


def _member(file: KeptFile, name: str) -> bytes:
    try:
        with (
            file.opened() as opened,
            zipfile.ZipFile(opened) as container,
            container.open(name) as member,
        ):
            return member.read(_LARGEST)
    except Exception:  # a damaged ZIP raises almost anything; for us it lacks the picture
        return b""
