"""The folder of one revision: its files as tables, and everything found wrong with them."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath

import tomli

from assessor.i18n import _
from assessor.standards.digests import contents_of, digest_of
from assessor.standards.fields import Table
from assessor.standards.problems import Problem, StandardError
from assessor.standards.values import newer_format

_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_PROSE = ("CHANGES.md", "README.md")


class Folder:
    """The files of one revision, read once, so that digest and values never disagree.

    With `contents` nothing is read, and `path` only tells the name of the revision.
    """

    def __init__(self, path: Path, contents: Mapping[str, bytes] | None = None) -> None:
        self.path = path.resolve()
        self.version = 1
        self.problems: list[Problem] = []
        if contents is None:
            contents = contents_of(self.path, self.problems)
        self.contents: Mapping[str, bytes] = contents
        self._used: set[str] = set()

    @cached_property
    def digest(self) -> str:
        """See `digests.digest`."""
        return digest_of(self.contents)

    def refuse(self, file: str, message: str, place: str = "") -> None:
        """Note what is wrong with a file, or with the folder where `file` is empty."""
        self.problems.append(Problem(file, place, "", message))

    def has(self, file: str) -> bool:
        """Whether there is such a file."""
        return file in self.contents

    def inside(self, name: str) -> tuple[str, ...]:
        """The TOML files directly in an inner folder, sorted by name."""
        return tuple(
            file
            for file in sorted(self.contents)
            if file.endswith(".toml") and PurePosixPath(file).parent == PurePosixPath(name)
        )

    def optional_table(self, file: str, since: int = 1) -> Table | None:
        """A file as a table; None where there is no such file."""
        if file not in self.contents:
            return None
        message = newer_format(since)
        if self.version < since and all(each.message != message for each in self.problems):
            self.refuse(file, message)
        return self.table(file)

    def table(self, file: str) -> Table:
        """A file as a table; an unreadable one, and a problem noted, where it cannot be read."""
        self._used.add(file)
        if file not in self.contents:
            if not any(problem.file == file for problem in self.problems):
                self.refuse(file, _("the file is missing."))
            return Table({}, [], file, readable=False)
        contents = self.contents[file]
        try:
            entries = tomli.loads(contents.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = contents.count(b"\n", 0, error.start) + 1
            message = _("the file is not in UTF-8. Save it in this encoding.")
            self.refuse(file, message, _("line {line}").format(line=line))
        except RecursionError:
            self.refuse(file, _("tables or lists lie too deep inside each other."))
        except ValueError as error:  # bad TOML, or a whole number beyond all bounds
            self._refuse_toml(file, str(error))
        else:
            return Table(entries, self.problems, file, self.version)
        return Table({}, [], file, readable=False)

    def finish(self, known: Iterable[str]) -> None:
        """Report the files that nobody read; then raise `StandardError` for all problems.

        `known` are the names of inner folders and files to suggest for a mistyped one.
        """
        for file in sorted(self.contents.keys() - self._used - set(_PROSE)):
            top = file.partition("/")[0]
            near = get_close_matches(top, known, n=1)
            if near and near[0] != top:
                message = _("no such file belongs to a standard; did you mean {known}?")
                self.refuse(file, message.format(known=near[0]))
            else:
                self.refuse(file, _("no such file belongs to a standard. Take it away."))
        if self.problems:
            raise StandardError(self.path, self.problems)

    def _refuse_toml(self, file: str, reason: str) -> None:
        found = _LINE.search(reason)
        place = ""
        if found:
            place = _("line {line}, column {column}").format(line=found[1], column=found[2])
            reason = reason[: found.start()].strip()
        self.refuse(file, _("this is not TOML: {reason}.").format(reason=reason), place)
