"""Files that were refused: kept aside with the reason, and tried again once it is gone."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QListWidget

from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _
from assessor.storage import Quarantined
from assessor.ui import ranking_work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import action_button, column, flick, label, row

_MOST = 200  # files that are listed


class RefusedCard(QFrame):
    """The latest first. Without a choice, all that wait for trust or a standard are tried."""

    tried = Signal(str)  # what came of it, in words

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._desk = desk
        self._files: Sequence[Quarantined] = ()
        self.list = QListWidget()
        self.list.setProperty("kind", "framed")
        self.list.setSpacing(4)
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(_("Refused files"))
        self.list.setMinimumHeight(3 * TOUCH)
        flick(self.list)
        self.again = action_button(_("Try again"), desk.theme, sign="import")
        self.again.clicked.connect(self._on_again)
        words = label(
            _(
                "Kept aside. Once the certificate, the trust bundle or the standard that is "
                "missing is here, try again."
            ),
            "muted",
            wraps=True,
        )
        layout = column(
            label(_("Refused files"), "title"), words, self.list, row(1, self.again), spacing=10
        )
        layout.setContentsMargins(14, 12, 14, 12)
        self.setLayout(layout)

    def show_files(self, files: Sequence[Quarantined]) -> None:
        """Show refused files; hidden while there are none."""
        self._files = files[:_MOST]
        self.list.clear()
        self.list.addItems([_words(each) for each in self._files])
        self.setVisible(bool(files))

    def _on_again(self) -> None:
        rows = {index.row() for index in self.list.selectedIndexes()}
        chosen = [self._files[at].sha for at in sorted(rows)]
        desk, at = self._desk, self._desk.now()
        workspace, library, keys = desk.workspace, desk.library, desk.paths.keys
        carry_out(
            desk.jobs,
            self,
            _("Trying again …"),
            lambda _report: ranking_work.try_again(workspace, library, keys, chosen, at),
            self._on_tried,
        )

    def _on_tried(self, words: str) -> None:
        self.tried.emit(words)


def _words(file: Quarantined) -> str:
    at = f"{file.at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
    return f"{file.file_name} · {at}\n{file.reason}"
