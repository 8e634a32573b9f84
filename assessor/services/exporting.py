"""Result files for the stick: several at once, each read back, and remembered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assessor import files, progress
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.services.judging_files import readable
from assessor.services.transfer import export_check, result_name
from assessor.storage import Workspace


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of exporting several checks.

    `written` files were read back whole. `refusals` say which checks cannot be exported at
    all. Where the drive failed, `failure` says how, and `left` are the checks to try again.
    """

    written: tuple[Path, ...]
    refusals: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    failure: str = ""


def export_noted(
    workspace: Workspace, check_id: str, target: Path, at: datetime, encrypt_to: bytes = b""
) -> Path:
    """Export a check as `export_check` does, and remember when and whereto."""
    path = export_check(workspace, check_id, target, encrypt_to)
    _note(workspace, check_id, path, at)
    return path


def export_all(
    workspace: Workspace,
    check_ids: Sequence[str],
    folder: Path,
    at: datetime,
    on_progress: ProgressFn = progress.ignore,
    encrypt_to: bytes = b"",
) -> Exported:
    """Write result files into a folder of one drive, each synced and read back.

    `encrypt_to` is the certificate (DER) of the office that alone can read them, if they
    are not for everybody. A check that cannot be exported stops none of the others, a drive
    that fails stops all that follow.
    """
    written: list[Path] = []
    refusals: list[str] = []
    try:
        drive = _drive(folder)
        for number, check_id in enumerate(check_ids):
            on_progress(number, len(check_ids))
            _refuse_other_drive(folder, drive)
            try:
                target = _target(workspace, check_id, folder)
                path = export_check(workspace, check_id, target, encrypt_to)
            except files.FileError:
                raise
            except AssessorError as error:
                refusals.append(str(error))
                continue
            _refuse_other_drive(folder, drive)
            _note(workspace, check_id, path, at)
            written.append(path)
    except files.FileError as error:
        done = len(written) + len(refusals)
        return Exported(tuple(written), tuple(refusals), tuple(check_ids[done:]), str(error))
    return Exported(tuple(written), tuple(refusals))


def _target(workspace: Workspace, check_id: str, folder: Path) -> Path:
    """The file itself, lest a folder that vanishes becomes the name of a file."""
    header = workspace.documents.check(check_id)
    return folder / result_name(header) if header else folder


def _note(workspace: Workspace, check_id: str, path: Path, at: datetime) -> None:
    header = workspace.documents.check(check_id)
    if header is not None and header.head is not None:
        workspace.handed_over.note(header.head, at, readable(path))


def _drive(folder: Path) -> int:
    try:
        return folder.stat().st_dev
    except OSError as error:
        raise files.FileError(files.explained(error, folder)) from error


def _refuse_other_drive(folder: Path, drive: int) -> None:
    """Where a stick was, an empty folder of the computer's own disk may be left."""
    if _drive(folder) != drive:
        raise files.FileError(
            _("{path}: the drive is gone. Was the stick pulled out?").format(path=folder)
        )
