"""The user's choices, as the windows change them."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from assessor.settings import Settings, load_settings, save_settings


class Preferences(QObject):
    """The settings in force; every change is on disk before `changed` is emitted."""

    changed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._settings = load_settings(path)

    @property
    def settings(self) -> Settings:
        """The choices as they are now."""
        return self._settings

    def change(self, **changes: Any) -> None:
        """Change some choices; `FileError` where they cannot be kept."""
        changed = self._settings.with_(**changes)
        if changed == self._settings:
            return
        save_settings(self._path, changed)
        self._settings = changed
        self.changed.emit()
