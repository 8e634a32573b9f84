"""Writing files so that a crash leaves the old one or the new one, never half."""

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO

from assessor.errors import AssessorError
from assessor.i18n import _

_NAME = 60  # characters of a long name that the file beside it keeps


class FileError(AssessorError):
    """A file cannot be read or written, and why."""


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of `path` only if the block succeeds.

    Written beside, synced, renamed, and the folder synced: after a power cut the
    old file or the new one is there. What the disk refuses becomes a `FileError`.
    A `private` file may be read by its owner alone.
    """
    with _replacing(path, private=private) as file:
        yield file
    _sync_names([path])


@contextmanager
def _replacing(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """The same, without syncing the folder: the new file's name may be lost again."""
    hidden = beside(path)
    try:
        with open(hidden, "xb", opener=partial(os.open, mode=0o600 if private else 0o666)) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                file.close()  # Windows renames no open file
                os.replace(hidden, path)
            except BaseException:
                with suppress(OSError):  # closing tries again to write what did not fit
                    file.close()
                os.unlink(hidden)
                raise
    except OSError as error:
        raise FileError(explained(error, path)) from error


def _sync_names(paths: Iterable[Path]) -> None:
    """Have the names of these files on disk, each folder synced once."""
    for folder, path in {path.parent: path for path in paths}.items():
        try:
            sync_folder(folder)
        except OSError as error:
            raise FileError(explained(error, path)) from error


def beside(path: Path) -> Path:
    """A hidden name beside a file, for what is not yet to be seen; no two are the same."""
    return path.with_name(f".{path.name[:_NAME]}-{secrets.token_hex(4)}")


def write(path: Path, data: bytes, *, private: bool = False) -> None:
    """Replace a file by these bytes, durably; see `replacing`."""
    with replacing(path, private=private) as file:
        file.write(data)


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Replace several files by these bytes; when it returns, all of them are durable."""
    for path, data in contents.items():
        with _replacing(path) as file:
            file.write(data)
    _sync_names(contents)


def write_verified(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a whole file, and read it back to be sure: for sticks that pretend."""
    write(path, data, private=private)
    forget(path)
    if read(path, len(data) + 1) != data:
        raise FileError(
            _("{path}: what was written cannot be read back. Use another stick.").format(path=path)
        )


def forget(path: Path) -> None:
    """Let the system drop what it remembers of a file, so that the drive itself is read."""
    if not hasattr(os, "posix_fadvise"):  # on Windows and macOS its memory must be believed
        return
    with suppress(OSError):  # it is only a wish
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)


def safe_name(name: str) -> str:
    """A text as part of a file's name on any system."""
    return "".join(each if each.isalnum() else "-" for each in name)[:40].strip("-") or "-"


def read(path: Path, limit: int = 1 << 30) -> bytes:
    """The bytes of a file of at most `limit` bytes; `FileError` otherwise."""
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise FileError(  # a pipe may never answer, and a device never end
                _("{path}: this is no ordinary file. Copy its contents into one.").format(path=path)
            )
        if status.st_size > limit:
            raise FileError(
                _("{path}: the file is larger than {limit} MB.").format(
                    path=path, limit=limit >> 20
                )
            )
        return path.read_bytes()
    except OSError as error:
        raise FileError(explained(error, path)) from error


def is_folder(path: Path) -> bool:
    """Whether there is a folder; `FileError` where nobody may look."""
    try:
        return path.is_dir()
    except OSError as error:
        raise FileError(explained(error, path)) from error


def made(folder: Path) -> Path:
    """The folder, made if it was missing; `FileError` where it cannot be.

    Its name is on disk before anything is written into it: a file that was synced is lost
    all the same if the folder above has forgotten where it lies.
    """
    try:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for each in missing:
            sync_folder(each.parent)
    except OSError as error:
        raise FileError(explained(error, folder)) from error
    return folder


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk; an `OSError` where the disk refuses."""
    if os.name == "nt":  # Windows cannot open folders, and syncs the rename itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def explained(error: OSError, path: object) -> str:
    """A sentence for what the operating system refused, with a remedy."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            reason = _("the disk is full. Free some space and try again.")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            reason = _("writing or reading is not allowed there. Choose another folder.")
        case errno.ENOENT | errno.ENOTDIR:
            reason = _(
                "there is no such file or folder. Check the path; if it lies on a stick, plug "
                "the stick in again."
            )
        case errno.EISDIR:
            reason = _("this is a folder, not a file.")
        case errno.EIO | errno.ENODEV | errno.ENXIO:
            reason = _("the drive does not answer. Was the stick pulled out?")
        case _other:
            reason = error.strerror or type(error).__name__
    return _("{path}: {reason}").format(path=path, reason=reason)
