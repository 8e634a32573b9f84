"""Codes that say the time: read from photos askew, small, dark and a little blurred."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from assessor.photos.codes import clock_code, clock_time
from assessor.photos.drawing import draw_scene

AT = datetime(2026, 5, 12, 2, 3, 4, tzinfo=UTC)


def code_image(side):
    pattern = clock_code(AT)
    image = Image.new("L", (pattern.side, pattern.side))
    image.putdata([0 if dark else 255 for dark in pattern.dark])
    return image.resize((side, side), Image.Resampling.NEAREST)


def photographed(side=400, angle=0, blur=0.0, lean=0.0, light=1.0, code=None):
    """A street scene on which a screen with the code leans, turns and blurs."""
    scene = Image.open(BytesIO(draw_scene("街道", 1))).convert("RGB")
    code = (code or code_image(800)).convert("RGBA")
    width = code.width
    corners = (-width * lean, -width * lean / 2, 0, width, width, width * (1 + lean), width, 0)
    code = code.transform(
        code.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="white"
    )
    code = code.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    small = [each * side // 800 for each in code.size]
    code = code.resize(small, Image.Resampling.LANCZOS)
    scene.paste(code, (300, 200), code)
    scene = ImageEnhance.Brightness(scene.filter(ImageFilter.GaussianBlur(blur))).enhance(light)
    buffer = BytesIO()
    scene.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "way",
    [
        {},
        {"side": 100},
        {"angle": 20},
        {"angle": 200},
        {"lean": 0.15, "angle": 7},
        {"side": 250, "blur": 2},
        {"light": 0.4},
        {"light": 1.5},
        {"side": 150, "angle": 45, "blur": 1, "lean": 0.1},
    ],
    ids=str,
)
def test_the_time_is_read_from_a_photo_of_the_screen(way):
    assert clock_time(photographed(**way)) == AT


def test_a_photo_without_a_code_says_no_time():
    assert clock_time(draw_scene("街道", 1)) is None
    assert clock_time(photographed(side=30)) is None


@pytest.mark.parametrize(
    "words",
    ["https://example.com", "ASSESSOR-CLOCK:", "ASSESSOR-CLOCK:-5", "ASSESSOR-CLOCK:999999999999"],
)
def test_other_codes_say_no_time(words):
    import zxingcpp

    code = zxingcpp.create_barcode(words, zxingcpp.BarcodeFormat.QRCode)
    view = memoryview(code.to_image(scale=8, add_quiet_zones=True))
    image = Image.frombytes("L", view.shape[::-1], view.tobytes()).resize((800, 800))
    assert clock_time(photographed(code=image)) is None
