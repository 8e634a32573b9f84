"""Files that come as evidence: PDF, OFD and pictures, known by what they begin with."""

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

from assessor import files
from assessor.domain.figures import Proof, ProofKind, Subject
from assessor.exchange.errors import FormatError
from assessor.exchange.texts import clean_line
from assessor.i18n import _

#: The largest piece of evidence that is kept.
LARGEST = 50 << 20
_BEGINNINGS = {
    b"%PDF-": ProofKind.PDF,
    b"\xff\xd8\xff": ProofKind.JPEG,
    b"\x89PNG\r\n\x1a\n": ProofKind.PNG,
}
_OFD_MEMBER = "OFD.xml"


def read_proof(path: Path, subject: Subject, subject_id: str, year: int) -> tuple[Proof, bytes]:
    """A file as evidence for an indicator's year or a prerequisite (year 0), and its content.

    `FileError` for what cannot be read or is too large, `FormatError` for other kinds.
    """
    content = files.read(path, LARGEST)
    kind = _kind(content)
    if kind is None:
        raise FormatError(
            _("{file}: evidence must be a PDF, an OFD or a picture (JPEG, PNG).").format(
                file=path.name
            )
        )
    proof = Proof(
        subject,
        subject_id,
        year,
        hashlib.sha256(content).hexdigest(),
        clean_line(path.name),
        kind,
        len(content),
    )
    return proof, content


def _kind(content: bytes) -> ProofKind | None:
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    return ProofKind.OFD if _is_ofd(content) else None


def _is_ofd(content: bytes) -> bool:
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _OFD_MEMBER in archive.namelist()
    except Exception:  # a damaged ZIP raises almost anything; it is no OFD then
        return False
