"""Pictures by digest: files of their own, or members of archived containers."""

import hashlib
import zipfile
from pathlib import Path

from sqlalchemy import select

from assessor import files
from assessor.domain.inspection import Photo
from assessor.i18n import _
from assessor.storage.database import Database, insert_missing
from assessor.storage.failures import WorkspaceError
from assessor.storage.folders import Folders, keep
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
)


class Photos:
    """The pictures of a workspace."""

    def __init__(self, database: Database, folders: Folders) -> None:
        self._database = database
        self._folders = folders

    def add(self, photo: Photo, picture: bytes, thumbnail: bytes) -> None:
        """Keep a picture; what is known of one that is there already is left as it is."""
        keep(self._folders.picture(photo.digest), picture)
        self.keep_thumbnail(photo.digest, thumbnail)
        with self._database.writing() as connection:
            connection.execute(
                insert_missing(PhotoRow),
                {name: getattr(photo, name) for name in _COLUMNS},
            )

    def keep_thumbnail(self, digest: str, thumbnail: bytes) -> None:
        """Keep the small form of a picture that came in a container."""
        keep(self._folders.thumbnail(digest), thumbnail)

    def photo(self, digest: str) -> Photo | None:
        """What is known of a picture."""
        query = select(
            PhotoRow.digest,
            PhotoRow.original,
            PhotoRow.width,
            PhotoRow.height,
            PhotoRow.taken_at,
            PhotoRow.latitude,
            PhotoRow.longitude,
            PhotoRow.name,
        ).where(PhotoRow.digest == digest)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Photo(*row)

    def picture(self, digest: str) -> bytes:
        """The picture, from its file or from a container that holds it, whole and unchanged."""
        path = self._folders.picture(digest)
        if path.exists():
            found = files.read(path)
            if hashlib.sha256(found).hexdigest() == digest:
                return found
        return self._archived(digest)

    def thumbnail(self, digest: str) -> bytes:
        """The small form of a picture; the picture itself where none was made yet."""
        path = self._folders.thumbnail(digest)
        return files.read(path) if path.exists() else self.picture(digest)

    def has_thumbnail(self, digest: str) -> bool:
        """Whether the small form was made."""
        return self._folders.thumbnail(digest).exists()

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
            found = _member(self._folders.container(identity), member)
            if hashlib.sha256(found).hexdigest() == digest:
                return found
        raise WorkspaceError(
            _(
                "{folder}: the picture {digest} is missing or was changed. "
                "Import the result file it came with again, or restore a backup."
            ).format(folder=self._folders.root, digest=digest[:12])
        )


def _member(path: Path, name: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as container, container.open(name) as member:
            return member.read(_LARGEST)
    except Exception:  # a damaged ZIP raises almost anything; for us it lacks the picture
        return b""
