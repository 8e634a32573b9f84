"""An official scoring table: what of it was not understood, and what the standard is called."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assessor.i18n import _, ngettext
from assessor.ui.widgets import (
    Choice,
    action_button,
    flick,
    form,
    label,
    row,
    scrolling,
    text_field,
)

if TYPE_CHECKING:
    from assessor.services.imported_standard import Head, ImportedTable


class ImportDialog(QDialog):
    """Shows each remark with its cell; `write_wanted` carries what names the standard."""

    write_wanted = Signal(object)  # a dict of texts by key

    def __init__(self, table: "ImportedTable", head: "Head", parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import a table"))
        room = parent.window().size()
        self.resize(min(900, room.width() - 20), min(640, room.height() - 20))
        self._fields = {
            "id": text_field(head.id, _("Id, for example EXAMPLE-2030")),
            "revision": text_field(head.revision, _("Revision")),
            "title": text_field(head.title, _("Title")),
            "issuer": text_field(head.issuer, _("Issued by")),
            "document_number": text_field(head.document_number, _("Document number")),
            "issued": text_field(head.issued, _("Issued, for example 2030-01")),
            "responsible": text_field(head.responsible, _("Usually answers for it")),
        }
        self._level = Choice(_("For"))
        for level, words in (
            ("city", _("cities")),
            ("county", _("counties")),
            ("town", _("towns")),
        ):
            self._level.addItem(words, level)
        self._level.setCurrentIndex(max(0, self._level.findData(head.level)))
        self.remarks = _remarks(table)
        self.write = action_button(_("Write the folder …"), kind="primary")
        self.write.setEnabled(not table.problems)
        self._lay_out(table)

    def _lay_out(self, table: "ImportedTable") -> None:
        rows = [(field.accessibleName(), field) for field in self._fields.values()]
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.addWidget(label(_summary(table), "notice", wraps=True))
        inner.addWidget(self.remarks)
        inner.addLayout(form(*rows, (_("For"), self._level)))
        cancel = action_button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.write.clicked.connect(self._on_write)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolling(content), 1)
        layout.addLayout(row(1, cancel, self.write))

    def _on_write(self) -> None:
        given = {key: field.text().strip() for key, field in self._fields.items()}
        self.write_wanted.emit(given | {"level": self._level.currentData()})


def _summary(table: "ImportedTable") -> str:
    items = ngettext("{count} item", "{count} items", len(table.items)).format(
        count=len(table.items)
    )
    words = _("{file}: {items}, {unverified} of them not understood and unverified.").format(
        file=table.file, items=items, unverified=table.unverified
    )
    if table.problems:
        words += " " + _("Mend the problems in the table, then import it again.")
    return words


def _remarks(table: "ImportedTable") -> QTableWidget:
    lines = [(_("Problem"), each) for each in table.problems]
    lines += [(_("Remark"), each) for each in table.remarks]
    made = QTableWidget(len(lines), 3)
    made.setHorizontalHeaderLabels([_("Cell"), _("Kind"), _("What was not understood")])
    made.setAccessibleName(_("What was not understood"))
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    made.setTabKeyNavigation(False)
    made.setWordWrap(True)
    made.setProperty("kind", "framed")
    made.verticalHeader().hide()
    made.setMinimumHeight(200)
    header = made.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    for at, (kind, problem) in enumerate(lines):
        cell = " ".join(filter(None, (problem.sheet, problem.cell)))
        for column, words in enumerate((cell, kind, problem.message)):
            made.setItem(at, column, QTableWidgetItem(words))
    made.resizeRowsToContents()
    flick(made)
    return made
