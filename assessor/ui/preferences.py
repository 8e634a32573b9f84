"""The user's choices, as the windows change them."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from assessor.settings import Settings, load_settings, save_settings


class Preferences(QObject):
    """The settings in force; every change is on disk before `changed` is emitted.

    `for_this_run` is in force until it is changed, and is not kept.
    """

    changed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None, **for_this_run: Any) -> None:
        super().__init__(parent)
        self._path = path
        self._kept = load_settings(path)
        self._settings = self._kept.with_(**for_this_run)

    @property
    def settings(self) -> Settings:
        """The choices as they are now."""
        return self._settings

    def change(self, **changes: Any) -> None:
        """Change some choices; `FileError` where they cannot be kept."""
        changed, kept = self._settings.with_(**changes), self._kept.with_(**changes)
        if (changed, kept) == (self._settings, self._kept):
            return
        save_settings(self._path, kept)
        self._settings, self._kept = changed, kept
        self.changed.emit()

    def toggle_sun(self) -> None:
        """Change to the look for the sun, and back to the one before."""
        theme = self._settings.theme
        if theme == "sun":
            self.change(theme=self._settings.shade)
        else:
            self.change(theme="sun", shade=theme)
