"""Declaring a key lost: since when, why, and up to which document it is still believed."""

from datetime import datetime

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QVBoxLayout, QWidget

from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _
from assessor.services.key_words import reason_words
from assessor.services.office_authority import last_counter, revoke
from assessor.signing.revocations import LossReason
from assessor.ui.authority_finder import AuthorityFinder
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.passphrase_fields import PassphraseField
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import Choice, Stepper, action_button, column, form, label, row, scrolling

_MOST = 999_999


class RevokeDialog(QDialog):
    """What was signed before stays good; a number decides, for clocks can be set back."""

    revoked = Signal()

    def __init__(self, desk: Desk, key_id: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Declare a key lost"))
        self._desk, self._key_id = desk, key_id
        self.reason = Choice(_("Why the key counts no longer"))
        for reason in LossReason:
            self.reason.addItem(reason_words(reason), reason)
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setMaximumDate(QDate.currentDate())
        self.day.setMinimumHeight(TOUCH)
        for part in (self.day, self.day.lineEdit()):
            part.setAccessibleName(_("Lost since"))
        known = last_counter(desk.workspace, key_id)
        self.counter = Stepper(_("Last document to believe"), desk.theme, most=_MOST)
        self.counter.show_value(known)
        self.finder = AuthorityFinder(desk)
        self.passphrase = PassphraseField(_("Passphrase of the office key"), desk.theme)
        self.revoke = action_button(
            _("Declare it lost"), desk.theme, sign="warning", kind="primary"
        )
        cancel = action_button(_("Cancel"))
        words = label(
            _(
                "The last document of this key that lies here has the number {number}. Up to it "
                "everything stays good; what is signed later with this key counts no longer, "
                "anywhere, once the new list has arrived there."
            ).format(number=known),
            wraps=True,
        )
        fields = form(
            (_("Why"), self.reason),
            (_("Lost since"), self.day),
            (_("Believe up to number"), self.counter),
            (_("Passphrase"), self.passphrase),
        )
        inside = QWidget()
        inside.setLayout(column(words, fields, self.finder, 1, spacing=12))
        layout = QVBoxLayout(self)
        layout.addWidget(label(f"{name} · {key_id[:8]}", "title"))
        layout.addWidget(scrolling(inside), 1)
        layout.addLayout(row(1, cancel, self.revoke))
        self.resize(min(560, parent.window().width()), min(470, parent.window().height()))
        cancel.clicked.connect(self.reject)
        self.revoke.clicked.connect(self._on_revoke)
        self.passphrase.changed.connect(self._show)
        self.finder.found.connect(self._show)
        self._show()

    def _show(self) -> None:
        is_ready = self.finder.folder is not None and bool(self.passphrase.passphrase)
        self.revoke.setEnabled(is_ready)

    def _on_revoke(self) -> None:
        authority = self.finder.folder
        if authority is None:
            return
        desk, key_id, at = self._desk, self._key_id, self._desk.now()
        keys = desk.paths.keys
        counter, reason = self.counter.value, LossReason(self.reason.currentData())
        chosen = self.day.date()
        day = datetime(chosen.year(), chosen.month(), chosen.day(), tzinfo=CHINA_TIME)
        passphrase = self.passphrase.passphrase
        self.passphrase.clear()
        carry_out(
            desk.jobs,
            self,
            _("Signing the new list …"),
            lambda _report: revoke(
                keys, authority, key_id, counter, passphrase, at, since=day, reason=reason
            ),
            self._on_revoked,
        )

    def _on_revoked(self, _nothing: object) -> None:
        self.revoked.emit()
        self.accept()
