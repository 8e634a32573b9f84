"""The office's key for result files that nobody but the office can open."""

from PySide6.QtWidgets import QWidget

from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.services.key_steps import Survey
from assessor.services.office_authority import make_encryption
from assessor.ui.authority_finder import AuthorityFinder
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.key_panels import KeyPanel
from assessor.ui.passphrase_fields import NewPassphrase, PassphraseField
from assessor.ui.widgets import Verdict, action_button, column, label, row


class EncryptionPanel(KeyPanel):
    """Made once; its certificate travels with the trust bundle, so nobody has to think of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.begin = action_button(
            _("Encrypted result files …"), desk.theme, sign="key", checkable=True
        )
        words = label(
            _(
                "A lost stick tells nothing if only this office can open what is on it. For that "
                "the office has another key; it lies on this computer and on the sticks of the "
                "office key. Its passphrase is asked for whenever encrypted files are taken in."
            ),
            wraps=True,
        )
        self.finder = AuthorityFinder(desk)
        self.passphrase = PassphraseField(_("Passphrase of the office key"), desk.theme)
        self.fresh = NewPassphrase(desk.theme)
        self.make = action_button(
            _("Make the key for encrypted files"), desk.theme, sign="check", kind="primary"
        )
        self.result = Verdict()
        self._fields = QWidget()
        office = label(_("First the office key, which certifies the new one:"), wraps=True)
        own = label(_("Then a passphrase for the new key:"), wraps=True)
        parts = (words, office, self.finder, self.passphrase, own, self.fresh, row(self.make, 1))
        self._fields.setLayout(column(*parts))
        self._fields.hide()
        self.setLayout(column(row(self.begin, 1), self._fields, self.result))
        self.begin.toggled.connect(self._fields.setVisible)
        for part in (self.passphrase, self.fresh):
            part.changed.connect(self._show)
        self.finder.found.connect(self._show)
        self.make.clicked.connect(self._on_make)
        self._show()

    def show_survey(self, found: Survey) -> None:
        self.setVisible(found.office is not None)
        self.begin.setVisible(not found.opens_encrypted)
        if found.opens_encrypted:
            words = _(
                "Result files can be encrypted for this office. Whoever took in the trust bundle "
                "finds the choice where result files are exported."
            )
            self.result.say(words, "")

    def forget(self) -> None:
        self.passphrase.clear()
        self.fresh.clear()

    def _show(self) -> None:
        is_typed = bool(self.passphrase.passphrase) and self.fresh.is_ready
        self.make.setEnabled(is_typed and self.finder.folder is not None)

    def _on_make(self) -> None:
        authority = self.finder.folder
        if authority is None:
            return
        keys, at = self.desk.paths.keys, self.desk.now()
        passphrase, fresh = self.passphrase.passphrase, self.fresh.passphrase
        self.forget()

        def make(_report: ProgressFn) -> None:
            make_encryption(keys, authority, passphrase, fresh, at)

        carry_out(self.desk.jobs, self, _("Making the key and reading back …"), make, self._on_made)

    def _on_made(self, _nothing: object) -> None:
        self.begin.setChecked(False)
        self.changed.emit()
