"""From a file of a camera to the picture that is kept, its thumbnail, and what it says.

Deterministic: the same file gives the same bytes and so the same digests.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image

from assessor.domain.inspection import Photo
from assessor.errors import AssessorError
from assessor.i18n import _

#: A picture that declares more pixels is refused before anything is decoded.
MOST_PIXELS = 120_000_000
#: The long side of what is kept, in pixels.
PICTURE_SIDE = 1600
THUMBNAIL_SIDE = 320

_QUALITY = 80
_MODEL = 100  # letters of a camera's name that are kept
_DEEP = ("I", "I;16", "I;16B", "I;16L", "I;16N")  # greys of 16 bits, as Pillow calls them
_CHINA_OFFSET = "+08:00"
_FORMATS = ("JPEG", "PNG", "HEIF")
_DEGREE = Decimal("0.000001")  # a tenth of a metre
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Image.MAX_IMAGE_PIXELS = None  # Pillow would warn or refuse at limits of its own; ours is below


class PhotoError(AssessorError):
    """A file that cannot be taken in as a photo, and why."""


@dataclass(frozen=True, slots=True)
class ImportedPhoto:
    """A photo, the JPEG that is kept of it, a small one for lists, and the camera's model."""

    photo: Photo
    picture: bytes
    thumbnail: bytes
    model: str = ""


def read_photo(content: bytes, name: str) -> ImportedPhoto:
    """Take in a JPEG, PNG or HEIC file; anything else is a `PhotoError` that names it.

    The picture is upright, without the camera's notes; these go into the `Photo`. A time
    that the camera wrote without its offset counts as China time.
    """
    try:
        with _opened(content, name) as image:
            taken_at = _taken_at(_notes(image, ExifTags.IFD.Exif))
            latitude, longitude = _position(_notes(image, ExifTags.IFD.GPSInfo))
            upright = _upright(image)
            picture = _jpeg(upright)
            small = _fitted(upright, THUMBNAIL_SIDE)
            thumbnail = _jpeg(small)
            likeness = likeness_of(small)
            model = _plain(_notes(image).get(ExifTags.Base.Model))[:_MODEL]
    except PhotoError:
        raise
    except Exception as error:  # Pillow's readers raise whatever they stumble on
        raise PhotoError(
            _(
                "{name}: this is no JPEG, PNG or HEIC picture, or it is damaged. "
                "Choose another file or take the photo again."
            ).format(name=name)
        ) from error
    photo = Photo(
        digest=hashlib.sha256(picture).hexdigest(),
        original=hashlib.sha256(content).hexdigest(),
        width=upright.width,
        height=upright.height,
        taken_at=taken_at,
        latitude=latitude,
        longitude=longitude,
        name=name,
        likeness=likeness,
    )
    return ImportedPhoto(photo, picture, thumbnail, model)


def likeness_of(image: Image.Image) -> str:
    """The difference hash: whether each of 8 × 8 places is darker than the one to its right."""
    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    places = ((row * 9 + column) for row in range(8) for column in range(8))
    bits = 0
    for place in places:
        bits = bits << 1 | (grey[place] < grey[place + 1])
    return f"{bits:016x}"


def _opened(content: bytes, name: str) -> Image.Image:
    if content[4:8] == b"ftyp":
        import pi_heif  # a heavy library that few photos need

        pi_heif.register_heif_opener()
    image = Image.open(BytesIO(content), formats=_known_formats())
    pixels = image.width * image.height
    if pixels > MOST_PIXELS:
        image.close()
        raise PhotoError(
            _(
                "{name}: the picture has {pixels} megapixels, more than the {most} that can "
                "be read. Make it smaller or take the photo again."
            ).format(name=name, pixels=pixels // 1_000_000, most=MOST_PIXELS // 1_000_000)
        )
    return image


def _known_formats() -> tuple[str, ...]:
    return tuple(each for each in _FORMATS if each != "HEIF" or each in Image.OPEN)


def _notes(image: Image.Image, directory: ExifTags.IFD | None = None) -> Mapping[int, Any]:
    """The camera's notes, or one of the directories in them, by tag."""
    try:
        exif = image.getexif()
        return exif if directory is None else exif.get_ifd(directory)
    except Exception:  # broken notes must not cost the picture, and may raise anything
        return {}


def _upright(image: Image.Image) -> Image.Image:
    """The picture at the size that is kept, turned as the camera was held."""
    if image.format == "JPEG":  # the decoder itself halves, if the box has the same proportions
        image.draft(None, _size(image, PICTURE_SIDE))
    small = _fitted(_coloured(image), PICTURE_SIDE)
    turn = _TURNS.get(_notes(image).get(ExifTags.Base.Orientation, 1))
    return small if turn is None else small.transpose(turn)


def _coloured(image: Image.Image) -> Image.Image:
    """In red, green and blue; what is transparent becomes white."""
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    if image.mode in _DEEP:  # Pillow would cut off what is brighter than 255
        return image.point(lambda value: value / 256, "L").convert("RGB")
    return image.convert("RGB")


def _fitted(image: Image.Image, side: int) -> Image.Image:
    size = _size(image, side)
    return image if size == image.size else image.resize(size, Image.Resampling.BICUBIC)


def _size(image: Image.Image, side: int) -> tuple[int, int]:
    """The size with this long side and the same proportions; never larger than it is."""
    longest = max(image.size)
    if longest <= side:
        return image.size
    width, height = (max(1, round(Fraction(each * side, longest))) for each in image.size)
    return width, height


def _jpeg(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


def _taken_at(notes: Mapping[int, Any]) -> datetime | None:
    pairs = (
        (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
        (ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
    )
    moments = (_moment(notes.get(time), notes.get(offset)) for time, offset in pairs)
    return next((moment for moment in moments if moment is not None), None)


def _moment(time: Any, offset: Any) -> datetime | None:
    try:
        moment = datetime.strptime(f"{_plain(time)}{_offset(offset)}", "%Y:%m:%d %H:%M:%S%z")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):  # no time at all, or a camera that never knew the date
        return None


def _offset(note: Any) -> str:
    offset = _plain(note)
    return offset if re.fullmatch(r"[+-]\d\d:\d\d", offset) else _CHINA_OFFSET


def _plain(note: Any) -> str:
    return note.strip("\0 ") if isinstance(note, str) else ""


def _position(notes: Mapping[int, Any]) -> tuple[Decimal | None, Decimal | None]:
    """Latitude and longitude in degrees, six places; both or none."""
    tags = ExifTags.GPS
    latitude = _degrees(notes.get(tags.GPSLatitude), notes.get(tags.GPSLatitudeRef), "S", 90)
    longitude = _degrees(notes.get(tags.GPSLongitude), notes.get(tags.GPSLongitudeRef), "W", 180)
    return (None, None) if latitude is None or longitude is None else (latitude, longitude)


def _degrees(parts: Any, reference: Any, negative: str, most: int) -> Decimal | None:
    try:
        degrees, minutes, seconds = (Fraction(p.numerator, p.denominator) for p in parts)
    except (TypeError, ValueError, AttributeError, ZeroDivisionError):  # absent, or not a position
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= most:
        return None
    size = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_DEGREE)
    return -size if _plain(reference).upper() == negative else size
