"""Taking pictures into the workspace, from files or from memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assessor import files
from assessor.errors import AssessorError
from assessor.progress import ProgressFn
from assessor.storage import Workspace, WorkspaceError

if TYPE_CHECKING:
    from assessor.photos.importing import ImportedPhoto

#: A picture in memory, with a name to call it by, or a file.
Source = Path | tuple[str, bytes]

#: How the names of the files end that are looked for in folders.
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".heic", ".heif")

_LARGEST = 200 << 20  # bytes; more than any camera writes


@dataclass(frozen=True, slots=True)
class Taken:
    """The digests of what was taken in, and a sentence for each picture that was not.

    `waiting` are those that the disk had no place for: they can be tried again.
    """

    digests: tuple[str, ...]
    refusals: tuple[str, ...]
    waiting: tuple[Source, ...] = ()


def take_in(
    workspace: Workspace,
    sources: Sequence[Source],
    report: ProgressFn,
    note: Callable[["ImportedPhoto"], object] | None = None,
) -> Taken:
    """Keep pictures in the workspace; one that cannot be read never stops the others.

    `note` is told of each that was kept.
    """
    digests, refusals = [], []
    waiting: list[Source] = []
    for number, source in enumerate(sources):
        report(number, len(sources))
        try:
            taken = _imported(source)
            workspace.photos.add(taken.photo, taken.picture, taken.thumbnail)
            digests.append(taken.photo.digest)
            if note:
                note(taken)
        except WorkspaceError as error:
            refusals.append(str(error))
            waiting.append(source)
        except AssessorError as error:
            refusals.append(str(error))
    return Taken(tuple(digests), tuple(dict.fromkeys(refusals)), tuple(waiting))


def _imported(source: Source) -> "ImportedPhoto":
    """Read a picture; an `AssessorError` names the one that cannot be read."""
    from assessor.photos.importing import read_photo  # Pillow is not needed before

    if isinstance(source, Path):
        return read_photo(files.read(source, _LARGEST), source.name)
    name, content = source
    return read_photo(content, name)
