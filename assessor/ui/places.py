"""What the window holds: places at the left, one page at the right.

Pages are imported when they are first shown; all of them at start would be felt.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from assessor.errors import AssessorError
from assessor.i18n import _, current
from assessor.ui import dialogs
from assessor.ui.application import prepare
from assessor.ui.desk import Desk
from assessor.ui.icons import icon
from assessor.ui.in_hand import InHand
from assessor.ui.keys import window_keys
from assessor.ui.widgets import Page, column, row

if TYPE_CHECKING:
    from assessor.ui.fieldwork import Fieldwork

_RAIL = 92  # px
_LEAST, _MOST = 48, 68  # px that a place is high, in a low window and in others


class Places(QWidget):
    """Pages are built when first shown, and anew when language, theme or role change.

    The open draft outlives them: it is opened at start where it was left.
    """

    said = Signal(str)  # a remark for the user

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._look = _look(desk)
        self._layout = row(spacing=0)
        self.setLayout(self._layout)
        self.fieldwork: Fieldwork | None = None
        self.place = ""
        self._build()
        self._make_shortcuts()
        desk.preferences.changed.connect(self._on_settings_changed)

    def begin(self) -> None:
        """Open the draft that was touched last where it was left, else the role's first page."""
        last = self._desk.workspace.drafts.last_open()
        if last is None or not self._open(last):
            self.go_to("today" if self._desk.settings.role == "inspector" else "ranking")

    def go_to(self, place: str) -> None:
        """Show a page by its name, as in `_places`; stays where it cannot be made now."""
        self.commit()
        try:
            page = self._page(place)
        except AssessorError as error:
            if self.place not in self._pages:
                raise  # there is nowhere to stay
            self._buttons[self.place].setChecked(True)
            self.said.emit(str(error))
            return
        self.place = place
        self._stack.setCurrentWidget(page)
        self._buttons[place].setChecked(True)
        page.refresh()
        page.rest()

    def rest(self) -> None:
        """Give the keyboard to the page that is shown."""
        self._pages[self.place].rest()

    def open_check(self, check_id: str) -> None:
        """Open a draft on the check page."""
        self._open(check_id)

    def commit(self) -> None:
        """Keep whatever is being typed."""
        QGuiApplication.inputMethod().commit()
        if self.fieldwork is not None:
            self.fieldwork.leaving.emit()

    def is_safe(self) -> bool:
        """Whether everything is on disk by now; if not, say so."""
        if self.fieldwork is None or self.fieldwork.saving.try_again():
            return True
        sentence = _("The last answers are not saved yet. {why} They stay in this window.")
        dialogs.tell(self, sentence.format(why=self.fieldwork.saving.problem))
        return False

    def give_up(self) -> None:
        """Let go what no disk took; nothing is written once the window is closed."""
        if self.fieldwork is not None:
            self.fieldwork.saving.give_up()

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._stack.currentWidget()

    def sign(self) -> None:
        """Lead through sign-off of the open draft."""
        from assessor.ui.sign_off_dialog import SignOffDialog  # loads signing

        if self.fieldwork is None:
            return
        self.commit()
        if not self.is_safe():
            return
        try:
            dialog = SignOffDialog(self._desk, self.fieldwork, self)
        except AssessorError as error:
            dialogs.tell(self, str(error))
            return
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.jump_wanted.connect(self.fieldwork.visit)
        dialog.signed.connect(self._on_signed)
        dialog.finished.connect(self._on_closed)  # what was exported shows in the day's list
        dialog.open()

    def show_guide(self) -> None:
        """Show the quick guide."""
        from assessor.ui.guide_dialog import GuideDialog

        GuideDialog(self._desk, self).open()

    def show_first_steps(self) -> None:
        """Lead through name, unit, key and standard."""
        from assessor.ui.first_steps import FirstSteps

        steps = FirstSteps(self._desk, self)
        steps.finished.connect(self._on_closed)
        steps.open()

    def _on_closed(self) -> None:
        self._pages[self.place].refresh()
        self.rest()

    def _make_shortcuts(self) -> None:
        commands = {"guide": self.show_guide, "sun": self._on_sun}
        for key in window_keys():
            if command := commands.get(key.command):
                QShortcut(QKeySequence(key.sequences[0]), self).activated.connect(command)

    def _on_sun(self) -> None:
        try:
            self._desk.preferences.toggle_sun()
        except AssessorError as error:
            self.said.emit(str(error))

    def _open(self, check_id: str) -> bool:
        from assessor.ui.fieldwork import Fieldwork

        if self.fieldwork is None or self.fieldwork.check.id != check_id:
            if not self.is_safe():
                return False
            try:
                opened = Fieldwork(self._desk.workspace, self._desk.library, check_id, parent=self)
            except AssessorError as error:
                dialogs.tell(self, str(error))
                return False
            self._close_fieldwork()
            self.fieldwork = opened
        self.go_to("check")
        return True

    def _close_fieldwork(self) -> None:
        self._drop("check")
        if self.fieldwork is not None:
            self.fieldwork.deleteLater()
            self.fieldwork = None

    def _on_site_changed(self) -> None:
        """The open draft bears its site; it is opened anew when it is wanted."""
        if self.is_safe():
            self._close_fieldwork()

    def _on_moved(self, check_id: str) -> None:
        self._close_fieldwork()
        self._open(check_id)

    def _on_signed(self) -> None:
        self._close_fieldwork()
        self.go_to("today")

    def _build(self) -> None:
        self._pages: dict[str, Page] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._stack = QStackedWidget()
        rail = QFrame()
        rail.setProperty("kind", "rail")
        rail.setFixedWidth(_RAIL)
        layout = column(spacing=4)
        layout.setContentsMargins(6, 8, 6, 8)
        group = QButtonGroup(rail)
        for number, (place, words) in enumerate(self._places().items(), start=1):
            button = self._place_button(place, words, number)
            group.addButton(button)
            self._buttons[place] = button
            if place == "settings":
                layout.addStretch(1)
            layout.addWidget(button)
        rail.setLayout(layout)
        self._layout.addWidget(rail)
        self._layout.addWidget(self._stack, 1)
        self._rail = rail

    def _places(self) -> dict[str, str]:
        places = {"today": _("Today"), "check": _("Check")}
        if self._desk.settings.role == "office":
            places["ranking"] = _("Ranking")
            places["indicators"] = _("Indicators")
            places["units"] = _("Sites")
        places |= {"standards": _("Standards"), "verify": _("Verify")}
        return places | {"settings": _("Settings")}

    def _place_button(self, place: str, words: str, number: int) -> QToolButton:
        theme = self._desk.theme
        button = QToolButton()
        button.setText(words)
        button.setCheckable(True)
        button.setProperty("kind", "place")
        button.setProperty("place", place)
        button.setIcon(icon(_SIGNS[place], theme.text, theme.on_accent))
        button.setIconSize(QSize(26, 26))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFixedWidth(_RAIL - 12)
        button.setMinimumHeight(_LEAST)
        button.setMaximumHeight(_MOST)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        button.setToolTip(current().noted(words, f"Ctrl+{number}"))
        button.setAccessibleName(words)
        button.toggled.connect(self._on_place)  # not `clicked`: a screen reader toggles
        shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), button)
        shortcut.activated.connect(button.click)
        return button

    def _on_place(self, is_chosen: bool) -> None:
        place = str(self.sender().property("place"))
        if is_chosen and place != self.place:
            self.go_to(place)

    def _page(self, place: str) -> Page:
        if place not in self._pages:
            made = self._make_page(place)
            made.said.connect(self.said)
            self._pages[place] = made
            self._stack.addWidget(made)
        return self._pages[place]

    def _make_page(self, place: str) -> Page:
        match place:
            case "today":
                from assessor.ui.today_page import TodayPage

                today = TodayPage(self._desk)
                today.check_wanted.connect(self.open_check)
                today.site_changed.connect(self._on_site_changed)
                return today
            case "check":
                return self._make_check_page()
            case "ranking":
                from assessor.ui.ranking_page import RankingPage

                return RankingPage(self._desk)
            case "indicators":
                from assessor.ui.indicators_page import IndicatorsPage

                return IndicatorsPage(self._desk)
            case "units":
                from assessor.ui.units_page import UnitsPage

                return UnitsPage(self._desk)
            case "standards":
                from assessor.ui.standards_page import StandardsPage

                return StandardsPage(self._desk)
            case "verify":
                from assessor.ui.verify_page import VerifyPage

                return VerifyPage(self._desk)
            case _:
                from assessor.ui.settings_page import SettingsPage

                settings = SettingsPage(self._desk)
                settings.guide_wanted.connect(self.show_guide)
                settings.first_steps_wanted.connect(self.show_first_steps)
                return settings

    def _make_check_page(self) -> Page:
        if self.fieldwork is None:
            from assessor.ui.empty_page import EmptyPage

            empty = EmptyPage(self._desk.theme)
            empty.today_wanted.connect(self._on_today_wanted)
            return empty
        from assessor.ui.carry_notice import offer_carry
        from assessor.ui.check_page import CheckPage

        page = CheckPage(self._desk, self.fieldwork)
        page.sign_wanted.connect(self.sign)
        if notice := offer_carry(page, self._desk, self.fieldwork.check.id):
            notice.leaving.connect(self.commit)
            notice.moved.connect(self._on_moved)
            self.fieldwork.item_changed.connect(notice.on_answered)
        page.standard_wanted.connect(self._on_standard_wanted)
        return page

    def _on_standard_wanted(self) -> None:
        from assessor.ui.standards_page import StandardsPage

        if self.fieldwork is not None:
            fieldwork = self.fieldwork
            self.go_to("standards")
            if isinstance(self.page, StandardsPage):
                self.page.visit_item(fieldwork.standard.ref, fieldwork.current.id)

    def _on_today_wanted(self) -> None:
        self.go_to("today")

    def _drop(self, place: str) -> None:
        page = self._pages.pop(place, None)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()

    def _on_settings_changed(self) -> None:
        if _look(self._desk) == self._look:
            return
        self._look = _look(self._desk)
        self.commit()
        in_hand = InHand(self.page)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            prepare(application, self._desk.settings.language, self._desk.theme)
        for part in (self._rail, self._stack):
            self._layout.removeWidget(part)
            part.hide()  # until it goes it would shine through the new one
            part.deleteLater()
        self._build()
        self.go_to(self.place if self.place in self._buttons else "today")
        in_hand.put_back(self.page)


_SIGNS = {
    "today": "today",
    "check": "form",
    "ranking": "ranking",
    "indicators": "figures",
    "units": "tree",
    "standards": "book",
    "verify": "verify",
    "settings": "settings",
}


def _look(desk: Desk) -> tuple[str, str, str]:
    settings = desk.settings
    return settings.language, settings.theme, settings.role
