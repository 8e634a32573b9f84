"""Judging the signatures of a report: who, when, whether anything was changed, and why not.

Judging goes through every change that was appended after a signature, for other viewers do
not tell allowed changes from forbidden ones. pyHanko takes half a second to load: import
this module where it is needed.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import crl, x509
from pyhanko.pdf_utils.misc import PdfDecodeLimitError
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko_certvalidator import ValidationContext

from assessor.domain.inspection import CHINA_TIME
from assessor.domain.signatures import OFFICE_FIELD
from assessor.i18n import _
from assessor.signing import cades, der
from assessor.signing.algorithms import P256, Algorithm
from assessor.signing.attachments import attached_to, pages_of, read_pdf
from assessor.signing.cades import Signed
from assessor.signing.certificates import CLOCK_TOLERANCE
from assessor.signing.timestamps import check_token
from assessor.signing.trust import Standing, State, Trust
from assessor.signing.verdict import Finding, SignatureVerdict, Verdict

logger = logging.getLogger(__name__)

#: What pyHanko warns of is in the verdict, and it names people, who must not be logged.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

_STRONG = {"sha256", "sha384", "sha512"}
_DISTRUST = {
    State.UNKNOWN: Finding.UNKNOWN,
    State.UNSUITABLE: Finding.UNSUITABLE,
    State.EXPIRED: Finding.EXPIRED,
}
_COVERED = {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A sound timestamp: who says that he held the first `end` bytes, and when.

    `is_proof` tells that an office that is believed made it, with a key that is not lost.
    """

    end: int
    at: datetime
    name: str
    is_proof: bool


def verify_pdf(pdf: bytes, trust: Trust) -> Verdict:
    """Judge a report; depends on nothing but its arguments, and never raises."""
    try:
        return _judged(pdf, trust)
    except PdfDecodeLimitError:
        reason = _("This PDF is suspiciously large when unpacked, so it was not read.")
        return Verdict(False, False, reason=reason, finding=Finding.UNREADABLE)
    except Exception as error:  # hostile PDFs make the parser raise anything
        logger.info("a PDF cannot be judged: %s", type(error).__name__)
        reason = _("This is not a PDF, or it was damaged. Ask for it again.")
        return Verdict(False, False, reason=reason, finding=Finding.UNREADABLE)


def _judged(pdf: bytes, trust: Trust) -> Verdict:
    reader = read_pdf(pdf)
    signatures = reader.embedded_regular_signatures
    if not signatures:
        reason = _("Nobody has signed this PDF.")
        return Verdict(False, False, reason=reason, finding=Finding.UNSIGNED)
    stamps = [_stamp(each, pdf, trust) for each in reader.embedded_timestamp_signatures]
    sound = [each for each in stamps if each is not None]
    verdicts = [_verdict(each, pdf, trust, sound) for each in signatures]
    ends = [*map(_end_of, signatures), *(each.end for each in sound)]
    if len(sound) < len(stamps) or len(pdf) not in ends:
        verdicts.append(_changed(signatures[-1], verdicts[-1].signer, pdf))
    worst = next((each for each in verdicts if each.finding is not Finding.GOOD), verdicts[0])
    proofs = [each.at for each in sound if each.is_proof]
    return Verdict(
        worst.unchanged,
        worst.finding is Finding.GOOD,
        worst.signer,
        worst.at,
        worst.reason,
        worst.finding,
        tuple(verdicts[: len(signatures)]),
        min(proofs, default=None),
        (*map(_told, sound), *trust.notes(map(_used, signatures))),
    )


def _verdict(
    signature: EmbeddedPdfSignature, pdf: bytes, trust: Trust, stamps: list[_Stamp]
) -> SignatureVerdict:
    field, at = signature.field_name, signature.self_reported_timestamp
    if at is None or at.tzinfo is None:
        reason = _("The signature does not say when it was made.")
        return SignatureVerdict(field, Finding.FOREIGN, reason=reason)
    if signature.md_algorithm not in _STRONG:
        reason = _("The signature was made with {algorithm}, which can be forged today.")
        reason = reason.format(algorithm=signature.md_algorithm.upper())
        return SignatureVerdict(field, Finding.WEAK, at=at, reason=reason)
    certificate = signature.signer_cert.dump()
    standing = trust.judge(certificate, at)
    status = validate_pdf_signature(signature, _context(trust, at))
    name = standing.signer.name if standing.signer else ""
    if not (status.intact and status.valid and _is_untouched(status)):
        return _changed(signature, name, pdf)
    finding, reason = _distrust(signature, standing, status, trust, stamps)
    if finding is Finding.GOOD and not _is_in_our_form(signature, pdf):
        finding = Finding.FOREIGN
        reason = _("The signature of {name} was changed, or another program made it.").format(
            name=name
        )
    key = standing.signer.key if standing.signer else ""
    return SignatureVerdict(field, finding, name, at, reason, key)


def _distrust(
    signature: EmbeddedPdfSignature,
    standing: Standing,
    status: PdfSignatureStatus,
    trust: Trust,
    stamps: list[_Stamp],
) -> tuple[Finding, str]:
    """Why a sound signature is not believed, and the sentence for it."""
    signer = standing.signer
    if standing.state is not State.TRUSTED or signer is None:
        return _DISTRUST.get(standing.state, Finding.UNKNOWN), standing.reason
    root = trust.root_of(signature.signer_cert.dump())
    if root is None or root.revoked is None:
        return Finding.NO_LIST, _(
            "The list of lost keys of {name}'s office is missing here, so the key may be lost. "
            "Take in the office's trust bundle."
        ).format(name=signer.name)
    if standing.lost is not None:
        return _lost(signature, signer.name, standing.lost, stamps)
    if signature.field_name == OFFICE_FIELD and not signer.is_office:
        return Finding.UNSUITABLE, _(
            "{name} signed in the place of the office, but the key is not of an office."
        ).format(name=signer.name)
    if not (status.trusted and status.bottom_line):
        return Finding.UNSUITABLE, _(
            "The certificate of {name} does not stand up to checking."
        ).format(name=signer.name)
    return Finding.GOOD, ""


def _lost(
    signature: EmbeddedPdfSignature, name: str, lost: datetime, stamps: list[_Stamp]
) -> tuple[Finding, str]:
    """What to think of a signature with a key that was declared lost."""
    proofs = (each for each in stamps if each.is_proof and each.end > _end_of(signature))
    if any(each.at < lost for each in proofs):
        return Finding.GOOD, ""
    at = signature.self_reported_timestamp
    if at is not None and at >= lost:
        return Finding.LOST_BEFORE, _(
            "The key of {name} was declared lost on {date}, before this was signed."
        ).format(name=name, date=lost.date())
    return Finding.LOST, _(
        "The key of {name} was declared lost on {date}, and nothing proves that this report "
        "was signed before: no office's timestamp of an earlier day is in it. Ask the office "
        "whether the result still counts."
    ).format(name=name, date=lost.date())


def _stamp(signature: EmbeddedPdfSignature, pdf: bytes, trust: Trust) -> _Stamp | None:
    """A document timestamp, None if it does not fit what it is in."""
    signature.compute_integrity_info(skip_diff=True)
    start, end, resumed, _length = signature.byte_range
    content = bytes(signature.pkcs7_content)
    if signature.coverage not in _COVERED or start != 0:
        return None
    if pdf[end:resumed] != b"<%b>" % content.hex().upper().encode():
        return None
    certificate = signature.signer_cert.dump()
    try:
        own = der.first(content)
        said = check_token(signature.compute_digest(), own)
    except ValueError:
        return None if trust.root_of(certificate) else _foreign_stamp(signature)
    if any(content[len(own) :]) or said.at is None:
        return None
    standing = trust.judge_timestamp(said.certificate, said.at)
    is_proof = standing.state is State.TRUSTED and standing.lost is None
    name = standing.signer.name if standing.signer else ""
    return _Stamp(_end_of(signature), said.at, name, is_proof)


def _foreign_stamp(signature: EmbeddedPdfSignature) -> _Stamp | None:
    """The timestamp of a public service: it fits, but nobody here vouches for the service."""
    status = validate_pdf_timestamp(signature, ValidationContext(allow_fetching=False))
    if not (status.intact and status.valid):
        return None
    name = str(signature.signer_cert.subject.native.get("common_name", ""))
    return _Stamp(_end_of(signature), status.timestamp, name, is_proof=False)


def _told(stamp: _Stamp) -> str:
    """What a timestamp says, and who says it."""
    name = stamp.name or _("an unknown office")
    time = f"{stamp.at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M:%S}"
    if stamp.is_proof:
        sentence = _("{name} held this report on {time}, by the office's own timestamp.")
    else:
        sentence = _("A timestamp of {name} says {time}; nobody here vouches for it.")
    return sentence.format(name=name, time=time)


def _used(signature: EmbeddedPdfSignature) -> Signed:
    """Which certificate was used when; a time without its zone says nothing."""
    at = signature.self_reported_timestamp
    return Signed(signature.signer_cert.dump(), at if at and at.tzinfo else None)


def _is_in_our_form(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether a signature is as `sign_pdf` writes it: nothing in it escapes what is signed."""
    _start, end, resumed, _length = signature.byte_range
    content = bytes(signature.pkcs7_content)

    def digest_by(algorithm: Algorithm) -> bytes:
        if algorithm is not P256:
            raise ValueError("reports are signed with P-256")
        return bytes(signature.compute_digest())

    try:
        own = der.first(content)
        cades.check(digest_by, own)
    except ValueError:
        return False
    return pdf[end:resumed] == b"<%b>" % content.hex().upper().encode() and not any(
        content[len(own) :]
    )


def _end_of(signature: EmbeddedPdfSignature) -> int:
    """Where what a signature covers ends."""
    _start, _length, start, length = signature.byte_range
    return int(start + length)


def _changed(signature: EmbeddedPdfSignature, name: str, pdf: bytes) -> SignatureVerdict:
    finding = _change_since(signature, pdf)
    if finding is Finding.ATTACHMENT_CHANGED:
        reason = _("The attached data was changed after {name} had signed it.")
    elif finding is Finding.PAGE_CHANGED:
        reason = _("A page was changed after {name} had signed it: painted over, or noted on.")
    else:
        reason = _("The PDF was changed after {name} had signed it.")
    reason = reason.format(name=name or _("an unknown signer"))
    at = signature.self_reported_timestamp
    return SignatureVerdict(signature.field_name, finding, name, at, reason)


def _change_since(signature: EmbeddedPdfSignature, pdf: bytes) -> Finding:
    """What people or programs see otherwise now than when it was signed."""
    try:
        before, now = read_pdf(pdf[: _end_of(signature)]), read_pdf(pdf)
        if attached_to(before) != attached_to(now):
            return Finding.ATTACHMENT_CHANGED
        return Finding.CHANGED if pages_of(before) == pages_of(now) else Finding.PAGE_CHANGED
    except Exception as error:  # hostile PDFs make the parser raise anything
        logger.info("a change cannot be told: %s", type(error).__name__)
        return Finding.CHANGED


def _is_untouched(status: PdfSignatureStatus) -> bool:
    """Whether nothing but further signatures came after this one."""
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    return status.coverage is SignatureCoverageLevel.ENTIRE_REVISION and bool(status.docmdp_ok)


def _context(trust: Trust, at: datetime) -> ValidationContext:
    """What pyHanko may believe: our roots and lists, and nothing from a network.

    Revocation must be `require`d, for certificates that name no place to fetch lists from
    would otherwise not be checked at all.
    """
    return ValidationContext(
        trust_roots=[x509.Certificate.load(root.certificate) for root in trust.roots],
        crls=[
            crl.CertificateList.load(root.revoked.encoded) for root in trust.roots if root.revoked
        ],
        allow_fetching=False,
        revocation_mode="require",
        retroactive_revinfo=True,
        moment=at,
        time_tolerance=CLOCK_TOLERANCE,
    )
