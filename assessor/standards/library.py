"""The standards at hand: those that come with the program and those the user installed."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from assessor import files
from assessor.domain import choosing
from assessor.domain.choosing import Heading
from assessor.domain.standard import Standard, StandardRef
from assessor.domain.vocabulary import Vocabulary
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.standards.archives import unpacked
from assessor.standards.folder import Folder
from assessor.standards.headings import read_heading
from assessor.standards.problems import Problem, StandardError, name_of
from assessor.standards.published import changed, published
from assessor.standards.reading import (
    FIRST_FILES,
    VOCABULARY,
    read_standard,
    read_vocabulary,
)

_Loaded = Standard | Vocabulary | StandardError


class LibraryError(AssessorError):
    """Nobody has such a standard."""


def load_standard(folder: Path, library: "Library | None" = None) -> Standard:
    """A revision of a standard, checked whole; `StandardError` with every problem.

    Revisions it rests on are looked up in the library; without one, beside the folder.
    """
    return read_standard(Folder(folder), library or Library(folder.resolve().parent.parent))


def load_vocabulary(folder: Path) -> Vocabulary:
    """A revision of the shared vocabulary, checked whole; `StandardError` with every problem."""
    return read_vocabulary(Folder(folder))


class Library:
    """Every revision below some folders, `<folder>/<id>/<revision>/`, read when first asked for.

    A folder that is broken, or that differs from the published revision of its name, is
    left out and listed by `problems`; it never hides another. `installed` need not exist.
    Copies that a workspace kept are found by their reference alone.
    """

    def __init__(self, shipped: Path, *installed: Path) -> None:
        self._shipped = shipped
        self._roots = tuple(dict.fromkeys((shipped, *installed)))
        self._published = published(shipped)
        self._loaded: dict[Path, _Loaded] = {}
        self._unread: dict[Path, Folder] = {}  # files that were only counted so far
        self._digests: dict[Path, str] = {}
        self._headings: dict[Path, Heading | None] = {}
        self._copies: dict[StandardRef, bytes] = {}
        self._by_ref: dict[StandardRef, Standard] = {}

    def standards(self) -> tuple[Standard, ...]:
        """Every sound revision, by id, the newest of each first."""
        loaded = (self._load(folder) for folder in self._folders())
        sound = {each.ref: each for each in loaded if isinstance(each, Standard)}
        return tuple(sorted(sound.values(), key=lambda each: (each.ref.id, -each.ref.revision)))

    def forget_broken(self) -> None:
        """Let broken folders, and what rests on them, be read anew, for they may be mended."""
        broken = [
            folder
            for folder, found in list(self._loaded.items())
            if isinstance(found, StandardError)
        ]
        unread = [folder for folder, found in list(self._headings.items()) if found is None]
        for kept in (self._loaded, self._unread, self._digests, self._headings):
            for folder in (*broken, *unread):
                kept.pop(folder, None)

    def headings(self) -> tuple[Heading, ...]:
        """What the first files say, by id, the newest first: quick, but not known to be sound."""
        found: dict[str, Heading] = {}
        for folder in self._folders():
            if folder not in self._headings:
                self._headings[folder] = read_heading(folder)
            if heading := self._headings[folder]:
                found.setdefault(str(heading), heading)
        return tuple(sorted(found.values(), key=lambda each: (each.id, -each.revision)))

    def proposed(self, level: str, area: str, on: date) -> tuple[Standard, ...]:
        """What `domain.choosing` proposes, read whole: the main one and its overlays.

        Broken ones are passed over. Nothing else is read.
        """
        headings = list(self.headings())
        while chosen := choosing.proposed(headings, level, area, on):
            sound = {each: self._sound(each) for each in chosen}
            if all(sound.values()):
                return tuple(standard for standard in sound.values() if standard)
            headings = [each for each in headings if sound.get(each, True)]
        return ()

    def standard(self, standard_id: str, revision: int | None = None) -> Standard:
        """A revision, or the newest sound one; `LibraryError` or `StandardError` if none is."""
        broken = None
        for folder in self._folders(standard_id, revision):
            match self._load(folder):
                case Standard() as standard:
                    return standard
                case StandardError() as error:
                    broken = broken or error
        if broken:
            raise StandardError(broken.folder, broken.problems)
        wanted = standard_id if revision is None else f"{standard_id}/{revision}"
        message = _("The standard {wanted} is not installed; there are {known}. Install it first.")
        known = _(", ").join(map(str, self.headings())) or _("none")
        raise LibraryError(message.format(wanted=wanted, known=known))

    def by_ref(self, ref: StandardRef) -> Standard | None:
        """The very revision; None if it is unknown or has other contents here."""
        if ref not in self._by_ref:
            found = self._in_folders(ref) or self._in_copies(ref)
            if found is None:
                return None
            self._by_ref[ref] = found
        return self._by_ref[ref]

    def digests(self, standard_id: str, revision: int) -> tuple[str, ...]:
        """The digests of what is at hand under this name, sound or not."""
        found = map(self._digest, self._folders(standard_id, revision))
        return tuple(dict.fromkeys(each for each in found if each))

    def contents(self, ref: StandardRef) -> Mapping[str, bytes] | None:
        """The files of the very revision by path; None if it is not at hand any more."""
        for folder in self._folders(ref.id, ref.revision):
            if self._digest(folder) == ref.digest:
                found = Folder(folder)
                if not found.problems and found.digest == ref.digest:
                    return found.contents
        return unpacked(self._copies[ref]) if ref in self._copies else None

    def add_copies(self, copies: Mapping[StandardRef, bytes]) -> None:
        """Let revisions be found by their reference, each given as a ZIP of its files."""
        self._copies.update(copies)

    def vocabulary(self) -> Vocabulary:
        """The newest sound revision of the shared words; `StandardError` if none is."""
        errors = []
        for folder in self._folders(VOCABULARY):
            match self._load(folder):
                case Vocabulary() as vocabulary:
                    return vocabulary
                case StandardError() as error:
                    errors.append(error)
        if errors:
            raise StandardError(errors[0].folder, errors[0].problems)
        message = _("{folder} has no vocabulary. Install the program anew.")
        raise LibraryError(message.format(folder=self._shipped))

    def changes_published(self, folder: Path) -> tuple[Problem, ...]:
        """The problem of a folder that bears a published revision's name over other contents."""
        name = name_of(folder)
        expected = self._published.get(name)
        if expected is None and (self._shipped / name).is_dir():
            expected = self._digest(self._shipped / name)
        if expected is None or self._digest(folder) in ("", expected):
            return ()
        return (Problem("", "", "", changed(name)),)

    def problems(self) -> tuple[StandardError, ...]:
        """What is wrong with the folders that were left out."""
        loaded = [self._load(folder) for folder in self._folders()]
        return tuple(each for each in loaded if isinstance(each, StandardError))

    def _sound(self, heading: Heading) -> Standard | None:
        try:
            return self.standard(heading.id, heading.revision)
        except StandardError:
            return None

    def _in_folders(self, ref: StandardRef) -> Standard | None:
        for folder in self._folders(ref.id, ref.revision):
            # The digest first: a revision that rests on itself would be read for ever.
            if self._digest(folder) == ref.digest:
                found = self._load(folder)
                if isinstance(found, Standard):
                    return found
        return None

    def _in_copies(self, ref: StandardRef) -> Standard | None:
        if ref not in self._copies:
            return None
        try:
            folder = Folder(Path(ref.id, str(ref.revision)), unpacked(self._copies[ref]))
            return read_standard(folder, self) if folder.digest == ref.digest else None
        except AssessorError:
            return None

    def _folders(self, standard_id: str = "", revision: int | None = None) -> Iterator[Path]:
        """Folders that look like revisions, the newest first, shipped before installed."""
        for folder in sorted(self._found(), key=_revision, reverse=True):
            if standard_id and folder.parent.name != standard_id:
                continue
            if revision is None or _revision(folder) == revision:
                yield folder

    def _found(self) -> Iterator[Path]:
        for root in self._roots:
            for standard in _inner_folders(root):
                if any((standard / name).exists() for name in FIRST_FILES):
                    yield standard  # one level too high: reading it says so
                else:
                    yield from _inner_folders(standard)

    def _load(self, folder: Path) -> _Loaded:
        if folder not in self._loaded:
            opened = self._unread.pop(folder, None) or Folder(folder)
            self._digests[folder] = "" if opened.problems else opened.digest
            try:
                self._refuse_changed(folder)
                self._loaded[folder] = (
                    read_vocabulary(opened)
                    if folder.parent.name == VOCABULARY
                    else read_standard(opened, self)
                )
            except StandardError as error:
                self._loaded[folder] = error
        return self._loaded[folder]

    def _digest(self, folder: Path) -> str:
        """The digest of a folder as it was first seen; empty where it cannot be read."""
        if folder not in self._digests:
            opened = self._unread[folder] = Folder(folder)
            self._digests[folder] = "" if opened.problems else opened.digest
        return self._digests[folder]

    def _refuse_changed(self, folder: Path) -> None:
        if problems := self.changes_published(folder):
            raise StandardError(folder, problems)


def _inner_folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    try:
        inner = [each for each in folder.iterdir() if each.is_dir()]
    except OSError as error:
        raise LibraryError(files.explained(error, folder)) from error
    return sorted(each for each in inner if not each.name.startswith("."))


def _revision(folder: Path) -> int:
    """The number a folder is called by; 0 if its name is no number, which reading refuses."""
    return int(folder.name) if folder.name.isascii() and folder.name.isdecimal() else 0
