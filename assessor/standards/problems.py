"""What can be wrong with the files of a standard."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing for the author to mend; its text is one line."""

    file: str  # inside the folder, with slashes; empty: the folder as a whole
    place: str  # `item 4 (MARKET.04)` or `line 3, column 5`; empty: the file as a whole
    field: str  # the key, dotted inside an inner table; empty where it is no single key
    message: str

    def __str__(self) -> str:
        where = _(", ").join(part for part in (self.file, self.place, self.field) if part)
        return current().headed(where, self.message) if where else self.message


class StandardError(AssessorError):
    """A folder breaks the format; every problem found is listed."""

    def __init__(self, folder: Path, problems: Sequence[Problem]) -> None:
        self.folder = folder
        self.problems = tuple(problems)
        heading = ngettext(
            "{folder} cannot be used: {count} problem.",
            "{folder} cannot be used: {count} problems.",
            len(self.problems),
        ).format(folder=name_of(folder), count=len(self.problems))
        super().__init__("\n".join((heading, *map(str, self.problems))))


def name_of(folder: Path) -> str:
    """A revision's folder as people call it: `NSC-2021/1`."""
    return f"{folder.parent.name}/{folder.name}"
