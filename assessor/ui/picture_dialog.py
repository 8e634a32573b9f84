"""A signed photo shown large."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.storage import Workspace
from assessor.ui import dialogs
from assessor.ui.widgets import action_button, row


class PictureDialog(QDialog):
    """As large as the window lets it be."""

    def __init__(self, content: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Photo"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picture = QLabel()
        picture.setAccessibleName(_("Photo"))
        loaded = QPixmap()
        loaded.loadFromData(content)
        room = parent.window().size() * 0.8
        picture.setPixmap(
            loaded.scaled(
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(picture)
        layout.addLayout(row(1, close))


def show_picture(workspace: Workspace, digest: str, parent: QWidget) -> None:
    """Show a photo by its digest, or say why it cannot be shown."""
    try:
        content = workspace.photos.picture(digest)
    except AssessorError as error:
        dialogs.tell(parent, str(error))
        return
    PictureDialog(content, parent).open()
