"""Two inspectors on one visit: sharing sections out, handing over, taking in."""

from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from assessor.i18n import _
from assessor.ui.desk import Desk
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.hand_over_page import HandOverPage
from assessor.ui.share_page import SharePage
from assessor.ui.take_in_page import TakeInPage
from assessor.ui.widgets import Segments, action_button, column, row, scrolling

_PAGES = ("share", "hand_over", "take_in")


class ColleagueDialog(QDialog):
    """Three pages, in the order of a visit."""

    def __init__(self, desk: Desk, fieldwork: Fieldwork, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Colleagues on this visit"))
        self.resize(min(760, parent.width()), min(640, parent.height()))
        self.pages = Segments(
            (
                ("share", _("Who does what")),
                ("hand_over", _("Hand over my part")),
                ("take_in", _("Take in a part")),
            ),
            _("Colleagues"),
        )
        self.share = SharePage(desk, fieldwork)
        self.hand_over = HandOverPage(desk, fieldwork)
        self.take_in = TakeInPage(desk, fieldwork)
        self._stack = QStackedWidget()
        for page in (self.share, self.hand_over, self.take_in):
            self._stack.addWidget(scrolling(page))
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = column(row(self.pages, 1), self._stack, row(1, close), spacing=12)
        layout.setStretch(1, 1)
        layout.setContentsMargins(14, 14, 14, 14)
        self.setLayout(layout)
        self.pages.chosen.connect(self.show_page)
        self.show_page("share")

    def show_page(self, name: str) -> None:
        """Show `share`, `hand_over` or `take_in`."""
        self.pages.choose(name)
        self._stack.setCurrentIndex(_PAGES.index(name))
