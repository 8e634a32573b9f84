"""The answers to the current item: large buttons, and numbers where the item counts."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from assessor.domain.forms import Mode
from assessor.domain.inspection import Band, NotApplicable, Rate, fault_count
from assessor.domain.scoring import shown
from assessor.domain.wording import marked
from assessor.errors import AssessorError
from assessor.i18n import _, current
from assessor.services.phrasebook import Offer, Phrasebook
from assessor.ui.entry_choices import Categories, Reasons, Twins
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.grade_row import GradeRow
from assessor.ui.icons import icon
from assessor.ui.marker import Entry, Marker
from assessor.ui.painting import bold
from assessor.ui.phrase_grid import PhraseGrid
from assessor.ui.theme import TOUCH, Theme
from assessor.ui.widgets import Stepper, action_button, column, label, row

_AROUND = 32  # px around an answer's words


class AnswerPanel(QFrame):
    """Buttons for what the keys 1, 2 and 3 do, and what follows from them."""

    def __init__(
        self, fieldwork: Fieldwork, marker: Marker, phrases: Phrasebook, theme: Theme
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._fieldwork = fieldwork
        self._marker = marker
        self._phrasebook = phrases
        self._offers: tuple[Offer, ...] = ()
        self._good = _answer("good", "check", theme)
        self._bad = _answer("bad", "cross", theme)
        self._aside = _answer("aside", "dash", theme)
        self._result = label(wraps=True)
        self._prompt = label(kind="notice", wraps=True)
        self._places = _Places(marker, theme)
        self._grades = GradeRow(marker, theme)
        self._rate = _RateRow(marker, theme)
        self._reasons = Reasons(fieldwork, marker)
        self._categories = Categories(marker)
        self._twins = Twins(marker)
        self._phrases = PhraseGrid()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(row(self._good, self._bad, self._aside, spacing=6))
        asked = (self._prompt, self._reasons, self._categories, self._twins)
        for part in (*asked, self._grades, self._rate, self._phrases):
            layout.addWidget(part)
        result = row(self._places, self._result, spacing=12)
        result.setStretch(1, 1)
        layout.addLayout(result)
        self._good.clicked.connect(self._on_good)
        self._bad.clicked.connect(self._on_bad)
        self._aside.clicked.connect(self._on_aside)
        self._phrases.chosen.connect(self.say_phrase)
        fieldwork.leaving.connect(self._grades.commit)
        fieldwork.current_changed.connect(self._on_current_changed)
        fieldwork.item_changed.connect(self._show)
        marker.entry_changed.connect(self._show)
        marker.fault_chosen.connect(self._show)
        self._on_current_changed()

    @property
    def asked(self) -> QWidget | None:
        """The choices that are offered instead of the usual answers; None while there are none."""
        choices = (self._reasons, self._categories, self._twins)
        return next((each for each in choices if each.isVisible()), None)

    @property
    def wants_reason(self) -> bool:
        """Whether the grade is not the suggested one, and nobody said why."""
        return self._grades.wants_reason

    def focus_reason(self) -> None:
        """Let the user type why the grade is not the suggested one."""
        self._grades.focus_reason()

    def say_phrase(self, number: int) -> None:
        """Say what is wrong by one of the phrases shown, by its number from 0."""
        if number < len(self._offers):
            offer = self._offers[number]
            self._marker.say_words(offer.words, offer.category)
            self._note(offer)

    def _note(self, offer: Offer) -> None:
        item_id = self._fieldwork.current.id
        try:
            self._phrasebook.use(offer.words, offer.category, item_id, own=offer.own)
        except AssessorError:
            return  # only its place in the list; the answer itself says what the disk refuses

    def _on_current_changed(self) -> None:
        # Not after each fault: a phrase must not move under the finger.
        self._offers = self._phrasebook.offered(self._fieldwork.current)
        self._phrases.show_offers(self._offers)
        self._show()

    def _on_good(self) -> None:
        self._marker.full()
        self._show()  # a second click on what is marked already must not unmark it

    def _on_bad(self) -> None:
        self._marker.add_fault()
        self._show()

    def _on_aside(self) -> None:
        self._marker.ask_reason()
        self._show()

    def _show(self) -> None:
        self._show_answers()
        self._show_entry()
        self._show_result()

    def _show_answers(self) -> None:
        item = self._fieldwork.current
        seen = self._fieldwork.seen(item.id)
        good, bad = _answers(item.mode)
        _write(self._good, f"{good}  1")
        _write(self._bad, f"{bad}  2")
        _write(self._aside, _("Not applicable") + "  3")
        is_aside = isinstance(seen, NotApplicable)
        is_bad = self._fieldwork.is_faulty(item.id)
        self._good.setChecked(seen is not None and not is_bad and not is_aside)
        self._bad.setChecked(is_bad)
        self._aside.setChecked(is_aside)
        self._aside.setEnabled(item.may_not_apply)
        always = _("This item always applies; it cannot be set aside.")
        self._aside.setToolTip("" if item.may_not_apply else always)

    def _show_entry(self) -> None:
        item, entry = self._fieldwork.current, self._marker.entry
        seen = self._fieldwork.seen(item.id)
        self._prompt.setText(_prompts().get(entry, ""))
        self._prompt.setVisible(entry is not Entry.NONE)
        self._reasons.setVisible(entry is Entry.REASON)
        self._twins.setVisible(entry is Entry.TWIN)
        self._categories.setVisible(entry is Entry.CATEGORY)
        if entry is Entry.CATEGORY:
            self._categories.show_categories()
        asks = entry in (Entry.REASON, Entry.TWIN, Entry.CATEGORY)
        self._phrases.setVisible(bool(self._offers) and not asks)
        counts = not asks and not isinstance(seen, NotApplicable)
        self._places.setVisible(counts and item.mode in (Mode.FAULTS, Mode.BAND))
        self._places.show_count(fault_count(seen))
        self._grades.setVisible(counts and item.mode is Mode.BAND)
        self._grades.show_grade(item, seen if isinstance(seen, Band) else None)
        self._rate.setVisible(counts and item.mode is Mode.RATE)
        self._rate.show_rate(seen if isinstance(seen, Rate) else None)

    def _show_result(self) -> None:
        item = self._fieldwork.current
        seen = self._fieldwork.seen(item.id)
        words = marked(item, seen, self._fieldwork.vocabulary, current())
        if seen is not None:
            words = _("{marked}: {earned} of {points} points").format(
                marked=words,
                earned=shown(self._fieldwork.scored(item.id).earned),
                points=shown(item.points),
            )
        self._result.setText(words)


class _Places(QWidget):
    """The number of places at fault, all faults together; the buttons change the chosen one."""

    def __init__(self, marker: Marker, theme: Theme) -> None:
        super().__init__()
        fewer = action_button("", theme, sign="minus", tip=_("One place less (-)"))
        more = action_button("", theme, sign="plus", tip=_("One place more (+)"))
        self._count = label(kind="number")
        self._count.setMinimumWidth(48)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fewer.clicked.connect(marker.fewer)
        more.clicked.connect(marker.more)
        self.setLayout(row(label(_("Places at fault")), fewer, self._count, more))

    def show_count(self, count: int) -> None:
        """Show a number of places."""
        self._count.setText(str(count))


class _RateRow(QWidget):
    """How many were looked at, and how many of them were sound; counted room by room, too."""

    def __init__(self, marker: Marker, theme: Theme) -> None:
        super().__init__()
        self._marker = marker
        self._looked_at = Stepper(_("Looked at"), theme, least=1)
        self._sound = Stepper(_("Sound"), theme)
        self._looked_at.changed.connect(self._on_looked_at)
        self._sound.changed.connect(self._on_sound)
        self.sound = action_button(_("One sound  J"), theme, sign="check")
        self.unsound = action_button(_("One not sound  K"), theme, sign="cross")
        for button in (self.sound, self.unsound):
            button.setMinimumHeight(TOUCH + 8)
        self.sound.clicked.connect(marker.count_sound)
        self.unsound.clicked.connect(marker.count_unsound)
        self._running = label(kind="number")
        self._running.setAlignment(Qt.AlignmentFlag.AlignCenter)
        counter = row(self.sound, self._running, self.unsound, spacing=6)
        for place in (0, 2):
            counter.setStretch(place, 1)
        fields = row(label(_("Sound")), self._sound, label(_("of")), self._looked_at, 1)
        self.setLayout(column(counter, fields))

    def show_rate(self, rate: Rate | None) -> None:
        """Show a rate; one place looked at where there is none yet."""
        words = _("{sound} of {looked_at}")
        sound, looked_at = (rate.sound, rate.looked_at) if rate else (0, 0)
        self._running.setText(words.format(sound=sound, looked_at=looked_at))
        self._looked_at.show_value(rate.looked_at if rate else 1)
        self._sound.show_value(rate.sound if rate else 0)

    def _on_looked_at(self, looked_at: int) -> None:
        self._marker.count(self._sound.value, looked_at)

    def _on_sound(self, sound: int) -> None:
        self._marker.count(sound, max(sound, self._looked_at.value))


def _answer(kind: str, sign: str, theme: Theme) -> QPushButton:
    button = action_button("", checkable=True)
    button.setProperty("answer", kind)
    button.setMinimumHeight(TOUCH + 14)
    button.setIcon(icon(sign, getattr(theme, kind), getattr(theme, f"on_{kind}")))
    return button


def _write(button: QPushButton, words: str) -> None:
    """Change the words; they have room to become bold."""
    button.setText(words)
    button.ensurePolished()
    width = QFontMetrics(bold(button.font())).horizontalAdvance(words)
    button.setMinimumWidth(width + button.iconSize().width() + _AROUND)


def _answers(mode: Mode) -> tuple[str, str]:
    match mode:
        case Mode.YES_NO | Mode.VETO:
            return _("Yes"), _("No")
        case Mode.RATE:
            return _("All sound"), _("Not sound")
        case _:
            return _("Full marks"), _("Fault")


def _prompts() -> dict[Entry, str]:
    return {
        Entry.COUNT: _("How many places? Type the number; Enter goes on."),
        Entry.LOOKED_AT: _("How many were looked at? Type the number; Enter goes on."),
        Entry.GRADE: _("Which grade, 0 to 10? Type it; Enter goes on."),
        Entry.CATEGORY: _("Which kind of disorder? Type its number."),
        Entry.TWIN: _("The same fault is here already. Merge them (1) or keep them apart (2)?"),
        Entry.REASON: _("Why does it not apply? Type the number of the reason."),
    }
