"""Backups: a workspace as one file that is checked after writing and before restoring.

A backup is a ZIP with a list of everything that belongs to the workspace and its SHA-256,
a copy of the database made while it was in use, and, in a *whole* backup, every picture,
container and report. These never change once written, so a daily backup only lists them:
restoring takes them from beside the present workspace and names those that are gone.
"""

import hashlib
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from assessor import __version__, files, progress
from assessor.domain.inspection import CHINA_TIME, TrailHead
from assessor.errors import Cancelled
from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.storage import leftovers, migrations
from assessor.storage.columns import from_milliseconds, to_milliseconds
from assessor.storage.failures import WorkspaceError, damaged, explaining
from assessor.storage.folders import Folders
from assessor.storage.lock import InstanceLock

FORMAT = 1
SUFFIX = ".backup"

_LIST = "backup.json"
_DATABASE = "workspace.assessor"
_FILES = "files/"
_MOST_LIST_BYTES = 256 << 20
_CHUNK = 1 << 20
_FAST = 1


class BackupError(WorkspaceError):
    """A backup is damaged, incomplete, or of another program or version."""


@dataclass(frozen=True, slots=True)
class BackedUpFile:
    """A file beside the database: its path from there, SHA-256, size, and whether it is inside."""

    path: str
    sha: str
    size: int
    inside: bool


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself."""

    path: Path
    made: datetime
    program: str
    fingerprint: str
    database: str  # SHA-256
    trail: TrailHead
    files: tuple[BackedUpFile, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is needed beside it."""
        return all(each.inside for each in self.files)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup that was read whole holds: signed checks, and drafts."""

    backup: Backup
    signed: int
    drafts: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace that was made from a backup, and the files nobody has any more."""

    workspace: Path
    backup: Backup
    missing: tuple[str, ...]


def name_for(workspace: Path, at: datetime) -> str:
    """What the backup of a workspace made at a time is called, in China time."""
    return f"{workspace.stem}-{at.astimezone(CHINA_TIME):%Y%m%d-%H%M%S}{SUFFIX}"


def back_up(
    workspace: Path,
    target: Path,
    fingerprint: str,
    trail: TrailHead,
    at: datetime,
    *,
    whole: bool,
    on_progress: ProgressFn = progress.ignore,
) -> Backup:
    """Back a workspace up to a file, even while it is in use, and read it back; all or nothing."""
    folder = Folders.beside(workspace).root
    with _temporary_folder(workspace) as place:
        copy = place / _DATABASE
        migrations.back_up_file(workspace, copy)
        _refuse_damaged(copy, workspace)
        found = tuple(_files_of(folder, whole=whole))
        backup = Backup(target, at, __version__, fingerprint, _sha_of(copy), trail, found)
        with files.replacing(target) as file:
            _pack(file, backup, copy, folder, on_progress)
    try:
        return check(target, on_progress)
    except (Cancelled, KeyboardInterrupt, BackupError):
        with suppress(OSError):  # its stick may be gone
            target.unlink()  # nobody may rely on what was not read back
        raise


def listed(path: Path) -> Backup:
    """What a backup says of itself, its contents unread; `BackupError` if it says nothing."""
    with _opened(path) as archive:
        return _read_list(archive, path)


def check(path: Path, on_progress: ProgressFn = progress.ignore) -> Backup:
    """Read a whole backup and compare every digest; `BackupError` says what is wrong."""
    with _opened(path) as archive:
        backup = _read_list(archive, path)
        _compare(archive, path, _DATABASE, backup.database)
        inside = [each for each in backup.files if each.inside]
        for each in progress.each(inside, on_progress):
            _compare(archive, path, _FILES + each.path, each.sha)
    return backup


def contents(path: Path, room: Path, on_progress: ProgressFn = progress.ignore) -> Contents:
    """What a backup holds, read whole; `room` is a folder where its database finds room."""
    backup = check(path, on_progress)
    with _temporary_folder(room / path.name) as place, _opened(path) as archive:
        database = place / _DATABASE
        _extract(archive, _DATABASE, database)
        with explaining(path), closing(sqlite3.connect(database)) as connection:
            signed, drafts = (
                int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
                for table in ("site_check", "draft")
            )
    return Contents(backup, signed, drafts)


def restore(
    path: Path,
    workspace: Path,
    beside: Path | None = None,
    on_progress: ProgressFn = progress.ignore,
) -> Restored:
    """Make a new workspace from a backup; an existing one is never touched.

    Files that a daily backup only lists are taken from beside the workspace at `beside`.
    Everything is written to a folder of its own first, so a kill leaves nothing half.
    """
    backup = check(path, on_progress)
    if workspace.exists():
        raise _taken(workspace)
    files.made(workspace.parent)
    lock = InstanceLock(workspace)
    try:
        missing = _restore(backup, workspace, beside, on_progress)
    finally:
        lock.release()
    return Restored(workspace, backup, missing)


def _restore(
    backup: Backup, workspace: Path, beside: Path | None, on_progress: ProgressFn
) -> tuple[str, ...]:
    """Put everything in its place; gives what nobody has any more."""
    path, target = backup.path, Folders.beside(workspace).root
    leftovers.sweep(workspace, target)
    was_begun = target.exists() and _holds(target, backup)  # and killed before the database
    if workspace.exists() or (target.exists() and not was_begun):
        raise _taken(workspace)
    source = Folders.beside(beside).root if beside else None
    with _temporary_folder(workspace) as place, _opened(path) as archive:
        missing = []
        for each in progress.each(backup.files, on_progress):
            if not _bring(archive, each, source, place / _FILES / each.path):
                missing.append(each.path)
        _extract(archive, _DATABASE, place / _DATABASE)
        _refuse_damaged(place / _DATABASE, path)
        files.made(place / _FILES)
        try:
            if not was_begun:
                (place / _FILES).rename(target)
            (place / _DATABASE).rename(workspace)
            files.sync_folder(workspace.parent)
        except OSError as error:
            raise files.FileError(files.explained(error, workspace)) from error
    return tuple(missing)


def _taken(workspace: Path) -> BackupError:
    return BackupError(
        _("{path}: there is a workspace already. Choose another name for the new one.").format(
            path=workspace
        )
    )


def listed_in(folder: Path, workspace: Path) -> tuple[Path, ...]:
    """The backups of a workspace that lie in a folder under names we gave, the oldest first."""
    name = re.compile(re.escape(workspace.stem) + r"-\d{8}-\d{6}" + re.escape(SUFFIX))
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(each for each in found if name.fullmatch(each.name)))


def rotate(folder: Path, workspace: Path, keep: int) -> tuple[Path, ...]:
    """Delete all but the newest backups of a workspace in a folder; gives those that went."""
    old = listed_in(folder, workspace)[:-keep]
    for each in old:
        each.unlink(missing_ok=True)
    return old


def _files_of(folder: Path, *, whole: bool) -> Iterator[BackedUpFile]:
    """Everything but what can be made again: thumbnails and ballast, and half-written files."""
    found: Sequence[Path] = sorted(folder.rglob("*")) if folder.is_dir() else ()
    for path in found:
        inner = path.relative_to(folder)
        again = inner.parts[0] in ("thumbnails", "ballast") or path.name.startswith(".")
        if path.is_file() and not again:
            yield BackedUpFile(inner.as_posix(), _sha_of(path), path.stat().st_size, whole)


def _pack(
    file: IO[bytes], backup: Backup, copy: Path, folder: Path, on_progress: ProgressFn
) -> None:
    with ZipFile(file, "w") as archive:
        archive.writestr(_LIST, _written(backup), ZIP_DEFLATED, _FAST)
        archive.write(copy, _DATABASE, ZIP_DEFLATED, _FAST)
        inside = [each for each in backup.files if each.inside]
        for each in progress.each(inside, on_progress):
            archive.write(folder / each.path, _FILES + each.path, ZIP_STORED)


def _written(backup: Backup) -> str:
    told = {
        "format": FORMAT,
        "made": to_milliseconds(backup.made),
        "program": backup.program,
        "fingerprint": backup.fingerprint,
        "database": backup.database,
        "trail": [backup.trail.number, backup.trail.chain],
        "files": [[each.path, each.sha, each.size, each.inside] for each in backup.files],
    }
    return json.dumps(told, ensure_ascii=False)


def _read_list(archive: ZipFile, path: Path) -> Backup:
    try:
        told = _told(archive)
        version = int(told["format"])
        made_by = str(told["program"])
        backup = None if version > FORMAT else _backup(told, path)
    except Exception as error:  # hostile JSON and ZIP raise almost anything
        raise _damaged(path) from error
    if backup is None:
        raise BackupError(
            _(
                "{path}: the backup was made by version {version} of this program. "
                "Install that version or a newer one."
            ).format(path=path, version=made_by)
        )
    return backup


def _told(archive: ZipFile) -> dict[str, Any]:
    if archive.getinfo(_LIST).file_size > _MOST_LIST_BYTES:
        raise ValueError(_LIST)
    return dict(json.loads(archive.read(_LIST)))


def _backup(told: dict[str, Any], path: Path) -> Backup:
    return Backup(
        path,
        from_milliseconds(told["made"]),
        str(told["program"]),
        str(told["fingerprint"]),
        str(told["database"]),
        TrailHead(int(told["trail"][0]), str(told["trail"][1])),
        tuple(
            BackedUpFile(_inner(name), str(sha), int(size), bool(inside))
            for name, sha, size, inside in told["files"]
        ),
    )


def _inner(name: str) -> str:
    """A path below the folder of the workspace; anything that leads elsewhere is refused."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or not pure.parts or ".." in pure.parts or "\\" in name or ":" in name:
        raise ValueError(name)
    return pure.as_posix()


def _compare(archive: ZipFile, path: Path, member: str, sha: str) -> None:
    found = hashlib.sha256()
    try:
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                found.update(chunk)
    except Exception as error:  # a damaged ZIP raises almost anything
        raise _damaged(path) from error
    if found.hexdigest() != sha:
        raise _damaged(path)


def _bring(archive: ZipFile, each: BackedUpFile, source: Path | None, target: Path) -> bool:
    """Put a file where it belongs, from the backup or from beside; False if nobody has it."""
    files.made(target.parent)
    if each.inside:
        _extract(archive, _FILES + each.path, target)
        return True
    here = source / each.path if source else None
    if here is None or not here.is_file() or _sha_of(here) != each.sha:
        return False
    files.write(target, files.read(here, each.size))
    return True


def _holds(folder: Path, backup: Backup) -> bool:
    """Whether a folder has all files of a backup, unchanged."""
    there = ((folder / each.path, each.sha) for each in backup.files)
    return all(path.is_file() and _sha_of(path) == sha for path, sha in there)


def _extract(archive: ZipFile, member: str, target: Path) -> None:
    files.made(target.parent)
    with archive.open(member) as packed, files.replacing(target) as file:
        shutil.copyfileobj(packed, file, _CHUNK)


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    try:
        archive = ZipFile(path)
    except OSError as error:
        raise files.FileError(files.explained(error, path)) from error
    except Exception as error:  # a damaged ZIP raises almost anything
        raise _damaged(path) from error
    with archive:
        yield archive


def _refuse_damaged(database: Path, named: Path) -> None:
    with explaining(database), closing(sqlite3.connect(database)) as connection:
        found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if found != "ok":
        raise damaged(named, found)


@contextmanager
def _temporary_folder(path: Path) -> Iterator[Path]:
    """A folder of our own beside a path, on the same disk, gone afterwards."""
    place = files.beside(path)
    try:
        place.mkdir()
    except OSError as error:
        raise files.FileError(files.explained(error, place)) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _sha_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise files.FileError(files.explained(error, path)) from error


def _damaged(path: Path) -> BackupError:
    return BackupError(
        _("{path}: the backup is damaged or was not copied completely. Use another backup.").format(
            path=path
        )
    )
