"""Judging a file: who signed it, whether it is unchanged, whether the signer is trusted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assessor import files
from assessor.domain.documents import Sealed
from assessor.domain.merging import still_counts
from assessor.domain.signatures import INSPECTOR_FIELD
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services import sealing
from assessor.services.intake import Held
from assessor.signing.cms import UnknownSignerError, notes_on
from assessor.signing.envelopes import is_envelope
from assessor.signing.trust import Trust
from assessor.signing.verdict import Finding, SignatureVerdict, Verdict

_PDF = b"%PDF-"
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """The verdict on one file; `reason` is a sentence, empty when all is well.

    `held` is since when an office says to have held it, and `notes` are sentences that
    change nothing. Of a report, `signatures` are the verdicts one by one; `documents` are
    what a sound result file holds.
    """

    file: str
    kind: str  # `report` or `result`
    unchanged: bool
    trusted: bool
    signer: str
    reason: str
    finding: Finding = Finding.GOOD
    signed_at: datetime | None = None
    held: datetime | None = None
    notes: tuple[str, ...] = ()
    signatures: tuple[SignatureVerdict, ...] = ()
    documents: tuple[Sealed, ...] = ()

    @property
    def good(self) -> bool:
        """Signed by someone we trust, and not touched since."""
        return self.unchanged and self.trusted


def verify_file(path: Path, trust: Trust, held: Mapping[str, Held] | None = None) -> FileVerdict:
    """Judge a report or a result file; what cannot be read is not good, with the reason.

    `held` says since when this office holds which result files: see `intake.held_files`.
    """
    try:
        content = files.read(path)
    except files.FileError as error:
        unreadable = Finding.UNREADABLE
        return FileVerdict(str(path), "result", False, False, "", str(error), unreadable)
    if _PDF in content[:1024]:
        return _report(path, content, trust)
    if not content.startswith(_ZIP):
        finding = Finding.UNREADABLE
        reason = _("This is neither a report nor a result file, or it was not copied completely.")
        if is_envelope(content):
            finding = Finding.ENCRYPTED
            reason = _("The file is encrypted; the office that it is for can open and merge it.")
        return FileVerdict(str(path), "result", False, False, "", reason, finding)
    return _result(path, content, trust, held or {})


def judge_report(pdf: bytes, trust: Trust) -> Verdict:
    """Judge a report, and whether the data attached to it is what it was made from."""
    # pyHanko takes half a second to load
    from assessor.services.agreement import agreement
    from assessor.signing.attachments import AttachmentError, enclosed_in
    from assessor.signing.judging import verify_pdf

    verdict = verify_pdf(pdf, trust)
    if not verdict.good:
        return verdict
    keys = {each.key for each in verdict.signatures if each.field == INSPECTOR_FIELD}
    try:
        found = agreement(enclosed_in(pdf), keys)
    except AttachmentError as error:
        return _disagreeing(verdict, str(error))
    verdict = replace(verdict, notes=(*verdict.notes, *found.notes))
    return _disagreeing(verdict, found.reason) if found.reason else verdict


def _disagreeing(verdict: Verdict, reason: str) -> Verdict:
    return replace(verdict, unchanged=False, reason=reason, finding=Finding.DISAGREES)


def _report(path: Path, content: bytes, trust: Trust) -> FileVerdict:
    verdict = judge_report(content, trust)
    return FileVerdict(
        str(path),
        "report",
        verdict.unchanged,
        verdict.trusted,
        verdict.signer,
        verdict.reason,
        verdict.finding,
        verdict.signed_at,
        verdict.held,
        verdict.notes,
        verdict.signatures,
    )


def _result(path: Path, content: bytes, trust: Trust, held: Mapping[str, Held]) -> FileVerdict:
    try:
        opened = sealing.open_signed(content, trust)
    except UnknownSignerError as error:
        unknown = Finding.UNKNOWN
        return FileVerdict(str(path), "result", True, False, "", str(error), unknown)
    except AssessorError as error:
        changed = Finding.CHANGED
        return FileVerdict(str(path), "result", False, False, "", str(error), changed)
    name, reason = opened.signer.name, ""
    if not _all_count(opened.documents, trust):
        reason = _(
            "The key of {name} was declared lost, and this was signed after the last document "
            "that still counts."
        ).format(name=name)
    since = held.get(opened.container.identity)
    return FileVerdict(
        str(path),
        "result",
        True,
        not reason,
        name,
        reason,
        Finding.LOST_BEFORE if reason else Finding.GOOD,
        held=since.at if since else None,
        notes=notes_on(opened.container.signature, trust),
        documents=opened.documents,
    )


def _all_count(documents: Iterable[Sealed], trust: Trust) -> bool:
    cutoffs = trust.cutoffs
    return all(
        still_counts(each.document.key, each.document.counter, cutoffs) for each in documents
    )
