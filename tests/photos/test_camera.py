"""The camera is never required, and its frames come as JPEG."""

import importlib.util
import sys
from io import BytesIO
from types import SimpleNamespace

import pytest
from PIL import Image

from assessor.errors import AssessorError
from assessor.photos import camera


class Frame:
    """What the library gives: a block of bytes with a shape."""

    shape = (48, 64, 3)

    def tobytes(self):
        return bytes((200, 30, 40)) * (48 * 64)


class Device:
    """Stands at the outermost edge, for a machine that has no camera."""

    def __init__(self, opens=True, frames=99):
        self.opens, self.frames, self.released = opens, frames, False

    def isOpened(self):  # noqa: N802  the library's name
        return self.opens

    def read(self):
        self.frames -= 1
        return (True, Frame()) if self.frames >= 0 else (False, None)

    def release(self):
        self.released = True


def library_of(device):
    """What the library has of it, as far as we use it."""
    return SimpleNamespace(
        VideoCapture=lambda _number: device, cvtColor=lambda seen, _way: seen, COLOR_BGR2RGB=4
    )


@pytest.fixture
def plugged(monkeypatch):
    def _plugged(device):
        monkeypatch.setitem(sys.modules, "cv2", library_of(device))
        return device

    return _plugged


def test_without_the_library_there_is_no_camera(monkeypatch):
    monkeypatch.setitem(sys.modules, "cv2", None)
    monkeypatch.setattr(camera, "find_spec", lambda name: importlib.util.find_spec(name + "_none"))
    assert not camera.may_be_there()
    with pytest.raises(ImportError):
        camera.Camera()


def test_a_frame_is_a_jpeg_of_its_size_and_colours(plugged):
    device = plugged(Device())
    opened = camera.Camera()
    with Image.open(BytesIO(opened.frame())) as image:
        assert (image.format, image.size) == ("JPEG", (64, 48))
        assert image.getpixel((5, 5))[0] > 180
    opened.close()
    assert device.released


def test_no_camera_and_a_camera_that_goes_are_said(plugged):
    device = plugged(Device(opens=False))
    with pytest.raises(AssessorError, match="No camera answers"):
        camera.Camera()
    assert device.released
    plugged(Device(frames=3))
    with pytest.raises(AssessorError, match="pulled out"):
        camera.Camera().frame()
