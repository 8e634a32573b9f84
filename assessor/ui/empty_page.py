"""What the check page shows while no check is open."""

from PySide6.QtCore import Qt, Signal

from assessor.i18n import _
from assessor.ui.theme import Theme
from assessor.ui.widgets import Page, action_button, column, label, row


class EmptyPage(Page):
    """Leads back to the list of sites."""

    today_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        words = label(_("No check is open. Choose a site to begin or to go on."), "title")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = action_button(_("Choose a site"), theme, sign="today", kind="primary")
        self.choose.clicked.connect(self.today_wanted)
        self.setLayout(column(1, words, row(1, self.choose, 1), 2, spacing=16))

    def rest(self) -> None:
        self.choose.setFocus()
