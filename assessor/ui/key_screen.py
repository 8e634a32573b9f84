"""The screen of the first steps where a key is made, fetched or left for later."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assessor.i18n import _, current
from assessor.ui import dialogs, work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.passphrase_fields import NewPassphrase
from assessor.ui.steps import Screen
from assessor.ui.widgets import action_button, column, label, row

if TYPE_CHECKING:
    from assessor.signing.keys import KeyFile


class KeyScreen(Screen):
    """A key signs checks; its request goes to the office, its passphrase to nobody.

    `may_wait` says that it can be done later as well.
    """

    changed = Signal()  # a key was made or fetched

    def __init__(self, desk: Desk, *, may_wait: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._request: Path | None = None
        self.title = _("Which key do you sign with?")
        words = label(
            _(
                "A key is your signature. Make one here, bring its request to your office, and "
                "take in the certificate that comes back. Without a key you can mark, not sign."
            ),
            wraps=True,
        )
        self._make = action_button(_("Make a key"), desk.theme, sign="plus", checkable=True)
        self._fetch = action_button(_("Use a key file …"), desk.theme, sign="import")
        self._later = label(
            _("Or go on: the settings lead to it later, under Keys and trust, step by step."),
            "muted",
            wraps=True,
        )
        self._fields = self._passphrases()
        self._found = label(kind="notice", wraps=True)
        self._save = action_button(
            _("Save the request …"), desk.theme, sign="export", kind="primary"
        )
        self._make.toggled.connect(self._on_make)
        self._fetch.clicked.connect(self._on_fetch)
        self._save.clicked.connect(self._on_save)
        buttons = row(self._make, self._fetch, 1)
        parts = (words, buttons, self._fields, self._found, row(self._save, 1), self._later)
        self.setLayout(column(*parts, 1, spacing=12))
        for part in (self._fields, self._found, self._save):
            part.hide()
        if not may_wait:
            self._later.hide()

    def begin(self) -> None:
        self.refresh()  # not earlier: it loads what a first window does without
        self._make.setFocus()

    def forget(self) -> None:
        """Clear the passphrases that were typed."""
        self._fresh.clear()

    def _passphrases(self) -> QWidget:
        self._fresh = NewPassphrase(self._desk.theme)
        self._first, self._second = self._fresh.first.line, self._fresh.second.line
        self._do = action_button(_("Make it"), self._desk.theme, sign="check")
        self._do.clicked.connect(self._on_do)
        made = QWidget()
        made.setLayout(column(self._fresh, row(self._do, 1)))
        return made

    def refresh(self) -> None:
        """Look which keys there are."""
        keys = work.keys_in(self._desk.paths)
        names = _(", ").join(current().noted(key.name, key.key_id[:8]) for key in keys)
        self._found.setText(_("There is a key already: {keys}.").format(keys=names) if keys else "")
        self._found.setVisible(bool(keys))
        waiting = [key for key in keys if not key.certified]
        self._request = waiting[-1].path.with_suffix(".csr") if waiting else None
        self._save.setVisible(self._request is not None)

    def _on_make(self, is_wanted: bool) -> None:
        self._fields.setVisible(is_wanted)
        if is_wanted:
            self._first.setFocus()

    def _on_do(self) -> None:
        if self._first.text() != self._second.text():
            dialogs.tell(self, _("The two passphrases differ. Type them again."))
            return
        desk, passphrase = self._desk, self._first.text()
        name, organisation = desk.settings.inspector, desk.settings.organisation
        if not name:
            dialogs.tell(self, _("A key bears your name. Go back and type it first."))
            return
        carry_out(
            desk.jobs,
            self,
            _("Making the key …"),
            lambda _report: work.make_key(desk.paths, name, organisation, passphrase),
            self._on_made,
        )

    def _on_made(self, key: "KeyFile") -> None:
        self._fresh.clear()
        self._make.setChecked(False)
        self.refresh()
        self._found.setText(
            _(
                "The key is made. Save its request on a stick for the office, and read out the "
                "key number when you hand it over: {key}."
            ).format(key=key.key_id[:8])
        )
        self._save.setFocus()
        self.changed.emit()

    def _on_save(self) -> None:
        if self._request is None:
            return
        target = dialogs.choose_target(self, _("Save the request …"), self._request.name, "*.csr")
        if target is not None:
            source = self._request
            carry_out(
                self._desk.jobs,
                self,
                _("Writing …"),
                lambda _report: work.copied(source, target),
                self._on_saved,
            )

    def _on_saved(self, target: object) -> None:
        dialogs.tell(self, _("Saved: {path}").format(path=target))

    def _on_fetch(self) -> None:
        chosen = dialogs.choose_files(self, _("Use a key file …"), _("Keys") + " (*.p12)")
        if chosen:
            paths, source = self._desk.paths, chosen[0]
            carry_out(
                self._desk.jobs,
                self,
                _("Reading the key …"),
                lambda _report: work.fetch_key(paths, source),
                self._on_fetched,
            )

    def _on_fetched(self, key: "KeyFile") -> None:
        self.refresh()
        if key.certified:
            self._desk.preferences.change(key=key.path.name)
        self.changed.emit()
