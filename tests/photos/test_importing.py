"""Photos as cameras write them: upright, small, with time and place, or refused by name."""

import hashlib
import struct
import zlib
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageEnhance, ImageFilter
from PIL.TiffImagePlugin import IFDRational

from assessor.domain.likeness import alike_among, bits_of
from assessor.photos.drawing import draw_scene
from assessor.photos.importing import ImportedPhoto, PhotoError, read_photo

DATA = Path(__file__).parent / "data"
SCENE = draw_scene("街道", 1)


def picture(size=(400, 300), file_format="JPEG", mode="RGB", **options) -> bytes:
    """Red on the upper half, blue on the lower."""
    image = Image.new(mode, size, "blue" if mode != "L" else 40)
    image.paste(Image.new(mode, (size[0], size[1] // 2), "red" if mode != "L" else 200))
    buffer = BytesIO()
    image.save(buffer, file_format, **options)
    return buffer.getvalue()


def exif(orientation=1, original=None, offset=None, digitized=None, gps=None) -> bytes:
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = orientation
    times = {
        ExifTags.Base.DateTimeOriginal: original,
        ExifTags.Base.OffsetTimeOriginal: offset,
        ExifTags.Base.DateTimeDigitized: digitized,
    }
    notes.get_ifd(ExifTags.IFD.Exif).update({k: v for k, v in times.items() if v is not None})
    notes.get_ifd(ExifTags.IFD.GPSInfo).update(gps or {})
    return notes.tobytes()


def position(latitude, longitude, south="N", west="E"):
    return {1: south, 2: latitude, 3: west, 4: longitude}


def shown(imported: ImportedPhoto) -> Image.Image:
    return Image.open(BytesIO(imported.picture))


def is_red(pixel) -> bool:
    return pixel[0] > 180 and pixel[2] < 80


def test_a_photo_keeps_time_place_and_both_digests():
    imported = read_photo(SCENE, "IMG_1.jpg")
    photo = imported.photo
    assert photo.original == hashlib.sha256(SCENE).hexdigest()
    assert photo.digest == hashlib.sha256(imported.picture).hexdigest()
    assert photo.taken_at == datetime(2024, 11, 21, 1, 34, tzinfo=UTC)
    assert (photo.latitude, photo.longitude) == (Decimal("25.675075"), Decimal("104.259761"))
    assert (photo.width, photo.height, photo.name) == (1600, 1200, "IMG_1.jpg")


@pytest.mark.parametrize(
    ("size", "kept", "small"),
    [
        ((4000, 3000), (1600, 1200), (320, 240)),
        ((3000, 4000), (1200, 1600), (240, 320)),
        ((1000, 500), (1000, 500), (320, 160)),
        ((5000, 3), (1600, 1), (320, 1)),
        ((2, 2), (2, 2), (2, 2)),
    ],
)
def test_pictures_shrink_to_the_long_side_and_never_grow(size, kept, small):
    imported = read_photo(picture(size), "a.jpg")
    assert shown(imported).size == kept == (imported.photo.width, imported.photo.height)
    assert Image.open(BytesIO(imported.thumbnail)).size == small


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (400, 300), (200, 10)),
        (2, (400, 300), (200, 10)),
        (3, (400, 300), (200, 290)),
        (4, (400, 300), (200, 290)),
        (5, (300, 400), (10, 200)),
        (6, (300, 400), (290, 200)),
        (7, (300, 400), (290, 200)),
        (8, (300, 400), (10, 200)),
    ],
)
def test_pictures_are_turned_as_the_camera_was_held(orientation, size, red_at):
    imported = read_photo(picture(exif=exif(orientation)), "a.jpg")
    image = shown(imported)
    assert image.size == size
    assert is_red(image.getpixel(red_at))
    assert image.getexif().get(ExifTags.Base.Orientation) is None


def test_mirrored_pictures_are_mirrored_back():
    half = Image.new("RGB", (40, 20), "blue")
    half.paste(Image.new("RGB", (20, 20), "red"))
    buffer = BytesIO()
    half.save(buffer, "JPEG", exif=exif(2), quality=95)
    assert is_red(shown(read_photo(buffer.getvalue(), "a.jpg")).getpixel((35, 10)))


def test_heic_photos_are_read_upright_with_their_notes():
    imported = read_photo((DATA / "turned.heic").read_bytes(), "IMG_2.HEIC")
    photo = imported.photo
    assert (photo.width, photo.height) == (160, 240)
    assert is_red(shown(imported).getpixel((150, 10)))
    assert photo.taken_at == datetime(2024, 11, 21, 1, 31, 5, tzinfo=UTC)
    assert photo.latitude == Decimal("25.670094")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "1", "LA"])
def test_png_of_every_kind_becomes_a_jpeg_in_colour(mode):
    buffer = BytesIO()
    Image.new("RGB", (30, 20), "white").convert(mode).save(buffer, "PNG")
    imported = read_photo(buffer.getvalue(), "a.png")
    image = shown(imported)
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert min(image.getpixel((3, 3))) > 250


def test_what_is_transparent_becomes_white():
    buffer = BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(buffer, "PNG")
    assert min(shown(read_photo(buffer.getvalue(), "a.png")).getpixel((3, 3))) > 250


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_jpegs_without_colour_or_for_printing_become_rgb(mode):
    assert shown(read_photo(picture(mode=mode), "a.jpg")).mode == "RGB"


@pytest.mark.parametrize(
    ("original", "offset", "moment"),
    [
        ("2024:11:21 09:31:05", None, datetime(2024, 11, 21, 1, 31, 5, tzinfo=UTC)),
        ("2024:11:21 09:31:05", "+08:00", datetime(2024, 11, 21, 1, 31, 5, tzinfo=UTC)),
        ("2024:11:21 09:31:05", "-05:30", datetime(2024, 11, 21, 15, 1, 5, tzinfo=UTC)),
        ("2024:11:21 09:31:05", "China", datetime(2024, 11, 21, 1, 31, 5, tzinfo=UTC)),
        ("0000:00:00 00:00:00", None, None),
        ("0001:01:01 00:00:00", None, None),
        ("yesterday", None, None),
        (None, "+08:00", None),
    ],
)
def test_a_time_without_offset_is_china_time(original, offset, moment):
    content = picture(exif=exif(original=original, offset=offset))
    assert read_photo(content, "a.jpg").photo.taken_at == moment


def test_the_time_of_digitizing_stands_in_for_a_missing_one():
    content = picture(exif=exif(digitized="2024:11:21 09:31:05"))
    assert read_photo(content, "a.jpg").photo.taken_at == datetime(
        2024, 11, 21, 1, 31, 5, tzinfo=UTC
    )


def parts(*numbers) -> tuple[IFDRational, ...]:
    return tuple(IFDRational(*each) for each in numbers)


@pytest.mark.parametrize(
    ("gps", "expected"),
    [
        (
            position(parts((25, 1), (40, 1), (1234, 100)), parts((104, 1), (15, 1), (0, 1))),
            (Decimal("25.670094"), Decimal("104.250000")),
        ),
        (
            position(parts((25, 1), (30, 1), (0, 1)), parts((10, 1), (0, 1), (0, 1)), "S", "W"),
            (Decimal("-25.500000"), Decimal("-10.000000")),
        ),
        (position(parts((0, 0), (0, 0), (0, 0)), parts((0, 0), (0, 0), (0, 0))), (None, None)),
        (position(parts((91, 1), (0, 1), (0, 1)), parts((10, 1), (0, 1), (0, 1))), (None, None)),
        (position(parts((25, 1), (0, 1)), parts((10, 1), (0, 1))), (None, None)),
        ({2: parts((25, 1), (0, 1), (0, 1))}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_positions_are_degrees_with_six_places_or_absent(gps, expected):
    photo = read_photo(picture(exif=exif(gps=gps)), "a.jpg").photo
    assert (photo.latitude, photo.longitude) == expected


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")  # Pillow says so and goes on
def test_broken_notes_do_not_cost_the_picture():
    photo = read_photo(picture(exif=b"Exif\0\0MM\0*\0\0\0\xff\0\x05garbage"), "a.jpg").photo
    assert (photo.width, photo.taken_at, photo.latitude) == (400, None, None)


def test_the_same_file_gives_the_same_bytes():
    assert read_photo(SCENE, "a.jpg") == read_photo(SCENE, "a.jpg")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"%PDF-1.7\n",
        SCENE[:5000],
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400),
        picture(file_format="GIF"),
        picture(file_format="BMP"),
    ],
    ids=["empty", "text", "pdf", "cut", "broken heic", "gif", "bmp"],
)
def test_what_is_no_picture_is_refused_by_name(content):
    with pytest.raises(PhotoError, match=r"holiday\.jpg"):
        read_photo(content, "holiday.jpg")


def bomb(width, height) -> bytes:
    """A PNG that declares a size and holds nothing."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(20_000, 6_001), (60_000, 60_000), (2_000_000, 100)])
def test_bombs_are_refused_by_what_they_declare(size):
    with pytest.raises(PhotoError, match=r"bomb\.png.*\d{3}"):
        read_photo(bomb(*size), "bomb.png")


@pytest.mark.filterwarnings("ignore::UserWarning")
@given(st.data())
@settings(max_examples=50, deadline=None)
def test_damage_is_refused_or_harmless(data):
    content = bytearray(picture((64, 48), exif=exif(6, "2024:11:21 09:31:05")))
    for _change in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        imported = read_photo(bytes(content), "a.jpg")
    except PhotoError:
        return
    assert shown(imported).size == (imported.photo.width, imported.photo.height)


def encoded(image, file_format="JPEG", **options):
    buffer = BytesIO()
    image.save(buffer, file_format, **options)
    return buffer.getvalue()


def are_alike(one, other):
    return bool(alike_among(bits_of(one.likeness), {"other": bits_of(other.likeness)}))


@pytest.mark.parametrize(
    ("way", "change"),
    [
        ("saved again", lambda image: (image, {"quality": 30})),
        ("halved", lambda image: (image.resize((800, 600)), {})),
        ("brightened", lambda image: (ImageEnhance.Brightness(image).enhance(1.3), {})),
        ("darkened", lambda image: (ImageEnhance.Brightness(image).enhance(0.7), {})),
        ("blurred", lambda image: (image.filter(ImageFilter.GaussianBlur(3)), {})),
        ("trimmed", lambda image: (image.crop((16, 12, 1584, 1188)), {})),
    ],
)
def test_what_is_hardly_changed_stays_alike(way, change):
    image, options = change(Image.open(BytesIO(SCENE)).convert("RGB"))
    one, other = read_photo(SCENE, "a.jpg").photo, read_photo(encoded(image, **options), "b").photo
    assert one.original != other.original
    assert are_alike(one, other), way


def test_other_scenes_are_not_alike():
    found = [read_photo(draw_scene("街道", n), "a.jpg").photo for n in range(12)]
    assert all(len(each.likeness) == 16 for each in found)
    pairs = [(a, b) for n, a in enumerate(found) for b in found[:n]]
    assert [pair for pair in pairs if are_alike(*pair)] == []


def test_the_phones_model_is_told():
    assert read_photo(SCENE, "a.jpg").model == "Drawn scene"
    assert read_photo(picture(), "a.jpg").model == ""


def test_a_16_bit_png_keeps_its_greys():
    deep = Image.new("I;16", (64, 48))
    deep.putdata([x * 1024 for _y in range(48) for x in range(64)])
    imported = read_photo(encoded(deep, "PNG"), "deep.png")
    greys = [shown(imported).getpixel((x, 20))[0] for x in (2, 32, 62)]
    assert [abs(grey - wanted) < 6 for grey, wanted in zip(greys, (8, 128, 248), strict=True)] == (
        [True] * 3
    )


def test_printers_colours_become_screens_colours():
    ink = Image.new("CMYK", (64, 48), (0, 255, 255, 0))  # magenta and yellow make red
    assert is_red(shown(read_photo(encoded(ink), "ink.jpg")).getpixel((20, 20)))


def test_of_a_moving_picture_the_first_one_counts():
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "blue")]
    moving = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert is_red(shown(read_photo(moving, "moving.png")).getpixel((20, 20)))


def test_the_name_says_nothing_about_the_format():
    assert read_photo(picture(file_format="PNG"), "really-a-png.jpg").photo.width == 400


def test_a_large_file_that_is_no_picture_is_refused_quickly():
    with pytest.raises(PhotoError, match=r"film\.jpg"):
        read_photo(bytes(200 << 20), "film.jpg")


def test_a_picture_that_unpacks_to_more_than_it_declares_is_harmless():
    small = bomb(64, 48)
    rows = zlib.compress(bytes(100 << 20), 9)  # 100 MB of rows for 48
    chunk = struct.pack(">I", len(rows)) + b"IDAT" + rows
    chunk += struct.pack(">I", zlib.crc32(b"IDAT" + rows))
    empty = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    assert empty in small
    imported = read_photo(small.replace(empty, chunk), "bomb.png")
    assert (imported.photo.width, imported.photo.height) == (64, 48)
