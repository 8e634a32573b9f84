"""Typing passphrases: hidden until one looks, judged in words, twice when made."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from assessor.domain.passphrases import Strength, strength
from assessor.i18n import _
from assessor.ui.theme import Theme
from assessor.ui.widgets import action_button, column, label, row, text_field


class PassphraseField(QWidget):
    """A line whose signs are hidden, with a button that shows them."""

    changed = Signal()

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.line = text_field("", name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.textChanged.connect(self.changed)
        self.reveal = action_button(
            "", theme, sign="eye", tip=_("{field}: show what is typed").format(field=name),
            checkable=True,
        )  # fmt: skip
        self.reveal.toggled.connect(self._on_reveal)
        self.setFocusProxy(self.line)
        layout = row(self.line, self.reveal, spacing=6)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed, and hide what will be."""
        self.line.clear()
        self.reveal.setChecked(False)

    def _on_reveal(self, is_shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if is_shown else modes.Password)


class NewPassphrase(QWidget):
    """A passphrase for a new key, typed twice, with how well it protects."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.first = PassphraseField(_("Passphrase"), theme)
        self.second = PassphraseField(_("The same passphrase again"), theme)
        self.judged = label(wraps=True)
        words = label(
            _(
                "Only you know the passphrase; nobody can bring it back when it is forgotten. "
                "Several words that do not belong together are easy to keep in mind."
            ),
            "muted",
            wraps=True,
        )
        for field in (self.first, self.second):
            field.changed.connect(self._on_changed)
        self.setFocusProxy(self.first)
        self.setLayout(column(self.first, self.second, self.judged, words))
        self._on_changed()

    @property
    def passphrase(self) -> str:
        """What was typed first."""
        return self.first.passphrase

    @property
    def is_ready(self) -> bool:
        """Whether the same was typed twice."""
        return bool(self.passphrase) and self.passphrase == self.second.passphrase

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def _on_changed(self) -> None:
        found = strength(self.passphrase)
        words = _strength_words(found)
        if self.second.passphrase and not self.is_ready:
            words = "\n".join((words, _("The two differ so far.")))
        self.judged.setText(words)
        self.judged.setProperty("kind", "good" if found is Strength.GOOD else "")
        self.judged.style().unpolish(self.judged)
        self.judged.style().polish(self.judged)
        self.changed.emit()


def _strength_words(found: Strength) -> str:
    return {
        Strength.NONE: _("Nothing is typed yet."),
        Strength.WEAK: _("Weak: a computer guesses it within days. Make it longer."),
        Strength.FAIR: _("Fair: it takes a while to guess. A word more makes it good."),
        Strength.GOOD: _("Good: nobody will guess it."),
    }[found]
