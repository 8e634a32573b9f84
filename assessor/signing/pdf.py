"""Signing reports (PAdES B-B) and judging their signatures.

The first signature certifies the report and lets nothing follow but filled signature
fields. Judging goes through every change that was appended after a signature, for other
viewers do not tell allowed changes from forbidden ones. pyHanko takes half a second to
load: import this module where it is needed.
"""

import logging
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms, crl, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import general
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.signing import cades, der
from assessor.signing.certificates import CLOCK_TOLERANCE
from assessor.signing.keyfiles import SigningError
from assessor.signing.keys import SigningKey
from assessor.signing.trust import Standing, State, Trust
from assessor.signing.verdict import Verdict

logger = logging.getLogger(__name__)

#: What pyHanko warns of is in the verdict, and it names people, who must not be logged.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

#: Attached documents are never larger than this, in bytes.
MOST_ATTACHED = 64 << 20

_MOST_NODES = 1_000
_LONGEST_SIGNATURE = bytes(72)  # of a P-256 key, DER
_CENTRED = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MID,
    margins=Margins.uniform(0),
)


class AttachmentError(AssessorError):
    """What is attached to a report cannot be read."""


def sign_pdf(
    pdf: bytes, key: SigningKey, field: str, stamp: bytes, at: datetime, *, certify: bool
) -> bytes:
    """The report with one of its empty signature fields signed and stamped.

    `stamp` is a PDF of one page that fills the field. The first signature of a report must
    `certify`, later ones must not. `SigningError` if there is no such empty field.
    """
    key.require_valid(at)
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    style = StaticStampStyle(
        border_width=0, background=_StampPage(stamp), background_layout=_CENTRED
    )
    signer = _TimedSigner(metadata, _KeySigner(key), at, style)
    try:
        signed = signer.sign_pdf(_Writer(BytesIO(pdf)), existing_fields_only=True)
    except (general.SigningError, PdfError) as error:
        raise SigningError(
            _("The report cannot be signed in the field {field}: {reason}.").format(
                field=field, reason=error
            )
        ) from error
    return bytes(signed.getvalue())


def verify_pdf(pdf: bytes, trust: Trust) -> Verdict:
    """Judge a report; depends on nothing but its arguments, and never raises."""
    try:
        signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
        verdicts = [_verdict(each, pdf, trust) for each in signatures]
        is_whole = any(_end_of(each) == len(pdf) for each in signatures)
    except Exception as error:  # hostile PDFs make the parser raise anything
        logger.info("a PDF cannot be judged: %s", type(error).__name__)
        return Verdict(
            False, False, reason=_("This is not a PDF, or it was damaged. Ask for it again.")
        )
    if not verdicts:
        return Verdict(False, False, reason=_("Nobody has signed this PDF."))
    for verdict in verdicts:
        if not verdict.good:
            return verdict
    return verdicts[0] if is_whole else _changed(verdicts[-1].signer, verdicts[-1].signed_at)


def attachments(pdf: bytes) -> Mapping[str, bytes]:
    """The files attached to a report, by name; `AttachmentError` for a damaged PDF."""
    attached: dict[str, bytes] = {}
    try:
        names = _entry(PdfFileReader(BytesIO(pdf)).root, "/Names", {})
        for name, specification in _named(_entry(names, "/EmbeddedFiles", {})):
            limit = MOST_ATTACHED - sum(map(len, attached.values()))
            attached[name] = _inflated(specification["/EF"]["/F"], limit)
    except Exception as error:  # hostile PDFs make the parser raise anything
        raise AttachmentError(
            _("The attachments of the PDF cannot be read. Ask for the PDF again.")
        ) from error
    return attached


def _named(root: Any) -> Iterator[tuple[str, Any]]:
    """The entries of a name tree, whose nodes hold entries or further nodes."""
    nodes = [root]
    for node in nodes:
        kids, names = _entry(node, "/Kids", ()), _entry(node, "/Names", ())
        nodes += [kids[index] for index in range(len(kids))]  # iterating follows no references
        if len(nodes) > _MOST_NODES:
            raise ValueError("a tree that never ends")
        for index in range(0, len(names), 2):
            yield str(names[index]), names[index + 1]


def _entry(dictionary: Any, key: str, default: Any) -> Any:
    """An entry with its references followed, which `get` would not do."""
    if key not in dictionary:
        return default
    return dictionary[key]


def _inflated(stream: generic.StreamObject, limit: int) -> bytes:
    """What an embedded stream holds, at most `limit` bytes."""
    content = stream.encoded_data
    how = _entry(stream, "/Filter", None)
    if how in ("/FlateDecode", ["/FlateDecode"]):
        content = zlib.decompressobj().decompress(content, limit + 1)
    elif how is not None:
        raise ValueError("an unusual filter")
    if len(content) > limit:
        raise ValueError("too large")
    return content


def _verdict(signature: EmbeddedPdfSignature, pdf: bytes, trust: Trust) -> Verdict:
    at = signature.self_reported_timestamp
    if at is None or at.tzinfo is None:
        return Verdict(False, False, reason=_("The signature does not say when it was made."))
    standing = trust.judge(signature.signer_cert.dump(), at)
    status = validate_pdf_signature(signature, _context(trust, at))
    name = standing.signer.name if standing.signer else ""
    if not (status.intact and status.valid and _is_untouched(status)):
        return _changed(name, at)
    reason = _distrust(standing, status)
    if not reason and not _is_in_our_form(signature, pdf):
        reason = _("The signature of {name} was changed, or another program made it.")
        return Verdict(False, False, name, at, reason.format(name=name))
    return Verdict(True, not reason, name, at, reason)


def _is_in_our_form(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether a signature is as `sign_pdf` writes it: nothing in it escapes what is signed."""
    _start, end, resumed, _length = signature.byte_range
    content = bytes(signature.pkcs7_content)
    try:
        own = der.first(content)
        cades.check(signature.compute_digest(), own)
    except ValueError:
        return False
    return pdf[end:resumed] == b"<%b>" % content.hex().upper().encode() and not any(
        content[len(own) :]
    )


def _end_of(signature: EmbeddedPdfSignature) -> int:
    """Where what a signature covers ends."""
    _start, _length, start, length = signature.byte_range
    return int(start + length)


def _changed(name: str, at: datetime | None) -> Verdict:
    who = name or _("an unknown signer")
    reason = _("The PDF was changed after {name} had signed it.").format(name=who)
    return Verdict(False, False, name, at, reason)


def _is_untouched(status: PdfSignatureStatus) -> bool:
    """Whether nothing but further signatures came after this one."""
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    return status.coverage is SignatureCoverageLevel.ENTIRE_REVISION and bool(status.docmdp_ok)


def _distrust(standing: Standing, status: PdfSignatureStatus) -> str:
    """Why a sound signature is not believed; empty if it is."""
    if standing.state is not State.TRUSTED or standing.signer is None:
        return standing.reason
    if standing.lost is not None:
        return _(
            "The key of {name} was declared lost on {date}, and a report cannot prove that it "
            "was signed before. Ask the office whether the result still counts."
        ).format(name=standing.signer.name, date=standing.lost.date())
    if not (status.trusted and status.bottom_line):
        return _("The certificate of {name} does not stand up to checking.").format(
            name=standing.signer.name
        )
    return ""


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


class _Writer(IncrementalPdfFileWriter):
    """Leaves the report's XMP alone, which pyHanko would rewrite and so break PDF/A."""

    def _update_meta(self) -> None:
        pass


class _KeySigner(Signer):
    """Puts our own signatures into PDFs, so that they have one form everywhere."""

    def __init__(self, key: SigningKey) -> None:
        super().__init__(signing_cert=x509.Certificate.load(key.certificate))
        self._key = key

    async def async_sign(
        self,
        data_digest: bytes,
        digest_algorithm: str,
        dry_run: bool = False,
        *_other: Any,
        **_settings: Any,
    ) -> cms.ContentInfo:
        def make_signature(content: bytes) -> bytes:
            return _LONGEST_SIGNATURE if dry_run else self._key.sign(content)

        signature = cades.sign(data_digest, self._key.certificate, None, make_signature)
        return cms.ContentInfo.load(signature)


class _TimedSigner(PdfSigner):
    """Signs at a given time instead of now."""

    def __init__(
        self, metadata: PdfSignatureMetadata, signer: Signer, at: datetime, style: StaticStampStyle
    ) -> None:
        super().__init__(metadata, signer, stamp_style=style)
        self._at = at

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


class _StampPage(PdfContent):
    """The first page of a PDF, as the look of a signature field."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        self.resources.xobject["/Stamp"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Stamp Do"
