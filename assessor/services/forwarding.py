"""Handing everything on: the signed files of a workspace, as they came, for the next office.

A county's whole database is a set of signed files. The city merges them with the same
command as any others, and holds the same truth.
"""

from collections.abc import Sequence
from pathlib import Path

from assessor import files, progress
from assessor.progress import ProgressFn
from assessor.storage import Workspace

_SUFFIX = ".asice"


def export_documents(
    workspace: Workspace, folder: Path, on_progress: ProgressFn = progress.ignore
) -> tuple[Path, ...]:
    """Write every signed file into a folder, each read back; those that lie there stay.

    Named by their identity, so that exporting again only adds what is new. Gives the
    files that were written.
    """
    files.made(folder)
    written = []
    identities: Sequence[str] = workspace.documents.identities()
    for identity in progress.each(identities, on_progress):
        target = folder / f"{identity}{_SUFFIX}"
        content = workspace.documents.archived(identity)
        if not (target.is_file() and files.read(target, len(content) + 1) == content):
            files.write_verified(target, content)
            written.append(target)
    return tuple(written)
