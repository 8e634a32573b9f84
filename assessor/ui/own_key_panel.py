"""Steps 2 and 4: one's own key with its request, and the certificate that comes back."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.services.key_steps import Survey, renew
from assessor.signing.keys import KeyFile
from assessor.signing.passphrases import forget, is_remembered
from assessor.ui import dialogs
from assessor.ui.certificate_dialog import CertificateDialog
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.key_panels import KeyPanel, NumberToCompare, selectable
from assessor.ui.key_screen import KeyScreen
from assessor.ui.key_step import key_words
from assessor.ui.other_keys import OtherKeys
from assessor.ui.passphrase_fields import PassphraseField
from assessor.ui.widgets import Choice, Verdict, action_button, column, form, label, row


class OwnKeyPanel(KeyPanel):
    """Makes a key with its request; asks anew where the certificate ends."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._remembered: tuple[Path, ...] = ()
        self.making = KeyScreen(desk, may_wait=False)
        self.making.changed.connect(self.changed)
        self.files = selectable(label(kind="muted", wraps=True))
        self.key = Choice(_("Key to renew"))
        self.passphrase = PassphraseField(_("Passphrase of the key"), desk.theme)
        self.renew = action_button(
            _("Save the new request …"), desk.theme, sign="export", kind="primary"
        )
        self.result = Verdict()
        self._renewal = QWidget()
        words = label(
            _(
                "A certificate lasts some years. The new request is signed with the key you have, "
                "so the office knows that it is you; key and passphrase stay."
            ),
            wraps=True,
        )
        fields = form((_("Key"), self.key), (_("Passphrase"), self.passphrase))
        heading = label(_("Renew the certificate"), "title")
        self._renewal.setLayout(column(heading, words, fields, row(self.renew, 1)))
        self.renew.clicked.connect(self._on_renew)
        self.passphrase.changed.connect(self._on_typed)
        self.forget_it = action_button(
            _("Take the passphrase out of the keyring"), desk.theme, sign="bin"
        )
        self.forget_it.clicked.connect(self._on_forget)
        self.other = OtherKeys(desk)
        self.other.made.connect(self._on_made)
        making = (self.making, self.files, row(self.forget_it, 1))
        parts = (*making, self.result, self._renewal, self.other)
        self.setLayout(column(*parts, 1, spacing=14))

    def show_survey(self, found: Survey) -> None:
        self.files.setText("\n".join(str(key.path) for key in found.keys))
        self.files.setVisible(bool(found.keys))
        self._remembered = tuple(key.path for key in found.keys if is_remembered(key.path))
        self.forget_it.setVisible(bool(self._remembered))
        self.making.refresh()
        self.key.clear()
        for key in found.keys:
            if key.certified:
                day = key.expires.date().isoformat() if key.expires else ""
                self.key.addItem(f"{key.name} · {key.key_id[:8]} · {day}", key.path)
        self._renewal.setVisible(bool(self.key.count()))
        self._on_typed()

    def forget(self) -> None:
        self.passphrase.clear()
        self.making.forget()
        self.other.forget()

    def _on_made(self, key: KeyFile) -> None:
        words = _("The key is made. Save its request on a stick for the office: {key}.")
        self.result.say(words.format(key=key.key_id[:8]), "good")
        self.changed.emit()

    def _on_forget(self) -> None:
        remembered = self._remembered

        def take_out(_report: ProgressFn) -> None:
            for path in remembered:
                forget(path)

        carry_out(self.desk.jobs, self, _("Forgetting …"), take_out, self._on_forgotten)

    def _on_forgotten(self, _nothing: object) -> None:
        words = _("The keyring holds no passphrase of this program any more.")
        self.result.say(words, "good")
        self.changed.emit()

    def _on_typed(self) -> None:
        self.renew.setEnabled(bool(self.passphrase.passphrase))

    def _on_renew(self) -> None:
        path = self.key.currentData()
        proposed = f"{path.stem}.csr"
        target = dialogs.choose_target(self, _("Save the new request …"), proposed, "*.csr")
        if target is None:
            return
        keys, passphrase = self.desk.paths.keys, self.passphrase.passphrase
        self.passphrase.clear()
        carry_out(
            self.desk.jobs,
            self,
            _("Signing …"),
            lambda _report: renew(keys, path.name, passphrase, target),
            self._on_renewed,
        )

    def _on_renewed(self, target: object) -> None:
        words = _("Written and read back: {path}. Bring it to the office.")
        self.result.say(words.format(path=target), "good")
        self.changed.emit()


class CertificatePanel(KeyPanel):
    """Takes in what came back from the office."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._waiting: tuple[KeyFile, ...] = ()
        words = label(
            _(
                "The office gives the stick back with a file that ends in .crt. Take it in here: "
                "from then on you can sign."
            ),
            wraps=True,
        )
        self.state = selectable(label(wraps=True))
        self.number = NumberToCompare()
        self.take = action_button(
            _("Take in the certificate …"), desk.theme, sign="import", kind="primary"
        )
        self.take.clicked.connect(self._on_take)
        buttons = row(self.take, 1)
        self.setLayout(column(words, self.state, self.number, buttons, 1, spacing=14))

    def show_survey(self, found: Survey) -> None:
        self._waiting = found.waiting
        lines = [key_words(key) for key in found.keys]
        self.state.setText("\n".join(lines) or _("There is no key yet. Make one in step 2."))
        self.number.read_out(self._waiting)
        self.take.setEnabled(bool(self._waiting))

    def _on_take(self) -> None:
        kinds = _("Certificates") + " (*.crt *.pem *.cer)"
        if chosen := dialogs.choose_files(self, _("Take in a certificate"), kinds):
            dialog = CertificateDialog(self.desk, self._waiting, chosen[0], self)
            dialog.adopted.connect(self.changed)
            dialog.open()
