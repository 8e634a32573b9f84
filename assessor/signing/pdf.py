"""Signing reports (PAdES B-B) and putting an office's timestamps into them.

The first signature certifies the report and lets nothing follow but filled signature
fields and timestamps. pyHanko takes half a second to load: import this module where it is
needed.
"""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.request import Request, urlopen

from asn1crypto import cms, tsp, x509
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import general
from pyhanko.sign.fields import (
    InvisSigSettings,
    MDPPerm,
    SigSeedSubFilter,
    enumerate_sig_fields,
)
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from assessor.i18n import _
from assessor.signing import cades
from assessor.signing.algorithms import P256
from assessor.signing.attachments import LIMITS, read_pdf
from assessor.signing.keyfiles import SigningError
from assessor.signing.keys import SigningKey
from assessor.signing.timestamps import make_token

_MOST_ANSWERED = 64 << 10
_SECONDS = 20  # that a public timestamp service has to answer
#: PDF/UA wants every field on a page tagged, and nobody sees a timestamp there.
_OFF_PAGE = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
_LONGEST_SIGNATURE = bytes(72)  # of a P-256 key, DER
_CENTRED = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MID,
    margins=Margins.uniform(0),
)


def sign_pdf(
    pdf: bytes, key: SigningKey, field: str, stamp: bytes, at: datetime, *, certify: bool
) -> bytes:
    """The report with one of its empty signature fields signed and stamped.

    `stamp` is a PDF of one page that fills the field. The first signature of a report must
    `certify`, later ones must not. `SigningError` if there is no such empty field.
    """
    key.require_valid(at)
    if key.algorithm is not P256:
        raise SigningError(
            _(
                "A key for {algorithm} signs result files only, for no PDF reader could check "
                "its signature. Sign the report with another key."
            ).format(algorithm=key.algorithm.name)
        )
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
        signed = signer.sign_pdf(_Writer(pdf), existing_fields_only=True)
    except (general.SigningError, PdfError) as error:
        raise SigningError(
            _("The report cannot be signed in the field {field}: {reason}.").format(
                field=field, reason=error
            )
        ) from error
    return bytes(signed.getvalue())


def timestamp_pdf(pdf: bytes, key: SigningKey, at: datetime) -> bytes:
    """The report with an office's own timestamp over everything that is in it so far.

    `SigningError` for a key that is not of an office, or a damaged report.
    """
    if key.timestamp_certificate is None:
        make_token(bytes(32), key, at)  # says why not
    return _timestamped(pdf, _OfficeClock(key, at))


def timestamp_pdf_by_service(pdf: bytes, url: str) -> bytes:
    """The report with the timestamp of a public service (RFC 3161), which needs a network.

    `SigningError` if the service does not answer.
    """
    return _timestamped(pdf, _PublicClock(url))


def field_names(pdf: bytes) -> Mapping[str, bool]:
    """The signature fields of a report, in their order, and whether each is signed.

    `SigningError` for a damaged PDF.
    """
    try:
        found = enumerate_sig_fields(read_pdf(pdf))
        return {str(name): value is not None for name, value, _field in found}
    except Exception as error:  # hostile PDFs make the parser raise anything
        raise SigningError(_("This is not a PDF, or it was damaged. Ask for it again.")) from error


def _timestamped(pdf: bytes, stamper: TimeStamper) -> bytes:
    try:
        made = PdfTimeStamper(stamper, invis_settings=_OFF_PAGE)
        stamped = made.timestamp_pdf(_Writer(pdf), "sha256")
    except (general.SigningError, PdfError, OSError, ValueError, TimestampRequestError) as error:
        raise SigningError(
            _("The report gets no timestamp: {reason}.").format(reason=error)
        ) from error
    return bytes(stamped.getvalue())


class _Writer(IncrementalPdfFileWriter):
    """Leaves the report's XMP alone, which pyHanko would rewrite and so break PDF/A."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(BytesIO(pdf), decode_limits=LIMITS)

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


class _OfficeClock(TimeStamper):
    """Answers what pyHanko asks of a timestamp service with an office's own token."""

    def __init__(self, key: SigningKey, at: datetime) -> None:
        TimeStamper.__init__(self, include_nonce=False)
        self._key = key
        self._at = at

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        token = make_token(req["message_imprint"]["hashed_message"].native, self._key, self._at)
        return tsp.TimeStampResp(
            {
                "status": {"status": "granted"},
                "time_stamp_token": cms.ContentInfo.load(token),
            }
        )


class _PublicClock(TimeStamper):
    """Asks a timestamp service on the network (RFC 3161 over HTTP)."""

    def __init__(self, url: str) -> None:
        TimeStamper.__init__(self)
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        if not self._url.startswith(("https://", "http://")):
            raise OSError(_("{url} is no address of a service").format(url=self._url))
        headers = {"Content-Type": "application/timestamp-query"}
        question = Request(self._url, req.dump(), headers)
        with urlopen(question, timeout=_SECONDS) as answer:
            return tsp.TimeStampResp.load(answer.read(_MOST_ANSWERED))


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
