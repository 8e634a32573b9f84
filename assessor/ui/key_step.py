"""Signing: which key, its passphrase, and what came of it."""

from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.ui.desk import Desk
from assessor.ui.jobs import Job
from assessor.ui.passphrase_fields import PassphraseField
from assessor.ui.widgets import Choice, action_button, column, form, label, row

if TYPE_CHECKING:
    from assessor.signing.keys import KeyFile, SigningKey


@dataclass(frozen=True, slots=True)
class Unlock:
    """A key to sign with, and what opens it: what was typed, or the system's keyring."""

    path: Path
    passphrase: str = field(repr=False)
    is_kept: bool  # in the keyring, once it opened the key

    def opened(self) -> "SigningKey":
        """The opened key; takes a moment. `AssessorError` says why not."""
        from assessor.signing.keys import open_key
        from assessor.signing.passphrases import recall, remember

        passphrase = self.passphrase or recall(self.path)
        if not passphrase:
            raise AssessorError(
                _("This computer's keyring does not give the passphrase now. Type it.")
            )
        key = open_key(self.path, passphrase)
        if self.is_kept:
            remember(self.path, passphrase)
        return key


class KeyStep(QWidget):
    """Asks for a key of the profile and its passphrase; `freezes` warns what signing does."""

    readiness_changed = Signal()

    def __init__(self, desk: Desk, keys: "tuple[KeyFile, ...]", *, freezes: bool = True) -> None:
        super().__init__()
        self._key = Choice(_("Key to sign with"))
        for key in keys:
            if key.certified:
                self._key.addItem(f"{key.name} · {key.key_id[:8]}", key.path)
                if key.path.name == desk.settings.key:
                    self._key.setCurrentIndex(self._key.count() - 1)
        self._field = PassphraseField(_("Passphrase of the key"), desk.theme)
        self._passphrase = self._field.line
        self.kept = label(
            _("The passphrase is in this computer's keyring; it need not be typed."), wraps=True
        )
        self.keep = action_button(
            _("Keep the passphrase in this computer's keyring"),
            desk.theme,
            sign="box",
            checkable=True,
        )
        self._has_keyring = False
        self._passphrase.textChanged.connect(self.readiness_changed)
        self._key.currentIndexChanged.connect(self._show)
        fields = form((_("Key"), self._key), (_("Passphrase"), self._field))
        none = label(no_key_words(desk.paths.keys), "notice", wraps=True)
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
        parts = (words, none, fields, self.kept, row(self.keep, 1))
        self.setLayout(column(*parts, 1, spacing=14))
        self._show()
        if find_spec("keyring"):
            job = Job(_look_for_keyring, desk.jobs)
            job.succeeded.connect(self._on_keyring)
            desk.jobs.start(job)

    @property
    def is_ready(self) -> bool:
        """Whether a key is chosen, and its passphrase is typed or in the keyring."""
        return bool(self._key.count() and (self._passphrase.text() or self._is_in_keyring))

    @property
    def unlock(self) -> Unlock:
        """The chosen key, and what opens it."""
        is_kept = self.keep.isVisibleTo(self) and self.keep.isChecked()
        return Unlock(self._key.currentData(), self._passphrase.text(), is_kept)

    def begin(self) -> None:
        """Take the keyboard's focus."""
        self._passphrase.setFocus()
        self._passphrase.selectAll()

    @property
    def _is_in_keyring(self) -> bool:
        from assessor.signing.passphrases import is_remembered

        return bool(self._key.count()) and is_remembered(self._key.currentData())

    def _on_keyring(self, has_keyring: bool) -> None:
        self._has_keyring = has_keyring
        self._show()

    def _show(self) -> None:
        self.kept.setVisible(self._is_in_keyring)
        self.keep.setVisible(self._has_keyring and not self._is_in_keyring)
        self.readiness_changed.emit()


def _look_for_keyring(_report: ProgressFn) -> bool:
    from assessor.signing.passphrases import is_available

    return is_available()


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
