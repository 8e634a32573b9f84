"""Taking in whom to trust: which offices, and the fingerprint to compare before."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assessor.domain.inspection import CHINA_TIME
from assessor.errors import AssessorError
from assessor.i18n import _, ngettext
from assessor.ui import dialogs, key_work, work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.widgets import action_button, column, label, row, scrolling

if TYPE_CHECKING:
    from assessor.services.trusting import OfferedOffice, TrustOffer

_LARGEST = QSize(640, 460)


class TrustDialog(QDialog):
    """An office that nobody here knows is trusted only after its fingerprint was compared."""

    trusted = Signal(str)  # what came of it, in words

    def __init__(self, desk: Desk, offered: "TrustOffer", parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Whom to trust"))
        self.resize(_LARGEST.boundedTo(parent.window().size()))
        self._desk, self._offered = desk, offered
        self.compared = action_button(
            _("I compared the fingerprint with the office, by telephone"),
            desk.theme,
            sign="box",
            checkable=True,
        )
        self.compared.setVisible(offered.has_unknown)
        self.compared.toggled.connect(self._show)
        self.accept_it = action_button(
            _("Trust from now on"), desk.theme, sign="check", kind="primary"
        )
        self.accept_it.clicked.connect(self._on_accept)
        cancel = action_button(_("Not now") if offered.is_news else _("Close"))
        cancel.clicked.connect(self.reject)
        self.accept_it.setVisible(offered.is_news)
        inside = QWidget()
        cards = [_office_part(each) for each in offered.offices]
        inside.setLayout(column(*cards, 1, spacing=16))
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(label(str(offered.path), "muted", wraps=True))
        layout.addWidget(scrolling(inside), 1)
        layout.addLayout(row(self.compared, 1))
        layout.addLayout(row(1, cancel, self.accept_it))
        self._show()

    def _show(self) -> None:
        self.accept_it.setEnabled(self.compared.isChecked() or not self._offered.has_unknown)

    def _on_accept(self) -> None:
        desk, at, bundle = self._desk, self._desk.now(), self._offered.path
        paths, workspace, library = desk.paths, desk.workspace, desk.library
        carry_out(
            desk.jobs,
            self,
            _("Reading the bundle …"),
            lambda _report: work.take_trust(paths, workspace, library, bundle, at),
            self._on_trusted,
        )

    def _on_trusted(self, words: str) -> None:
        self.trusted.emit(words)
        self.accept()


def choose_bundle(desk: Desk, parent: QWidget) -> TrustDialog | None:
    """Let a bundle be chosen and look at it; None if there is nothing to look at."""
    kinds = _("Trust bundles") + " (*.trust)"
    chosen = dialogs.choose_files(parent, _("Take in a trust bundle"), kinds)
    return show_bundle(desk, chosen[0], parent) if chosen else None


def show_bundle(desk: Desk, path: Path, parent: QWidget) -> TrustDialog | None:
    """Look at a bundle; None where it is refused, which is told."""
    try:
        offered = key_work.offered_trust(desk.paths, path)
    except AssessorError as error:
        dialogs.tell(parent, str(error))
        return None
    dialog = TrustDialog(desk, offered, parent)
    dialog.open()
    return dialog


def show_news_beside(desk: Desk, paths: Sequence[Path], parent: QWidget) -> TrustDialog | None:
    """Look at a bundle that lies beside files and brings anything new; None if none does."""
    offered = key_work.trust_beside(desk.paths, paths) if paths else None
    if offered is None:
        return None
    dialog = TrustDialog(desk, offered, parent)
    dialog.open()
    return dialog


def _office_part(office: "OfferedOffice") -> QWidget:
    part = QWidget()
    fingerprint = label(office.fingerprint, wraps=True)
    fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    fingerprint.setAccessibleName(
        _("Fingerprint: {groups}").format(groups=office.fingerprint)
    )  # fmt: skip
    day = office.issued.astimezone(CHINA_TIME).date()
    lost = ngettext("{count} lost key", "{count} lost keys", office.lost)
    listed = _("List {number} of {day}: {lost}.").format(
        number=office.number, day=day, lost=lost.format(count=office.lost)
    )
    part.setLayout(
        column(
            label(office.name, "title", wraps=True),
            label(_standing_words(office.standing), wraps=True),
            fingerprint,
            label(listed, "muted", wraps=True),
        )
    )
    return part


def _standing_words(standing: str) -> str:
    """What a bundle would change about an office."""
    return {
        "unknown": _(
            "This office is not known here yet. Ring it up, have it read the fingerprint out, "
            "and compare every group."
        ),
        "newer": _("This office is trusted here; the bundle brings its newer list of lost keys."),
        "more": _("This office is trusted here; the bundle brings its key for encrypted files."),
        "same": _("This office is trusted here, and this is the list that is here already."),
        "older": _("This office is trusted here with a newer list, which stays."),
    }[standing]
