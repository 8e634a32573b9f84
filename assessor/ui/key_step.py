"""Signing: which key, its passphrase, and what came of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assessor.i18n import _
from assessor.ui.passphrase_fields import PassphraseField
from assessor.ui.theme import Theme
from assessor.ui.widgets import Choice, column, form, label

if TYPE_CHECKING:
    from assessor.signing.keys import KeyFile


class KeyStep(QWidget):
    """Asks for a key of the profile and its passphrase; `freezes` warns what signing does."""

    readiness_changed = Signal()

    def __init__(
        self,
        keys: "tuple[KeyFile, ...]",
        chosen: str,
        folder: Path,
        theme: Theme,
        *,
        freezes: bool = True,
    ) -> None:
        super().__init__()
        self._key = Choice(_("Key to sign with"))
        for key in keys:
            if key.certified:
                self._key.addItem(f"{key.name} · {key.key_id[:8]}", key.path)
                if key.path.name == chosen:
                    self._key.setCurrentIndex(self._key.count() - 1)
        self._field = PassphraseField(_("Passphrase of the key"), theme)
        self._passphrase = self._field.line
        self._passphrase.textChanged.connect(self.readiness_changed)
        fields = form((_("Key"), self._key), (_("Passphrase"), self._field))
        none = label(no_key_words(folder), "notice", wraps=True)
        none.setVisible(not self._key.count())
        words = label(
            _(
                "Signing freezes the check. It can be corrected later, by a new revision "
                "that says why; this one stays."
            ),
            wraps=True,
        )
        if not freezes:
            words.hide()
        self.setLayout(column(words, none, fields, 1, spacing=14))

    @property
    def is_ready(self) -> bool:
        """Whether a key is chosen and a passphrase is typed."""
        return bool(self._key.count() and self._passphrase.text())

    @property
    def key_file(self) -> Path:
        """The chosen key."""
        path: Path = self._key.currentData()
        return path

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self._passphrase.text()

    def begin(self) -> None:
        """Take the keyboard's focus."""
        self._passphrase.setFocus()
        self._passphrase.selectAll()


def no_key_words(folder: Path) -> str:
    """That there is no key to sign with, and how to come by one."""
    return _(
        "There is no certified key in {folder}. The settings lead to one under Keys and trust, "
        "step by step."
    ).format(folder=folder)


def key_words(key: "KeyFile") -> str:
    """A key, and whether it can sign."""
    name = " · ".join(filter(None, (key.name, key.organisation)))
    if not key.certified:
        return _("{name} ({key}): waits for the office's certificate").format(
            name=name, key=key.key_id[:8]
        )
    expires = key.expires.date().isoformat() if key.expires else "—"
    return _("{name} ({key}): certified until {date}").format(
        name=name, key=key.key_id[:8], date=expires
    )
