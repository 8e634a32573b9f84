"""Correcting what is known of a site: its name, its address, and its type while that is free."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assessor.domain.inspection import Site
from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.services.sites import correct_site
from assessor.ui.desk import Desk
from assessor.ui.widgets import Choice, action_button, form, label, row, text_field


class EditSiteDialog(QDialog):
    """`changed` carries the site's code, which follows its type."""

    changed = Signal(str)

    def __init__(self, desk: Desk, standard: Standard | None, site: Site, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Correct the site"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._site = desk, site
        self._name = text_field(site.name, _("Name of the site"))
        self._address = text_field(site.address, _("Address"))
        self._type = Choice(_("Type of the site"))
        for each in standard.site_types if standard else ():
            self._type.addItem(desk.words(each.name), each.code)
        if self._type.findData(site.site_type) < 0:
            self._type.addItem(site.site_type, site.site_type)
        self._type.setCurrentIndex(self._type.findData(site.site_type))
        self._problem = label(kind="bad", wraps=True)
        self._keep = action_button(_("Keep"), kind="primary")
        self._keep.setDefault(True)
        cancel = action_button(_("Cancel"))
        self._keep.clicked.connect(self._on_keep)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(label(site.code, "muted"))
        layout.addLayout(
            form((_("Name"), self._name), (_("Type"), self._type), (_("Address"), self._address))
        )
        layout.addWidget(self._problem)
        layout.addLayout(row(1, cancel, self._keep))
        self.setMinimumWidth(460)

    def _on_keep(self) -> None:
        name = self._name.text().strip()
        if not name:
            self._problem.setText(_("Give the site a name."))
            return
        try:
            site = correct_site(
                self._desk.workspace,
                self._site,
                name=name,
                address=self._address.text().strip(),
                site_type=self._type.currentData(),
                at=self._desk.now(),
            )
        except AssessorError as error:
            self._problem.setText(str(error))
            return
        self.accept()
        self.changed.emit(site.code)
