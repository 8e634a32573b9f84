"""Taking pictures into the workspace: the part of it that runs in the background."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assessor import files
from assessor.errors import AssessorError
from assessor.progress import ProgressFn
from assessor.storage import Workspace

#: A picture in memory, with a name to call it by, or a file.
Source = Path | tuple[str, bytes]

_LARGEST = 200 << 20  # bytes; more than any camera writes


@dataclass(frozen=True, slots=True)
class Taken:
    """The digests of what was taken in, and a sentence for each picture that was not."""

    digests: tuple[str, ...]
    refusals: tuple[str, ...]


def take_in(workspace: Workspace, sources: Sequence[Source], report: ProgressFn) -> Taken:
    """Keep pictures in the workspace; one that cannot be read never stops the others."""
    from assessor.photos.importing import read_photo  # Pillow is not needed before

    digests, refusals = [], []
    for number, source in enumerate(sources):
        report(number, len(sources))
        try:
            if isinstance(source, Path):
                name, content = source.name, files.read(source, _LARGEST)
            else:
                name, content = source
            taken = read_photo(content, name)
            workspace.photos.add(taken.photo, taken.picture, taken.thumbnail)
            digests.append(taken.photo.digest)
        except AssessorError as error:
            refusals.append(str(error))
    return Taken(tuple(digests), tuple(refusals))
