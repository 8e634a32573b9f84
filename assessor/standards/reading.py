"""From the files of a revision to its values, or to everything that is wrong with it.

Files are read in the order in which they refer to each other: head and sources, clauses,
numbers, forms, profiles. Where one cannot be read at all, references to what it may
have held are taken on trust, so that one mistake gives one problem.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from assessor.domain.forms import SiteType
from assessor.domain.profiles import ScoringProfile
from assessor.domain.standard import Chapter, Clause, Crosswalk, Standard, StandardRef
from assessor.domain.texts import Source
from assessor.domain.vocabulary import Vocabulary
from assessor.i18n import _
from assessor.standards import names, origins, requirements, vocabulary
from assessor.standards.borrowing import borrowed_forms, cited_sources
from assessor.standards.crosswalks import crosswalk
from assessor.standards.fields import Table
from assessor.standards.figures import FigureReader
from assessor.standards.folder import Folder
from assessor.standards.forms import FormReader
from assessor.standards.names import ClauseRegister, Register
from assessor.standards.pins import Bases, pinned
from assessor.standards.problems import Problem, StandardError
from assessor.standards.profiles import profile
from assessor.standards.tailoring import tailored
from assessor.standards.values import Spelling, newer_format

#: The newest format of standards and vocabularies that this program reads.
FORMAT = 2
#: The id of the vocabulary, and the name of its folder.
VOCABULARY = "common"

#: The first file of a standard.
STANDARD_FILE = "standard.toml"
#: The first file of a standard that adapts another.
TAILORING_FILE = "tailoring.toml"
#: The first file of the vocabulary.
VOCABULARY_FILE = "common.toml"
#: The file that a folder is known by as a revision.
FIRST_FILES = (STANDARD_FILE, TAILORING_FILE, VOCABULARY_FILE)
#: The administrative levels that a standard may be for.
LEVELS = ("city", "county", "town")

_STANDARD_FILES = (
    STANDARD_FILE,
    "clauses",
    "indicators.toml",
    "prerequisites.toml",
    "thresholds.toml",
    "crosswalk",
    "site_types",
    "profiles",
)
_VOCABULARY_FILES = (
    VOCABULARY_FILE,
    "chaos.toml",
    "reasons.toml",
    "industry_groups.toml",
    "phrases.toml",
)
_VOCABULARY_ID = Spelling(re.compile(VOCABULARY), VOCABULARY)
_LAST_FORMAT = 1_000_000

_Part = TypeVar("_Part")


def read_standard(files: Folder, bases: Bases) -> Standard:
    """A revision of a standard, checked whole; `StandardError` with every problem."""
    if files.has(TAILORING_FILE) and not files.has(STANDARD_FILE):
        return _tailored_standard(files, bases)
    if not (files.has(STANDARD_FILE) or files.problems):  # the wrong folder, and no more to say
        files.table(STANDARD_FILE)
        raise StandardError(files.path, files.problems)
    head = _head(files, STANDARD_FILE)
    standard = _StandardReader(files, head, bases).standard()
    head.close()
    files.finish(_STANDARD_FILES)
    return standard


def read_vocabulary(files: Folder) -> Vocabulary:
    """A revision of the shared vocabulary, checked whole; `StandardError` with every problem."""
    head = _head(files, VOCABULARY_FILE)
    revision = _revision(files, head, head.name("id", _VOCABULARY_ID))
    sources = Register(complete=head.readable)
    register = origins.sources(head, sources)
    chaos = files.table("chaos.toml")
    categories = Register(complete=chaos.readable)
    reasons = files.table("reasons.toml")
    groups = files.optional_table("industry_groups.toml", since=2)
    phrases = files.optional_table("phrases.toml", since=2)
    found = Vocabulary(
        revision,
        vocabulary.categories(chaos, categories),
        vocabulary.presets(chaos, categories, sources),
        vocabulary.reasons(reasons),
        register,
        vocabulary.groups(groups, sources) if groups else (),
        vocabulary.phrases(phrases, categories) if phrases else (),
    )
    for table in (head, chaos, reasons, groups, phrases):
        if table:
            table.close()
    files.finish(_VOCABULARY_FILES)
    return found


def _tailored_standard(files: Folder, bases: Bases) -> Standard:
    head = _head(files, TAILORING_FILE)
    if head.version < 2:
        head.refuse("format", newer_format(2))
    standard_id = head.name("id", names.STANDARD)
    ref = StandardRef(standard_id, _revision(files, head, standard_id), files.digest)
    standard = tailored(head, bases, ref)
    head.close()
    files.finish([TAILORING_FILE])
    if standard is None:  # then the problem was noted, and `finish` raised
        raise StandardError(files.path, files.problems)
    return standard


class _StandardReader:
    """Reads one standard; the registers grow from file to file."""

    def __init__(self, files: Folder, head: Table, bases: Bases) -> None:
        self._files = files
        self._head = head
        self._id = head.name("id", names.STANDARD)
        self._sources = Register(complete=head.readable)
        self._clauses = ClauseRegister([self._id])
        self._codes = Register(complete=head.readable)
        head.since(2, "forms", "proposed_from", "proposed_to", "overlay", "areas")
        forms = head.table("forms", required=False)
        self._base = pinned(forms, bases) if forms else None
        self._borrows = forms is not None
        borrowed = self._base.thresholds if self._base else ()
        self._thresholds = Register(
            (each.id for each in borrowed), of=str(self._base.ref) if self._base else ""
        )
        if forms:
            forms.close()

    def standard(self) -> Standard:
        """The whole standard."""
        sources = origins.sources(self._head, self._sources)
        bare = self._bare(sources)
        chapters, clauses = self._chapters()
        figures = FigureReader(bare.levels or LEVELS, self._clauses, self._sources)
        bare = replace(
            bare,
            chapters=chapters,
            clauses=clauses,
            indicators=self._rows("indicators.toml", figures.indicators),
            prerequisites=self._rows("prerequisites.toml", figures.prerequisites, since=2),
            crosswalks=self._crosswalks(),
        )
        read = partial(figures.thresholds, known=self._thresholds)
        thresholds = self._rows("thresholds.toml", read, since=2)
        site_types = self._site_types()
        if self._base:
            thresholds = (*self._base.thresholds, *thresholds)
            sources = (*sources, *cited_sources(self._head, sources, self._base, site_types))
        return replace(
            bare,
            sources=sources,
            thresholds=thresholds,
            site_types=site_types,
            profiles=self._profiles(),
        )

    def _bare(self, sources: tuple[Source, ...]) -> Standard:
        """What the head alone tells; everything else is still to come."""
        head = self._head
        starts, ends = head.day("proposed_from"), head.day("proposed_to")
        if starts and ends and ends < starts:
            head.refuse("proposed_to", _("it ends before it starts."))
        return Standard(
            ref=StandardRef(self._id, _revision(self._files, head, self._id), self._files.digest),
            title=head.words("title"),
            issuer=head.words("issuer"),
            document_number=head.optional_text("document_number"),
            issued=head.text("issued"),
            valid_from=head.day("valid_from"),
            replaces=head.names("replaces", names.STANDARD),
            levels=head.choices("levels", LEVELS, required=True),
            clauses=(),
            indicators=(),
            site_types=(),
            profiles=(),
            sources=sources,
            proposed_from=starts,
            proposed_to=ends,
            overlay=head.flag("overlay", default=False),
            areas=head.names("areas", names.AREA),
            forms=self._base.ref if self._base else None,
        )

    def _profiles(self) -> tuple[ScoringProfile, ...]:
        read = partial(
            profile, site_types=self._codes, clauses=self._clauses, sources=self._sources
        )
        return self._listed("profiles", names.PROFILE, read, Register())

    def _chapters(self) -> tuple[tuple[Chapter, ...], tuple[Clause, ...]]:
        chapters: list[Chapter] = []
        clauses: list[Clause] = []
        numbers = Register()
        for file in self._files.inside("clauses"):
            table = self._files.table(file)
            self._clauses.complete &= table.readable
            chapters.append(requirements.chapter(table, numbers))
            clauses += requirements.clauses(table, chapters[-1].id, self._clauses, self._sources)
            table.close()
        return tuple(chapters), tuple(clauses)

    def _rows(
        self, file: str, read: Callable[[Table], tuple[_Part, ...]], since: int = 1
    ) -> tuple[_Part, ...]:
        table = self._files.optional_table(file, since)
        if table is None:
            return ()
        found = read(table)
        table.close()
        return found

    def _site_types(self) -> tuple[SiteType, ...]:
        if self._base:
            self._refuse_own_forms()
            return borrowed_forms(self._head, self._base, self._codes)
        if self._borrows:  # the pinned forms are unknown, and so are the references to them
            self._codes.complete = self._thresholds.complete = False
            self._head.names("site_types", names.SITE_TYPE)
            self._refuse_own_forms()
            return ()
        reader = FormReader(self._clauses, self._sources, self._thresholds)
        return self._listed("site_types", names.SITE_TYPE, reader.site_type, self._codes)

    def _refuse_own_forms(self) -> None:
        for file in self._files.inside("site_types"):
            self._files.table(file)
            self._files.refuse(file, _("[forms] takes the forms from elsewhere. Take this away."))

    def _crosswalks(self) -> tuple[Crosswalk, ...]:
        found = []
        for file in self._files.inside("crosswalk"):
            table = self._files.optional_table(file, since=2)
            if table and table.readable:
                found.append(crosswalk(table, self._id, self._clauses, self._sources))
        return tuple(found)

    def _listed(
        self,
        key: str,
        spelling: Spelling,
        read: Callable[[Table], _Part],
        known: Register,
    ) -> tuple[_Part, ...]:
        """The files of an inner folder, in the order of the list in the head."""
        listed = []
        for name in self._head.names(key, spelling):
            known.add(self._head, key, name)
            listed.append(f"{key}/{name}.toml")
        for file in self._files.inside(key):
            if file not in listed:
                listed.append(file)
                if self._head.readable:
                    message = _("standard.toml does not list it under {key}.").format(key=key)
                    self._files.refuse(file, message)
        return tuple(read(table) for table in map(self._files.table, listed) if table.readable)


def _head(files: Folder, file: str) -> Table:
    """The first file; a newer format is refused at once, for nothing else can be judged."""
    head = files.table(file)
    version = head.whole("format", 1, _LAST_FORMAT)
    if version is not None and version > FORMAT:
        message = _("format {version} is newer than this program, which reads {known}. Update it.")
        message = message.format(version=version, known=FORMAT)
        raise StandardError(files.path, [Problem(file, "", "format", message)])
    files.version = head.version = version or FORMAT
    return head


def _revision(files: Folder, head: Table, standard_id: str) -> int:
    revision = head.whole("revision", 1, names.LAST_REVISION)
    if standard_id and standard_id != files.path.parent.name:
        message = _("{id} does not lie in a folder of this name, but in {folder}.")
        head.refuse("id", message.format(id=standard_id, folder=files.path.parent.name))
    if revision is not None and str(revision) != files.path.name:
        message = _("revision {revision} does not lie in a folder of this name, but in {folder}.")
        head.refuse("revision", message.format(revision=revision, folder=files.path.name))
    return revision or 0
