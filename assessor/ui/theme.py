"""Three looks: light, dark, and one to read in the sun.

States are told by fill, icon and bold words, never by colour alone. Every pair of text and
ground keeps a contrast of 4.5, in the sun 7 (tested).
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from assessor.ui.style_sheet import STYLE_SHEET

TOUCH = 44  # px, the least height of anything to be hit with a finger


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a look; each `on_…` is for words upon the colour of that name."""

    name: str
    window: str
    base: str
    raised: str  # a button at rest
    text: str
    muted: str
    border: str
    line: str  # a faint rule between rows
    accent: str
    on_accent: str
    accent_soft: str  # the ground of what is selected
    good: str
    on_good: str
    good_soft: str
    bad: str
    on_bad: str
    bad_soft: str
    aside: str  # what does not apply
    on_aside: str
    warn: str
    warn_soft: str

    def colour(self, name: str) -> QColor:
        """One of the colours above, by name."""
        return QColor(getattr(self, name))


_LIGHT = Theme(
    name="light",
    window="#EEF2F4",
    base="#FFFFFF",
    raised="#FFFFFF",
    text="#16232D",
    muted="#52626F",
    border="#B4C1CA",
    line="#E1E7EB",
    accent="#0B6A64",
    on_accent="#FFFFFF",
    accent_soft="#DDF0EE",
    good="#1B7A3D",
    on_good="#FFFFFF",
    good_soft="#E2F4E7",
    bad="#B3261E",
    on_bad="#FFFFFF",
    bad_soft="#FBE9E7",
    aside="#4A5B69",
    on_aside="#FFFFFF",
    warn="#7A4B00",
    warn_soft="#FFF1D6",
)
_DARK = Theme(
    name="dark",
    window="#10171C",
    base="#18222A",
    raised="#22303A",
    text="#E8EEF2",
    muted="#A3B4C0",
    border="#465865",
    line="#2A3843",
    accent="#57CFC3",
    on_accent="#06201D",
    accent_soft="#173C3A",
    good="#6FD58F",
    on_good="#06210F",
    good_soft="#153624",
    bad="#FF8F85",
    on_bad="#330705",
    bad_soft="#41211F",
    aside="#A9B9C4",
    on_aside="#12191E",
    warn="#F3C969",
    warn_soft="#3C3116",
)
_SUN = Theme(
    name="sun",
    window="#FFFFFF",
    base="#FFFFFF",
    raised="#FFFFFF",
    text="#000000",
    muted="#262626",
    border="#000000",
    line="#7A7A7A",
    accent="#00307A",
    on_accent="#FFFFFF",
    accent_soft="#DCE8FF",
    good="#00461A",
    on_good="#FFFFFF",
    good_soft="#FFFFFF",
    bad="#8A0000",
    on_bad="#FFFFFF",
    bad_soft="#FFFFFF",
    aside="#303030",
    on_aside="#FFFFFF",
    warn="#4E2F00",
    warn_soft="#FFF3C4",
)
_THEMES = {theme.name: theme for theme in (_LIGHT, _DARK, _SUN)}


def theme_named(name: str) -> Theme:
    """A theme by the name used in the settings; light for an unknown one."""
    return _THEMES.get(name, _LIGHT)


def dress(application: QApplication, theme: Theme) -> None:
    """Give the whole program a look."""
    if application.style().name() != "fusion":
        application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(_palette(theme))
    colours = {name: getattr(theme, name) for name in Theme.__slots__}
    width = 2 if theme.name == "sun" else 1
    application.setStyleSheet(STYLE_SHEET.substitute(colours, touch=TOUCH, width=width))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, theme.colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("muted"))
    palette.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, theme.colour("muted")
    )
    return palette


_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.ToolTipBase: "base",
    QPalette.ColorRole.ToolTipText: "text",
}
