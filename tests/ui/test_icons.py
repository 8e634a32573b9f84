import pytest
from PySide6.QtGui import QIcon, qAlpha

from assessor.ui.icons import _SIGNS, icon


@pytest.mark.parametrize("name", sorted(_SIGNS))
def test_every_sign_leaves_a_mark_and_stays_within_its_square(qapp, name):
    image = icon(name, "#000000").pixmap(24, 24).toImage()
    side = image.width()
    marked = [(x, y) for x in range(side) for y in range(side) if qAlpha(image.pixel(x, y)) > 128]
    assert marked
    assert all(0 < x < side - 1 and 0 < y < side - 1 for x, y in marked)


def test_a_checked_button_shows_the_other_colour(qapp):
    both = icon("check", "#ff0000", "#0000ff")

    def colour(state):
        image = both.pixmap(24, 24, QIcon.Mode.Normal, state).toImage()
        pixels = (image.pixelColor(x, y) for x in range(24) for y in range(24))
        return max(pixels, key=lambda pixel: pixel.alpha()).name()

    assert colour(QIcon.State.Off) == "#ff0000"
    assert colour(QIcon.State.On) == "#0000ff"
