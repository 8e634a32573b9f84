"""The top of the check page: which site, how far, the score, and what can be done as a whole."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy

from assessor.domain.scoring import shown
from assessor.i18n import _, current, ngettext
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.guards import guarded
from assessor.ui.theme import Theme
from assessor.ui.widgets import ElidedLabel, action_button, column, label, row

_WIDE = 900  # px; narrower than this, the site's name needs the room of the bar


class CheckHeader(QFrame):
    """Shows the running score; its buttons say what they would undo."""

    why_wanted = Signal()
    keys_wanted = Signal()
    sign_wanted = Signal()
    colleague_wanted = Signal()

    def __init__(self, fieldwork: Fieldwork, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fieldwork = fieldwork
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(120)
        self._marked = label(kind="muted")
        self._score = label(kind="number")
        self._possible = label(kind="muted")
        self._vetoes = label(kind="veto")
        self._undo = action_button("", theme, sign="undo", tip=_("Undo"))
        self._redo = action_button("", theme, sign="redo", tip=_("Redo"))
        self.colleague = action_button("", theme, sign="people", tip=_("Colleagues on this visit"))
        self._why = action_button(_("Why?"), theme, tip=_("Why this score? (F2)"))
        self._keys = action_button("?", theme, tip=_("Keys (?)"))
        self._keys.setAccessibleName(_("Keys (?)"))
        self.sign = action_button(_("Sign …"), theme, sign="sign", kind="primary")
        self.sign.setToolTip(_("Sign this check (F9)"))
        self._lay_out()
        self._connect()
        self._show()
        self._show_undo()

    def _lay_out(self) -> None:
        check, language = self._fieldwork.check, current().language
        where = check.community_name or check.site.community
        form = self._fieldwork.site_type.name.in_language(language)
        site = ElidedLabel(check.site.name, "title")
        about = ElidedLabel(" · ".join(filter(None, (form, where))), "muted")
        progress = row(self._marked, self._progress, about)
        progress.setStretch(2, 1)
        names = column(site, progress, spacing=0)
        points = row(self._score, self._possible, spacing=4)
        buttons = (self.colleague, self._why, self._undo, self._redo, self._keys, self.sign)
        layout = row(names, points, self._vetoes, *buttons, spacing=8)
        layout.setStretch(0, 1)
        layout.setContentsMargins(14, 8, 12, 8)
        self.setLayout(layout)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._progress.setVisible(event.size().width() >= _WIDE)
        super().resizeEvent(event)

    def _connect(self) -> None:
        self._undo.clicked.connect(self._fieldwork.undo)
        self._redo.clicked.connect(self._fieldwork.redo)
        self._why.clicked.connect(self.why_wanted)
        self._keys.clicked.connect(self.keys_wanted)
        self.sign.clicked.connect(self.sign_wanted)
        self.colleague.clicked.connect(self.colleague_wanted)
        self._fieldwork.history_changed.connect(self._show_undo)
        self._fieldwork.item_changed.connect(self._show)

    def _show(self) -> None:
        card = self._fieldwork.card
        marked, total = len(card.items) - len(card.unobserved), len(card.items)
        self._progress.setRange(0, total)
        self._progress.setValue(marked)
        words = _("{marked} of {total} marked").format(marked=marked, total=total)
        self._progress.setAccessibleName(words)
        self._marked.setText(words)
        self._score.setText(shown(card.earned))
        possible = shown(card.possible).removesuffix(".00")
        self._possible.setText(_("of {possible} points").format(possible=possible))
        vetoes = len(card.vetoes)
        self._vetoes.setText(
            ngettext("{count} veto", "{count} vetoes", vetoes).format(count=vetoes)
        )
        self._vetoes.setVisible(bool(vetoes))

    def _show_undo(self) -> None:
        undo, redo = _("Undo"), _("Redo")
        undone, redone = self._fieldwork.undo_words, self._fieldwork.redo_words
        if undone:
            undo = _("Undo {what} (Ctrl+Z)").format(what=undone)
        if redone:
            redo = _("Redo {what} (Ctrl+Y)").format(what=redone)
        for button, words, can in ((self._undo, undo, undone), (self._redo, redo, redone)):
            button.setEnabled(bool(can))
            button.setToolTip(words)
            button.setAccessibleName(words)
