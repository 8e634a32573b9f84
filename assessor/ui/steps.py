"""The screens of the first steps, each of which asks for one thing."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from assessor.domain.choosing import Heading, proposed
from assessor.domain.inspection import CHINA_TIME
from assessor.i18n import _, current
from assessor.ui.agenda import LEVELS
from assessor.ui.desk import Desk
from assessor.ui.widgets import Segments, column, flick, label, text_field

_LIST_HEIGHT = 150  # px
_IdRole = Qt.ItemDataRole.UserRole


class Screen(QWidget):
    """One question; `choices` are the settings that answer it."""

    title = ""

    def choices(self) -> dict[str, str]:
        """What was chosen, as settings."""
        return {}

    def begin(self) -> None:
        """Take the keyboard's focus."""
        self.setFocus()


class NameScreen(Screen):
    """Who inspects, and in which language."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.title = _("What is your name?")
        self._language = Segments((("zh_CN", "中文"), ("en", "English")), _("Language"))
        self._language.choose(desk.settings.language)
        self._language.chosen.connect(self._on_language)
        self._name = text_field(desk.settings.inspector, _("Name that goes into records"))
        words = label(_("It stands in every record that you make."), wraps=True)
        self.setLayout(column(self._language, words, self._name, 1, spacing=14))

    def choices(self) -> dict[str, str]:
        return {"inspector": self._name.text().strip()}

    def begin(self) -> None:
        self._name.setFocus()

    def _on_language(self, language: str) -> None:
        self._desk.preferences.change(language=language)


class UnitScreen(Screen):
    """Whom the inspector works for, and what this computer is for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.title = _("Which unit do you work for?")
        self._organisation = text_field(desk.settings.organisation, _("Whom you work for"))
        self._role = Segments(
            (("inspector", _("Inspector")), ("office", _("Office"))), _("Work as")
        )
        self._role.choose(desk.settings.role)
        words = label(
            _(
                "An inspector marks sites. An office also takes in result files, ranks units and "
                "publishes. This can be changed in the settings at any time."
            ),
            wraps=True,
        )
        parts = (self._organisation, label(_("Work as"), "title"), self._role, words)
        self.setLayout(column(*parts, 1, spacing=14))

    def choices(self) -> dict[str, str]:
        return {"organisation": self._organisation.text().strip(), "role": self._role.value}

    def begin(self) -> None:
        self._organisation.setFocus()


class StandardScreen(Screen):
    """What sites are marked by where no campaign says so."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.title = _("Which standard do you inspect by?")
        self._headings = desk.library.headings()
        self._level = Segments(
            (
                (LEVELS[0], _("A county")),
                (LEVELS[1], _("A city")),
                (LEVELS[2], _("A town")),
            ),
            _("Title that is kept or won"),
        )
        self._level.choose(LEVELS[0])
        self._level.chosen.connect(self._propose)
        self._proposal = label(kind="notice", wraps=True)
        self._list = QListWidget()
        self._list.setProperty("kind", "framed")
        self._list.setProperty("rows", "tall")
        self._list.setAccessibleName(_("Standards at hand"))
        self._list.setMinimumHeight(_LIST_HEIGHT)
        self._list.setWordWrap(True)
        flick(self._list)
        for each in _newest(self._headings):
            item = QListWidgetItem(
                current().noted(each.title.in_language(current().language), str(each))
            )
            item.setData(_IdRole, each.id)
            self._list.addItem(item)
        words = label(
            _("A campaign of your office names its standard itself."), "muted", wraps=True
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self._level, self._proposal, self._list, words):
            layout.addWidget(part)
        self._propose(LEVELS[0])
        if chosen := desk.settings.standard:
            self._choose(chosen)

    def choices(self) -> dict[str, str]:
        chosen = self._list.currentItem()
        return {"standard": chosen.data(_IdRole) if chosen else ""}

    def begin(self) -> None:
        self._list.setFocus()

    def _propose(self, level: str) -> None:
        today = datetime.now(CHINA_TIME).date()
        found = proposed(self._headings, level, "", today)
        if not found:
            self._proposal.setText(_("No standard at hand is proposed for this. Choose one."))
            return
        main, *beside = (each.title.in_language(current().language) for each in found)
        words = _("Proposed as of {date}: {standard}.").format(date=today, standard=main)
        if beside:
            more = _("Beside it: {standards}.").format(standards=_(", ").join(beside))
            words = current().followed(words, more)
        self._proposal.setText(words)
        self._choose(found[0].id)

    def _choose(self, standard_id: str) -> None:
        for number in range(self._list.count()):
            if self._list.item(number).data(_IdRole) == standard_id:
                self._list.setCurrentRow(number)


def _newest(headings: tuple[Heading, ...]) -> list[Heading]:
    """One line for each standard, its newest revision; those beside others are none."""
    newest: dict[str, Heading] = {}
    for each in sorted(headings, key=lambda each: each.revision):
        if not each.overlay:
            newest[each.id] = each
    return [newest[each] for each in sorted(newest)]
