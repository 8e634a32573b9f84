"""Codes on pictures: one that says the time, drawn for a screen and read from a photo of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

_PREFIX = "ASSESSOR-CLOCK:"
_LEVEL = "Q"  # a quarter of the code may be covered, by a reflection or a thumb
_MOST_DIGITS = 11  # of the seconds since 1970: until the year 5138
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ENLARGED = 1.6  # what small codes are tried at once more; whole numbers do worse


@dataclass(frozen=True, slots=True)
class CodePattern:
    """The squares of a code with the quiet ones around: row by row, true where dark."""

    side: int
    dark: tuple[bool, ...]


def clock_code(at: datetime) -> CodePattern:
    """A QR code that says a moment, to the second."""
    library = _library()
    seconds = (at - _EPOCH) // timedelta(seconds=1)
    code = library.create_barcode(
        f"{_PREFIX}{seconds}", library.BarcodeFormat.QRCode, ec_level=_LEVEL
    )
    view = memoryview(code.to_image(scale=1, add_quiet_zones=True))
    return CodePattern(len(view), tuple(value < 128 for value in view.tobytes()))


def clock_time(picture: bytes) -> datetime | None:
    """The moment that a photo of such a code says; None where there is none to be read."""
    library = _library()
    with Image.open(BytesIO(picture)) as image:
        grey = image.convert("L")
    for tried in _tries(grey):
        view = memoryview(tried.tobytes()).cast("B", (tried.height, tried.width))
        for code in library.read_barcodes(view, formats=library.BarcodeFormat.QRCode):
            if (moment := _moment(code.text)) is not None:
                return moment
    return None


def _library() -> Any:
    import zxingcpp  # needed by few

    return zxingcpp


def _tries(grey: Image.Image) -> Iterator[Image.Image]:
    yield grey
    size = (round(grey.width * _ENLARGED), round(grey.height * _ENLARGED))
    yield grey.resize(size, Image.Resampling.BICUBIC)


def _moment(words: str) -> datetime | None:
    seconds = words.removeprefix(_PREFIX)
    if seconds == words or not (
        seconds.isascii() and seconds.isdigit() and len(seconds) <= _MOST_DIGITS
    ):
        return None
    return _EPOCH + timedelta(seconds=int(seconds))
