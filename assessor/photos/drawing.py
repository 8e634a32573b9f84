"""Drawn street scenes that stand in for photos in the demonstration."""

import random
from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import ExifTags, Image, ImageDraw, ImageFont
from PIL.TiffImagePlugin import IFDRational

from assessor.paths import resource

_SIZE = (1600, 1200)
_HORIZON = 760
_FIRST = datetime(2024, 11, 21, 1, 30, tzinfo=UTC)
_PLACE = (25.6741, 104.2557)  # latitude and longitude of the county town of the demonstration

_WALLS = ("#d9c7a8", "#c9b79c", "#bfc7cc", "#d3b8a4", "#cbd2c4")
_AWNINGS = ("#b5473c", "#3f7a4f", "#c9952f", "#3d6fa3")
_GOODS = ("#d7582f", "#e3b23c", "#6d9b3a", "#8f4b76", "#e8e0cf")
_BINS = ("#2f6f9f", "#4d8a3c", "#5a5a5a")


def draw_scene(title: str, number: int, taken_at: datetime | None = None) -> bytes:
    """A JPEG of a street with stalls and bins, with its title, and notes as of a camera.

    The same title and number give the same bytes. Without `taken_at`, the times of
    successive numbers are four minutes apart.
    """
    chance = random.Random(number)
    scene = Image.new("RGB", _SIZE, "#dfe9ef")
    pen = ImageDraw.Draw(scene)
    _sky_and_ground(pen)
    _houses(pen, chance)
    for left in range(120, 1200, 420):
        _stall(pen, chance, left + chance.randrange(60))
    for left in sorted(chance.sample(range(150, 1400, 90), k=chance.randint(2, 5))):
        _bin(pen, chance, left)
    _litter(pen, chance)
    moment = taken_at or _FIRST + timedelta(minutes=4 * number)
    _caption(pen, title, number)
    buffer = BytesIO()
    scene.save(buffer, "JPEG", quality=88, exif=_notes(chance, moment))
    return buffer.getvalue()


def _sky_and_ground(pen: ImageDraw.ImageDraw) -> None:
    for y in range(_HORIZON):
        shade = y * 40 // _HORIZON
        pen.line((0, y, _SIZE[0], y), fill=(176 + shade, 206 + shade // 2, 226 + shade // 3))
    pen.rectangle((0, _HORIZON, *_SIZE), fill="#8d8f8f")
    pen.rectangle((0, _HORIZON, _SIZE[0], _HORIZON + 90), fill="#b9b4a8")
    for left in range(40, _SIZE[0], 240):
        pen.polygon(
            [(left, 1080), (left + 130, 1080), (left + 118, 1096), (left - 12, 1096)],
            fill="#e8e4d6",
        )


def _houses(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    left = -40
    while left < _SIZE[0]:
        width, top = chance.randrange(220, 380), chance.randrange(180, 380)
        pen.rectangle((left, top, left + width, _HORIZON), fill=chance.choice(_WALLS))
        for x in range(left + 35, left + width - 60, 90):
            for y in range(top + 40, _HORIZON - 220, 110):
                pen.rectangle((x, y, x + 46, y + 62), fill="#6c7f8c", outline="#f2efe8", width=4)
        left += width


def _stall(pen: ImageDraw.ImageDraw, chance: random.Random, left: int) -> None:
    top, right = 520, left + 320
    colour = chance.choice(_AWNINGS)
    pen.polygon([(left, top + 70), (left + 30, top), (right - 30, top), (right, top + 70)], colour)
    for x in range(left + 20, right - 20, 80):
        pen.rectangle((x, top + 70, x + 40, top + 88), fill="#f4efe4")
    for x in (left + 18, right - 30):
        pen.rectangle((x, top + 70, x + 12, 860), fill="#70695e")
    pen.rectangle((left + 10, 760, right - 10, 800), fill="#8a6a46")
    for x in range(left + 24, right - 50, 48):
        pen.ellipse((x, 716, x + 44, 764), fill=chance.choice(_GOODS), outline="#7a5a3a")


def _bin(pen: ImageDraw.ImageDraw, chance: random.Random, left: int) -> None:
    top = 850 + chance.randrange(60)
    colour = chance.choice(_BINS)
    pen.polygon(
        [(left, top), (left + 90, top), (left + 80, top + 140), (left + 10, top + 140)], colour
    )
    pen.rectangle((left - 8, top - 18, left + 98, top), fill="#3b3b3b")
    for x in (left + 16, left + 62):
        pen.ellipse((x, top + 132, x + 20, top + 152), fill="#222222")


def _litter(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for _piece in range(chance.randint(6, 20)):
        x, y = chance.randrange(60, 1500), chance.randrange(890, 1060)
        size = chance.randrange(8, 26)
        pen.polygon([(x, y), (x + size, y - size // 2), (x + size // 2, y + size)], fill="#ece7da")


def _caption(pen: ImageDraw.ImageDraw, title: str, number: int) -> None:
    font = ImageFont.truetype(resource("fonts/NotoSansSC-Regular.ttf"), 44)
    pen.rectangle((0, 1120, *_SIZE), fill="#202a33")
    pen.text((36, 1132), f"{title}　{number:03}", font=font, fill="white")


def _notes(chance: random.Random, moment: datetime) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Assessor"
    exif[ExifTags.Base.Model] = "Drawn scene"
    exif[ExifTags.Base.Orientation] = 1
    local = moment.astimezone(UTC)
    exif.get_ifd(ExifTags.IFD.Exif).update(
        {
            ExifTags.Base.DateTimeOriginal: local.strftime("%Y:%m:%d %H:%M:%S"),
            ExifTags.Base.OffsetTimeOriginal: "+00:00",
        }
    )
    latitude, longitude = (degrees + chance.uniform(-0.01, 0.01) for degrees in _PLACE)
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: _sexagesimal(latitude),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: _sexagesimal(longitude),
        }
    )
    return exif


def _sexagesimal(degrees: float) -> tuple[IFDRational, ...]:
    """Degrees, minutes and seconds as cameras write them."""
    seconds = round(degrees * 360_000)
    whole, rest = divmod(seconds, 360_000)
    minutes, hundredths = divmod(rest, 6_000)
    return IFDRational(whole), IFDRational(minutes), IFDRational(hundredths, 100)
