"""An examination of a workspace in words, with what can be restored from where."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from assessor import progress
from assessor.domain.inspection import (
    CHINA_TIME,
    Observation,
    Revision,
    SiteCheck,
    TrailHead,
)
from assessor.exchange import codec
from assessor.i18n import _, current, ngettext
from assessor.progress import ProgressFn
from assessor.services.care import latest_in
from assessor.services.numbering import used_twice
from assessor.services.rebuilding import rebuild
from assessor.standards import Library
from assessor.storage import Backup, DamagedError, Examination, Workspace, WorkspaceError
from assessor.storage.folders import Folders

#: A clock may be a little late, and files come from computers with other clocks.
_TOLERANCE = timedelta(minutes=5)
_LITTLE_ROOM = 500 << 20
_SLOW = 0.05  # seconds for one answer to be safe
_MANY_DAYS = 7
_WRITING = timedelta(hours=1)  # longer than writing any file takes
_SHOWN = 5  # of a list in a sentence


class Gravity(StrEnum):
    """How grave a finding is."""

    GOOD = "good"
    DOUBT = "doubt"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, as a sentence with a remedy where one is needed."""

    gravity: Gravity
    words: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything that was looked at."""

    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is damaged or lost; doubts are no damage."""
        return all(each.gravity is not Gravity.BAD for each in self.findings)


def diagnose(
    workspace: Workspace,
    library: Library,
    folder: Path,
    at: datetime,
    *,
    deep: bool = False,
    on_progress: ProgressFn = progress.ignore,
) -> Diagnosis:
    """Look a workspace over, and say what can be restored from where.

    `folder` is where daily backups lie. `deep` reads every file and derives everything
    anew from the signed documents.
    """
    try:
        found = workspace.examine(deep=deep, on_progress=on_progress)
        latest = _latest(workspace, folder)
        findings = [*_of_database(found, latest), *_of_files(found, latest)]
        findings += [*_of_strays(found), *_of_leftovers(found, at)]
        if deep and not found.damage and not found.bodies:
            findings.append(_of_derived(rebuild(workspace, library)))
            findings += _of_others_trails(workspace)
        findings.append(_of_trail(workspace, latest))
        findings += [Finding(Gravity.DOUBT, words) for words in used_twice(workspace.documents)]
    except DamagedError as error:
        return diagnose_damaged(error, workspace.path, folder, at)
    findings += [_of_clock(found, at), _of_zone(at)]
    if workspace.is_shared:
        words = _("The server's own disk and backups (pg_dump) are looked after there.")
        findings.append(Finding(Gravity.DOUBT, words))
    else:
        findings += [_of_disk(workspace.path, found), _of_backups(latest, at)]
    return Diagnosis(tuple(findings))


def diagnose_trail(workspace: Workspace, folder: Path) -> Finding:
    """Whether the trail is unbroken, reaches as far as was told, and tells the answers."""
    return _of_trail(workspace, _latest(workspace, folder))


def diagnose_damaged(error: DamagedError, path: Path, folder: Path, at: datetime) -> Diagnosis:
    """What there is to restore of a workspace that is too damaged to be read."""
    latest = latest_in(folder, path)
    findings = [Finding(Gravity.BAD, str(error))]
    if latest is None:
        findings.append(Finding(Gravity.BAD, _remedy(None)))
    else:
        findings.append(_of_backups(latest, at))
    containers = Folders.beside(path).root / "containers"
    count = len(list(containers.glob("*.asice")))
    if count:
        words = ngettext(
            "{count} signed result file lies in {folder}; a new workspace can import it.",
            "{count} signed result files lie in {folder}; a new workspace can import them.",
            count,
        )
        findings.append(Finding(Gravity.GOOD, words.format(count=count, folder=containers)))
    return Diagnosis(tuple(findings))


def _of_database(found: Examination, latest: Backup | None) -> Iterator[Finding]:
    if found.damage:
        words = _("The database is damaged ({damage}).").format(damage=found.damage)
        yield Finding(Gravity.BAD, current().followed(words, _remedy(latest)))
    elif found.orphans:
        words = _("The database refers to rows that are gone.")
        yield Finding(Gravity.BAD, current().followed(words, _remedy(latest)))
    else:
        yield Finding(Gravity.GOOD, _("The database is sound."))
    if found.bodies:
        words = _("These signed documents were damaged: {list}.").format(list=_named(found.bodies))
        advice = _("Import their result files into a new workspace, or restore a backup.")
        yield Finding(Gravity.BAD, current().followed(words, advice))
    else:
        words = ngettext(
            "{count} signed document is as it was signed.",
            "{count} signed documents are as they were signed.",
            found.documents,
        )
        yield Finding(Gravity.GOOD, words.format(count=found.documents))


def _of_files(found: Examination, latest: Backup | None) -> Iterator[Finding]:
    for lost, words in (
        (found.containers, _("These result files are missing or were changed: {list}.")),
        (found.pictures, _("These photos are missing or were changed: {list}.")),
    ):
        if lost:
            advice = _whence(lost, latest)
            yield Finding(Gravity.BAD, current().followed(words.format(list=_named(lost)), advice))
    if not (found.containers or found.pictures):
        words = ngettext(
            "{count} photo and all result files are there.",
            "{count} photos and all result files are there.",
            found.photos,
        )
        yield Finding(Gravity.GOOD, words.format(count=found.photos))


def _of_strays(found: Examination) -> Iterator[Finding]:
    if found.strays:
        words = ngettext(
            "{count} result file or photo lies in {folders} without being known here. Add or "
            "import it again if it is missing; it is never deleted.",
            "{count} result files and photos lie in {folders} without being known here. Add or "
            "import them again if they are missing; they are never deleted.",
            len(found.strays),
        )
        yield Finding(Gravity.DOUBT, _placed(words, found.strays))


def _of_leftovers(found: Examination, at: datetime) -> Iterator[Finding]:
    old = [each for each in found.leftovers if _is_old(each, at)]
    if old:
        words = ngettext(
            "{count} hidden file that was being written when a program was stopped lies in "
            "{folders}. Nobody reads it; delete it while no other program uses the folder.",
            "{count} hidden files that were being written when a program was stopped lie in "
            "{folders}. Nobody reads them; delete them while no other program uses the folder.",
            len(old),
        )
        yield Finding(Gravity.DOUBT, _placed(words, old))


def _is_old(path: Path, at: datetime) -> bool:
    """Whether a file is none that is being written right now."""
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:  # it is gone already
        return False
    return abs(at - written) > _WRITING


def _placed(words: str, paths: Sequence[Path]) -> str:
    folders = _(", ").join(dict.fromkeys(str(each.parent) for each in paths[:_SHOWN]))
    return words.format(count=len(paths), folders=folders)


def _of_derived(is_equal: bool) -> Finding:
    if is_equal:
        return Finding(Gravity.GOOD, _("Everything follows from the signed documents."))
    return Finding(
        Gravity.DOUBT,
        _("Something did not follow from the signed documents; it was derived anew and is right."),
    )


def _latest(workspace: Workspace, folder: Path) -> Backup | None:
    return None if workspace.is_shared else latest_in(folder, workspace.path)


def _of_trail(workspace: Workspace, latest: Backup | None) -> Finding:
    trail = workspace.trail
    broken = trail.break_at()
    if broken is not None:
        words = _("The trail is broken at entry {number}: somebody changed what was done.")
        return Finding(Gravity.BAD, words.format(number=broken))
    told = [*_heads_told(workspace), *([latest.trail] if latest else [])]
    if any(not trail.holds(head) for head in told):
        words = _(
            "The trail lacks entries that a signed record or a backup names: its end was cut "
            "off, or an older workspace was put in the place of this one."
        )
        return Finding(Gravity.BAD, words)
    drafts = (workspace.drafts.get(each.id).check for each in workspace.drafts.all())
    other = [check.site.name for check in drafts if _differs(trail.replayed(check.id), check)]
    if other:
        words = _("These drafts hold other answers than were given: {sites}.")
        return Finding(Gravity.BAD, words.format(sites=_(", ").join(other)))
    words = ngettext(
        "The trail of {count} entry is unbroken.",
        "The trail of {count} entries is unbroken.",
        trail.head().number,
    )
    return Finding(Gravity.GOOD, words.format(count=trail.head().number))


def _heads_told(workspace: Workspace) -> Iterator[TrailHead]:
    """How far the trail had come when records were signed here."""
    for digest in workspace.documents.signed_here():
        try:
            document = codec.decode(workspace.documents.body(digest)).document
        except WorkspaceError:  # damaged, which is found and told elsewhere
            continue
        if isinstance(document, Revision) and document.trail is not None:
            yield document.trail


def _of_others_trails(workspace: Workspace) -> Iterator[Finding]:
    """Whose later records tell of a shorter trail than earlier ones."""
    told: dict[str, list[tuple[int, int]]] = {}
    for stored in workspace.documents.bodies():
        document = codec.decode(stored.body).document
        if isinstance(document, Revision) and document.trail is not None:
            told.setdefault(document.key, []).append((document.counter, document.trail.number))
    for key, heads in told.items():
        numbers = [number for _counter, number in sorted(heads)]
        if any(later <= earlier for earlier, later in pairwise(numbers)):
            signer = workspace.documents.signer(key)
            words = _(
                "A later record of {name} tells of a shorter trail than an earlier one: entries "
                "were cut off, or the key signs in several workspaces. Ask for the reason."
            )
            yield Finding(Gravity.DOUBT, words.format(name=signer.name if signer else key))


def _differs(told: Mapping[str, Observation] | None, check: SiteCheck) -> bool:
    return told is not None and told != check.observations


def _of_clock(found: Examination, at: datetime) -> Finding:
    if found.latest is not None and found.latest > at + _TOLERANCE:
        words = _(
            "Something here was written at {time}, which lies in the future. "
            "Set this computer's clock right."
        )
        time = f"{found.latest.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
        return Finding(Gravity.DOUBT, words.format(time=time))
    return Finding(Gravity.GOOD, _("The clock is not behind what is here."))


def _of_zone(at: datetime) -> Finding:
    if at.astimezone().utcoffset() == CHINA_TIME.utcoffset(None):
        return Finding(Gravity.GOOD, _("The computer keeps China time."))
    return Finding(
        Gravity.DOUBT,
        _(
            "The computer keeps another time than China. Records bear China time all the same; "
            "see that its clock is right."
        ),
    )


def _of_disk(path: Path, found: Examination) -> Finding:
    if found.unsaved:
        return Finding(Gravity.DOUBT, found.unsaved)
    free = shutil.disk_usage(path.parent).free
    if free < _LITTLE_ROOM:
        words = _("Only {free} MB are free on the disk. Make room before the next visit.")
        return Finding(Gravity.DOUBT, words.format(free=free >> 20))
    milliseconds = f"{found.seconds_to_save * 1000:.1f}"
    words = _("{free} MB are free; an answer is safe on the disk after {time} ms.")
    gravity = Gravity.GOOD if found.seconds_to_save < _SLOW else Gravity.DOUBT
    return Finding(gravity, words.format(free=free >> 20, time=milliseconds))


def _of_backups(latest: Backup | None, at: datetime) -> Finding:
    if latest is None:
        return Finding(Gravity.DOUBT, _("There is no daily backup yet. Make one on a stick."))
    time = f"{latest.made.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
    words = _("The latest daily backup was made at {time}: {path}")
    words = words.format(time=time, path=latest.path)
    is_old = at - latest.made > timedelta(days=_MANY_DAYS)
    return Finding(Gravity.DOUBT if is_old else Gravity.GOOD, words)


def _remedy(latest: Backup | None) -> str:
    if latest is None:
        return _("There is no daily backup; restore the latest one you keep elsewhere.")
    return _("Restore {backup}.").format(backup=latest.path)


def _whence(lost: tuple[str, ...], latest: Backup | None) -> str:
    """Where files can be had again, as far as is known."""
    inside = {Path(each.path).stem for each in latest.files if each.inside} if latest else set()
    if latest is not None and set(lost) <= inside:
        return _("All of them are in {backup}.").format(backup=latest.path)
    return _("Import the result files they came with again, or restore a whole backup.")


def _named(digests: tuple[str, ...]) -> str:
    shown = _(", ").join(each[:12] for each in digests[:_SHOWN])
    return shown if len(digests) <= _SHOWN else f"{shown} … ({len(digests)})"
