"""The long pieces of work of the standards page, each done in the background.

A standard that is refused gives `Refused`, so that every problem can be shown in a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assessor import files
from assessor.domain.standard import Standard, StandardRef
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext
from assessor.standards import Library, StandardError, packed
from assessor.storage import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.services.authoring import Written
    from assessor.services.imported_standard import ImportedTable
    from assessor.services.tailoring import TailoringDraft


@dataclass(frozen=True, slots=True)
class Refused:
    """What is wrong with something, problem by problem."""

    heading: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What was installed, and what to tell."""

    name: str  # `NSC-2021/2`
    words: str


def install(
    source: Path, target: Path, library: Library, workspace: Workspace, at: datetime
) -> Done | Refused:
    """Install a standard from a folder or a ZIP, and score what waited for it."""
    from assessor.services.installing import install_standard

    try:
        installed, scored = install_standard(source, target, library, workspace, at)
    except StandardError as error:
        return refused(error)
    words = _("{standard} is installed.") if installed.is_new else _("{standard} is here already.")
    told = words.format(standard=installed.name)
    if scored:
        told += " " + _("Revisions that were scored with it: {count}.").format(count=scored)
    return Done(installed.name, told)


def tailor(draft: TailoringDraft, target: Path, library: Library) -> Done | Refused:
    """Check and install what an office adapted."""
    from assessor.services.tailoring import keep_tailoring

    try:
        installed = keep_tailoring(draft, target, library)
    except StandardError as error:
        return refused(error)
    return Done(installed.name, _("{standard} is installed.").format(standard=installed.name))


def export(library: Library, ref: StandardRef, target: Path, keys: Path) -> Path:
    """Write a revision as a ZIP, and beside it whom the keys of the profile trust."""
    from assessor.services.trusting import write_beside

    contents = library.contents(ref)
    if contents is None:
        raise AssessorError(
            _("The files of {standard} are not at hand any more.").format(standard=ref)
        )
    files.write(target, packed(contents, f"{ref.id}/{ref.revision}"))
    write_beside(keys, target)
    return target


def print_forms(standard: Standard, form: str, target: Path) -> Path:
    """Write a standard's blank form, or all where none is named, as PDF."""
    from assessor.services.blank_forms import blank_forms

    files.write(target, blank_forms(standard, form, current().language, datetime.now(UTC)))
    return target


def check(folder: Path, installed: Path) -> str | Refused:
    """What is wrong with the folder of a standard, or that it is sound."""
    from assessor.services.checking import check_folder

    try:
        words, problems = check_folder(folder, installed)
    except StandardError as error:
        return refused(error)
    if not problems:
        return words
    heading = ngettext(
        "{count} problem in {folder}.", "{count} problems in {folder}.", len(problems)
    ).format(count=len(problems), folder=folder)
    return Refused(heading, tuple(map(str, problems)))


def write_template(target: Path) -> Path:
    """Write the workbook that authors fill in."""
    from assessor.exchange.scoring_template import scoring_template

    files.write(target, scoring_template())
    return target


def read_table(path: Path, library: Library) -> ImportedTable:
    """An official scoring table, understood as far as it goes."""
    from assessor.services.authoring import import_table

    return import_table(path, library)


def write_folder(
    table: ImportedTable, given: Mapping[str, str], root: Path, library: Library
) -> Written:
    """Write the standard that a table amounts to."""
    from assessor.services.authoring import head_of, write_folder

    return write_folder(table, head_of(table, given), root, library)


def refused(error: StandardError) -> Refused:
    """The problems of a folder."""
    heading = str(error).partition("\n")[0]
    return Refused(heading, tuple(map(str, error.problems)))
