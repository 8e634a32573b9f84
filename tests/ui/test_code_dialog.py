"""The code on the screen says the time, and can be read from the screen's picture."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QWidget

from assessor.photos.codes import clock_time
from assessor.ui.code_dialog import CodeDialog

AT = datetime(2026, 5, 12, 2, 3, 4, 500_000, tzinfo=UTC)


def seen(widget):
    """What a phone would see of it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    return made


def test_the_code_is_renewed_and_read_from_the_screen(qtbot, window):
    now = [AT]
    dialog = CodeDialog(lambda: now[0], window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert clock_time(seen(dialog)) == AT.replace(microsecond=0)
    assert "10:03:04" in dialog._time.text()
    now[0] += timedelta(seconds=1)
    qtbot.waitUntil(lambda: clock_time(seen(dialog)) == now[0].replace(microsecond=0))
