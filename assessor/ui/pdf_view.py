"""Showing a PDF page by page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QWidget

from assessor.i18n import _
from assessor.ui.theme import Theme
from assessor.ui.widgets import action_button, column, label, row, scrolling

_BACK, _ON = ("PgUp", "Left"), ("PgDown", "Right")
_SHARPNESS = 2.0  # pixels rendered for each one shown, so that print stays legible


class PdfView(QWidget):
    """One page at a time, as wide as the widget allows; arrow and page keys turn it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._pages: list[QImage] = []
        self._at = 0
        self._page = label()
        self._page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._page.setAccessibleName(_("Page of the report"))
        self._number = label(kind="muted")
        self._back = action_button("", theme, sign="back", tip=_("Page before"))
        self._next = action_button("", theme, sign="next", tip=_("Next page"))
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._area = scrolling(self._page)
        self.setLayout(column(row(1, self._back, self._number, self._next, 1), self._area))
        for keys, turn in ((_BACK, self._on_back), (_ON, self._on_next)):
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(turn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("The report, page by page"))
        self._show()

    def show_pdf(self, pdf: bytes, width: int) -> None:
        """Show a document from its first page, pages `width` pixels wide."""
        self._pages = _rendered(pdf, width)
        self._at = 0
        self._show()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def _on_back(self) -> None:
        self._turn(-1)

    def _on_next(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        self._at = min(max(0, self._at + by), len(self._pages) - 1)
        self._area.verticalScrollBar().setValue(0)
        self._show()

    def _show(self) -> None:
        total = len(self._pages)
        words = _("Page {number} of {total}").format(number=self._at + 1, total=total)
        self._number.setText(words if total else _("The report is being made …"))
        self._back.setEnabled(self._at > 0)
        self._next.setEnabled(self._at + 1 < total)
        if total:
            self._page.setPixmap(QPixmap.fromImage(self._pages[self._at]))


def _rendered(pdf: bytes, width: int) -> list[QImage]:
    import pypdfium2  # a tenth of a second to load

    document = pypdfium2.PdfDocument(pdf)
    images = []
    for page in document:
        bitmap = page.render(scale=width * _SHARPNESS / page.get_width())
        image = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888
        ).copy()
        image.setDevicePixelRatio(_SHARPNESS)
        images.append(image)
    document.close()
    return images
