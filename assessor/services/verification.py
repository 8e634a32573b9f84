"""Judging a file: who signed it, whether it is unchanged, whether the signer is trusted."""

from dataclasses import dataclass
from pathlib import Path

from assessor import files
from assessor.errors import AssessorError
from assessor.services import sealing
from assessor.signing.cms import UnknownSignerError
from assessor.signing.trust import Trust

_PDF = b"%PDF-"


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
    return _result(path, content, trust)


def _report(path: Path, content: bytes, trust: Trust) -> FileVerdict:
    from assessor.signing.pdf import verify_pdf  # pyHanko takes half a second to load

    verdict = verify_pdf(content, trust)
    return FileVerdict(
        str(path), "report", verdict.unchanged, verdict.trusted, verdict.signer, verdict.reason
    )


def _result(path: Path, content: bytes, trust: Trust) -> FileVerdict:
    try:
        signer = sealing.open_signed(content, trust).signer
    except UnknownSignerError as error:
        return FileVerdict(str(path), "result", True, False, "", str(error))
    except AssessorError as error:
        return FileVerdict(str(path), "result", False, False, "", str(error))
    return FileVerdict(str(path), "result", True, True, signer.name, "")
