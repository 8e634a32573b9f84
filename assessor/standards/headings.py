"""The headings of standards, read from their first file alone."""

from pathlib import Path

import tomli

from assessor import files
from assessor.domain.choosing import Heading
from assessor.standards import names
from assessor.standards.fields import Table
from assessor.standards.problems import Problem
from assessor.standards.reading import LEVELS, STANDARD_FILE, TAILORING_FILE

_MOST_BYTES = 2 << 20


def read_heading(folder: Path) -> Heading | None:
    """What the first file of a revision says; None where it cannot be told.

    Nothing else is looked at: a sound heading does not make a sound standard.
    """
    for name in (STANDARD_FILE, TAILORING_FILE):
        path = folder / name
        if path.is_file():
            return _read(path, is_tailored=name == TAILORING_FILE)
    return None


def _read(path: Path, *, is_tailored: bool) -> Heading | None:
    try:
        entries = tomli.loads(files.read(path, _MOST_BYTES).decode("utf-8-sig"))
    except (ValueError, RecursionError, files.FileError):  # checking the folder says what it is
        return None
    problems: list[Problem] = []
    table = Table(entries, problems, path.name)
    heading = Heading(
        table.name("id", names.STANDARD),
        table.whole("revision", 1, names.LAST_REVISION) or 0,
        table.words("title"),
        () if is_tailored else table.choices("levels", LEVELS, required=True),
        table.day("proposed_from"),
        table.day("proposed_to"),
        table.flag("overlay", default=False),
        table.names("areas", names.AREA),
        is_tailored,
    )
    lies_right = (heading.id, str(heading.revision)) == (path.parent.parent.name, path.parent.name)
    return heading if lies_right and not problems else None
