import pytest
from PySide6.QtGui import QColor, QPalette

from assessor.settings import THEMES
from assessor.ui.theme import Theme, dress, theme_named

ON = {"on_accent": "accent", "on_good": "good", "on_bad": "bad", "on_aside": "aside"}
GROUNDS = ("base", "window", "accent_soft")


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _alpha = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_words_can_be_read_on_their_grounds(name):
    theme, least = theme_named(name), 7 if name == "sun" else 4.5
    pairs = [(getattr(theme, on), getattr(theme, ground)) for on, ground in ON.items()]
    pairs += [(theme.warn, theme.warn_soft)]
    pairs += [(getattr(theme, w), getattr(theme, g)) for w in ("text", "muted") for g in GROUNDS]
    pairs += [(getattr(theme, word), theme.base) for word in ("good", "bad", "accent")]
    assert [pair for pair in pairs if contrast(*pair) < least] == []


@pytest.mark.parametrize("name", THEMES)
def test_what_is_checked_stands_out_from_what_is_not(name):
    theme = theme_named(name)
    for filled in ("accent", "good", "bad", "aside"):
        assert contrast(getattr(theme, filled), theme.raised) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_every_colour_is_one(name):
    theme = theme_named(name)
    colours = [field for field in Theme.__slots__ if field != "name"]
    assert all(theme.colour(field).isValid() for field in colours)


def test_an_unknown_theme_is_the_light_one():
    assert theme_named("plaid").name == "light"


def test_the_whole_program_changes_its_look(qapp):
    dress(qapp, theme_named("dark"))
    assert qapp.palette().color(QPalette.ColorRole.Base) == theme_named("dark").colour("base")
    dress(qapp, theme_named("light"))
