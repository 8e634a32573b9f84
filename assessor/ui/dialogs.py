"""Short exchanges with the user: telling, asking, choosing files.

Nothing here blocks except choosing files, which the system's own dialogs do. They begin in
the folder that was used last.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.ui.preferences import Preferences


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
    names, _kind = QFileDialog.getOpenFileNames(parent, title, str(_folder()), kinds)
    chosen = tuple(Path(name) for name in names)
    for path in chosen[:1]:
        _remember(path.parent)
    return chosen


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """A folder, None if the user thought better."""
    name = QFileDialog.getExistingDirectory(parent, title, str(_folder()))
    if not name:
        return None
    _remember(Path(name))
    return Path(name)


def choose_target(parent: QWidget, title: str, proposed: str, kinds: str) -> Path | None:
    """A file to write, None if the user thought better."""
    name, _kind = QFileDialog.getSaveFileName(parent, title, str(_folder() / proposed), kinds)
    if not name:
        return None
    _remember(Path(name).parent)
    return Path(name)


def _folder() -> Path:
    """The folder of the last choice, or the home folder where its stick was pulled out."""
    preferences = _preferences()
    last = Path(preferences.settings.folder) if preferences else Path()
    return last if last.is_absolute() and last.is_dir() else Path.home()


def _remember(folder: Path) -> None:
    if preferences := _preferences():
        try:
            preferences.change(folder=str(folder))
        except AssessorError:
            return  # a full disk has its say where something depends on it


def _preferences() -> Preferences | None:
    """Those of the running program, which are the application's own."""
    application = QApplication.instance()
    return application.findChild(Preferences) if application else None
