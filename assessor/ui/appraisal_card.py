"""What to think of one file: the verdict in one line, then who, when and why not."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QWidget

from assessor.i18n import _
from assessor.ui.icons import icon
from assessor.ui.theme import Theme
from assessor.ui.widgets import action_button, column, label, row

if TYPE_CHECKING:
    from assessor.services.appraisal import Appraisal

#: The sign and the colour of a verdict's tone.
SIGNS = {"good": ("check", "good"), "bad": ("cross", "bad"), "doubt": ("warning", "warn")}

_SIGN_SIZE = 32  # px


class AppraisalCard(QFrame):
    """Everything in it can be selected, and copied as a whole."""

    trust_wanted = Signal(object)  # the `Appraisal` that a trust bundle may settle

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._theme = theme
        self._appraisal: Appraisal | None = None
        self._sign = QLabel()
        self._sign.setFixedSize(_SIGN_SIZE, _SIGN_SIZE)
        self.headline = _selectable(label(kind="words", wraps=True))
        self.file = _selectable(label(kind="muted", wraps=True))
        self._facts = QWidget()
        self.details = action_button(_("Details"), theme, sign="down", checkable=True)
        self.copy_it = action_button(_("Copy the words"), theme, sign="form")
        self.trust = action_button(
            _("Take in a trust bundle …"), theme, sign="import", kind="primary"
        )
        self.details.toggled.connect(self._show_facts)
        self.copy_it.clicked.connect(self._on_copy)
        self.trust.clicked.connect(self._on_trust)
        head = row(self._sign, self.headline)
        head.setStretch(1, 1)
        buttons = row(self.details, self.copy_it, 1)
        self._layout = column(head, self.file, row(self.trust, 1), self._facts, buttons, 1)
        self._layout.setContentsMargins(14, 12, 14, 12)
        self.setLayout(self._layout)

    def show_appraisal(self, appraisal: "Appraisal") -> None:
        """Show what to think of a file."""
        self._appraisal = appraisal
        sign, colour = SIGNS[appraisal.tone]
        drawn = icon(sign, getattr(self._theme, colour))
        self._sign.setPixmap(drawn.pixmap(_SIGN_SIZE, _SIGN_SIZE))
        self.headline.setText(appraisal.headline)
        self.headline.setStyleSheet(f"color: {getattr(self._theme, colour)};")
        self.file.setText(appraisal.path.name)
        self.trust.setVisible(appraisal.needs_trust)
        self.details.setChecked(False)
        self._show_facts()

    def _show_facts(self) -> None:
        if self._appraisal is None:
            return
        facts = QWidget()
        rows = QFormLayout(facts)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(8)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for fact in self._appraisal.facts:
            if not fact.is_detail or self.details.isChecked():
                rows.addRow(
                    label(fact.heading, "muted"), _selectable(label(fact.words, wraps=True))
                )
        if self.details.isChecked():
            path = _selectable(label(str(self._appraisal.path), wraps=True))
            rows.addRow(label(_("File"), "muted"), path)
        self._layout.replaceWidget(self._facts, facts)
        self._facts.hide()
        self._facts.deleteLater()
        self._facts = facts

    def _on_copy(self) -> None:
        if self._appraisal is not None:
            QGuiApplication.clipboard().setText(str(self._appraisal))

    def _on_trust(self) -> None:
        self.trust_wanted.emit(self._appraisal)


def _selectable(made: QLabel) -> QLabel:
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
