"""The size and the colours of a JPEG, read from its head; nothing is decoded."""

from typing import NamedTuple

from assessor.errors import AssessorError
from assessor.i18n import _

_FRAMES = (0xC0, 0xC1, 0xC2)  # the segments that begin a picture PDF can hold


class ReportError(AssessorError):
    """A report cannot be made, and why."""


class JpegShape(NamedTuple):
    """Width and height in pixels; `colours` is 1 for grey and 3 for colour."""

    width: int
    height: int
    colours: int


def jpeg_shape(content: bytes) -> JpegShape:
    """The shape of a JPEG; `ReportError` for anything else, and for printers' colours."""
    at = 2 if content[:2] == b"\xff\xd8" else len(content)
    while at + 10 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in _FRAMES:
            shape = JpegShape(
                width=int.from_bytes(content[at + 7 : at + 9], "big"),
                height=int.from_bytes(content[at + 5 : at + 7], "big"),
                colours=content[at + 9],
            )
            if shape.width and shape.height and shape.colours in (1, 3):
                return shape
            break
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    raise ReportError(
        _("A photo of this report is no JPEG picture or is damaged. Take the photo in again.")
    )
