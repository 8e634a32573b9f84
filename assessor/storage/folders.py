"""The files beside the database: pictures, archived containers, reports."""

from dataclasses import dataclass
from pathlib import Path

from assessor import files


@dataclass(frozen=True, slots=True)
class Folders:
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

    def picture(self, digest: str) -> Path:
        """A picture that was added here."""
        return self.root / "photos" / digest[:2] / f"{digest}.jpg"

    def thumbnail(self, digest: str) -> Path:
        """The small form of a picture."""
        return self.root / "thumbnails" / digest[:2] / f"{digest}.jpg"

    def container(self, identity: str) -> Path:
        """An archived container."""
        return self.root / "containers" / f"{identity}.asice"

    def quarantined(self, sha: str) -> Path:
        """A refused file."""
        return self.root / "quarantine" / sha

    def proof(self, digest: str, ending: str) -> Path:
        """A file that shows a reported value or answer."""
        return self.root / "evidence" / digest[:2] / f"{digest}.{ending}"

    def intake(self, number: int) -> tuple[Path, Path]:
        """A list of files that the office held, and its timestamp."""
        path = self.root / "intake" / f"{number:06}.txt"
        return path, path.with_suffix(".tst")

    def report(self, digest: str) -> Path:
        """The signed report of a revision."""
        return self.root / "reports" / f"{digest}.pdf"


def ready(path: Path) -> Path:
    """The path itself, its folder made if need be; `FileError` where it cannot be."""
    files.made(path.parent)
    return path


def keep(path: Path, content: bytes) -> None:
    """Have a file say this. One that does is left alone, one that was damaged is mended."""
    is_there = path.exists() and path.stat().st_size == len(content)
    if not (is_there and files.read(path, len(content)) == content):
        files.write(ready(path), content)
