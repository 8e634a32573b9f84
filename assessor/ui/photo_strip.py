"""The photos of the chosen fault: shown small, added from files, by dropping or pasting."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QImageWriter, QPixmap
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.ui import dialogs
from assessor.ui.photo_intake import Source
from assessor.ui.theme import Theme
from assessor.ui.widgets import action_button, column, flick, label, row

_THUMBNAIL = QSize(112, 84)
_CELL = QSize(120, 92)
_DigestRole = Qt.ItemDataRole.UserRole


class PhotoStrip(QWidget):
    """Thumbnails and what can be done with them. `thumbnail` and `picture` give JPEG bytes."""

    added = Signal(object)  # a list of sources, by the user
    removed = Signal(str)  # a digest, by the user
    said = Signal(str)  # a remark for the user

    def __init__(
        self,
        thumbnail: Callable[[str], bytes],
        picture: Callable[[str], bytes],
        theme: Theme,
    ) -> None:
        super().__init__()
        self._thumbnail, self._picture = thumbnail, picture
        self._digests: tuple[str, ...] = ()
        self._list = QListWidget()
        self._list.setViewMode(QListWidget.ViewMode.IconMode)
        self._list.setMovement(QListWidget.Movement.Static)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setIconSize(_THUMBNAIL)
        self._list.setSpacing(4)
        self._list.setFixedHeight(_THUMBNAIL.height() + 34)
        self._list.setProperty("kind", "framed")
        self._list.setAccessibleName(_("Photos of the fault"))
        self._list.itemActivated.connect(self._on_activated)
        flick(self._list)
        self._add = action_button(_("Photo"), theme, sign="camera", tip=_("Add photos (P)"))
        self._paste = action_button(_("Paste"), theme, tip=_("Paste a picture (Ctrl+V)"))
        self._remove = action_button("", theme, sign="bin", tip=_("Remove the chosen photo"))
        self._remove.hide()
        self._add.clicked.connect(self.choose)
        self._paste.clicked.connect(self.paste)
        self._remove.clicked.connect(self._on_remove)
        self.setLayout(column(row(self._add, self._paste, 1, self._remove), self._list))

    def show_photos(self, digests: tuple[str, ...]) -> None:
        """Show these photos, in this order."""
        if digests == self._digests:
            return
        self._digests = digests
        self._list.clear()
        for number, digest in enumerate(digests, start=1):
            item = QListWidgetItem(QIcon(self._small(digest)), "")
            item.setData(_DigestRole, digest)
            item.setSizeHint(_CELL)  # else room for a line of words, which there is not
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, _("Photo {number}").format(number=number)
            )
            self._list.addItem(item)
        self._list.setCurrentRow(len(digests) - 1)
        self._remove.setVisible(bool(digests))

    def choose(self) -> None:
        """Ask for picture files."""
        kinds = _("Pictures") + " (*.jpg *.jpeg *.png *.heic *.heif *.webp *.bmp *.tif *.tiff)"
        if chosen := dialogs.choose_files(self, _("Photos of the fault"), kinds):
            self.added.emit(list(chosen))

    def paste(self) -> None:
        """Take what is on the clipboard."""
        # Qt gives none where the clipboard is empty or cannot be read, whatever its types say.
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if mime and (sources := sources_in(mime)):
            self.added.emit(sources)
        else:
            self.said.emit(_("There is no picture on the clipboard."))

    def _small(self, digest: str) -> QPixmap:
        pixmap = QPixmap(_THUMBNAIL)
        try:
            pixmap.loadFromData(self._thumbnail(digest))
        except AssessorError:
            pixmap.fill(Qt.GlobalColor.gray)  # the viewer says what is wrong with it
        return pixmap

    def _on_activated(self, item: QListWidgetItem) -> None:
        try:
            PhotoViewer(self._picture(item.data(_DigestRole)), self.window()).open()
        except AssessorError as error:
            dialogs.tell(self, str(error))

    def _on_remove(self) -> None:
        if item := self._list.currentItem():
            self.removed.emit(item.data(_DigestRole))


class PhotoViewer(QDialog):
    """One photo, as large as the window."""

    def __init__(self, picture: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Photo"))
        room = parent.size() * 0.9
        view = label()
        view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        view.setAccessibleName(_("Photo"))
        keep = Qt.AspectRatioMode.KeepAspectRatio
        smooth = Qt.TransformationMode.SmoothTransformation
        view.setPixmap(QPixmap.fromImage(QImage.fromData(picture)).scaled(room, keep, smooth))
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(view, 1)
        layout.addLayout(row(1, close))


def sources_in(mime: QMimeData) -> Sequence[Source]:
    """The pictures in something dropped or pasted: files, or a picture itself."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return paths
    if mime.hasImage() and isinstance(image := mime.imageData(), QImage):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(image)
        return [(_("pasted picture"), bytes(buffer.data().data()))]
    return []
