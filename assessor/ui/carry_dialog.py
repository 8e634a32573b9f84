"""Carrying a draft's answers over to a newer standard, one item after the other."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from assessor.domain.carrying import CarryPlan, CarryStep, Choice
from assessor.domain.forms import CheckItem
from assessor.domain.inspection import Observation, faults_of
from assessor.domain.scoring import shown
from assessor.domain.wording import described, marked, rule
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext
from assessor.services import edition_words
from assessor.ui import dialogs
from assessor.ui.desk import Desk
from assessor.ui.widgets import SideBySide, action_button, column, frame, label, row, scrolling

Carry = Callable[[CarryPlan, Mapping[str, Choice]], None]

_WIDE = 620  # px; narrower than this, the newer text stands below the older


class CarryDialog(QDialog):
    """Both texts side by side; 1 takes an answer over, 2 leaves the item to be marked anew.

    Nothing is changed before the last page is confirmed.
    """

    carried = Signal()

    def __init__(self, desk: Desk, plan: CarryPlan, carry: Carry, parent: QWidget) -> None:
        """`carry` does what was decided; it may refuse with an `AssessorError`."""
        super().__init__(parent)
        title = _("Carry answers over to {standard}").format(standard=plan.newer)
        self.setWindowTitle(_("Last round's answers") if self._is_same(plan) else title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(min(960, parent.width()), min(640, parent.height()))
        self._desk, self._plan, self._carry = desk, plan, carry
        self._vocabulary = desk.library.vocabulary()
        self.choices: dict[str, Choice] = {}
        self._at = 0
        self._make_labels()
        self._make_buttons()
        self._lay_out()
        self._make_shortcuts()
        self._show()

    def take(self) -> None:
        """Take the answer over, where it suits the newer item."""
        step = self._step
        if step is not None and step.proposal is not None:
            self._decide(step, Choice.TAKEN)

    def mark_anew(self) -> None:
        """Leave the item to be marked anew."""
        if self._step is not None:
            self._decide(self._step, Choice.ANEW)

    def go_back(self) -> None:
        """Look at the item before once more."""
        self._at = max(0, self._at - 1)
        self._show()

    def finish(self) -> None:
        """Carry over what was decided; only once every item was looked at."""
        if self._step is not None:
            return
        try:
            self._carry(self._plan, self.choices)
        except AssessorError as error:
            dialogs.tell(self, str(error))
            return
        self.accept()
        self.carried.emit()

    @property
    def _step(self) -> CarryStep | None:
        """The item to be decided; None when all are."""
        asked = self._plan.asked
        return asked[self._at] if self._at < len(asked) else None

    def _decide(self, step: CarryStep, choice: Choice) -> None:
        self.choices[step.item.id] = choice
        self._at += 1
        self._show()

    def _make_labels(self) -> None:
        self._place = label(kind="muted")
        self._difference = label(kind="badge")
        self._score = label(kind="number")
        self._older = label(kind="words", wraps=True)
        self._newer = label(kind="words", wraps=True)
        self._older_more = label(kind="muted", wraps=True)
        self._newer_more = label(kind="muted", wraps=True)
        self._seen = label(wraps=True)
        self._proposed = label(wraps=True)
        self._summary = label(wraps=True)

    def _make_buttons(self) -> None:
        self._take = action_button(_("1 Take over"))
        self._anew = action_button(_("2 Mark anew"))
        self._back = action_button(_("Back"), tip=_("The item before (Backspace)"))
        self._finish = action_button(_("Carry over"), kind="primary")
        self._cancel = action_button(_("Cancel"))
        for button, method in (
            (self._take, self.take),
            (self._anew, self.mark_anew),
            (self._back, self.go_back),
            (self._finish, self.finish),
            (self._cancel, self.reject),
        ):
            button.clicked.connect(method)

    def _lay_out(self) -> None:
        plan = self._plan
        older = self._side(str(plan.older), self._older, self._older_more, self._seen)
        newer = self._side(str(plan.newer), self._newer, self._newer_more, self._proposed)
        sides = SideBySide(((older, 1), (newer, 1)), _WIDE, margin=0)
        newer.setVisible(not self._is_same(plan))  # of one text there is nothing to compare
        summary = frame("card", column(self._summary, 1))
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolling(sides))
        self._pages.addWidget(scrolling(summary))
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(row(self._place, self._difference, 1, self._score))
        layout.addWidget(self._pages, 1)
        buttons = (self._back, self._cancel, 1, self._take, self._anew, self._finish)
        layout.addLayout(row(*buttons))

    @staticmethod
    def _is_same(plan: CarryPlan) -> bool:
        """Whether the answers stay with their standard: then only the visit is another."""
        return plan.older == plan.newer

    def _side(self, name: str, text: QLabel, more: QLabel, answer: QLabel) -> QFrame:
        return frame("card", column(label(name, "muted"), text, more, answer, 1))

    def _make_shortcuts(self) -> None:
        for keys, method in (
            (("1",), self.take),
            (("2",), self.mark_anew),
            (("Backspace", "Up"), self.go_back),
            (("Return", "Enter"), self.finish),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(method)

    def _show(self) -> None:
        plan, step = self._plan, self._step
        before, after = plan.before, plan.after(self.choices)
        self._score.setVisible(not plan.is_partial)
        self._score.setText(f"{shown(before.standardised)} → {shown(after.standardised)}")
        self._score.setAccessibleName(
            _("Score before {before}, after {after}").format(
                before=shown(before.standardised), after=shown(after.standardised)
            )
        )
        self._pages.setCurrentIndex(0 if step else 1)
        self._back.setEnabled(self._at > 0)
        for button in (self._take, self._anew):
            button.setVisible(step is not None)
        self._finish.setVisible(step is None)
        self._difference.setVisible(step is not None and not self._is_same(plan))
        if step is None:
            self._place.setText(_("Summary"))
            self._summary.setText(self._summed_up())
            self._finish.setFocus()
        else:
            self._show_step(step)

    def _show_step(self, step: CarryStep) -> None:
        translator = current()
        self._place.setText(
            _("{number} of {count}").format(number=self._at + 1, count=len(self._plan.asked))
        )
        fields = _(", ").join(edition_words.field(each, translator) for each in step.match.fields)
        words = edition_words.difference(step.match.difference, translator)
        self._difference.setText(translator.headed(words, fields) if fields else words)
        self._older.setText("\n".join(map(self._text, step.match.older)))
        self._newer.setText(self._text(step.item))
        self._older_more.setText("\n".join(map(self._more, step.match.older)))
        self._newer_more.setText(self._more(step.item))
        seen = zip(step.match.older, step.seen, strict=True)
        self._seen.setText("\n".join(self._answer(item, each) for item, each in seen))
        if step.proposal is None:
            self._proposed.setText(_("The answer does not suit this item; it is marked anew."))
        else:
            self._proposed.setText(self._answer(step.item, step.proposal))
        self._take.setEnabled(step.proposal is not None)
        (self._take if step.proposal is not None else self._anew).setFocus()

    def _text(self, item: CheckItem) -> str:
        return f"{item.id} {item.text.in_language(self._language)}"

    def _more(self, item: CheckItem) -> str:
        words = rule(item, current())
        return f"{words}\n{item.guidance.in_language(self._language)}"

    @property
    def _language(self) -> str:
        """The user's language, or Chinese where only the Chinese texts differ."""
        step, language = self._step, current().language
        if step is None or len(step.match.older) > 1:
            return language
        older = step.match.older[0]
        pairs = ((older.text, step.item.text), (older.guidance, step.item.guidance))
        told = any(a.in_language(language) != b.in_language(language) for a, b in pairs)
        return language if told or all(a == b for a, b in pairs) else "zh"

    def _answer(self, item: CheckItem, seen: Observation | None) -> str:
        words = marked(item, seen, self._vocabulary, current())
        faults = (described(each, self._vocabulary, current()) for each in faults_of(seen))
        return "\n· ".join((_("Answer: {words}").format(words=words), *faults))

    def _summed_up(self) -> str:
        plan = self._plan
        by_itself = sum(step.by_itself for step in plan.steps)
        taken = sum(choice is Choice.TAKEN for choice in self.choices.values())
        anew = len(plan.asked) - taken
        before, after = plan.before, plan.after(self.choices)
        lines = [
            ngettext("{count} is taken over.", "{count} are taken over.", taken).format(
                count=taken
            ),
            ngettext(
                "{count} is to be marked anew.", "{count} are to be marked anew.", anew
            ).format(count=anew),
        ]
        if by_itself:
            words = ngettext(
                "{count} answer goes over by itself.",
                "{count} answers go over by themselves.",
                by_itself,
            )
            lines.insert(0, words.format(count=by_itself))
        lines += [_("Asked no more: {item}").format(item=self._text(item)) for item in plan.dropped]
        if not plan.is_partial:
            for standard, card in ((plan.older, before), (plan.newer, after)):
                words = _("{standard}: {earned} of {possible} points")
                earned, possible = shown(card.earned), shown(card.possible)
                lines.append(words.format(standard=standard, earned=earned, possible=possible))
        lines.append(_("This can be undone until the check is signed."))
        return "\n".join(lines)
