"""The photos of the chosen fault: shown small, added from files, by dropping or pasting."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMimeData,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QListView, QWidget

from assessor.domain.inspection import Annotation
from assessor.i18n import _, ngettext
from assessor.services.photo_intake import Source
from assessor.ui import dialogs
from assessor.ui.photo_list import THUMBNAIL, PhotoDelegate, PhotoModel, photo_view
from assessor.ui.theme import Theme
from assessor.ui.thumbnails import Thumbnails
from assessor.ui.widgets import action_button, column, label, row

_HEIGHT = THUMBNAIL.height() + 34  # px, with a scroll bar


class PhotoStrip(QWidget):
    """Thumbnails and what can be done with them. `thumbnail` and `picture` give JPEG bytes.

    Photos that the disk had no place for wait here until they are tried again. `phone` is
    the button for photos from a phone; whoever shows the strip places it, for it is of use
    without a fault, too.
    """

    added = Signal(object)  # a list of sources, by the user
    removed = Signal(str)  # a digest, by the user
    opened = Signal(str)  # a digest: it is to be shown large, and marked
    camera_wanted = Signal()
    inbox_wanted = Signal()
    retry_wanted = Signal()
    said = Signal(str)  # a remark for the user

    def __init__(
        self,
        thumbnail: Callable[[str], bytes],
        picture: Callable[[str], bytes],
        theme: Theme,
    ) -> None:
        super().__init__()
        self.picture = picture
        self.annotations: Callable[[str], tuple[Annotation, ...]] = lambda _digest: ()
        self.model = PhotoModel(self)
        self._shown_marks: dict[str, tuple[Annotation, ...]] = {}
        self._thumbnails = Thumbnails(thumbnail, THUMBNAIL, self)
        self._thumbnails.loaded.connect(self.model.touch)
        delegate = PhotoDelegate(self._thumbnails, self._marks_of, theme, self)
        self.view = photo_view(self.model, delegate, _("Photos of the fault"))
        self.view.setWrapping(False)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setFixedHeight(_HEIGHT)
        self.view.activated.connect(self._on_activated)
        self._make_buttons(theme)
        self._notice = label(kind="notice", wraps=True)
        self._waiting = label(kind="notice", wraps=True)
        self._lay_out()

    def _make_buttons(self, theme: Theme) -> None:
        self._add = action_button(_("Photo"), theme, sign="camera", tip=_("Add photos (P)"))
        self._paste = action_button(_("Paste"), theme, tip=_("Paste a picture (Ctrl+V)"))
        self.phone = action_button(
            _("Phone"), theme, sign="phone", tip=_("Photos from the phone (I)")
        )
        self._camera = action_button(
            "", theme, sign="webcam", tip=_("Take a photo with the computer's camera")
        )
        self._mark = action_button("", theme, sign="sign", tip=_("Draw on the chosen photo"))
        self._remove = action_button("", theme, sign="bin", tip=_("Remove the chosen photo"))
        self._retry = action_button(_("Try again"), theme)
        self._camera.hide()
        self._add.clicked.connect(self.choose)
        self._paste.clicked.connect(self.paste)
        self.phone.clicked.connect(self.inbox_wanted)
        self._camera.clicked.connect(self.camera_wanted)
        self._mark.clicked.connect(self._on_mark)
        self._remove.clicked.connect(self._on_remove)
        self._retry.clicked.connect(self.retry_wanted)

    def _lay_out(self) -> None:
        waiting = row(self._waiting, self._retry)
        waiting.setStretch(0, 1)
        add = row(self._add, self._paste, self._camera, 1, spacing=6)
        change = row(1, self._mark, self._remove, spacing=6)
        buttons = row(add, change, spacing=6)
        buttons.setStretch(0, 1)
        self.setLayout(column(buttons, self._notice, waiting, self.view))
        offered_later = (self._notice, self._waiting, self._retry, self._mark, self._remove)
        for part in (*offered_later, self.view):
            part.hide()

    def offer_camera(self) -> None:
        """Show the button for the computer's camera."""
        self._camera.show()

    def show_photos(self, digests: tuple[str, ...]) -> None:
        """Show these photos, in this order, with the last one chosen."""
        if digests == self.model.digests:
            return
        self._shown_marks.clear()
        self._notice.hide()
        self.model.show_photos(digests)
        last = self.model.index(len(digests) - 1)
        self.view.setCurrentIndex(last)
        self.view.scrollTo(last)
        self.view.setVisible(bool(digests))
        for button in (self._mark, self._remove):
            button.setVisible(bool(digests))

    def show_marks(self, digest: str) -> None:
        """Read the marks of a photo again."""
        self._shown_marks.pop(digest, None)
        self.model.touch(digest)

    def show_doubts(self, doubts: dict[str, str]) -> None:
        """Point out photos that are used twice: a sentence for each."""
        self.model.doubtful = frozenset(doubts)
        for digest in self.model.digests:
            self.model.touch(digest)
        sentences = [doubts[each] for each in self.model.digests if each in doubts]
        self._notice.setText("\n".join(dict.fromkeys(sentences)))
        self._notice.setVisible(bool(sentences))

    def show_waiting(self, count: int) -> None:
        """Say how many photos wait to be tried again."""
        words = ngettext(
            "{count} photo is not kept yet.", "{count} photos are not kept yet.", count
        )
        self._waiting.setText(words.format(count=count))
        self._waiting.setVisible(bool(count))
        self._retry.setVisible(bool(count))

    def choose(self) -> None:
        """Ask for picture files."""
        kinds = _("Pictures") + " (*.jpg *.jpeg *.png *.heic *.heif *.JPG *.JPEG *.PNG *.HEIC)"
        if chosen := dialogs.choose_files(self, _("Photos of the fault"), kinds):
            self.added.emit(list(chosen))

    def paste(self) -> None:
        """Take what is on the clipboard."""
        # Qt gives none where the clipboard is empty or cannot be read, whatever its types say.
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if mime and (sources := sources_in(mime)):
            self.added.emit(list(sources))
        else:
            self.said.emit(_("There is no picture on the clipboard."))

    @property
    def chosen(self) -> str:
        """The digest of the chosen photo, empty where none is."""
        return str(self.view.currentIndex().data() or "")

    def _marks_of(self, digest: str) -> tuple[Annotation, ...]:
        if digest not in self._shown_marks:
            self._shown_marks[digest] = self.annotations(digest)
        return self._shown_marks[digest]

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.data())

    def _on_mark(self) -> None:
        if self.chosen:
            self.opened.emit(self.chosen)

    def _on_remove(self) -> None:
        if self.chosen:
            self.removed.emit(self.chosen)


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
