"""Opening the office's key for encrypted files: its passphrase, once for all files at hand."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui import key_work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.passphrase_fields import PassphraseField
from assessor.ui.widgets import action_button, label, row

if TYPE_CHECKING:
    from assessor.signing.envelopes import EncryptionKey


class EnvelopeDialog(QDialog):
    """Gives the opened key, never the passphrase; declined, the files stay closed."""

    opened = Signal(object)  # an `EncryptionKey`

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Encrypted result files"))
        self.setMinimumWidth(420)
        self._desk = desk
        self.passphrase = PassphraseField(_("Passphrase for encrypted files"), desk.theme)
        self.open_them = action_button(_("Open them"), desk.theme, sign="key", kind="primary")
        self.open_them.setDefault(True)
        leave = action_button(_("Leave them closed"))
        self.open_them.clicked.connect(self._on_open)
        leave.clicked.connect(self.reject)
        words = label(
            _("Some of these files are encrypted for this office. Its passphrase opens them."),
            wraps=True,
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(self.passphrase)
        layout.addLayout(row(1, leave, self.open_them))
        self.passphrase.setFocus()

    def _on_open(self) -> None:
        paths, passphrase = self._desk.paths, self.passphrase.passphrase
        self.passphrase.clear()
        carry_out(
            self._desk.jobs,
            self,
            _("Opening the key …"),
            lambda _report: key_work.open_envelopes(paths, passphrase),
            self._on_opened,
        )

    def _on_opened(self, key: "EncryptionKey") -> None:
        self.opened.emit(key)
        self.accept()
