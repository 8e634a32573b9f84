"""The files of a workspace on a server: a table, for every clerk needs all of them.

A shared folder would be a second thing to set up, to grant and to back up, and could be
gone while the database is there. In a table a file is as durable as the rows that speak
of it, and `pg_dump` takes both. Files never change once written, except reports made anew.
"""

import hashlib
import io
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, MetaData, Table, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from assessor import files
from assessor.i18n import _
from assessor.storage.columns import Words
from assessor.storage.failures import WorkspaceError
from assessor.storage.folders import MOST_BYTES, KeptFile, KeptFiles
from assessor.storage.server_database import ServerDatabase
from assessor.storage.settling import portions

KEPT = Table(
    "kept_file",
    MetaData(),
    Column("folder", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
#: PostgreSQL sends a value in one piece, of at most 1 GB.
LARGEST = 512 << 20


class ServerFiles(KeptFiles):
    """The files of a workspace on a server."""

    def __init__(self, database: ServerDatabase) -> None:
        self.database = database

    def file(self, *parts: str) -> "ServerFile":
        return ServerFile(self, parts[0], parts[-1])

    def names(self, folder: str) -> tuple[str, ...]:
        query = select(KEPT.c.name).where(KEPT.c.folder == folder).order_by(KEPT.c.name)
        with self.database.reading() as connection:
            return tuple(connection.scalars(query))

    def keep_containers(self, contents: Mapping[str, bytes]) -> None:
        wanted = {f"{identity}.asice": content for identity, content in contents.items()}
        there = self._of_containers(func.sha256(KEPT.c.content), wanted)
        self.write(
            {
                self.file("containers", name): content
                for name, content in wanted.items()
                if there.get(name) != hashlib.sha256(content).digest()
            }
        )

    def container_sizes(self, identities: Collection[str]) -> Mapping[str, int]:
        names = {f"{identity}.asice": identity for identity in identities}
        sizes = self._of_containers(func.octet_length(KEPT.c.content), names)
        return {names[name]: size for name, size in sizes.items()}

    def _of_containers(self, asked: Any, names: Collection[str]) -> dict[str, Any]:
        """What is asked of containers by name, of those that are there."""
        found: dict[str, Any] = {}
        with self.database.reading() as connection:
            for some in portions(names):
                query = select(KEPT.c.name, asked).where(
                    KEPT.c.folder == "containers", KEPT.c.name.in_(some)
                )
                found.update(connection.execute(query).all())
        return found

    def write(self, contents: Mapping["ServerFile", bytes]) -> None:
        """Replace files by these bytes, all of them or none."""
        rows = []
        for file, content in contents.items():
            if len(content) > LARGEST:
                raise WorkspaceError(
                    _("{path}: the server keeps no file larger than {limit} MB.").format(
                        path=file, limit=LARGEST >> 20
                    )
                )
            rows.append({"folder": file.folder, "name": file.name, "content": content})
        statement = insert(KEPT)
        replacing = statement.on_conflict_do_update(
            index_elements=["folder", "name"], set_={"content": statement.excluded.content}
        )
        if rows:
            with self.database.writing() as connection:
                connection.execute(replacing, rows)

    @cached_property
    def copies(self) -> "tempfile.TemporaryDirectory[str]":
        """Where files lie for other programs to open, until the workspace is closed."""
        return tempfile.TemporaryDirectory(prefix="assessor-", ignore_cleanup_errors=True)

    def close(self) -> None:
        """Throw the copies away."""
        if "copies" in self.__dict__:
            self.copies.cleanup()

    def __str__(self) -> str:
        return self.database.name


@dataclass(frozen=True, slots=True)
class ServerFile(KeptFile):
    """A file in the table; like one on a disk it is there before the rows that name it."""

    kept: ServerFiles
    folder: str
    name: str

    def size(self) -> int | None:
        query = select(func.octet_length(KEPT.c.content)).where(*self._key())
        with self.kept.database.reading() as connection:
            return connection.scalar(query)

    def read(self, limit: int = MOST_BYTES) -> bytes:
        query = select(KEPT.c.content).where(
            *self._key(), func.octet_length(KEPT.c.content) <= limit
        )
        with self.kept.database.reading() as connection:
            content = connection.scalar(query)
        if content is None:
            raise files.FileError(
                _(
                    "{path}: the file is not on the server, or is too large. Import it again."
                ).format(path=self)
            )
        return bytes(content)

    def opened(self) -> io.BytesIO:
        return io.BytesIO(self.read())

    def says(self, content: bytes) -> bool:
        query = select(func.sha256(KEPT.c.content)).where(*self._key())
        with self.kept.database.reading() as connection:
            return connection.scalar(query) == hashlib.sha256(content).digest()

    def write(self, content: bytes) -> None:
        self.kept.write({self: content})

    def drop(self) -> None:
        with self.kept.database.writing() as connection:
            connection.execute(delete(KEPT).where(*self._key()))

    def local(self) -> Path:
        path = Path(self.kept.copies.name, self.name)
        files.write(path, self.read())
        return path

    def _key(self) -> tuple[ColumnElement[bool], ...]:
        return KEPT.c.folder == self.folder, KEPT.c.name == self.name

    def __str__(self) -> str:
        return f"{self.kept}: {self.folder}/{self.name}"
