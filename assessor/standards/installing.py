"""Taking in a standard from a folder or a ZIP: checked first, and never half installed."""

import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assessor import files
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.standards import names
from assessor.standards.archives import MOST_PACKED, unpacked
from assessor.standards.digests import contents_of
from assessor.standards.folder import Folder
from assessor.standards.library import Library
from assessor.standards.problems import Problem, StandardError
from assessor.standards.reading import (
    FIRST_FILES,
    VOCABULARY,
    VOCABULARY_FILE,
    read_standard,
    read_vocabulary,
)


class InstallError(AssessorError):
    """A standard cannot be taken in, and why."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A revision that is at hand now; `is_new` is False where it was before."""

    name: str  # `NSC-2021/2`
    digest: str
    is_new: bool


def install(source: Path, target: Path, library: Library) -> Installed:
    """Copy the revision in a folder or a ZIP into the folder of installed standards.

    What it rests on must be in the library. Raises `StandardError` with every problem of a
    broken one, `InstallError` where a revision of this name is at hand with other contents.
    """
    opened = _opened(source)
    standard_id, revision = opened.path.parent.name, opened.path.name
    if standard_id == VOCABULARY:
        read_vocabulary(opened)
    else:
        read_standard(opened, library)
    at_hand = library.digests(standard_id, int(revision))
    name = f"{standard_id}/{revision}"
    if opened.digest in at_hand:
        return Installed(name, opened.digest, is_new=False)
    if at_hand:
        message = _(
            "{name} is here with other contents, and a revision never changes. Give the new one"
            " another revision number."
        )
        raise InstallError(message.format(name=name))
    put_folder(opened.contents, target / standard_id / revision)
    library.forget_broken()  # what waited for this revision is sound now
    return Installed(name, opened.digest, is_new=True)


def _opened(source: Path) -> Folder:
    """The revision's files under the name that they state themselves."""
    problems: list[Problem] = []
    if files.is_folder(source):
        contents: Mapping[str, bytes] = contents_of(source, problems)
    else:
        contents = unpacked(files.read(source, MOST_PACKED))
    if problems:
        raise StandardError(source.resolve(), problems)
    first = _first_file(contents, source)
    below = PurePosixPath(first).parent
    contents = {
        str(PurePosixPath(path).relative_to(below)): content
        for path, content in contents.items()
        if PurePosixPath(path).is_relative_to(below) and not _is_hidden(PurePosixPath(path))
    }
    return Folder(_stated_name(contents, PurePosixPath(first).name, source), contents)


def _first_file(contents: Mapping[str, bytes], source: Path) -> str:
    found = sorted(
        (path for path in contents if PurePosixPath(path).name in FIRST_FILES),
        key=lambda path: path.count("/"),
    )
    if not found:
        message = _("{path} holds no standard: there is no {files}.")
        raise InstallError(message.format(path=source, files=_(", ").join(FIRST_FILES)))
    if len({PurePosixPath(path).parent for path in found}) > 1:
        message = _("{path} holds several revisions. Install them one by one.")
        raise InstallError(message.format(path=source))
    return found[0]


def _stated_name(contents: Mapping[str, bytes], first: str, source: Path) -> Path:
    """Where the revision belongs: its id and number as the first file states them."""
    unnamed = Folder(source, contents)
    head = unnamed.table(first)
    standard_id = VOCABULARY if first == VOCABULARY_FILE else head.name("id", names.STANDARD)
    revision = head.whole("revision", 1, names.LAST_REVISION)
    if unnamed.problems:
        raise StandardError(unnamed.path, unnamed.problems)
    return Path(standard_id, str(revision))


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts)


def put_folder(contents: Mapping[str, bytes], target: Path) -> None:
    """Make a folder whole beside its place, then rename it: it is there or it is not."""
    files.made(target.parent)
    beside = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    try:
        for path, content in contents.items():
            files.made((beside / path).parent)
            files.write(beside / path, content)
        beside.rename(target)
    except OSError as error:
        raise files.FileError(files.explained(error, target)) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(beside)
