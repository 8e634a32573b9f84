"""Judging a file: who signed it, whether it is unchanged, whether the signer is trusted."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assessor import files
from assessor.domain.documents import Sealed
from assessor.domain.merging import still_counts
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services import sealing
from assessor.signing.cms import UnknownSignerError
from assessor.signing.trust import Trust

_PDF = b"%PDF-"
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """The verdict on one file; `reason` is a sentence, empty when all is well."""

    file: str
    kind: str  # `report` or `result`
    unchanged: bool
    trusted: bool
    signer: str
    reason: str

    @property
    def good(self) -> bool:
        """Signed by someone we trust, and not touched since."""
        return self.unchanged and self.trusted


def verify_file(path: Path, trust: Trust) -> FileVerdict:
    """Judge a report or a result file; what cannot be read is not good, with the reason."""
    try:
        content = files.read(path)
    except files.FileError as error:
        return FileVerdict(str(path), "result", False, False, "", str(error))
    if _PDF in content[:1024]:
        return _report(path, content, trust)
    if not content.startswith(_ZIP):
        reason = _("This is neither a report nor a result file, or it was not copied completely.")
        return FileVerdict(str(path), "result", False, False, "", reason)
    return _result(path, content, trust)


def _report(path: Path, content: bytes, trust: Trust) -> FileVerdict:
    from assessor.signing.judging import verify_pdf  # pyHanko takes half a second to load

    verdict = verify_pdf(content, trust)
    return FileVerdict(
        str(path), "report", verdict.unchanged, verdict.trusted, verdict.signer, verdict.reason
    )


def _result(path: Path, content: bytes, trust: Trust) -> FileVerdict:
    try:
        opened = sealing.open_signed(content, trust)
    except UnknownSignerError as error:
        return FileVerdict(str(path), "result", True, False, "", str(error))
    except AssessorError as error:
        return FileVerdict(str(path), "result", False, False, "", str(error))
    name, reason = opened.signer.name, ""
    if not _all_count(opened.documents, trust):
        reason = _(
            "The key of {name} was declared lost, and this was signed after the last document "
            "that still counts."
        ).format(name=name)
    return FileVerdict(str(path), "result", True, not reason, name, reason)


def _all_count(documents: Iterable[Sealed], trust: Trust) -> bool:
    cutoffs = trust.cutoffs
    return all(
        still_counts(each.document.key, each.document.counter, cutoffs) for each in documents
    )
