"""The files of one revision as one file: a ZIP, read with suspicion."""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath

from assessor.errors import AssessorError
from assessor.i18n import _

#: A standard as a ZIP is never larger than this, in bytes.
MOST_PACKED = 16 << 20

_MOST_FILES = 500
_MOST_BYTES = 32 << 20  # of all files together
_LARGEST = 2 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same files make the same archive
_LOCKED = 0x1  # the flag of entries with a passphrase
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: What `zipfile` raises for files that are broken or made to break it (methods it does not
#: know are a kind of `RuntimeError`).
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class ArchiveError(AssessorError):
    """A ZIP cannot be a standard, and why."""


def packed(contents: Mapping[str, bytes], top: str = "") -> bytes:
    """A ZIP of files by relative path, below the folder `top` where one is named."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(contents):
            entry = zipfile.ZipInfo(str(PurePosixPath(top, path)), _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, contents[path])
    return buffer.getvalue()


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The files of a ZIP by path; `ArchiveError` for what is broken, too large or a trick."""
    if len(archive) > MOST_PACKED:
        raise _too_large()
    try:
        with zipfile.ZipFile(BytesIO(archive)) as opened:
            entries = [each for each in opened.infolist() if not each.is_dir()]
            _refuse_bombs(entries)
            paths = [_safe_path(each) for each in entries]
            _refuse_twins(paths)
            return {path: _read(opened, entry) for path, entry in zip(paths, entries, strict=True)}
    except _BROKEN as error:
        raise ArchiveError(_("This is no sound ZIP: {reason}.").format(reason=error)) from error


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_FILES:
        message = _("The ZIP has {count} files; a standard has at most {most}.")
        raise ArchiveError(message.format(count=len(entries), most=_MOST_FILES))
    if sum(each.file_size for each in entries) > _MOST_BYTES:
        raise _too_large()


def _safe_path(entry: zipfile.ZipInfo) -> str:
    """The path inside the ZIP; refused where it could lead out, or where it is no file."""
    path = PurePosixPath(entry.filename)
    is_link = entry.external_attr >> 16 & 0o170000 not in (0, 0o100000)
    strange = "\\" in entry.filename or ":" in entry.filename or not entry.filename.isprintable()
    if path.is_absolute() or ".." in path.parts or strange or is_link:
        message = _("The ZIP holds {path}, which is no plain file of a standard.")
        raise ArchiveError(message.format(path=ascii(entry.filename)[:80]))
    return str(path)


def _refuse_twins(paths: list[str]) -> None:
    """Refuse paths that are one file on a system that ignores case."""
    known: set[str] = set()
    for path in paths:
        if path.casefold() in known:
            raise ArchiveError(_("{path} is in the ZIP twice.").format(path=path))
        known.add(path.casefold())


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & _LOCKED or entry.compress_type not in _METHODS:
        message = _("{path} is locked or packed in an unknown way. Pack the folder as a plain ZIP.")
        raise ArchiveError(message.format(path=entry.filename))
    if entry.file_size > _LARGEST:
        raise _too_large()
    with archive.open(entry) as file:
        return file.read(entry.file_size + 1)  # `zipfile` gives no more than the stated size


def _too_large() -> ArchiveError:
    return ArchiveError(
        _("The ZIP is too large for a standard: more than {most} MB.").format(
            most=_MOST_BYTES >> 20
        )
    )
