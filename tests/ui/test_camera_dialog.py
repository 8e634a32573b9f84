"""A photo is taken with the computer's camera where there is one."""

import sys

import pytest
from PySide6.QtWidgets import QWidget

from assessor.errors import AssessorError
from assessor.photos.importing import read_photo
from assessor.ui.camera_dialog import CameraDialog
from assessor.ui.theme import theme_named
from tests.photos.test_camera import Device, library_of
from tests.ui.test_accessibility import nameless, too_small


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    return made


@pytest.fixture
def plugged(monkeypatch):
    def _plugged(device):
        monkeypatch.setitem(sys.modules, "cv2", library_of(device))
        return device

    return _plugged


def test_what_the_camera_sees_is_taken_as_a_photo(qtbot, window, plugged):
    device = plugged(Device())
    dialog = CameraDialog(theme_named("light"), window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    qtbot.waitUntil(dialog._take.isEnabled)
    assert (nameless(dialog), too_small(dialog)) == ([], [])
    with qtbot.waitSignal(dialog.taken) as taken:
        dialog._take.click()
    assert read_photo(taken.args[0], "camera").photo.width == 64
    assert device.released


def test_a_camera_that_goes_is_said(qtbot, window, plugged):
    plugged(Device(frames=5))
    dialog = CameraDialog(theme_named("light"), window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    qtbot.waitUntil(lambda: "pulled out" in dialog._view.text())
    assert not dialog._take.isEnabled()
    dialog.reject()


def test_without_a_camera_there_is_no_dialog(window, plugged):
    plugged(Device(opens=False))
    with pytest.raises(AssessorError):
        CameraDialog(theme_named("light"), window)
