"""Result files going out and coming in."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assessor import files, progress
from assessor.domain.inspection import Revision
from assessor.domain.merging import CheckState, still_counts
from assessor.domain.wording import state
from assessor.errors import AssessorError
from assessor.exchange.codec import decode
from assessor.i18n import _, current, ngettext
from assessor.progress import ProgressFn
from assessor.services import sealing
from assessor.services.assessing import WrongScoreError, assess
from assessor.services.standards import keep_copies, standards_of
from assessor.signing import envelopes
from assessor.signing.cms import UnknownSignerError
from assessor.signing.keyfiles import SigningError
from assessor.signing.trust import Trust
from assessor.standards import Library
from assessor.storage import CheckHeader, ImportedFile, Outcome, Receipt, Received, Workspace

#: Opens the envelope of an encrypted file.
OpenFn = Callable[[bytes], bytes]

_SUFFIX = ".asice"
_ENCRYPTED = ".p7m"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file; the reason is a sentence to read out on the telephone.

    `path` is where it lies: who looked at a preview gives `merge_files` the paths of those
    outcomes that are to be taken in. A quarantined file that was tried again has none.
    """

    file: str
    outcome: Outcome
    reason: str = ""
    checks: int = 0
    photos_expected: int = 0
    photos_received: int = 0
    path: Path = Path()
    signer: str = ""  # whose file it is, in words, where that is known


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


def readable(path: Path | str) -> str:
    """A path to show and to keep, though a stick may name its files in another encoding."""
    return os.fsencode(path).decode("utf-8", "replace")


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
) -> tuple[FileOutcome, ...]:
    """Take in result files, each in one transaction; a bad one never stops the others.

    With `preview` nothing is kept: the outcomes say what would become of each file as
    things stand now. `open_envelope` opens those that are encrypted to this office.
    """
    if preview:
        return tuple(
            _previewed(workspace, library, trust, path, open_envelope)
            for path in progress.each(paths, on_progress)
        )
    workspace.documents.set_cutoffs(trust.cutoffs, at)
    rescore(workspace, library, at)
    waiting = progress.each(paths, on_progress)
    return tuple(_merged(workspace, library, trust, waiting, at, open_envelope))


def retry_quarantined(
    workspace: Workspace, library: Library, trust: Trust, at: datetime
) -> tuple[FileOutcome, ...]:
    """Act on new trust: lost keys count no longer, and what waited is tried again.

    Gives the files that came good.
    """
    workspace.documents.set_cutoffs(trust.cutoffs, at)
    good: list[FileOutcome] = []
    number = None
    for waiting in workspace.documents.to_retry():
        path = workspace.documents.quarantined_file(waiting.sha)
        try:
            received = _received(
                library, trust, files.read(path, sealing.MOST_BYTES), waiting.file_name
            )
        except AssessorError:
            continue
        _keep_standards(workspace, library, received)
        number = workspace.documents.begin_import(at) if number is None else number
        receipt = workspace.documents.accept(received, at, import_id=number)
        workspace.documents.release(waiting.sha)
        good.append(_outcome(received, receipt, trust, waiting.file_name))
    if number is not None:
        workspace.documents.conclude_import(number)
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


def _merged(
    workspace: Workspace,
    library: Library,
    trust: Trust,
    paths: Iterable[Path],
    at: datetime,
    open_envelope: OpenFn | None,
) -> Iterator[FileOutcome]:
    """Take in one file after the other; the import begins with the first that can be read."""
    refused = {each.sha for each in workspace.documents.quarantined()}
    known: list[ImportedFile] = []
    number = None
    for path in paths:
        try:
            content = _read(path, open_envelope)
        except (files.FileError, SigningError) as error:
            refusal = ImportedFile(readable(path.name), Outcome.QUARANTINED, str(error), 0, 0, 0)
            known.append(refusal)
            yield FileOutcome(readable(path), Outcome.QUARANTINED, str(error), path=path)
            continue
        number = workspace.documents.begin_import(at) if number is None else number
        if same := _taken_before(workspace, trust, content):
            known.append(replace(same, name=readable(path.name)))
            yield _same(same, path)
            continue
        try:
            received = _received(library, trust, content, readable(path.name))
        except AssessorError as error:
            workspace.documents.quarantine(
                readable(path.name),
                str(error),
                content,
                at,
                retry=isinstance(error, UnknownSignerError),
                import_id=number,
            )
            yield FileOutcome(readable(path), Outcome.QUARANTINED, str(error), path=path)
            continue
        _keep_standards(workspace, library, received)
        receipt = workspace.documents.accept(received, at, import_id=number)
        if received.sha in refused:
            workspace.documents.release(received.sha)
        yield replace(_outcome(received, receipt, trust, readable(path)), path=path)
    if number is not None:
        workspace.documents.conclude_import(number, known)


def _taken_before(workspace: Workspace, trust: Trust, content: bytes) -> ImportedFile | None:
    """The very file, if it need not be opened: it is here, and no key was declared lost."""
    if trust.cutoffs:
        return None
    return workspace.documents.taken_before(hashlib.sha256(content).hexdigest(), len(content))


def _same(file: ImportedFile, path: Path) -> FileOutcome:
    return FileOutcome(
        readable(path),
        Outcome.SAME,
        _lacking(file.photos_expected - file.photos_received),
        file.checks,
        file.photos_expected,
        file.photos_received,
        signer=file.signer,
    )


def _read(path: Path, open_envelope: OpenFn | None) -> bytes:
    """A result file, taken out of its envelope if it is in one."""
    content = files.read(path, sealing.MOST_BYTES)
    if not envelopes.is_envelope(content):
        return content
    if open_envelope is None:
        raise SigningError(
            _("The file is encrypted. Open it with the office's key for encrypted files.")
        )
    return open_envelope(content)


def _previewed(
    workspace: Workspace, library: Library, trust: Trust, path: Path, open_envelope: OpenFn | None
) -> FileOutcome:
    try:
        content = _read(path, open_envelope)
        received = _received(library, trust, content, readable(path.name))
    except AssessorError as error:
        return FileOutcome(readable(path), Outcome.QUARANTINED, str(error), path=path)
    (receipt,) = workspace.documents.preview([received])
    return replace(_outcome(received, receipt, trust, readable(path)), path=path)


def _received(library: Library, trust: Trust, content: bytes, name: str) -> Received:
    """A file that was judged and scored; raises whatever is wrong with it."""
    opened = sealing.open_signed(content, trust)
    return Received(
        container=sealing.container_file(opened, content),
        signer=opened.signer,
        documents=tuple(assess(each, library) for each in opened.documents),
        file_name=name,
        sha=hashlib.sha256(content).hexdigest(),
    )


def _keep_standards(workspace: Workspace, library: Library, received: Received) -> None:
    documents = (each.sealed.document for each in received.documents)
    keep_copies(workspace, library, standards_of(documents))


def _outcome(received: Received, receipt: Receipt, trust: Trust, file: str) -> FileOutcome:
    missing = received.photos_expected - received.photos_received
    reason = ""
    documents = (each.sealed.document for each in received.documents)
    if receipt.outcome is Outcome.PENDING:
        words = _("{standards} is not installed here; it is scored once the standard arrives.")
        reason = words.format(standards=_(", ").join(_unknown_standards(received)))
    elif receipt.outcome is Outcome.CONFLICT:
        reason = _("It contradicts another revision of the same check; a reviewer must decide.")
    elif not all(still_counts(each.key, each.counter, trust.cutoffs) for each in documents):
        reason = _("Its key was declared lost before it was signed, so it does not count.")
    else:
        reason = _lacking(missing)
    return FileOutcome(
        file,
        receipt.outcome,
        reason,
        len(receipt.checks),
        received.photos_expected,
        received.photos_received,
        signer=str(received.signer),
    )


def _unknown_standards(received: Received) -> list[str]:
    """The standards of its revisions that nobody could score here."""
    unscored = (each.sealed.document for each in received.documents if each.card is None)
    return sorted({str(each.check.standard) for each in unscored if isinstance(each, Revision)})


def _lacking(photos: int) -> str:
    if not photos:
        return ""
    return ngettext("{count} photo is missing.", "{count} photos are missing.", photos).format(
        count=photos
    )
