"""Step 5: whom to trust, handed on by the office and taken in by everyone."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _
from assessor.services.key_steps import Survey
from assessor.services.trusting import hand_on
from assessor.signing.trust import Root
from assessor.ui.desk import Desk
from assessor.ui.drive_list import DriveList
from assessor.ui.encryption_panel import EncryptionPanel
from assessor.ui.job_dialog import carry_out
from assessor.ui.key_panels import KeyPanel, selectable
from assessor.ui.trust_dialog import choose_bundle
from assessor.ui.widgets import Verdict, action_button, column, label, row


class TrustPanel(KeyPanel):
    """The list of trusted offices with their lists of lost keys."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = label(
            _(
                "A small file says whom to trust and which keys are lost. It travels with plans "
                "and standards. Every computer takes it in; an older one never replaces a newer "
                "one."
            ),
            wraps=True,
        )
        self.offices = selectable(label(wraps=True))
        self.take = action_button(
            _("Take in a trust bundle …"), desk.theme, sign="import", kind="primary"
        )
        self.result = Verdict()
        self.drives = DriveList(desk.theme)
        heading = label(_("Hand it on: press a stick"), "title")
        self._giving = QWidget()
        self._giving.setLayout(column(heading, self.drives))
        self.take.clicked.connect(self._on_take)
        self.drives.chosen.connect(self.write_to)
        self.encryption = EncryptionPanel(desk)
        self.encryption.changed.connect(self.changed)
        parts = (words, self.offices, self.result, row(self.take, 1), self._giving)
        self.setLayout(column(*parts, self.encryption, 1, spacing=12))

    def show_survey(self, found: Survey) -> None:
        lines = map(_office_words, found.trusted)
        self.offices.setText("\n".join(lines) or _("No office is trusted here yet."))
        self._giving.setVisible(bool(found.trusted))
        self.encryption.show_survey(found)

    def forget(self) -> None:
        self.encryption.forget()

    def write_to(self, folder: Path) -> None:
        """Write the bundle to a stick."""
        keys = self.desk.paths.keys
        carry_out(
            self.desk.jobs,
            self,
            _("Writing …"),
            lambda _report: hand_on(keys, folder),
            self._on_written,
        )

    def _on_written(self, path: Path) -> None:
        words = _("Written to {where} and read back: {file}. The stick may be unplugged.")
        where = self.drives.name_of(path.parent)
        self.result.say(words.format(where=where, file=path.name), "good")
        self.changed.emit()

    def _on_take(self) -> None:
        if dialog := choose_bundle(self.desk, self):
            dialog.trusted.connect(self._on_taken)

    def _on_taken(self, words: str) -> None:
        self.result.say(words, "good")
        self.changed.emit()


def _office_words(root: Root) -> str:
    if root.revoked is None:
        return root.name
    day = root.revoked.issued.astimezone(CHINA_TIME).date()
    words = _("{name}: list {number} of lost keys, of {day}")
    return words.format(name=root.name, number=root.revoked.number, day=day)
