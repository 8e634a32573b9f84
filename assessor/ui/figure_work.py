"""The longer pieces of work of the indicators page; spreadsheets load when they first run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.domain.figures import Area, Proof, Subject
from assessor.domain.standard import Standard
from assessor.i18n import _, current
from assessor.progress import ProgressFn
from assessor.storage import Workspace

if TYPE_CHECKING:
    from assessor.services.figures import Entry


def take_in(
    workspace: Workspace, standard: Standard, unit: str, year: int, path: Path, entry: Entry
) -> str:
    """Take in a filled-in spreadsheet, and say what it brought."""
    from assessor.services.figure_sheets import take_in_sheet

    taken = take_in_sheet(workspace, standard, unit, year, path, entry)
    return _("Taken in: {values} values, {answers} answers.").format(
        values=taken.values, answers=taken.answers
    )


def write(workspace: Workspace, standard: Standard, unit: str, year: int, target: Path) -> Path:
    """Write the spreadsheet to fill in."""
    from assessor.services.figure_sheets import write_sheet

    write_sheet(workspace, standard, unit, year, target, current().language)
    return target


def attach(
    workspace: Workspace,
    area: Area,
    subject: Subject,
    subject_id: str,
    year: int,
    paths: Sequence[Path],
    report: ProgressFn,
) -> tuple[Proof, ...]:
    """Keep files as evidence, one after the other."""
    from assessor.services.figures import attach as keep

    kept = []
    for number, path in enumerate(paths):
        report(number, len(paths))
        kept.append(keep(workspace, area, subject, subject_id, year, path))
    return tuple(kept)
