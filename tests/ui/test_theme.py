"""The looks: every pair of colours that meets can be told apart, as WCAG measures it."""

import re

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from assessor.settings import THEMES
from assessor.ui.painting import paint_state
from assessor.ui.style_sheet import STYLE_SHEET
from assessor.ui.theme import _ROLES, Theme, dress, theme_named
from assessor.ui.widgets import Segments, text_field

#: Where things stand that have no ground of their own: pages, cards, buttons, chosen rows.
GROUNDS = ("window", "base", "raised", "accent_soft")
#: What words are written in upon any of them.
WORDS = ("text", "muted")
#: Marks that are painted, and what is drawn upon them.
MARKS = {"accent": "on_accent", "good": "on_good", "bad": "on_bad", "aside": "on_aside"}
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COLOUR = re.compile(
    r"(?<![-\w])(color|background|selection-color|selection-background-color): \$(\w+)"
)


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _alpha = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def styled_pairs():
    """Every colour of words in the style sheet, with the ground it is written upon."""
    for selector, body in _RULE.findall(STYLE_SHEET.template.replace("${width}", "1")):
        given = dict(_COLOUR.findall(body))
        if "color" in given:
            grounds = [given["background"]] if "background" in given else GROUNDS[:3]
            if "disabled" in selector:
                grounds = ["window"]
            for ground in grounds:
                yield given["color"], ground
        if "selection-color" in given:
            yield given["selection-color"], given["selection-background-color"]


def rule(selector):
    return next(body for each, body in _RULE.findall(STYLE_SHEET.template) if selector in each)


def word_pairs():
    yield from styled_pairs()
    yield from ((words, ground) for words in WORDS for ground in GROUNDS)
    yield from ((on, mark) for mark, on in MARKS.items())
    coloured = ("good", "bad", "accent", "warn")
    yield from ((each, ground) for each in coloured for ground in GROUNDS)
    yield from ((words, ground) for words in WORDS for ground in ("warn_soft", "bad_soft"))


def mark_pairs():
    yield from ((mark, ground) for mark in (*MARKS, "muted") for ground in GROUNDS)
    yield from (("border", ground) for ground in GROUNDS)


def too_close(theme, pairs, least):
    return {
        (one, other, round(contrast(getattr(theme, one), getattr(theme, other)), 2))
        for one, other in pairs
        if contrast(getattr(theme, one), getattr(theme, other)) < least
    }


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_pairs_are_those_of_the_style_sheet():
    pairs = set(styled_pairs())
    assert ("on_bad", "bad") in pairs
    assert ("warn", "warn_soft") in pairs
    assert len(pairs) > 15


@pytest.mark.parametrize("name", THEMES)
def test_words_can_be_read_on_their_grounds(name):
    assert too_close(theme_named(name), word_pairs(), 7 if name == "sun" else 4.5) == set()


@pytest.mark.parametrize("name", THEMES)
def test_marks_of_a_state_stand_out_from_their_ground(name):
    pairs = list(mark_pairs()) if name == "sun" else [p for p in mark_pairs() if p[0] != "border"]
    assert too_close(theme_named(name), pairs, 7 if name == "sun" else 3) == set()


@pytest.mark.parametrize("name", THEMES)
def test_the_palette_is_readable_where_no_style_sheet_reaches(name):
    role, theme = QPalette.ColorRole, theme_named(name)
    least = 7 if name == "sun" else 4.5
    for words, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base),
        (role.Link, role.Base),
    ):
        assert contrast(getattr(theme, _ROLES[words]), getattr(theme, _ROLES[ground])) >= least


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


@pytest.mark.parametrize("name", THEMES)
def test_what_is_checked_is_filled_ticked_and_bold(qtbot, qapp, name):
    theme = theme_named(name)
    dress(qapp, theme)
    segments = Segments((("a", "iiii"), ("b", "iiii")), "Letter")
    qtbot.addWidget(segments)
    segments.choose("a")
    segments.show()
    checked, unchecked = (segments._buttons[each] for each in "ab")
    picture = checked.grab().toImage()
    corner = QPoint(checked.width() - 20, checked.height() - 8)
    assert picture.pixelColor(corner) == theme.colour("accent")
    on_accent = theme.colour("on_accent")
    ticks = {
        picture.pixelColor(x, y) == on_accent
        for x in range(checked.width() - 17, checked.width() - 2)
        for y in range(3, 18)
    }
    assert True in ticks
    plain = unchecked.grab().toImage()
    assert plain.pixelColor(corner) == theme.colour("raised")
    assert "font-weight: 700" in rule("QPushButton:checked, QToolButton:checked")
    dress(qapp, theme_named("light"))


@pytest.mark.parametrize("name", THEMES)
def test_what_a_field_asks_for_can_be_read_while_it_is_empty(qtbot, qapp, name):
    """Qt would thin out the colour of the words in it."""
    theme = theme_named(name)
    dress(qapp, theme)
    field = text_field("", "■■■■ ████")
    qtbot.addWidget(field)
    field.resize(200, 44)
    field.show()
    picture = field.grab().toImage()
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(14, picture.width() - 14)
        for y in range(12, picture.height() - 12)
    }
    strongest = max(contrast(colour, theme.base) for colour in seen)
    assert strongest >= (7 if name == "sun" else 4.5)
    dress(qapp, theme_named("light"))


@pytest.mark.parametrize("name", THEMES)
def test_what_is_still_open_stands_out_too(qtbot, name):
    theme = theme_named(name)
    picture = QImage(24, 24, QImage.Format.Format_RGB32)
    picture.fill(theme.colour("base"))
    painter = QPainter(picture)
    paint_state(painter, QRectF(2, 2, 20, 20), "open", theme)
    painter.end()
    seen = {picture.pixelColor(x, 12).name() for x in range(24)}
    assert max(contrast(each, theme.base) for each in seen) >= (7 if name == "sun" else 3)
