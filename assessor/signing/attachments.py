"""Reading what is attached to a report, and what its pages show, without believing it.

pyHanko takes half a second to load: import this module where it is needed.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget
from pyhanko.pdf_utils.reader import PdfFileReader

from assessor.errors import AssessorError
from assessor.i18n import _

#: Attached documents are never larger than this, in bytes.
MOST_ATTACHED = 64 << 20

_MOST_NODES = 1_000
_MOST_METADATA = 1 << 20
_IDENTIFIER = re.compile(rb"<dc:identifier>([^<]{1,200})</dc:identifier>")
#: What a PDF may inflate to in all. Judging one of ours inflates nothing but its attachments,
#: and other programs' hold a few MB; a hostile one may say anything, in thousands of streams.
LIMITS = DecodeLimits(document_budget=DocumentDecodeBudget(base_allowance=16 << 20, max_ratio=1))


class AttachmentError(AssessorError):
    """What is attached to a report cannot be read."""


def read_pdf(pdf: bytes) -> PdfFileReader:
    """A reader that inflates no more than a report can need."""
    return PdfFileReader(BytesIO(pdf), decode_limits=LIMITS)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What a report carries beside its pages: what it says it was made from, and files.

    `identifier` is `dc:identifier` of its XMP, empty where there is none.
    """

    identifier: str
    files: Mapping[str, bytes]  # by name


def enclosed_in(pdf: bytes) -> Enclosed:
    """What a report carries beside its pages; `AttachmentError` for a damaged PDF."""
    try:
        reader = read_pdf(pdf)
        return Enclosed(_identifier_of(reader), attached_to(reader))
    except Exception as error:  # hostile PDFs make the parser raise anything
        raise AttachmentError(
            _("The attachments of the PDF cannot be read. Ask for the PDF again.")
        ) from error


def attached_to(reader: PdfFileReader) -> Mapping[str, bytes]:
    """The files attached to a PDF, by name; raises anything if it is hostile."""
    attached: dict[str, bytes] = {}
    names = _entry(reader.root, "/Names", {})
    for node in _nodes(_entry(names, "/EmbeddedFiles", {})):
        entries = _entry(node, "/Names", ())
        for index in range(0, len(entries), 2):
            limit = MOST_ATTACHED - sum(map(len, attached.values()))
            attached[str(entries[index])] = _inflated(entries[index + 1]["/EF"]["/F"], limit)
    return attached


def pages_of(reader: PdfFileReader) -> list[object]:
    """What each page draws, still encoded, and which notes lie on it, to be compared."""
    return [
        (_drawn(_entry(page, "/Contents", ())), _notes(_entry(page, "/Annots", ())))
        for page in _nodes(reader.root["/Pages"])
        if "/Kids" not in page
    ]


def _identifier_of(reader: PdfFileReader) -> str:
    metadata = _entry(reader.root, "/Metadata", None)
    found = _IDENTIFIER.search(_inflated(metadata, _MOST_METADATA)) if metadata else None
    return found[1].decode() if found else ""


def _drawn(contents: Any) -> list[bytes]:
    if isinstance(contents, generic.StreamObject):
        return [bytes(contents.encoded_data)]
    return [bytes(contents[index].encoded_data) for index in range(len(contents))]


def _notes(annotations: Any) -> int:
    """How many annotations there are that are no signature fields."""
    found = (annotations[index] for index in range(len(annotations)))
    return sum(each["/Subtype"] != "/Widget" for each in found)


def _nodes(root: Any) -> Iterator[Any]:
    """The nodes of a tree, whose `/Kids` are further nodes."""
    nodes = [root]
    for node in nodes:
        kids = _entry(node, "/Kids", ())
        nodes += [kids[index] for index in range(len(kids))]  # iterating follows no references
        if len(nodes) > _MOST_NODES:
            raise ValueError("a tree that never ends")
        yield node


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
