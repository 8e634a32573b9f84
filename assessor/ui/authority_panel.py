"""Step 1: the office's key on two sticks."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from assessor.i18n import _
from assessor.services import office_authority
from assessor.services.key_steps import COPIES, Survey
from assessor.ui.authority_finder import AuthorityFinder
from assessor.ui.desk import Desk
from assessor.ui.drive_list import DriveList
from assessor.ui.job_dialog import carry_out
from assessor.ui.key_panels import KeyPanel, selectable
from assessor.ui.passphrase_fields import NewPassphrase, PassphraseField
from assessor.ui.widgets import Verdict, action_button, column, label, row, text_field


class AuthorityPanel(KeyPanel):
    """Makes the office's key on a first stick and copies it to a second one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._is_known = False
        words = label(
            _(
                "The office key says who inspects for this office. It lies on two sticks in two "
                "safes, and on no computer. Whoever has a stick and the passphrase speaks for the "
                "office."
            ),
            wraps=True,
        )
        self.files = selectable(label(kind="muted", wraps=True))
        self.name = text_field(desk.settings.organisation, _("Name of the office"))
        self.fresh = NewPassphrase(desk.theme)
        self.passphrase = PassphraseField(_("Passphrase of the office key"), desk.theme)
        self.before = action_button(
            _("The office key was made before"), desk.theme, sign="import", checkable=True
        )
        self.finder = AuthorityFinder(desk)
        self.task = label(kind="title", wraps=True)
        self.drives = DriveList(desk.theme)
        self.result = Verdict()
        self._making = QWidget()
        self._making.setLayout(column(self.name, self.fresh))
        parts = (
            words,
            self.files,
            self.result,
            self.task,
            row(self.before, 1),
            self._making,
            self.passphrase,
            self.finder,
            self.drives,
        )
        self.setLayout(column(*parts, 1, spacing=10))
        self.before.toggled.connect(self._show)
        self.fresh.changed.connect(self._show)
        self.passphrase.changed.connect(self._show)
        self.name.textChanged.connect(self._show)
        self.finder.found.connect(self._show)
        self.drives.chosen.connect(self.write_to)

    def show_survey(self, found: Survey) -> None:
        self._is_known = found.office is not None
        lines = []
        if found.office is not None:
            lines = [found.office.name, found.office.fingerprint]
        for copy in found.record.copies:
            line = _("On {stick}, checked on {day}: {folder}")
            stick = copy.stick or Path(copy.folder).parent.name
            lines.append(line.format(stick=stick, day=copy.checked, folder=copy.folder))
        self.files.setText("\n".join(lines))
        self.files.setVisible(bool(lines))
        self.task.setText(self._task(found))
        self._show()

    def forget(self) -> None:
        self.fresh.clear()
        self.passphrase.clear()

    def write_to(self, stick: Path) -> None:
        """Make the key on a stick, copy it there, or use the one that lies there."""
        keys, at, stick_name = self.desk.paths.keys, self.desk.now(), self.drives.name_of(stick)
        if self._is_known:
            source, passphrase = self.finder.folder, self.passphrase.passphrase
            if source is None:
                return
            self._start(
                _("Copying and reading back …"),
                lambda: office_authority.copy_authority(
                    keys, source, stick, passphrase, at, stick_name
                ),
            )
        elif self.before.isChecked():
            passphrase = self.passphrase.passphrase
            self._start(
                _("Opening the key …"),
                lambda: office_authority.know_authority(keys, stick, passphrase, at, stick_name),
            )
        else:
            name, passphrase = self.name.text().strip(), self.fresh.passphrase
            self._start(
                _("Making the key and reading back …"),
                lambda: office_authority.make_authority(
                    keys, stick, name, passphrase, at, stick_name
                ),
            )

    def _start(self, title: str, what: Callable[[], None]) -> None:
        self.forget()
        self.result.say("", "")
        carry_out(self.desk.jobs, self, title, lambda _report: what(), self._on_done)

    def _task(self, found: Survey) -> str:
        if not self._is_known:
            return _("Make the office key: name, passphrase, then the first stick.")
        if found.incomplete:
            names = _(", ").join(each.stick or each.folder for each in found.incomplete)
            return _(
                "The key for encrypted files is not on {sticks} yet. Plug in both sticks and copy "
                "once more."
            ).format(sticks=names)
        if len(found.record.copies) < COPIES:
            return _(
                "Now the second stick. Plug in both, and type the passphrase once more: so it is "
                "sure that the copy opens."
            )
        return _("Both copies are there. Another copy can be made at any time.")

    def _show(self) -> None:
        is_new = not self._is_known and not self.before.isChecked()
        self.before.setVisible(not self._is_known)
        self._making.setVisible(is_new)
        self.passphrase.setVisible(not is_new)
        self.finder.setVisible(self._is_known)
        if is_new:
            is_ready = self.fresh.is_ready and bool(self.name.text().strip())
        else:
            is_ready = bool(self.passphrase.passphrase)
        is_there = not self._is_known or self.finder.folder is not None
        self.drives.setEnabled(is_ready and is_there)
        source = self.finder.folder if self._is_known else None
        self.drives.leave_out(source.parent if source else None)

    def _on_done(self, _nothing: object) -> None:
        words = _("Written, read back and opened from the stick. Put the stick into a safe.")
        self.result.say(words, "good")
        self.finder.look_again()
        self.changed.emit()
