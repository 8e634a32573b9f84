"""Taking in a standard, and scoring at once what waited for it."""

from datetime import datetime
from pathlib import Path

from assessor.services.transfer import rescore
from assessor.standards import Installed, Library, install
from assessor.storage import Workspace


def install_standard(
    source: Path, target: Path, library: Library, workspace: Workspace | None, at: datetime
) -> tuple[Installed, int]:
    """Copy a revision, from a folder or a ZIP, into the folder of installed standards.

    Gives what is at hand now, and how many signed revisions of the workspace could be
    scored with it. Nothing changes where it is refused.
    """
    installed = install(source, target, library)
    scored = rescore(workspace, library, at) if workspace else 0
    return installed, scored
