"""Step 3: the office compares the number of a key and certifies it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.services.key_steps import Survey, request_of
from assessor.services.office_authority import Asked, certificate_place, issue, read_asked
from assessor.signing.keys import KeyFile
from assessor.signing.office_folder import Issued
from assessor.ui import dialogs
from assessor.ui.authority_finder import AuthorityFinder
from assessor.ui.certificate_dialog import CertificateDialog
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.key_panels import KeyPanel, NumberToCompare, selectable
from assessor.ui.passphrase_fields import PassphraseField
from assessor.ui.revoke_dialog import RevokeDialog
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import Segments, Verdict, action_button, column, flick, label, row

_IssuedRole = Qt.ItemDataRole.UserRole


class IssuePanel(KeyPanel):
    """Nothing is certified before somebody compared the number with its holder."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: Asked | None = None
        self._own: tuple[KeyFile, ...] = ()
        words = label(
            _(
                "Open the request from the inspector's stick. Ring the inspector up and have the "
                "number read out: only if every group is the same is it the right key."
            ),
            wraps=True,
        )
        self.open_it = action_button(_("Open a request …"), desk.theme, sign="form", kind="primary")
        self.own = action_button(_("This computer's own request"), desk.theme, sign="key")
        self.who = selectable(label(kind="title", wraps=True))
        self.known = label(kind="notice", wraps=True)
        self.number = NumberToCompare()
        self.compared = action_button(
            _("The holder read out the same number"), desk.theme, sign="box", checkable=True
        )
        self.role = Segments(
            (("inspector", _("Inspector")), ("office", _("Office"))), _("Signs as")
        )
        self.finder = AuthorityFinder(desk)
        self.passphrase = PassphraseField(_("Passphrase of the office key"), desk.theme)
        self.issue = action_button(
            _("Issue the certificate"), desk.theme, sign="check", kind="primary"
        )
        self.result = Verdict()
        self.issued = _issued_list()
        self.revoke = action_button(_("Declare a key lost …"), desk.theme, sign="warning")
        self._request = QWidget()
        self._request.setLayout(
            column(
                self.who,
                self.known,
                self.number,
                row(self.compared, 1),
                row(label(_("Signs as")), self.role, 1),
                self.finder,
                self.passphrase,
                row(self.issue, 1),
            )
        )
        heading = label(_("Certificates of this office"), "title")
        self._issued_part = QWidget()
        self._issued_part.setLayout(column(heading, self.issued, row(self.revoke, 1)))
        parts = (words, row(self.open_it, self.own, 1), self.result, self._request)
        self.setLayout(column(*parts, self._issued_part, 1, spacing=12))
        self._request.hide()
        self._connect()

    def show_survey(self, found: Survey) -> None:
        self._own = found.waiting
        self.own.setVisible(bool(self._own))
        self.issued.clear()
        lost = {each.key_id for each in found.office.revoked.lost} if found.office else set()
        for each in found.issued:
            item = QListWidgetItem(_issued_words(each, is_lost=each.key_id in lost))
            item.setData(_IssuedRole, each)
            self.issued.addItem(item)
        self._issued_part.setVisible(bool(found.issued))
        self.open_it.setEnabled(found.office is not None)
        self._show()

    def forget(self) -> None:
        self.passphrase.clear()

    def look_at(self, request: Path) -> None:
        """Show what a request asks for."""
        keys = self.desk.paths.keys
        self.result.say("", "")
        carry_out(
            self.desk.jobs,
            self,
            _("Reading the request …"),
            lambda _report: read_asked(keys, request),
            self._on_read,
        )

    def _connect(self) -> None:
        self.open_it.clicked.connect(self._on_open)
        self.own.clicked.connect(self._on_own)
        self.compared.toggled.connect(self._show)
        self.role.chosen.connect(self._show)
        self.finder.found.connect(self._show)
        self.passphrase.changed.connect(self._show)
        self.issue.clicked.connect(self._on_issue)
        self.issued.currentRowChanged.connect(self._show)
        self.revoke.clicked.connect(self._on_revoke)

    def _show(self) -> None:
        self.issue.setEnabled(
            self._asked is not None
            and self._asked.lost is None
            and self.compared.isChecked()
            and bool(self.role.value)
            and self.finder.folder is not None
            and bool(self.passphrase.passphrase)
        )
        self.revoke.setEnabled(self.issued.currentItem() is not None)

    def _on_open(self) -> None:
        kinds = _("Requests") + " (*.csr)"
        if chosen := dialogs.choose_files(self, _("Open a request"), kinds):
            self.look_at(chosen[0])

    def _on_own(self) -> None:
        self.look_at(request_of(self._own[-1]))

    def _on_read(self, asked: Asked) -> None:
        self._asked = asked
        self.who.setText(" · ".join(filter(None, (asked.name, asked.organisation))))
        self.known.setText(_known_words(asked))
        self.known.setVisible(bool(self.known.text()))
        words = _("The holder reads the number out on the telephone. It must be this one:")
        self.number.show_number(asked.key_id, words)
        self.compared.setChecked(False)
        former = asked.former
        self.role.choose("office" if former and former.is_office else "inspector")
        self._request.show()
        self._show()

    def _on_issue(self) -> None:
        asked, authority = self._asked, self.finder.folder
        if asked is None or authority is None:
            return
        keys, at, is_office = self.desk.paths.keys, self.desk.now(), self.role.value == "office"
        passphrase = self.passphrase.passphrase
        self.forget()

        def certify(_report: ProgressFn) -> Path:
            target = certificate_place(keys, asked)
            issue(keys, authority, asked, passphrase, target, at, is_office=is_office)
            return target

        carry_out(self.desk.jobs, self, _("Issuing the certificate …"), certify, self._on_issued)

    def _on_issued(self, target: Path) -> None:
        self._asked = None
        self._request.hide()
        if target.is_relative_to(self.desk.paths.keys):
            dialog = CertificateDialog(self.desk, self._own, target, self)
            dialog.adopted.connect(self.changed)
            dialog.open()
            return
        words = _(
            "The certificate lies beside the request, read back: {path}. Give the stick back to "
            "the inspector, who takes it in as step 4."
        )
        self.result.say(words.format(path=target), "good")
        self.changed.emit()

    def _on_revoke(self) -> None:
        issued: Issued = self.issued.currentItem().data(_IssuedRole)
        dialog = RevokeDialog(self.desk, issued.key_id, issued.name, self)
        dialog.revoked.connect(self._on_revoked)
        dialog.open()

    def _on_revoked(self) -> None:
        words = _("The key counts no longer here. Hand the new list on to everybody, as step 5.")
        self.result.say(words, "good")
        self.changed.emit()


def _issued_list() -> QListWidget:
    made = QListWidget()
    made.setProperty("kind", "framed")
    made.setProperty("rows", "tall")
    made.setAccessibleName(_("Certificates of this office"))
    made.setMinimumHeight(3 * TOUCH)
    made.setWordWrap(True)
    flick(made)
    return made


def _issued_words(issued: Issued, *, is_lost: bool) -> str:
    name = " · ".join(filter(None, (issued.name, issued.organisation)))
    role = _("Office") if issued.is_office else _("Inspector")
    state = _("declared lost") if is_lost else _("until {day}").format(day=issued.expires.date())
    return f"{name} · {role} · {issued.key_id[:8]} · {state}"


def _known_words(asked: Asked) -> str:
    if asked.lost is not None:
        return _("This key was declared lost. It is not certified again; a new key is needed.")
    if asked.former is not None:
        words = _("The office knows this key: it renews the certificate that ends on {day}.")
        return words.format(day=asked.former.expires.date())
    return ""
