"""Adding a site that the register does not know yet, on the spot."""

import hashlib
import re
import secrets
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assessor.domain.inspection import Site, Unit, UnitKind
from assessor.domain.standard import Standard
from assessor.i18n import _
from assessor.storage import Register
from assessor.ui.desk import Desk
from assessor.ui.widgets import Choice, action_button, form, label, row, text_field

_COMMUNITY_CODE = re.compile(r"[0-9]{12}")


@dataclass(frozen=True, slots=True)
class Entered:
    """What was typed; a unit is chosen by its code, or made from a new code and name."""

    name: str
    site_type: str
    community: str
    community_name: str
    organisation: str
    address: str


def problem_with(entered: Entered) -> str:
    """What is missing, as a sentence; empty when the site can be added."""
    if not entered.name:
        return _("Give the site a name.")
    if not _COMMUNITY_CODE.fullmatch(entered.community):
        return _("A community's code has 12 digits, as in the national area codes.")
    if not entered.community_name:
        return _("Give the community a name.")
    return ""


def add_site(register: Register, entered: Entered) -> Site:
    """Keep the site and the units it belongs to, and give it a code nobody else takes."""
    if register.unit(entered.community) is None:
        register.save_units([Unit(entered.community, entered.community_name, UnitKind.COMMUNITY)])
    site = Site(
        # Two laptops may each add a site on one day: a random number keeps them apart.
        f"{entered.community}-{entered.site_type}-N{secrets.token_hex(3).upper()}",
        entered.name,
        entered.site_type,
        entered.community,
        _organisation(register, entered.organisation),
        entered.address,
    )
    register.save_sites([site])
    return site


def _organisation(register: Register, name: str) -> str:
    """The code of an organisation by its name; the same name gives the same code anywhere."""
    if not name:
        return ""
    for unit in register.units(UnitKind.ORGANISATION):
        if name in (unit.name, unit.code):
            return unit.code
    code = f"ORG-{hashlib.sha256(name.encode()).hexdigest()[:12].upper()}"
    register.save_units([Unit(code, name, UnitKind.ORGANISATION)])
    return code


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
        self._community = _choice(_("Community"), self._register.units(UnitKind.COMMUNITY))
        self._community.setCurrentIndex(0)
        self._code = text_field("", _("Code of the community, 12 digits"))
        self._organisation = _choice(
            _("Responsible organisation"), self._register.units(UnitKind.ORGANISATION)
        )
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


def _choice(name: str, units: tuple[Unit, ...]) -> Choice:
    """A choice of units by name that lets a new name be typed."""
    choice = Choice(name)
    choice.setEditable(True)
    choice.setInsertPolicy(Choice.InsertPolicy.NoInsert)
    for unit in units:
        choice.addItem(unit.name, unit.code)
    line = choice.lineEdit()
    if line is not None:
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
    return choice
