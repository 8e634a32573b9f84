"""Kinds of keys that few need: on a USB token, and SM2; folded away from everybody else."""

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assessor import files
from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.signing.algorithms import SM2
from assessor.signing.keys import KeyFile, new_key, new_token_key
from assessor.signing.tokens import labels_in
from assessor.ui import dialogs
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.passphrase_fields import NewPassphrase, PassphraseField
from assessor.ui.widgets import Choice, Segments, action_button, column, form, label, row


class OtherKeys(QWidget):
    """Makes a key on a token, or an SM2 key, with its request to the office."""

    made = Signal(object)  # a `KeyFile`

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._module = Path()
        self.unfold = action_button(
            _("Other kinds of keys"), desk.theme, sign="down", checkable=True
        )
        self.kind = Segments((("token", _("USB token")), ("sm2", "SM2")), _("Kind of key"))
        self.driver = action_button(_("Driver of the token …"), desk.theme, sign="import")
        self.token = Choice(_("Token that is plugged in"))
        self.pin = PassphraseField(_("PIN of the token"), desk.theme)
        self.fresh = NewPassphrase(desk.theme)
        self.make = action_button(_("Make it"), desk.theme, sign="check", kind="primary")
        self._words = label(wraps=True)
        self._token = QWidget()
        self._token.setLayout(
            form((_("Driver"), self.driver), (_("Token"), self.token), (_("PIN"), self.pin))
        )
        self._inside = QWidget()
        self._inside.setLayout(
            column(self.kind, self._words, self._token, self.fresh, row(self.make, 1))
        )
        self.setLayout(column(row(self.unfold, 1), self._inside))
        self.kind.choose("token")
        self._inside.hide()
        self.unfold.toggled.connect(self._inside.setVisible)
        self.kind.chosen.connect(self._show)
        self.driver.clicked.connect(self._on_driver)
        for part in (self.pin, self.fresh):
            part.changed.connect(self._show)
        self.make.clicked.connect(self._on_make)
        self._show()

    def forget(self) -> None:
        """Clear what was typed."""
        self.pin.clear()
        self.fresh.clear()

    def _show(self) -> None:
        is_token = self.kind.value == "token"
        library = "pkcs11" if is_token else "tongsuopy"
        is_there = find_spec(library) is not None
        words = _token_words() if is_token else _sm2_words()
        if not is_there:
            extra = "token" if is_token else "sm"
            words = _("This kind needs an extra library: pip install assessor[{extra}]")
            words = words.format(extra=extra)
        self._words.setText(words)
        self._token.setVisible(is_there and is_token)
        self.fresh.setVisible(is_there and not is_token)
        self.make.setVisible(is_there)
        is_ready = self.fresh.is_ready
        if is_token:
            is_ready = bool(self.token.count() and self.pin.passphrase)
        self.make.setEnabled(is_ready)

    def _on_driver(self) -> None:
        kinds = _("Drivers") + " (*.so *.dll *.dylib);;" + _("All files") + " (*)"
        if chosen := dialogs.choose_files(self, _("Driver of the token"), kinds):
            self.look_through(chosen[0])

    def look_through(self, module: Path) -> None:
        """Look which tokens a driver finds."""
        self._module = module
        self.driver.setText(module.name)
        carry_out(
            self._desk.jobs,
            self,
            _("Looking for tokens …"),
            lambda _report: labels_in(module),
            self._on_found,
        )

    def _on_found(self, labels: tuple[str, ...]) -> None:
        self.token.clear()
        self.token.addItems(labels)
        if not labels:
            dialogs.tell(self, _("This driver finds no token. Plug it in and choose it again."))
        self._show()

    def _on_make(self) -> None:
        desk, module = self._desk, self._module
        name, organisation = desk.settings.inspector, desk.settings.organisation
        if not name:
            dialogs.tell(self, _("A key bears your name. Go back and type it first."))
            return
        is_token, token = self.kind.value == "token", self.token.currentText()
        secret = self.pin.passphrase if is_token else self.fresh.passphrase
        self.forget()

        def make(_report: ProgressFn) -> KeyFile:
            folder = files.made(desk.paths.keys)
            if is_token:
                return new_token_key(folder, name, organisation, secret, module=module, token=token)
            return new_key(folder, name, organisation, secret, algorithm=SM2)

        carry_out(desk.jobs, self, _("Making the key …"), make, self._on_made)

    def _on_made(self, key: KeyFile) -> None:
        self.unfold.setChecked(False)
        self.made.emit(key)


def _token_words() -> str:
    return _(
        "The key is made on the token and never leaves it. The driver is a file of the token's "
        "maker. Whenever you sign, plug the token in and type its PIN as the passphrase."
    )


def _sm2_words() -> str:
    return _(
        "An SM2 key signs result files for offices that ask for it. It signs no reports (PDF), "
        "so for checks you need a usual key as well."
    )
