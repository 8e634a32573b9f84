"""Documents as canonical JSON: one meaning, one sequence of bytes, on any machine.

UTF-8 in NFC, keys sorted, no spaces, no floats, defaults left out. What is read must be
what would be written: it is encoded again and compared, which refuses duplicate keys,
`1.0` for `1`, needless escapes and everything else that says the same in other bytes.
"""

import hashlib
import re

import msgspec

from assessor.domain.documents import Document, Sealed
from assessor.exchange import reading, wire, writing
from assessor.exchange.errors import FormatError, NewerFormatError
from assessor.exchange.rules import refuse_contradictions
from assessor.exchange.texts import is_normalised
from assessor.i18n import _

#: A plan that draws from a large city's register is the longest document there is.
MAX_BODY = 32 << 20

_TOO_LONG = re.compile(r"Expected `str` of length <= (\d+) - at `\$(?:.*\.)?(\w+)(?:\[[^`]*)?`")
_ITEM_IDS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}(?:\n[A-Za-z0-9][A-Za-z0-9._-]{0,63})*\Z")


class _Header(msgspec.Struct):
    """What can be said of a document that this program does not know."""

    format: int
    kind: str


class _Content(msgspec.Struct, omit_defaults=True):
    """The parts of a revision that say what was found."""

    check: msgspec.Raw
    score: msgspec.Raw
    photos: msgspec.Raw = msgspec.Raw()


_encoder = msgspec.json.Encoder(order="sorted")
_decoder: msgspec.json.Decoder[wire.Document] = msgspec.json.Decoder(wire.Document)
_header_decoder = msgspec.json.Decoder(_Header)
_content_decoder = msgspec.json.Decoder(_Content)


def encode(document: Document) -> bytes:
    """The document's canonical bytes; `decode` gives it back.

    Times lose what is below a millisecond, positions below a millionth of a degree,
    extents below a thousandth. Texts are normalised and lose characters that nobody
    sees (but not the seed of a draw, which decides it). Parents, ancestors and photos are
    sets and are put in order. `FormatError` for what no reader would accept, such as a
    text that is far too long.
    """
    body = _encoder.encode(writing.wired(document))
    decode(body)
    return body


def decode(body: bytes) -> Sealed:
    """The document in these bytes; `FormatError` if there is none, or none we can read."""
    if len(body) > MAX_BODY:
        raise FormatError(_("The document is larger than {limit} MB.").format(limit=MAX_BODY >> 20))
    wired = _wired(body)
    if _encoder.encode(wired) != body:
        raise FormatError(
            _("The document is not in canonical form, so another program wrote or changed it.")
        )
    if not is_normalised(body.decode()):
        raise FormatError(_("The document holds a text that is not in Unicode's NFC form."))
    document = reading.document(wired)
    refuse_contradictions(document)
    return Sealed(hashlib.sha256(body).hexdigest(), body, document)


def content_digest(body: bytes) -> str:
    """SHA-256, hex, of what the revision with these canonical bytes says.

    That is the check, its score and its photos. Who signed it, when, why and what it rests
    on is left out, so that revisions of equal content are known as the same.
    """
    return hashlib.sha256(_encoder.encode(_content_decoder.decode(body))).hexdigest()


def _wired(body: bytes) -> wire.Document:
    try:
        wired = _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _explained(body, str(error)) from error
    if not isinstance(wired, wire.PlanDocument):
        items = wired.check.observations
        if items and not _ITEM_IDS.match("\n".join(items)):
            raise FormatError(_("The document names check items in a way that no standard does."))
    return wired


def _explained(body: bytes, detail: str) -> FormatError:
    """Why a document cannot be read; one that is merely newer must not look damaged."""
    try:
        header = _header_decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return FormatError(_("The document cannot be read: {detail}.").format(detail=detail))
    if header.format > wire.FORMAT:
        return NewerFormatError(
            _(
                "The document is of format {found}, and this program reads format {known}. "
                "Install a newer version of this program, and import the file again."
            ).format(found=header.format, known=wire.FORMAT)
        )
    if header.kind not in ("revision", "plan", "part"):
        return NewerFormatError(
            _(
                "The document is of a kind that this program does not know. "
                "Install a newer version of this program, and import the file again."
            )
        )
    if found := _TOO_LONG.search(detail):
        message = _("{field}: the text is longer than {limit} characters. Shorten it.")
        return FormatError(message.format(field=_field(found[2]), limit=found[1]))
    return FormatError(_("The document cannot be read: {detail}.").format(detail=detail))


def _field(key: str) -> str:
    """What people call a text of a document; its key where it has no name of its own."""
    names = {
        "address": _("Address"),
        "companions": _("Companions"),
        "inspectors": _("Inspectors"),
        "note": _("Remark"),
        "open_reason": _("Why items stay open"),
        "place": _("Place of a fault"),
        "reason": _("Reason"),
        "refusal": _("Why nobody signs for the site"),
        "representative": _("Representative of the site"),
        "responsible": _("Who is responsible for a fault"),
        "title": _("Title"),
        "weather": _("Weather"),
        "words": _("Description of a fault"),
    }
    return names.get(key, key)
