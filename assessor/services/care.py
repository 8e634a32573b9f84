"""Taking care of a workspace: daily backups, and restoring."""

from datetime import datetime, timedelta
from pathlib import Path

from assessor import files, progress
from assessor.domain.inspection import CHINA_TIME
from assessor.progress import ProgressFn
from assessor.storage import Backup, BackupError, Restored, Workspace, backups

#: How many daily backups are kept.
KEPT = 14
_A_DAY = timedelta(hours=24)


def back_up(
    workspace: Workspace, target: Path, at: datetime, on_progress: ProgressFn = progress.ignore
) -> Backup:
    """A whole backup at `target`, a file, or a folder in which it gets a name of its own."""
    if files.is_folder(target):
        target = target / backups.name_for(workspace.path, at)
    return workspace.back_up(target, at, whole=True, on_progress=on_progress)


def back_up_daily(workspace: Workspace, folder: Path, at: datetime) -> Backup | None:
    """A backup into `folder` if the last one there is a day old; the oldest ones go.

    It lists pictures and containers without copying them, for they never change. None if
    there is a backup of today, or the workspace lies on a server, which others back up.
    """
    if workspace.is_shared:
        return None
    latest = latest_in(folder, workspace.path)
    if latest is not None and timedelta(0) <= at - latest.made < _A_DAY:
        return None
    target = files.made(folder) / backups.name_for(workspace.path, at)
    made = workspace.back_up(target, at, whole=False)
    backups.rotate(folder, workspace.path, KEPT)
    return made


def latest_in(folder: Path, workspace: Path) -> Backup | None:
    """The newest sound backup of a workspace in a folder."""
    for path in reversed(backups.listed_in(folder, workspace)):
        try:
            return backups.listed(path)
        except BackupError:
            continue
    return None


def found_in(folder: Path) -> tuple[Path, ...]:
    """The backups in a folder, the newest first; none of them was read."""
    found = folder.glob(f"*{backups.SUFFIX}") if folder.is_dir() else ()
    return tuple(sorted(found, key=lambda each: each.name, reverse=True))


def restore(
    backup: Path,
    present: Path,
    target: Path | None = None,
    on_progress: ProgressFn = progress.ignore,
) -> Restored:
    """A new workspace from a backup, beside the present one, which stays as it is.

    `target` is where to put it; by default its name says when the backup was made, with a
    number behind it where it was restored before.
    """
    if target is None:
        made = backups.listed(backup).made.astimezone(CHINA_TIME)
        stem = f"{present.stem}-{made:%Y%m%d-%H%M%S}"
        target, number = present.with_name(f"{stem}{present.suffix}"), 1
        while target.exists():
            number += 1
            target = present.with_name(f"{stem}-{number}{present.suffix}")
    return backups.restore(backup, target, present, on_progress)
