"""Judging a file: who signed it, whether it is unchanged, whether the signer is trusted."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assessor import files
from assessor.domain.documents import Sealed
from assessor.domain.merging import still_counts
from assessor.domain.signatures import INSPECTOR_FIELD
from assessor.errors import AssessorError
from assessor.exchange import codec
from assessor.i18n import _
from assessor.services import sealing
from assessor.signing.cms import UnknownSignerError
from assessor.signing.envelopes import is_envelope
from assessor.signing.trust import Trust
from assessor.signing.verdict import Finding, SignatureVerdict, Verdict

_PDF = b"%PDF-"
_ZIP = b"PK"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_OF_RECORD = "urn:sha256:"  # and the digest, see `reporting.check_record`


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """The verdict on one file; `reason` is a sentence, empty when all is well.

    Of a report, `held` is since when an office says to have held it, `signatures` are the
    verdicts one by one, and `notes` are sentences that change nothing. `documents` are what
    a sound result file holds.
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


def verify_file(path: Path, trust: Trust) -> FileVerdict:
    """Judge a report or a result file; what cannot be read is not good, with the reason."""
    try:
        content = files.read(path)
    except files.FileError as error:
        unreadable = Finding.UNREADABLE
        return FileVerdict(str(path), "result", False, False, "", str(error), unreadable)
    if _PDF in content[:1024]:
        return _report(path, content, trust)
    if not content.startswith(_ZIP):
        reason = _("This is neither a report nor a result file, or it was not copied completely.")
        if is_envelope(content):
            reason = _("The file is encrypted; the office that it is for can open and merge it.")
        unreadable = Finding.UNREADABLE
        return FileVerdict(str(path), "result", False, False, "", reason, unreadable)
    return _result(path, content, trust)


def _report(path: Path, content: bytes, trust: Trust) -> FileVerdict:
    from assessor.signing.judging import verify_pdf  # pyHanko takes half a second to load

    verdict = verify_pdf(content, trust)
    if verdict.good and (reason := _disagreement(content, verdict)):
        finding = Finding.DISAGREES
        verdict = replace(verdict, unchanged=False, reason=reason, finding=finding)
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


def _disagreement(content: bytes, verdict: Verdict) -> str:
    """Why a report and the data attached to it are not of one record; empty if they are."""
    from assessor.signing.attachments import AttachmentError, attachments, identifier_of

    try:
        attached, told = attachments(content), identifier_of(content)
    except AttachmentError as error:
        return str(error)
    named = {name.removesuffix(".json"): data for name, data in attached.items()}
    records = {name: data for name, data in named.items() if _DIGEST.fullmatch(name)}
    for digest, data in records.items():
        if hashlib.sha256(data).hexdigest() != digest:
            return _("The attached data is not the record that its name says.")
    digest = told.removeprefix(_OF_RECORD)
    if not told.startswith(_OF_RECORD):
        return ""
    if digest not in records:
        return _("The report is of another record than the data that is attached to it.")
    keys = {each.key for each in verdict.signatures if each.field == INSPECTOR_FIELD}
    try:
        record = codec.decode(records[digest]).document
    except AssessorError as error:
        return str(error)
    if keys and record.key not in keys:
        return _("The attached record was signed with another key than the report.")
    return ""


def _result(path: Path, content: bytes, trust: Trust) -> FileVerdict:
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
    finding = Finding.LOST_BEFORE if reason else Finding.GOOD
    documents = opened.documents
    return FileVerdict(
        str(path), "result", True, not reason, name, reason, finding, documents=documents
    )


def _all_count(documents: Iterable[Sealed], trust: Trust) -> bool:
    cutoffs = trust.cutoffs
    return all(
        still_counts(each.document.key, each.document.counter, cutoffs) for each in documents
    )
