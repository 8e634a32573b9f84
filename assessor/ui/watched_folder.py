"""A folder into which a phone or a camera writes: new pictures in it are taken up by themselves."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from assessor.services.photo_intake import PICTURE_ENDINGS

_SETTLED = 700  # ms in which a file's size stays the same: then nobody writes to it any more
_EMPTY_LOOKS = 40  # an empty file that stays so is given up after so many looks


class WatchedFolder(QObject):
    """Tells of pictures that come into a folder once they are whole; older ones stay.

    A folder that is not there, a stick not yet plugged in, is looked for again and again.
    """

    arrived = Signal(object)  # a list of paths

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._known = set(self._pictures())
        self._growing: dict[Path, tuple[int, int]] = {}  # size at the last look, looks
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        self._timer = QTimer(self, interval=_SETTLED)
        self._timer.timeout.connect(self._look_again)
        self._timer.start()
        self._watch()

    def _watch(self) -> None:
        if not self._watcher.directories() and self._folder.is_dir():
            self._watcher.addPath(str(self._folder))

    def _pictures(self) -> list[Path]:
        try:
            found = sorted(self._folder.iterdir())
        except OSError:  # gone for now
            return []
        return [path for path in found if path.suffix.lower() in PICTURE_ENDINGS]

    def _look(self) -> None:
        for path in self._pictures():
            if path not in self._known and path not in self._growing:
                self._growing[path] = (-1, 0)

    def _look_again(self) -> None:
        self._watch()
        self._look()  # network folders and old systems tell nobody of new files
        whole = [path for path in list(self._growing) if self._is_whole(path)]
        if whole:
            self._known.update(whole)
            self.arrived.emit(whole)

    def _is_whole(self, path: Path) -> bool:
        size, looks = self._growing[path]
        try:
            now = path.stat().st_size
        except OSError:  # taken away again
            del self._growing[path]
            return False
        if now and now == size:
            del self._growing[path]
            return True
        self._growing[path] = (now, looks + 1)
        if not now and looks >= _EMPTY_LOOKS:
            self._known.add(path)
            del self._growing[path]
        return False
