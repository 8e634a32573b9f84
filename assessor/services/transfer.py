"""Result files going out and coming in."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assessor import files, progress
from assessor.domain.merging import CheckState
from assessor.domain.wording import state
from assessor.errors import AssessorError
from assessor.exchange.codec import decode
from assessor.i18n import _, current
from assessor.progress import ProgressFn
from assessor.services.assessing import WrongScoreError, assess
from assessor.services.judging_files import Judge, OpenFn, judged_in_groups
from assessor.services.standards import keep_copies, standards_of
from assessor.services.taking_in import FileOutcome, Previewing, TakingIn
from assessor.signing import envelopes
from assessor.signing.trust import Trust
from assessor.standards import Library
from assessor.storage import CheckHeader, Workspace

_SUFFIX = ".asice"
_ENCRYPTED = ".p7m"


def export_check(
    workspace: Workspace, check_id: str, target: Path, encrypt_to: bytes = b""
) -> Path:
    """Write the result file of a signed check, and read it back to be sure.

    `target` is a file, or a folder in which the file gets the site's code and check id.
    `encrypt_to` is the certificate (DER) of an office that alone can read the file then.
    """
    header = workspace.documents.check(check_id)
    if header is not None and header.state is not CheckState.CURRENT:
        raise AssessorError(
            _("Check {check} is {state}, so no one revision of it can be exported.").format(
                check=check_id, state=state(header.state, current())
            )
        )
    if header is None or header.head is None:
        raise AssessorError(
            _("Check {check} is not signed yet, so there is nothing to export.").format(
                check=check_id
            )
        )
    if files.is_folder(target):
        target = target / result_name(header)
    content = workspace.documents.container_of(header.head)
    if encrypt_to:
        target = target if target.suffix == _ENCRYPTED else Path(f"{target}{_ENCRYPTED}")
        content = envelopes.envelope_for(encrypt_to, content)
    files.write_verified(target, content)
    return target


def result_name(header: CheckHeader) -> str:
    """What a check's result file is called: the site's code and the end of the check's id."""
    return f"{header.site}-{header.id[-12:]}{_SUFFIX}"


def result_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files that were named, and for each folder the result files below it, by path."""
    found: list[Path] = []
    for path in paths:
        if files.is_folder(path):
            suffixes = (_SUFFIX, _ENCRYPTED)
            inside = (each for each in path.rglob("*") if each.suffix.lower() in suffixes)
            found += sorted(each for each in inside if each.is_file())
        else:
            found.append(path)
    return tuple(found)


def encrypted_in(paths: Iterable[Path]) -> bool:
    """Whether any result file that was named, or lies in a folder, is encrypted by its name."""
    return any(each.suffix.lower() == _ENCRYPTED for each in result_files(paths))


def merge_files(
    workspace: Workspace,
    library: Library,
    trust: Trust,
    paths: Sequence[Path],
    at: datetime,
    on_progress: ProgressFn = progress.ignore,
    *,
    preview: bool = False,
    open_envelope: OpenFn | None = None,
    jobs: int | None = None,
) -> tuple[FileOutcome, ...]:
    """Take in result files, each whole or not at all; a bad one never stops the others.

    With `preview` nothing is kept: the outcomes say what would become of each file as
    things stand now. `open_envelope` opens those that are encrypted to this office. Many
    files are judged by `jobs` other processes, by default as many as are of use. What
    progress was reported of is on disk.
    """
    if not preview:
        workspace.documents.set_cutoffs(trust.cutoffs, at)
        rescore(workspace, library, at)
    judge = Judge(library, trust, workspace.documents.taken_before(trust.cutoffs))
    taking = (
        Previewing(workspace, judge, open_envelope)
        if preview
        else TakingIn(workspace, judge, open_envelope, at)
    )
    outcomes: list[FileOutcome] = []
    on_progress(0, len(paths))
    with closing(judged_in_groups(judge, paths, jobs)) as groups:
        for group in groups:
            outcomes += taking.outcomes(group)
            on_progress(len(outcomes), len(paths))
    taking.conclude()
    return tuple(outcomes)


def retry_quarantined(
    workspace: Workspace,
    library: Library,
    trust: Trust,
    at: datetime,
    chosen: Collection[str] = (),
) -> tuple[FileOutcome, ...]:
    """Act on new trust: lost keys count no longer, and what waited is tried again.

    `chosen` are the SHA-256 of files to try whatever they were refused for. Gives the files
    that came good.
    """
    workspace.documents.set_cutoffs(trust.cutoffs, at)
    judge = Judge(library, trust)
    taking = TakingIn(workspace, judge, None, at)
    good: list[FileOutcome] = []
    refused = workspace.documents.quarantined()
    for waiting in (each for each in refused if (each.sha in chosen if chosen else each.retry)):
        judged = judge.judged(workspace.documents.quarantined_file(waiting.sha))
        if judged.good:
            named = replace(judged.good, file_name=waiting.file_name)
            (outcome,) = taking.outcomes([replace(judged, good=named)])
            good.append(replace(outcome, file=waiting.file_name, path=Path()))
    taking.conclude()
    return tuple(good)


def rescore(workspace: Workspace, library: Library, at: datetime) -> int:
    """Score the revisions whose standard has arrived since; gives how many.

    A file with a revision whose stated score does not follow goes to quarantine, as it
    would have done had the standard been here when it came.
    """
    known, wrong = [], {}
    for digest in workspace.documents.unscored():
        try:
            assessed = assess(decode(workspace.documents.body(digest)), library)
        except WrongScoreError as error:
            wrong[digest] = str(error)
        else:
            known += [assessed] if assessed.card is not None else []
    keep_copies(workspace, library, standards_of(each.sealed.document for each in known))
    workspace.documents.score(known)
    for digest, reason in wrong.items():
        workspace.documents.withdraw(digest, reason, at)
    return len(known)
