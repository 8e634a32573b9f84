"""What the computer's camera sees, and a button that takes a photo of it."""

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.photos.camera import Camera
from assessor.ui.guards import guarded
from assessor.ui.theme import Theme
from assessor.ui.widgets import action_button, label, row

_LOOK = 40  # ms between looks at what the camera gave


class CameraDialog(QDialog):
    """`taken` gives the JPEG of the photo. Raises `AssessorError` where no camera answers."""

    taken = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Camera"))
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="camera")
        self._camera = self._executor.submit(Camera).result()
        self._frame = b""
        self._view = label()
        self._view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._view.setMinimumSize(320, 240)
        self._view.setAccessibleName(_("What the camera sees"))
        self._take = action_button(_("Take the photo"), theme, sign="camera", kind="primary")
        self._take.setDefault(True)
        self._take.setEnabled(False)
        close = action_button(_("Close"))
        self._take.clicked.connect(self._on_take)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._view, 1)
        layout.addLayout(row(close, 1, self._take))
        self._waiting: Future[bytes] = self._executor.submit(self._camera.frame)
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self.resize(parent.window().size() * 0.8)

    @guarded(None)
    def done(self, result: int) -> None:
        self._timer.stop()
        self._executor.submit(self._camera.close)
        self._executor.shutdown(wait=True)
        super().done(result)

    def _look(self) -> None:
        if not self._waiting.done():
            return
        try:
            self._frame = self._waiting.result()
        except AssessorError as error:
            self._timer.stop()
            self._take.setEnabled(False)
            self._view.setText(str(error))
            return
        keep = Qt.AspectRatioMode.KeepAspectRatio
        pixmap = QPixmap.fromImage(QImage.fromData(self._frame))
        self._view.setPixmap(pixmap.scaled(self._view.size(), keep))
        self._take.setEnabled(True)
        self._waiting = self._executor.submit(self._camera.frame)

    def _on_take(self) -> None:
        self.taken.emit(self._frame)
        self.accept()
