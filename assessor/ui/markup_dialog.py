"""One photo, large, and the marks over it: arrows, rings and words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from assessor.domain.inspection import Annotation, Shape
from assessor.i18n import _
from assessor.ui.guards import guarded
from assessor.ui.markup_canvas import MarkupCanvas, Tool
from assessor.ui.theme import Theme
from assessor.ui.widgets import Segments, action_button, label, row, text_field

_TOOL_WIDTH = 92  # px
_LONGEST = 60  # characters of words on a photo


class MarkupDialog(QDialog):
    """Shows a photo and lets marks be drawn; `marked` gives them when the dialog is closed.

    The photo itself is never changed. Escape closes the dialog without keeping anything.
    """

    marked = Signal(str, object)  # a digest, its annotations

    def __init__(
        self,
        digest: str,
        picture: bytes,
        annotations: tuple[Annotation, ...],
        theme: Theme,
        parent: QWidget,
        notice: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Photo"))
        self._digest, self._before = digest, annotations
        self._words_at = (50, 50)
        self.canvas = MarkupCanvas(picture, annotations, theme)
        self._tools = Segments(
            (
                (Tool.ARROW.value, _("Arrow")),
                (Tool.RING.value, _("Ring")),
                (Tool.WORDS.value, _("Words")),
                (Tool.CHOOSE.value, _("Choose")),
            ),
            _("What to draw"),
        )
        self._tools.setMinimumWidth(4 * _TOOL_WIDTH)
        self._tools.choose(self.canvas.tool.value)
        self._words = text_field("", _("Words on the photo; Enter puts them there"))
        self._words.setMaxLength(_LONGEST)
        self._words.hide()
        self._undo = action_button("", theme, sign="undo", tip=_("Undo (Ctrl+Z)"))
        self._delete = action_button("", theme, sign="bin", tip=_("Delete the chosen mark"))
        self._cancel = action_button(_("Cancel"))
        self._done = action_button(_("Done"), theme, kind="primary")
        self._notice = label(notice, "notice", wraps=True)
        self._notice.setVisible(bool(notice))
        self._lay_out()
        self._connect()
        self._show()
        self.resize(parent.window().size() * 0.94)
        self.canvas.setFocus()

    def _lay_out(self) -> None:
        hint = label(_("Draw with a finger. Insert puts a mark, arrow keys move it."), "muted")
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addLayout(row(self._tools, 1, self._undo, self._delete))
        layout.addWidget(self._notice)
        layout.addWidget(self._words)
        layout.addWidget(self.canvas, 1)
        bottom = row(hint, self._cancel, self._done)
        bottom.setStretch(0, 1)
        layout.addLayout(bottom)

    def _connect(self) -> None:
        self._tools.chosen.connect(self._on_tool)
        self._words.returnPressed.connect(self._on_words)
        self._undo.clicked.connect(self.canvas.undo)
        self._delete.clicked.connect(self.canvas.delete)
        self._cancel.clicked.connect(self.reject)
        self._done.clicked.connect(self.accept)
        self.canvas.changed.connect(self._show)
        self.canvas.chosen_changed.connect(self._show)
        self.canvas.words_wanted.connect(self._on_words_wanted)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.canvas.undo)
        insert = QShortcut(QKeySequence("Ins"), self)
        insert.activated.connect(self._on_insert)

    @guarded(None)
    def accept(self) -> None:
        if self.canvas.annotations != self._before:
            self.marked.emit(self._digest, self.canvas.annotations)
        super().accept()

    def _show(self) -> None:
        self._undo.setEnabled(self.canvas.can_undo)
        self._delete.setEnabled(self.canvas.chosen >= 0)

    def _on_tool(self, value: str) -> None:
        self.canvas.tool = Tool(value)
        self._words.setVisible(self.canvas.tool is Tool.WORDS)
        if self.canvas.tool is Tool.WORDS:
            self._words.setFocus()
        else:
            self.canvas.setFocus()

    def _on_insert(self) -> None:
        if self.canvas.tool in (Tool.ARROW, Tool.RING):
            self.canvas.start_mark()
            self.canvas.setFocus()
        else:
            self._tools.choose(Tool.WORDS.value)
            self._on_tool(Tool.WORDS.value)

    def _on_words_wanted(self, x: int, y: int) -> None:
        self._words_at = (x, y)
        self._words.show()
        self._words.setFocus()
        if self._words.text().strip():
            self._on_words()

    def _on_words(self) -> None:
        words = self._words.text().strip()
        if words:
            x, y = self._words_at
            self.canvas.add(Annotation(Shape.WORDS, x, y, words=words))
            self._words_at = (x, min(1000, y + 60))
            self._words.clear()
        self.canvas.setFocus()

    @property
    def words(self) -> QLineEdit:
        """The field for words on the photo."""
        return self._words
