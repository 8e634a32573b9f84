"""What a profile holds after an interruption, as values that can be compared.

Each look gives named parts. The part `work` is the database, which is written last: once
it says that something was done, all other parts must say so too.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from assessor.services.diagnosis import Gravity, diagnose
from assessor.standards import Library
from assessor.storage import StoredDocument, Workspace, WorkspaceError, backups
from tests.actors import NOON

Look = Callable[[Library, Path], Mapping[str, object]]

_LATER = NOON + timedelta(days=2)


class Unsound(Exception):
    """Something is damaged; the words say what."""


def look_at_work(library: Library, folder: Path) -> dict[str, object]:
    """The workspace, looked over deeply, and what lies on the stick."""
    return {
        "stick": tuple(_on_the_stick(folder / "stick")),
        **_workspace(library, folder / "workspace.assessor"),
    }


def look_at_restored(library: Library, folder: Path) -> dict[str, object]:
    """The workspace that was restored beside the present one, if it is there."""
    again = folder / "again.assessor"
    present = _workspace(library, folder / "workspace.assessor")["work"]
    return {"present": present, "work": again.exists() and _workspace(library, again)["work"]}


def look_at_layout(_library: Library, folder: Path) -> dict[str, object]:
    """Every table as it lies on the disk, before anybody opens and so upgrades it."""
    path = folder / "workspace.assessor"
    before = folder / "workspace.assessor.v1.bak"
    old = _dump(before) if before.exists() else ()
    found = _dump(path)
    with Workspace(path) as workspace:  # its files are older than the rules of today's doctor
        documents = workspace.documents
        if workspace.damage() or not all(map(_is_whole_document, documents.bodies())):
            raise Unsound("the upgraded workspace is damaged")
        return {"backup": old, "fingerprint": documents.fingerprint(), "work": found}


def _workspace(library: Library, path: Path) -> dict[str, object]:
    with Workspace(path) as workspace:
        found = diagnose(workspace, library, path.parent / "none", _LATER, deep=True)
        if not found.is_sound:
            bad = [each.words for each in found.findings if each.gravity is Gravity.BAD]
            raise Unsound(" ".join(bad))
        documents, drafts = workspace.documents, workspace.drafts.all()
        return {
            "quarantine": frozenset(each.sha for each in documents.quarantined()),
            "work": (
                documents.fingerprint(),
                tuple((each.id, each.state, each.heads) for each in documents.checks()),
                tuple(workspace.drafts.get(each.id) for each in drafts),
                tuple(len(workspace.carrying.records(each.id)) for each in drafts),
                frozenset(_photos(workspace)),
                frozenset(_brought(workspace)),
                workspace.handed_over.digests(),
                tuple(_is_whole_report(workspace, each.heads) for each in documents.checks()),
            ),
        }


def _is_whole_document(document: StoredDocument) -> bool:
    return hashlib.sha256(document.body).hexdigest() == document.digest


def _photos(workspace: Workspace) -> Iterator[tuple[str, bool]]:
    """Every photo that is known, and whether it is there: not after undoing its import."""
    for each in workspace.photos.likenesses():
        try:
            workspace.photos.picture(each.digest)
        except WorkspaceError:
            yield each.digest, False
        else:
            yield each.digest, True


def _brought(workspace: Workspace) -> Iterator[str]:
    """The identities of the files of imports that stand."""
    for record in workspace.documents.imports():
        if record.undone is None:
            yield from (file.container for file in record.files)


def _is_whole_report(workspace: Workspace, heads: tuple[str, ...]) -> bool:
    """Whether the reports that were made here end as they should."""
    paths = [path for head in heads if (path := workspace.reports.path(head))]
    return all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in paths)


def _on_the_stick(folder: Path) -> Iterator[tuple[object, ...]]:
    """Every file that somebody would see: a backup by what it says, others by their bytes."""
    for path in sorted(folder.rglob("*")):
        if path.name.startswith(".") or not path.is_file():
            continue
        if path.suffix == backups.SUFFIX:
            backup = backups.check(path)
            yield path.name, backup.fingerprint, len(backup.files), backup.is_whole
        else:
            yield path.name, hashlib.sha256(path.read_bytes()).hexdigest()


def _dump(path: Path) -> tuple[object, ...]:
    with closing(sqlite3.connect(path)) as connection:
        (layout,) = connection.execute("PRAGMA user_version").fetchone()
        digest = hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()
        return layout, digest
