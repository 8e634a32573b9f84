"""Exporting signed checks from the list of today."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from assessor.i18n import _
from assessor.ui.desk import Desk
from assessor.ui.export_panel import ExportPanel
from assessor.ui.widgets import action_button, column, row, scrolling


class ExportDialog(QDialog):
    """An `ExportPanel` in a window of its own."""

    def __init__(self, desk: Desk, check_ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Export to a stick"))
        self.resize(min(620, parent.width()), min(420, parent.height()))
        self.panel = ExportPanel(desk, check_ids)
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = column(scrolling(self.panel), row(1, close), spacing=12)
        layout.setContentsMargins(14, 14, 14, 14)
        self.setLayout(layout)
