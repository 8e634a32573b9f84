"""Joining the certificate that came back from the office to the key that waits for it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui import dialogs, work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.passphrase_fields import PassphraseField
from assessor.ui.widgets import Choice, action_button, form, label, row

if TYPE_CHECKING:
    from assessor.signing.keys import KeyFile


class CertificateDialog(QDialog):
    """Asks which key the certificate is for, and for the key's passphrase."""

    adopted = Signal()

    def __init__(
        self, desk: Desk, keys: "tuple[KeyFile, ...]", certificate: Path, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Take in a certificate"))
        self._desk, self._certificate = desk, certificate
        self._key = Choice(_("Key that waits for its certificate"))
        for key in keys:
            self._key.addItem(f"{key.name} · {key.key_id[:8]}", key.path.name)
        self._field = PassphraseField(_("Passphrase of the key"), desk.theme)
        self._passphrase = self._field.line
        adopt = action_button(_("Take in"), desk.theme, sign="check", kind="primary")
        adopt.setDefault(True)
        cancel = action_button(_("Cancel"))
        adopt.clicked.connect(self._on_adopt)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(label(certificate.name, "title"))
        layout.addLayout(form((_("Key"), self._key), (_("Passphrase"), self._field)))
        layout.addLayout(row(1, cancel, adopt))
        self._passphrase.setFocus()

    def _on_adopt(self) -> None:
        paths, certificate = self._desk.paths, self._certificate
        key, passphrase = str(self._key.currentData()), self._field.passphrase
        self._field.clear()
        carry_out(
            self._desk.jobs,
            self,
            _("Opening the key …"),
            lambda _report: work.adopt_certificate(paths, key, certificate, passphrase),
            self._on_adopted,
        )

    def _on_adopted(self, key: "KeyFile") -> None:
        if not self._desk.settings.key:
            self._desk.preferences.change(key=key.path.name)
        self.adopted.emit()
        self.accept()
        if (page := self.parentWidget()) is not None:
            dialogs.tell(page, _("The key of {name} can sign now.").format(name=key.name))
