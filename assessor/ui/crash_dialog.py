"""What the user sees of a bug: that nothing is lost, and a report to save; nothing is sent."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from assessor import files
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext
from assessor.ui import dialogs
from assessor.ui.widgets import action_button, label, row


class CrashDialog(QDialog):
    """Says what is safe, and lets the report be read and saved.

    `waiting` counts the changes that no disk took yet; `kept` is where the report lies already.
    """

    restart_wanted = Signal()

    def __init__(
        self, report: str, kept: Path | None, waiting: int, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Something went wrong"))
        self.resize(680, 420)
        words = label(_what_is_safe(waiting), wraps=True)
        place = label(_("It lies in {path} too.").format(path=kept) if kept else "", wraps=True)
        place.setVisible(kept is not None)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(_("Crash report"))
        save = action_button(_("Save the report …"))
        again = action_button(_("Start again"))
        again.setToolTip(_("Close the program, and open it at the same item"))
        close = action_button(_("Go on"), kind="primary")
        save.clicked.connect(self._on_save)
        again.clicked.connect(self.accept)
        again.clicked.connect(self.restart_wanted)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(place)
        layout.addWidget(self._report)
        layout.addLayout(row(1, save, again, close))

    def _on_save(self) -> None:
        target = dialogs.choose_target(self, _("Crash report"), "assessor-report.txt", "*.txt")
        if target is None:
            return
        try:
            files.write(target, self._report.toPlainText().encode())
        except AssessorError as error:
            dialogs.tell(self, str(error))


def _what_is_safe(waiting: int) -> str:
    words = _("The program met a fault of its own. Every answer you saw is on disk.")
    if waiting:
        words = ngettext(
            "The program met a fault of its own. {count} change is not on disk yet, for the disk "
            "refuses it; the program keeps trying. Everything before it is safe.",
            "The program met a fault of its own. {count} changes are not on disk yet, for the "
            "disk refuses them; the program keeps trying. Everything before them is safe.",
            waiting,
        ).format(count=waiting)
    advice = _("Please save this report and give it to whoever looks after the program.")
    return current().followed(words, advice)
