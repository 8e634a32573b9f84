"""From the folder of a revision to its values, or to everything that is wrong with it.

Files are read in the order in which they refer to each other: head and sources, clauses,
indicators, forms, profiles. Where one cannot be read at all, references to what it may
have held are taken on trust, so that one mistake gives one problem.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from assessor.domain.indicators import Indicator
from assessor.domain.standard import Chapter, Clause, Standard, StandardRef
from assessor.domain.vocabulary import Vocabulary
from assessor.i18n import _
from assessor.standards import names, origins, requirements, vocabulary
from assessor.standards.fields import Spelling, Table
from assessor.standards.folder import Folder
from assessor.standards.forms import FormReader
from assessor.standards.names import Register
from assessor.standards.problems import Problem, StandardError
from assessor.standards.profiles import profile

#: The newest format of standards and vocabularies that this program reads.
FORMAT = 1
#: The id of the vocabulary, and the name of its folder.
VOCABULARY = "common"

_STANDARD_FILES = ("standard.toml", "clauses", "indicators.toml", "site_types", "profiles")
_VOCABULARY_FILES = ("common.toml", "chaos.toml", "reasons.toml")
_VOCABULARY_ID = Spelling(re.compile(VOCABULARY), VOCABULARY)
_LEVELS = ("city", "county", "town")
_LAST_FORMAT = 1_000_000
_LAST_REVISION = 9999

_Part = TypeVar("_Part")


def load_standard(folder: Path) -> Standard:
    """A revision of a standard, checked whole; `StandardError` with every problem."""
    files = Folder(folder)
    head = _head(files, "standard.toml")
    standard = _standard(files, head)
    head.close()
    files.finish(_STANDARD_FILES)
    return standard


def load_vocabulary(folder: Path) -> Vocabulary:
    """A revision of the shared vocabulary, checked whole; `StandardError` with every problem."""
    files = Folder(folder)
    head = _head(files, "common.toml")
    revision = _revision(files, head, head.name("id", _VOCABULARY_ID))
    sources = Register(complete=head.readable)
    register = origins.sources(head, sources)
    chaos = files.table("chaos.toml")
    categories = Register()
    reasons = files.table("reasons.toml")
    found = Vocabulary(
        revision,
        vocabulary.categories(chaos, categories),
        vocabulary.presets(chaos, categories, sources),
        vocabulary.reasons(reasons),
        register,
    )
    for table in (head, chaos, reasons):
        table.close()
    files.finish(_VOCABULARY_FILES)
    return found


def _standard(files: Folder, head: Table) -> Standard:
    standard_id = head.name("id", names.STANDARD)
    revision = _revision(files, head, standard_id)
    sources, clauses = Register(complete=head.readable), Register()
    register = origins.sources(head, sources)
    levels = head.choices("levels", _LEVELS, required=True)
    chapters, all_clauses = _chapters(files, clauses, sources)
    codes = Register(complete=head.readable)
    read_form = FormReader(standard_id, clauses, sources).site_type
    read_profile = partial(profile, site_types=codes, sources=sources)
    return Standard(
        ref=StandardRef(standard_id, revision, files.digest),
        title=head.words("title"),
        issuer=head.words("issuer"),
        document_number=head.optional_text("document_number"),
        issued=head.text("issued"),
        valid_from=head.day("valid_from"),
        replaces=head.names("replaces", names.STANDARD),
        levels=levels,
        clauses=all_clauses,
        indicators=_indicators(files, levels or _LEVELS, sources),
        site_types=_listed(files, head, "site_types", names.SITE_TYPE, read_form, codes),
        profiles=_listed(files, head, "profiles", names.PROFILE, read_profile, Register()),
        chapters=chapters,
        sources=register,
    )


def _head(files: Folder, file: str) -> Table:
    """The first file; a newer format is refused at once, for nothing else can be judged."""
    head = files.table(file)
    version = head.whole("format", 1, _LAST_FORMAT)
    if version is not None and version > FORMAT:
        message = _("format {version} is newer than this program, which reads {known}. Update it.")
        message = message.format(version=version, known=FORMAT)
        raise StandardError(files.path, [Problem(file, "", "format", message)])
    return head


def _revision(files: Folder, head: Table, standard_id: str) -> int:
    revision = head.whole("revision", 1, _LAST_REVISION)
    if standard_id and standard_id != files.path.parent.name:
        message = _("{id} does not lie in a folder of this name, but in {folder}.")
        head.refuse("id", message.format(id=standard_id, folder=files.path.parent.name))
    if revision is not None and str(revision) != files.path.name:
        message = _("revision {revision} does not lie in a folder of this name, but in {folder}.")
        head.refuse("revision", message.format(revision=revision, folder=files.path.name))
    return revision or 0


def _chapters(
    files: Folder, known: Register, sources: Register
) -> tuple[tuple[Chapter, ...], tuple[Clause, ...]]:
    chapters: list[Chapter] = []
    clauses: list[Clause] = []
    numbers = Register()
    for file in files.inside("clauses"):
        table = files.table(file)
        known.complete &= table.readable
        chapters.append(requirements.chapter(table, numbers))
        clauses += requirements.clauses(table, chapters[-1].id, known, sources)
        table.close()
    return tuple(chapters), tuple(clauses)


def _indicators(files: Folder, levels: tuple[str, ...], sources: Register) -> tuple[Indicator, ...]:
    if not files.has("indicators.toml"):
        return ()
    table = files.table("indicators.toml")
    found = requirements.indicators(table, levels, sources)
    table.close()
    return found


def _listed(
    files: Folder,
    head: Table,
    key: str,
    spelling: Spelling,
    read: Callable[[Table], _Part],
    known: Register,
) -> tuple[_Part, ...]:
    """The files of an inner folder, in the order of the list in the head."""
    listed = []
    for name in head.names(key, spelling):
        known.add(head, key, name)
        listed.append(f"{key}/{name}.toml")
    for file in files.inside(key):
        if file not in listed:
            listed.append(file)
            if head.readable:
                files.refuse(file, _("standard.toml does not list it under {key}.").format(key=key))
    return tuple(read(table) for table in map(files.table, listed) if table.readable)
