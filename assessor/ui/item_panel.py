"""The current item in words: what is asked, how to look, what it costs, which clause it is from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from assessor.domain import wording
from assessor.domain.forms import CheckItem, Mode
from assessor.i18n import _, current
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.theme import Theme
from assessor.ui.widgets import action_button, column, label, row


class ItemPanel(QFrame):
    """Shows the item the inspector is at."""

    standard_wanted = Signal()  # the item whole, in the standards

    def __init__(self, fieldwork: Fieldwork, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._fieldwork = fieldwork
        self._number = label(kind="number")
        self._badge = label(kind="badge")
        self._veto = label(_("Veto item"), "veto")
        self._rule = label(kind="muted", wraps=True)
        self._words = label(kind="words", wraps=True)
        self._guidance = label(wraps=True)
        self._clauses = label(kind="muted", wraps=True)
        self._show_clauses = action_button(_("Clauses"), theme, sign="question", checkable=True)
        self._show_clauses.setToolTip(_("Show the clauses behind this item (C)"))
        self._show_clauses.toggled.connect(self._clauses.setVisible)
        self._clauses.hide()
        tip = _("Open this item in the standards (B)")
        self._open = action_button("", theme, sign="book", tip=tip)
        self._open.clicked.connect(self.standard_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(6)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words = column(self._words, row(self._rule, self._veto, self._badge), spacing=2)
        head = row(self._number, words, self._show_clauses, self._open)
        head.setStretch(1, 1)
        for place in (0, 2, 3):
            head.setAlignment(head.itemAt(place).widget(), Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        for part in (self._guidance, self._clauses):
            layout.addWidget(part)
        fieldwork.current_changed.connect(self._show)
        self._show()

    def toggle_clauses(self) -> None:
        """Show or hide the clauses."""
        self._show_clauses.toggle()

    def _show(self) -> None:
        item, language = self._fieldwork.current, current().language
        guidance = item.guidance.in_language(language)
        confidence = wording.confidence(item.origin.confidence, current())
        self._number.setText(item.number)
        self._rule.setText(wording.rule(item, current()))
        self._words.setText(item.text.in_language(language))
        self._guidance.setText(guidance)
        self._guidance.setVisible(bool(guidance))
        self._badge.setText(confidence)
        self._badge.setVisible(bool(confidence))
        self._veto.setVisible(
            item.mode is Mode.VETO or item.veto_below is not None or item.veto_on_severe
        )
        self._clauses.setText(self._clause_words(item))
        self._show_clauses.setVisible(bool(item.clauses))

    def _clause_words(self, item: CheckItem) -> str:
        lines = []
        for reference in item.clauses:
            clause = self._fieldwork.standard.clause(reference)
            name = reference.replace(":", " ")
            if clause is None:
                lines.append(name)
                continue
            text = clause.text.in_language(current().language)
            doubt = wording.confidence(clause.origin.confidence, current())
            lines.append(current().noted(f"{name}  {text}", doubt))
        if item.origin.note:
            lines.append(item.origin.note.in_language(current().language))
        return "\n".join(lines)
