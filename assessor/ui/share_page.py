"""Who of the inspectors marks which section."""

from PySide6.QtWidgets import QFormLayout, QWidget

from assessor.i18n import _, current
from assessor.ui.desk import Desk
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.widgets import Choice, action_button, column, form, label, row, text_field


class SharePage(QWidget):
    """A choice of inspectors for each section; whoever is missing is named first."""

    def __init__(self, desk: Desk, fieldwork: Fieldwork) -> None:
        super().__init__()
        self._fieldwork = fieldwork
        words = label(
            _(
                "Say who marks which section. It narrows your list down and labels the rest; "
                "nothing is locked."
            ),
            wraps=True,
        )
        self.name = text_field("", _("Name of a colleague"))
        self.add = action_button(_("Add"), desk.theme, sign="plus")
        self.add.clicked.connect(self._on_add)
        self.name.returnPressed.connect(self._on_add)
        self.choices: dict[str, Choice] = {}
        parts = column(words, row(self.name, self.add), self._sections(), 1, spacing=12)
        self.setLayout(parts)
        self._show()

    def _sections(self) -> QFormLayout:
        rows = []
        for section in self._fieldwork.site_type.sections:
            title = section.title.in_language(current().language)
            choice = Choice(_("{section}: who marks it").format(section=title))
            choice.setProperty("section", section.id)
            choice.activated.connect(self._on_chosen)
            self.choices[section.id] = choice
            rows.append((current().noted(title, str(len(section.items))), choice))
        return form(*rows)

    def _show(self) -> None:
        shared_out = self._fieldwork.shared_out
        holders = {section: shared_out.holder(section) for section in self.choices}
        named = (*self._fieldwork.check.visit.inspectors, shared_out.me, *holders.values())
        names = tuple(dict.fromkeys(filter(None, named)))
        for section, choice in self.choices.items():
            choice.clear()
            choice.addItem(_("Everybody"), "")
            for name in names:
                words = _("{name} (me)").format(name=name) if name == shared_out.me else name
                choice.addItem(words, name)
            choice.setCurrentIndex(choice.findData(holders[section]))

    def _on_add(self) -> None:
        """Name one inspector more, who then stands in the record."""
        name = self.name.text().strip()
        inspectors = self._fieldwork.check.visit.inspectors
        if name and name not in inspectors:
            self._fieldwork.describe(inspectors=(*inspectors, name))
        self.name.clear()
        self._show()

    def _on_chosen(self) -> None:
        choice = self.sender()
        if isinstance(choice, Choice):
            section = str(choice.property("section"))
            self._fieldwork.shared_out.give(section, str(choice.currentData()))
