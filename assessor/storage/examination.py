"""Looking a workspace over: what is damaged or gone, by digest."""

import hashlib
import sqlite3
import time
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

from sqlalchemy import func, select, union

from assessor import files, progress
from assessor.progress import ProgressFn
from assessor.storage import leftovers
from assessor.storage.database import Database
from assessor.storage.failures import WorkspaceError, explaining
from assessor.storage.folders import Folders, KeptFile, KeptFiles
from assessor.storage.photo_tables import RevisionPhotoRow
from assessor.storage.photos import Photos
from assessor.storage.signed_tables import BodyRow, ContainerRow, DocumentRow
from assessor.storage.tables import DraftRow, FaultPhotoRow

_MANIFEST = "META-INF/ASiCManifest.xml"
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found. Digests are hex, in order; empty where nothing is wrong."""

    damage: str  # of the database, in SQLite's words
    orphans: bool  # rows that refer to rows which are gone
    bodies: tuple[str, ...]  # documents that are no longer what was signed
    containers: tuple[str, ...]  # result files that are missing or changed
    pictures: tuple[str, ...]  # photos that are missing or changed
    strays: tuple[Path, ...]  # whole files that the database does not know
    leftovers: tuple[Path, ...]  # half-written ones, of programs that died or are at work
    latest: datetime | None  # the latest time that anything bears
    seconds_to_save: float  # what one durable commit takes, the median of a few
    unsaved: str  # why not even that little can be saved, in a sentence; else empty
    documents: int
    photos: int


def examine(
    path: Path | None,
    database: Database,
    kept: KeptFiles,
    *,
    deep: bool,
    on_progress: ProgressFn = progress.ignore,
) -> Examination:
    """Look the whole workspace over; `deep` reads every file, else files are only looked for.

    Without a `path` it lies on a server, which sees to the database itself.
    """
    damage, orphans = _integrity(path) if path else ("", False)
    containers = _identities(database)
    photos = Photos(database, kept)
    pictures = _pictures(database)
    report = _Steps(on_progress, 1 + len(containers) + len(pictures))
    bodies, documents = _changed_bodies(database)
    report.step()
    seconds, unsaved = _seconds_to_save(path.parent) if path else (0.0, "")
    lost = [
        each for each in report.each(containers) if not _is_whole(kept.container(each), each, deep)
    ]
    known = {*containers, *(each.digest for each in photos.likenesses())}
    gone = [each for each in report.each(pictures) if not _is_there(photos, kept, each, deep)]
    return Examination(
        damage=damage,
        orphans=orphans,
        bodies=tuple(bodies),
        containers=tuple(lost),
        pictures=tuple(gone),
        strays=leftovers.strays(Folders.beside(path).root, known) if path else (),
        leftovers=leftovers.left(path, Folders.beside(path).root) if path else (),
        latest=_latest(database),
        seconds_to_save=seconds,
        unsaved=unsaved,
        documents=documents,
        photos=len(pictures),
    )


class _Steps:
    """Progress over several lists."""

    def __init__(self, report: ProgressFn, total: int) -> None:
        self._report, self._total, self._done = report, total, 0

    def step(self) -> None:
        self._done += 1
        self._report(self._done, self._total)

    def each(self, things: Iterable[str]) -> Iterable[str]:
        for thing in things:
            yield thing
            self.step()


def _integrity(path: Path) -> tuple[str, bool]:
    with explaining(path), closing(sqlite3.connect(path)) as connection:
        found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    return ("" if found == "ok" else found), orphan is not None


def _changed_bodies(database: Database) -> tuple[list[str], int]:
    changed, count = [], 0
    query = (
        select(DocumentRow.digest, BodyRow.deflated)
        .outerjoin(BodyRow, BodyRow.document == DocumentRow.id)
        .order_by(DocumentRow.digest)
    )
    with database.reading() as connection:
        for digest, deflated in connection.execute(query):
            count += 1
            if deflated is None or _sha_of(deflated) != digest:
                changed.append(digest)
    return changed, count


def _sha_of(deflated: bytes) -> str:
    try:
        return hashlib.sha256(zlib.decompress(deflated)).hexdigest()
    except zlib.error:
        return ""


def _identities(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(
            connection.scalars(select(ContainerRow.identity).order_by(ContainerRow.identity))
        )


def _pictures(database: Database) -> list[str]:
    """The photos of drafts and signed documents; of others only the notes may be left."""
    used = union(select(FaultPhotoRow.photo), select(RevisionPhotoRow.photo))
    with database.reading() as connection:
        return sorted(connection.scalars(used))


def _is_whole(file: KeptFile, identity: str, deep: bool) -> bool:
    if not file.exists():
        return False
    if not deep:
        return True
    try:
        with file.opened() as opened, zipfile.ZipFile(opened) as container:
            is_sound = container.testzip() is None
            return is_sound and hashlib.sha256(container.read(_MANIFEST)).hexdigest() == identity
    except Exception:  # a damaged ZIP raises almost anything; for us it is damaged
        return False


def _is_there(photos: Photos, kept: KeptFiles, digest: str, deep: bool) -> bool:
    if not deep and kept.picture(digest).exists():
        return True
    try:
        photos.picture(digest)
    except WorkspaceError:
        return False
    return True


def _latest(database: Database) -> datetime | None:
    with database.reading() as connection:
        times = [
            connection.scalar(select(func.max(DocumentRow.signed_at))),
            connection.scalar(select(func.max(DraftRow.changed_at))),
        ]
    return max((each for each in times if each is not None), default=None)


def _seconds_to_save(folder: Path) -> tuple[float, str]:
    """What one small durable commit takes on this disk; or why it is not possible."""
    place = files.beside(folder / "speed")
    taken = []
    try:
        with (
            explaining(folder),
            closing(sqlite3.connect(place, isolation_level=None)) as connection,
        ):
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("CREATE TABLE one (number INTEGER)")
            for number in range(_TRIES):
                begun = time.perf_counter()
                connection.execute("INSERT INTO one VALUES (?)", (number,))
                taken.append(time.perf_counter() - begun)
    except WorkspaceError as error:
        return 0.0, str(error)
    finally:
        place.unlink(missing_ok=True)
    return median(taken), ""
