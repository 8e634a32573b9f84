"""The heart of the program: marking one form at one site."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QWidget,
)

from assessor.domain.explaining import explain
from assessor.i18n import _, current
from assessor.services.photo_intake import Source
from assessor.services.phrasebook import Phrasebook
from assessor.ui.answer_panel import AnswerPanel
from assessor.ui.check_footer import CheckFooter
from assessor.ui.check_header import CheckHeader
from assessor.ui.checklist_view import ChecklistPanel
from assessor.ui.desk import Desk
from assessor.ui.explanation_dialog import ExplanationDialog
from assessor.ui.fault_panel import FaultPanel
from assessor.ui.fieldwork import Fieldwork, Filter
from assessor.ui.guards import guarded
from assessor.ui.item_panel import ItemPanel
from assessor.ui.keys import check_keys
from assessor.ui.keys_dialog import KeysDialog
from assessor.ui.marker import Entry, Marker
from assessor.ui.photo_desk import PhotoDesk
from assessor.ui.photo_strip import sources_in
from assessor.ui.phrase_grid import PHRASE_KEYS
from assessor.ui.widgets import Page, SideBySide, column, scrolling

_REPEATED = ("next", "back", "more", "fewer")  # commands of keys that may be held down
_WIDE = 720  # px; narrower than this, faults stand below the item


class CheckPage(Page):
    """Items at the left, the current one in the middle, its faults at the right.

    Every answer is on disk before the page shows it.
    """

    sign_wanted = Signal()
    standard_wanted = Signal()  # the current item, in the standards

    def __init__(self, desk: Desk, fieldwork: Fieldwork) -> None:
        super().__init__()
        self._desk, self._fieldwork = desk, fieldwork
        fieldwork.shared_out.me = desk.settings.inspector or fieldwork.shared_out.me
        self.marker = Marker(fieldwork, self)
        photos = desk.workspace.photos
        self.header = CheckHeader(fieldwork, desk.theme)
        self.checklist = ChecklistPanel(fieldwork, desk.theme)
        self.item = ItemPanel(fieldwork, desk.theme)
        phrases = Phrasebook(
            desk.workspace, fieldwork.vocabulary, fieldwork.site_type.code, current().language
        )
        self.answers = AnswerPanel(fieldwork, self.marker, phrases, desk.theme)
        units = desk.workspace.register.units()
        self.footer = CheckFooter(fieldwork, desk.theme)
        self.faults = FaultPanel(
            fieldwork, self.marker, phrases, units, desk.theme, photos.thumbnail, photos.picture
        )
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._make_shortcuts()

    def rest(self) -> None:
        self.checklist.view.setFocus()

    def add_photos(self, sources: list[Source]) -> None:
        """Give pictures to the chosen fault, in the background."""
        self._photos.add(sources)

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setLayout(column(self.item, self.answers, 1, spacing=10))
        self._area = scrolling(SideBySide(((middle, 5), (self.faults, 4)), _WIDE))
        self._area.setMinimumWidth(360)
        left = QWidget()
        margins = column(self.checklist)
        margins.setContentsMargins(10, 10, 0, 10)
        left.setLayout(margins)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        right = QWidget()
        right.setLayout(column(self._area, self.footer, spacing=0))
        split.addWidget(right)
        split.setStretchFactor(0, 29)
        split.setStretchFactor(1, 71)
        split.setSizes([290, 710])
        self.setLayout(column(self.header, split, spacing=0))

    def _connect(self) -> None:
        self.header.why_wanted.connect(self.explain)
        self.header.keys_wanted.connect(self.show_keys)
        self.header.sign_wanted.connect(self.sign_wanted)
        self.header.colleague_wanted.connect(self.show_colleagues)
        self.item.standard_wanted.connect(self.standard_wanted)
        self._photos = PhotoDesk(self._desk, self._fieldwork, self.marker, self.faults.photos, self)
        self.faults.photos.said.connect(self.said)
        self.faults.left.connect(self.rest)
        self.marker.said.connect(self.said)
        self.marker.entry_changed.connect(self._on_entry_changed)
        self.marker.all_marked.connect(self._on_all_marked)
        self._fieldwork.said.connect(self.said)
        self.footer.next_wanted.connect(self._on_enter)
        self.footer.back_wanted.connect(self._on_back)
        self._fieldwork.current_changed.connect(self._on_current_changed)

    def _make_shortcuts(self) -> None:
        commands = self._commands()
        for key in check_keys():
            for sequence in key.sequences:
                shortcut = QShortcut(QKeySequence(sequence), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                # A key held too long by a gloved finger must not answer item after item.
                shortcut.setAutoRepeat(key.command in _REPEATED)
                if key.command == "digit":
                    shortcut.activated.connect(self._on_digit)
                elif key.command == "phrase":
                    shortcut.activated.connect(self._on_phrase)
                else:
                    shortcut.activated.connect(commands[key.command])

    def _commands(self) -> dict[str, Callable[[], object]]:
        return {
            "more": self.marker.more,
            "fewer": self.marker.fewer,
            "grade": self.marker.ask_grade,
            "confirm": self._on_enter,
            "next": self._on_next,
            "back": self._on_back,
            "sound": self.marker.count_sound,
            "unsound": self.marker.count_unsound,
            "category": self.marker.ask_category,
            "severity": self.marker.worsen,
            "widespread": self.marker.spread,
            "responsible": self._on_responsible,
            "section": self.checklist.next_section,
            "section_back": self.checklist.section_before,
            "open": self.marker.leave_open,
            "photo": self._photos.choose,
            "inbox": self.faults.photos.inbox_wanted.emit,
            "paste": self.faults.photos.paste,
            "words": self._on_words,
            "clauses": self.item.toggle_clauses,
            "standard": self.standard_wanted.emit,
            "undo": self._fieldwork.undo,
            "redo": self._fieldwork.redo,
            "filter": self._on_filter,
            "why": self.explain,
            "sign": self.sign_wanted.emit,
            "help": self.show_keys,
            "cancel": self._on_escape,
        }

    def explain(self) -> None:
        """Show the score as a tree."""
        vocabulary = self._fieldwork.vocabulary
        tree = explain(self._fieldwork.card, vocabulary, current())
        ExplanationDialog(tree, self).open()

    def show_keys(self) -> None:
        """Show the list of keys."""
        KeysDialog(self).open()

    def show_colleagues(self) -> None:
        """Share sections out, hand over, take in."""
        from assessor.ui.colleague_dialog import ColleagueDialog  # loads signing

        self._fieldwork.leaving.emit()
        dialog = ColleagueDialog(self._desk, self._fieldwork, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_digit(self) -> None:
        shortcut = self.sender()
        if isinstance(shortcut, QShortcut):
            self.marker.digit(int(shortcut.key().toString()))

    def _on_phrase(self) -> None:
        shortcut = self.sender()
        if isinstance(shortcut, QShortcut):
            self.answers.say_phrase(PHRASE_KEYS.index(shortcut.key().toString()))

    def _on_responsible(self) -> None:
        self._type_in(self.faults.focus_responsible)

    def _on_back(self) -> None:
        self.rest()
        self.marker.go_back()

    def _on_words(self) -> None:
        self._type_in(self.faults.focus_words)

    def _type_in(self, focus: Callable[[], None]) -> None:
        focus()
        if focused := QApplication.focusWidget():
            self._area.ensureWidgetVisible(focused)

    def _on_enter(self) -> None:
        if isinstance(QApplication.focusWidget(), (QLineEdit, QAbstractSpinBox, QPlainTextEdit)):
            self.rest()  # leaving the field keeps what was typed
        elif self.answers.wants_reason and self.marker.entry is Entry.GRADE:
            self.marker.cancel()
            self._type_in(self.answers.focus_reason)
        else:
            self.marker.confirm()

    def _on_next(self) -> None:
        if following := self._fieldwork.neighbour(1):
            self._fieldwork.visit(following)

    def _on_escape(self) -> None:
        self.rest()
        self.marker.cancel()

    def _on_filter(self) -> None:
        order = list(Filter)
        at = order.index(self._fieldwork.filter)
        self._fieldwork.choose_filter(order[(at + 1) % len(order)])

    def _on_current_changed(self) -> None:
        self._area.verticalScrollBar().setValue(0)

    def _on_entry_changed(self) -> None:
        if self.answers.asked is not None:
            QTimer.singleShot(0, self, self._show_asked)  # once there is room laid out for it

    def _show_asked(self) -> None:
        if (asked := self.answers.asked) is not None:
            self._area.ensureWidgetVisible(asked)

    def _on_all_marked(self) -> None:
        self.said.emit(_("Every item is marked. Press F9 to sign."))
        self.header.sign.setFocus()

    @guarded(None)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    @guarded(None)
    def dropEvent(self, event: QDropEvent) -> None:
        if sources := sources_in(event.mimeData()):
            self.add_photos(list(sources))
