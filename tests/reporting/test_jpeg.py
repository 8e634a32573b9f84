"""The head of a JPEG."""

from io import BytesIO

import pytest
from PIL import Image

from assessor.reporting.jpeg import JpegShape, ReportError, jpeg_shape


def jpeg(size=(40, 30), mode="RGB", **options):
    buffer = BytesIO()
    Image.new(mode, size).save(buffer, "JPEG", **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "shape"),
    [
        (jpeg(), JpegShape(40, 30, 3)),
        (jpeg((7, 900), "L"), JpegShape(7, 900, 1)),
        (jpeg(progressive=True, exif=b"Exif\0\0" + bytes(500)), JpegShape(40, 30, 3)),
    ],
)
def test_size_and_colours_are_read(content, shape):
    assert jpeg_shape(content) == shape


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8", b"\xff\xd8\xff", jpeg()[:100], b"%PDF-1.7" * 9, jpeg(mode="CMYK")]
)
def test_what_no_report_can_hold_is_refused(content):
    with pytest.raises(ReportError, match="photo"):
        jpeg_shape(content)
