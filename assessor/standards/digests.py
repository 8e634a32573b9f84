"""The files of a revision, and the digest that pins a published one."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from assessor import files
from assessor.i18n import _
from assessor.standards.problems import Problem, StandardError

#: A file of a standard is no larger, in bytes; an ordinary form has some twenty thousand.
LARGEST = 2 << 20
_MOST = 500


def digest(folder: Path) -> str:
    """What tells this revision from every other: SHA-256 in hex, the same on every system.

    Hashed are the files at any depth, in the order of their paths (relative, with `/`,
    compared by code point). For each file: the path in UTF-8, a zero byte, the length of
    the contents in decimal, a zero byte, the contents. In the contents CR LF and a lone CR
    count as LF, and so in the length, for git may change them. Left out are only files
    whose name, or a folder's name on the way, begins with a dot. Unreadable files:
    `StandardError`.
    """
    problems: list[Problem] = []
    contents = contents_of(folder, problems)
    if problems:
        raise StandardError(folder, problems)
    return digest_of(contents)


def digest_of(contents: Mapping[str, bytes]) -> str:
    """The digest of files already read, by relative path."""
    hashed = hashlib.sha256()
    for path in sorted(contents):
        text = contents[path].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        hashed.update(b"%b\0%d\0" % (path.encode(errors="surrogateescape"), len(text)))
        hashed.update(text)
    return hashed.hexdigest()


def contents_of(folder: Path, problems: list[Problem]) -> dict[str, bytes]:
    """Every file that belongs to the digest, by relative path; what fails is added."""
    contents: dict[str, bytes] = {}
    for path in _visible_files(folder, problems):
        name = path.relative_to(folder).as_posix()
        if len(contents) == _MOST:
            message = _("a standard has at most {most} files. Is this the right folder?")
            problems.append(Problem("", "", "", message.format(most=_MOST)))
            break
        try:
            contents[name] = files.read(path, LARGEST)
        except files.FileError as error:
            problems.append(Problem(name, "", "", str(error)))
    return contents


def _visible_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        problems.append(Problem("", "", "", files.explained(error, Path(error.filename))))

    for place, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and path.is_file():
                yield path
