"""The drives that somebody plugged in, as far as they can be written to."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, QStorageInfo, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from assessor.i18n import current
from assessor.ui.guards import guarded

_LOOK = 1500  # ms between two looks for sticks

#: Where systems put what is plugged in.
_PLUGGED_IN = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


@dataclass(frozen=True, slots=True)
class Drive:
    """A stick or a card: where it is, what it is called, how many bytes are free."""

    root: Path
    name: str
    free: int

    @property
    def free_words(self) -> str:
        """The free space, `14.2 GB`."""
        return QLocale(current().language).formattedDataSize(self.free, 1, _DECIMAL)


_DECIMAL = QLocale.DataSizeFormat.DataSizeSIFormat  # as it is printed on the stick


class StickWatch(QWidget):
    """A part of a window that looks for sticks as long as it shows."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """Look which sticks are plugged in."""

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        self.look()
        self._timer.start()
        super().showEvent(event)

    @guarded(None)
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)


def plugged_in() -> tuple[Drive, ...]:
    """The drives that are plugged in now and can be written to, by place."""
    volumes = (volume for volume in QStorageInfo.mountedVolumes() if _is_usable(volume))
    return _drives(volumes)


def _drives(volumes: Iterable[QStorageInfo]) -> tuple[Drive, ...]:
    found = (
        Drive(Path(volume.rootPath()), _name(volume), volume.bytesAvailable()) for volume in volumes
    )
    return tuple(sorted(found, key=lambda drive: drive.root))


def _is_usable(volume: QStorageInfo) -> bool:
    root = volume.rootPath()
    if not volume.isValid() or not volume.isReady() or volume.isReadOnly():
        return False
    return is_plugged_in(root) and os.access(root, os.W_OK)


def is_plugged_in(root: str) -> bool:
    """Whether a root is that of something that was plugged in.

    Windows does not say which letters are sticks without being asked in its own way, so
    every letter but the system's own counts.
    """
    if sys.platform == "win32":
        system = os.environ.get("SYSTEMDRIVE", "C:")
        return not root.upper().startswith(system.upper())
    return root.startswith(_PLUGGED_IN)


def _name(volume: QStorageInfo) -> str:
    """The label of a stick, else the last part of where it is."""
    root = volume.rootPath()
    name = volume.name() or Path(root).name
    return name or root
