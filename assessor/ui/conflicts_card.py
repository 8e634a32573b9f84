"""Checks whose revisions contradict each other, each a step away from its decision."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from assessor.i18n import _
from assessor.ui import ranking_work, work
from assessor.ui.desk import Desk
from assessor.ui.icons import icon
from assessor.ui.job_dialog import carry_out
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import column, flick, label

if TYPE_CHECKING:
    from assessor.services.conflicts import Contest
    from assessor.signing.keys import KeyFile

_CheckRole = Qt.ItemDataRole.UserRole


class ConflictsCard(QFrame):
    """The queue that a reviewer works off; hidden while it is empty."""

    settled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._desk = desk
        self.list = QListWidget()
        self.list.setProperty("kind", "framed")
        self.list.setAccessibleName(_("Conflicts"))
        self.list.setProperty("rows", "tall")
        self.list.setMinimumHeight(3 * TOUCH)
        self.list.itemActivated.connect(self._on_conflict)
        self.list.itemClicked.connect(self._on_conflict)
        flick(self.list)
        words = label(
            _("Revisions of one check that contradict each other. A reviewer must decide."),
            "muted",
            wraps=True,
        )
        layout = column(label(_("Conflicts"), "title"), words, self.list)
        layout.setContentsMargins(12, 12, 12, 12)
        self.setLayout(layout)

    def show_conflicts(self, conflicts: Sequence[tuple[str, str]]) -> None:
        """Show checks by id, each in words."""
        self.list.clear()
        for check_id, words in conflicts:
            line = QListWidgetItem(icon("next", self._desk.theme.text), words)
            line.setData(_CheckRole, check_id)
            self.list.addItem(line)
        self.setVisible(bool(conflicts))

    def _on_conflict(self, line: QListWidgetItem) -> None:
        workspace, library, paths = self._desk.workspace, self._desk.library, self._desk.paths
        check_id = line.data(_CheckRole)
        carry_out(
            self._desk.jobs,
            self,
            _("Comparing …"),
            lambda _report: (
                ranking_work.contest(workspace, library, check_id),
                work.keys_in(paths),
            ),
            self._on_compared,
        )

    def _on_compared(self, found: "tuple[Contest, tuple[KeyFile, ...]]") -> None:
        from assessor.ui.contest_dialog import ContestDialog  # the page is painted sooner

        dialog = ContestDialog(self._desk, *found, self)
        dialog.settled.connect(self.settled)
        dialog.open()
