"""Records of when this office held which signed files; what they say is for `services`."""

from collections.abc import Iterator
from pathlib import Path

from assessor.storage.folders import Folders, KeptFiles

_MOST_BYTES = 64 << 20


class Intakes:
    """Lists of identities, each with the office's timestamp, by number; never replaced."""

    def __init__(self, kept: KeptFiles) -> None:
        self._kept = kept

    @classmethod
    def beside(cls, workspace: Path) -> "Intakes":
        """The records of a workspace in a file, which need not be opened for them."""
        return cls(Folders.beside(workspace))

    def keep(self, listed: bytes, token: bytes) -> int:
        """Keep a list with its timestamp; gives its number."""
        number = max((each for each, _listed, _token in self.all()), default=0) + 1
        listing, stamp = self._kept.intake(number)
        listing.write(listed)
        stamp.write(token)  # last: a list without one, after a crash, says nothing
        return number

    def all(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Every record: its number, the list and the timestamp."""
        for number in self._kept.intakes():
            listing, stamp = self._kept.intake(number)
            yield number, listing.read(_MOST_BYTES), stamp.read(_MOST_BYTES)
