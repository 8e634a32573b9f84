"""Short exchanges with the user: telling, asking, choosing files.

Nothing here blocks except choosing files, which the system's own dialogs do.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from assessor.i18n import _


def tell(parent: QWidget, sentence: str) -> QMessageBox:
    """Show what went wrong or what was done, and go on."""
    box = QMessageBox(QMessageBox.Icon.Information, _("Assessor"), sentence, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def confirm(parent: QWidget, question: str, yes: str, then: Callable[[], None]) -> QMessageBox:
    """Ask before something that cannot be taken back; `yes` is the verb on the button."""
    box = QMessageBox(QMessageBox.Icon.Question, _("Assessor"), question, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    agreed.clicked.connect(then)
    box.open()
    return box


def choose_files(parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
    """Files to read, none if the user thought better; `kinds` as Qt writes filters."""
    names, _kind = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return tuple(Path(name) for name in names)


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """A folder, None if the user thought better."""
    name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None


def choose_target(parent: QWidget, title: str, proposed: str, kinds: str) -> Path | None:
    """A file to write, None if the user thought better."""
    name, _kind = QFileDialog.getSaveFileName(parent, title, proposed, kinds)
    return Path(name) if name else None
