"""Small pictures for lists: loaded beside the window's thread, and only so many kept."""

from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from weakref import finalize

from PySide6.QtCore import QBuffer, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QPixmap

from assessor.errors import AssessorError

_KEPT = 400  # pictures of 60 kB
_WAITING = 80  # what was asked for before the last so many was scrolled away
_LOOK = 12  # ms between looks at what was loaded
_AT_ONCE = 12  # pictures taken over in one look: more would be felt while scrolling


class Thumbnails(QObject):
    """Gives pictures that were loaded, and loads the others; `loaded` tells of each.

    The threads touch no object of Qt's but images, so that they never outlive anything.
    """

    loaded = Signal(str)  # a digest

    def __init__(self, read: Callable[[str], bytes], size: QSize, parent: QObject) -> None:
        super().__init__(parent)
        application = QGuiApplication.instance()
        ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
        self._loader = _Loader(read, size, ratio)
        self._kept: OrderedDict[str, QPixmap] = OrderedDict()
        self._executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="thumbnail")
        finalize(self, self._executor.shutdown, wait=False, cancel_futures=True)
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._collect)

    def picture(self, digest: str) -> QPixmap | None:
        """The small picture, or None while it is being loaded."""
        if digest in self._kept:
            self._kept.move_to_end(digest)
            return self._kept[digest]
        if self._loader.want(digest):
            self._executor.submit(self._loader.load_one)
            self._timer.start()
        return None

    def _collect(self) -> None:
        for digest, image in self._loader.taken():
            self._kept[digest] = QPixmap.fromImage(image)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            self.loaded.emit(digest)
        if not self._loader.is_busy:
            self._timer.stop()


class _Loader:
    """What the threads share: what is wanted, the last first, and what was loaded."""

    def __init__(self, read: Callable[[str], bytes], size: QSize, ratio: float) -> None:
        self._read, self._ratio = read, ratio
        self._size = size * ratio
        self._lock = Lock()
        self._wanted: deque[str] = deque(maxlen=_WAITING)
        self._loading: set[str] = set()
        self._done: list[tuple[str, QImage]] = []

    @property
    def is_busy(self) -> bool:
        with self._lock:
            return bool(self._wanted or self._loading)

    def want(self, digest: str) -> bool:
        """Ask for a picture; False where it is on its way."""
        with self._lock:
            if digest in self._wanted or digest in self._loading:
                return False
            self._wanted.append(digest)
            return True

    def load_one(self) -> None:
        with self._lock:
            if not self._wanted:
                return
            digest = self._wanted.pop()
            self._loading.add(digest)
        image = self._loaded(digest)
        with self._lock:
            self._done.append((digest, image))

    def taken(self) -> list[tuple[str, QImage]]:
        with self._lock:
            done, self._done = self._done[:_AT_ONCE], self._done[_AT_ONCE:]
            self._loading.difference_update(digest for digest, _image in done)
        return done

    def _loaded(self, digest: str) -> QImage:
        try:
            image = self._decoded(self._read(digest))
        except AssessorError:  # the viewer says what is wrong with it
            image = QImage()
        if image.isNull():
            image = QImage(self._size, QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.gray)
        image.setDevicePixelRatio(self._ratio)
        return image

    def _decoded(self, content: bytes) -> QImage:
        """The picture at the size of the screen's pixels, so that painting need not scale it."""
        buffer = QBuffer()
        buffer.setData(content)
        reader = QImageReader(buffer)
        size = reader.size().scaled(self._size, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(size)
        image = reader.read()
        image.convertTo(QImage.Format.Format_RGB32)
        return image
