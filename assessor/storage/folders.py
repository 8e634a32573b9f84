"""The files of a workspace: pictures, archived containers, reports.

They lie in a folder beside the database file, where people and backups reach them; a
workspace on a server keeps them there (`server_files`), for every clerk needs them.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from assessor import files

MOST_BYTES = 2 << 30


class KeptFile(ABC):
    """One file of a workspace, whether it is there yet or not."""

    @abstractmethod
    def size(self) -> int | None:
        """How many bytes it has; None if there is no such file."""

    @abstractmethod
    def read(self, limit: int = MOST_BYTES) -> bytes:
        """Its bytes, at most `limit`; `FileError` otherwise."""

    @abstractmethod
    def opened(self) -> AbstractContextManager[IO[bytes]]:
        """The file to read parts of; `OSError` or `WorkspaceError` where it cannot be."""

    @abstractmethod
    def write(self, content: bytes) -> None:
        """Replace it by these bytes, durably."""

    @abstractmethod
    def drop(self) -> None:
        """Let it be gone. A file too many does no harm, so a refusal is no error."""

    @abstractmethod
    def local(self) -> Path:
        """Where other programs can open it on this computer; what is written there is lost."""

    def exists(self) -> bool:
        """Whether there is such a file."""
        return self.size() is not None

    def says(self, content: bytes) -> bool:
        """Whether it is there, with these bytes."""
        return self.size() == len(content) and self.read(len(content)) == content

    def keep(self, content: bytes) -> None:
        """Have it say this. One that does is left alone, one that was damaged is mended."""
        if not self.says(content):
            self.write(content)


class KeptFiles(ABC):
    """All files of a workspace, by what they are; `str` says where they are kept."""

    @abstractmethod
    def file(self, *parts: str) -> KeptFile:
        """A file by its folders and name."""

    @abstractmethod
    def names(self, folder: str) -> tuple[str, ...]:
        """The names of the files in a folder, in order."""

    def keep_containers(self, contents: Mapping[str, bytes]) -> None:
        """Archive containers by identity; when it returns, all of them are durable."""
        for identity, content in contents.items():
            self.container(identity).keep(content)

    def container_sizes(self, identities: Collection[str]) -> Mapping[str, int]:
        """How many bytes archived containers have, of those that are there."""
        sizes = {identity: self.container(identity).size() for identity in identities}
        return {identity: size for identity, size in sizes.items() if size is not None}

    def picture(self, digest: str) -> KeptFile:
        """A picture that was added here."""
        return self.file("photos", digest[:2], f"{digest}.jpg")

    def thumbnail(self, digest: str) -> KeptFile:
        """The small form of a picture."""
        return self.file("thumbnails", digest[:2], f"{digest}.jpg")

    def container(self, identity: str) -> KeptFile:
        """An archived container."""
        return self.file("containers", f"{identity}.asice")

    def quarantined(self, sha: str) -> KeptFile:
        """A refused file."""
        return self.file("quarantine", sha)

    def proof(self, digest: str, ending: str) -> KeptFile:
        """A file that shows a reported value or answer."""
        return self.file("evidence", digest[:2], f"{digest}.{ending}")

    def intake(self, number: int) -> tuple[KeptFile, KeptFile]:
        """A list of files that the office held, and its timestamp."""
        return self.file("intake", f"{number:06}.txt"), self.file("intake", f"{number:06}.tst")

    def intakes(self) -> Iterator[int]:
        """The numbers of the lists that have a timestamp."""
        for name in self.names("intake"):
            if name.endswith(".tst"):
                yield int(name.removesuffix(".tst"))

    def report(self, digest: str) -> KeptFile:
        """The signed report of a revision."""
        return self.file("reports", f"{digest}.pdf")


@dataclass(frozen=True, slots=True)
class Folders(KeptFiles):
    """The folder `NAME.files` beside a workspace; its parts are made when first needed."""

    root: Path

    @classmethod
    def beside(cls, workspace: Path) -> "Folders":
        """The folder of a workspace file."""
        return cls(workspace.with_name(workspace.name + ".files"))

    @property
    def ballast(self) -> Path:
        """The file that is given up when the disk is full."""
        return self.root / "ballast"

    def file(self, *parts: str) -> "DiskFile":
        return DiskFile(self.root.joinpath(*parts))

    def keep_containers(self, contents: Mapping[str, bytes]) -> None:
        lacking = {
            file.local(): content
            for identity, content in contents.items()
            if not (file := self.container(identity)).says(content)
        }
        for folder in {path.parent for path in lacking}:
            files.made(folder)
        files.write_all(lacking)

    def names(self, folder: str) -> tuple[str, ...]:
        place = self.root / folder
        return tuple(sorted(each.name for each in place.iterdir())) if place.is_dir() else ()

    def __str__(self) -> str:
        return str(self.root)


@dataclass(frozen=True, slots=True)
class DiskFile(KeptFile):
    """A file on this computer's disk."""

    path: Path

    def size(self) -> int | None:
        try:
            return self.path.stat().st_size
        except OSError:
            return None

    def read(self, limit: int = MOST_BYTES) -> bytes:
        return files.read(self.path, limit)

    def opened(self) -> IO[bytes]:
        return self.path.open("rb")

    def write(self, content: bytes) -> None:
        files.made(self.path.parent)
        files.write(self.path, content)

    def drop(self) -> None:
        with suppress(OSError):
            self.path.unlink()

    def local(self) -> Path:
        return self.path

    def __str__(self) -> str:
        return str(self.path)
