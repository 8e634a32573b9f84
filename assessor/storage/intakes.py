"""Records of when this office held which signed files; what they say is for `services`."""

from collections.abc import Iterator

from assessor import files
from assessor.storage.folders import Folders, ready

_MOST_BYTES = 64 << 20


class Intakes:
    """Lists of identities, each with the office's timestamp, by number; never replaced."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def keep(self, listed: bytes, token: bytes) -> int:
        """Keep a list with its timestamp; gives its number."""
        number = max((each for each, _listed, _token in self.all()), default=0) + 1
        listing, stamp = self._folders.intake(number)
        files.write(ready(listing), listed)
        files.write(stamp, token)  # last: a list without one, after a crash, says nothing
        return number

    def all(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Every record: its number, the list and the timestamp."""
        folder = self._folders.intake(0)[0].parent
        for path in sorted(folder.glob("*.tst")) if folder.is_dir() else ():
            number = int(path.stem)
            listing, stamp = self._folders.intake(number)
            yield number, files.read(listing, _MOST_BYTES), files.read(stamp, _MOST_BYTES)
