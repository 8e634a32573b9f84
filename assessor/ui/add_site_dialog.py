"""Adding a site that the register does not know yet, on the spot."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assessor.domain.inspection import Unit, UnitKind
from assessor.domain.standard import Standard
from assessor.domain.territory import visit_day
from assessor.i18n import _
from assessor.services.sites import Entered, add_site, problem_with
from assessor.ui.desk import Desk
from assessor.ui.widgets import Choice, action_button, form, label, row, text_field


class AddSiteDialog(QDialog):
    """Asks for name, type, community and organisation; `added` carries the site's code."""

    added = Signal(str)

    def __init__(self, desk: Desk, standard: Standard, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Add a site"))
        self._register = desk.workspace.register
        self._name = text_field("", _("Name of the site"))
        self._type = Choice(_("Type of the site"))
        for site_type in standard.site_types:
            self._type.addItem(desk.words(site_type.name), site_type.code)
        units = self._register.territory().in_force(visit_day(desk.now()))
        self._community = _choice(_("Community"), units, UnitKind.COMMUNITY)
        self._community.setCurrentIndex(0)
        self._code = text_field("", _("Code of the community, 12 digits"))
        self._organisation = _choice(_("Responsible organisation"), units, UnitKind.ORGANISATION)
        self._organisation.setCurrentText("")
        self._address = text_field("", _("Address"))
        self._problem = label(kind="bad", wraps=True)
        self._lay_out()
        self._community.currentTextChanged.connect(self._on_community)
        self._on_community(self._community.currentText())

    def _lay_out(self) -> None:
        fields = form(
            (_("Name"), self._name),
            (_("Type"), self._type),
            (_("Community"), self._community),
            (_("Community code"), self._code),
            (_("Organisation"), self._organisation),
            (_("Address"), self._address),
        )
        self._add = action_button(_("Add"), kind="primary")
        self._add.setDefault(True)
        cancel = action_button(_("Cancel"))
        self._add.clicked.connect(self._on_add)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(fields)
        layout.addWidget(self._problem)
        layout.addLayout(row(1, cancel, self._add))
        self.setMinimumWidth(460)

    def _entered(self) -> Entered:
        return Entered(
            name=self._name.text().strip(),
            site_type=self._type.currentData(),
            community=self._code.text().strip(),
            community_name=self._community.currentText().strip(),
            organisation=self._organisation.currentText().strip(),
            address=self._address.text().strip(),
        )

    def _on_community(self, name: str) -> None:
        at = self._community.findText(name)
        self._code.setReadOnly(at >= 0)
        self._code.setText(self._community.itemData(at) if at >= 0 else "")

    def _on_add(self) -> None:
        entered = self._entered()
        self._problem.setText(problem_with(entered))
        if not self._problem.text():
            site = add_site(self._register, entered)
            self.accept()
            self.added.emit(site.code)


def _choice(name: str, units: tuple[Unit, ...], kind: UnitKind) -> Choice:
    """A choice of units of a kind by name that lets a new name be typed."""
    choice = Choice(name)
    choice.setEditable(True)
    choice.setInsertPolicy(Choice.InsertPolicy.NoInsert)
    for unit in units:
        if unit.kind is kind:
            choice.addItem(unit.name, unit.code)
    line = choice.lineEdit()
    if line is not None:
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
    return choice
