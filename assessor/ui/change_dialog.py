"""What a spreadsheet would change in the register, to be looked at before it is taken in."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QListWidget, QVBoxLayout, QWidget

from assessor.i18n import _, current, ngettext
from assessor.services.registering import Line
from assessor.ui.widgets import action_button, flick, label, row


class ChangeDialog(QDialog):
    """Lists every line; accepted when the change is wanted."""

    def __init__(self, file: str, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Take in a sheet"))
        room = parent.window().size()
        self.resize(min(820, room.width() - 40), min(520, room.height() - 40))
        words = ngettext(
            "{file} changes {count} line. Nothing is taken in yet.",
            "{file} changes {count} lines. Nothing is taken in yet.",
            len(lines),
        )
        self.lines = QListWidget()
        self.lines.addItems([_told(each) for each in lines])
        self.lines.setWordWrap(True)
        self.lines.setProperty("kind", "framed")
        self.lines.setProperty("rows", "tall")
        self.lines.setAccessibleName(_("What would change"))
        flick(self.lines)
        self.take_in = action_button(_("Take in"), kind="primary")
        cancel = action_button(_("Cancel"))
        self.take_in.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label(words.format(file=file, count=len(lines)), "notice", wraps=True))
        layout.addWidget(self.lines)
        layout.addLayout(row(1, cancel, self.take_in))


def _told(line: Line) -> str:
    name = line.code if line.name == line.code else f"{line.code} {line.name}"
    return current().headed(name, line.words)
