"""Adapting a standard for an area: other points, items switched off, further items."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from assessor.domain.inspection import CHINA_TIME
from assessor.domain.standard import Standard
from assessor.domain.texts import Text
from assessor.i18n import _
from assessor.services.tailoring import (
    AddedItem,
    TailoringDraft,
    drafted,
    next_item_id,
    next_revision,
)
from assessor.ui.added_item_dialog import AddedItemDialog
from assessor.ui.desk import Desk
from assessor.ui.tailor_model import TailorModel
from assessor.ui.theme import TOUCH
from assessor.ui.topic_words import told
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


class TailorDialog(QDialog):
    """`keep_wanted` carries a `TailoringDraft`; the dialog stays until it is installed."""

    keep_wanted = Signal(object)

    def __init__(self, desk: Desk, base: Standard, page: QWidget) -> None:
        super().__init__(page)
        self.setWindowTitle(_("Adapt {standard}").format(standard=base.ref))
        self.resize(page.window().size() * 0.95)
        self._base = base
        self._now: datetime = desk.now()
        self._library = desk.library
        self.identity = text_field(f"LOCAL-{base.ref.id}", _("Id, for example KM-NSC-2021"))
        self.title_zh = text_field("", _("Title in Chinese"))
        self.title_en = text_field("", _("Title in English (may be left out)"))
        self.author = text_field(desk.settings.inspector, _("Who adapts it"))
        self.reason = text_field("", _("Why"))
        self.forms = Choice(_("Form"))
        self.forms.setMinimumContentsLength(14)
        for each in base.site_types:
            self.forms.addItem(told(each.name), each.code)
        self.model = TailorModel(self)
        self.table = _table(self.model)
        self.add = action_button(_("Add an item …"), desk.theme, sign="plus")
        self.remove = action_button(_("Remove the added item"), desk.theme, sign="bin")
        self.problem = label(kind="bad", wraps=True)
        self.keep = action_button(_("Check and install"), kind="primary")
        self._lay_out()
        self._connect(desk)
        self._on_form()

    def draft(self) -> TailoringDraft:
        """What was typed."""
        identity, title = self.identity.text().strip(), self.title_zh.text().strip()
        reason = self.reason.text().strip()
        return TailoringDraft(
            self._base.ref,
            identity,
            next_revision(identity, self._library),
            Text(title, self.title_en.text().strip() or title),
            self.author.text().strip(),
            reason,
            self._now.astimezone(CHINA_TIME).date(),
            self.model.changed(reason),
            self.model.off(reason),
            self.model.added,
        )

    def take_over(self, adapted: Standard) -> None:
        """Begin with what was adapted before, for its next revision."""
        draft = drafted(adapted, self._base)
        self.identity.setText(draft.id)
        self.title_zh.setText(draft.title.zh)
        self.title_en.setText(draft.title.en)
        self.reason.setText(draft.reason)
        self.model.take_over(draft)

    def take_in(self, item: AddedItem) -> None:
        """Add a further item to the form that is shown."""
        self.model.add(item)
        self.table.selectRow(self.model.rowCount() - 1)

    def _lay_out(self) -> None:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(
            label(
                _(
                    "The standard itself stays unchanged. Every report that uses the adapted "
                    "form prints who changed what, and why."
                ),
                "muted",
                wraps=True,
            )
        )
        fields = form(
            (_("Id"), self.identity),
            (_("Title"), row(self.title_zh, self.title_en)),
            (_("Adapted by"), self.author),
            (_("Why"), self.reason),
        )
        inner.addLayout(fields)
        inner.addLayout(row(self.forms, 1, self.add, self.remove))
        inner.addWidget(self.table, 1)
        cancel = action_button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolling(content), 1)
        layout.addWidget(self.problem)
        layout.addLayout(row(1, cancel, self.keep))
        self.problem.hide()

    def _connect(self, desk: Desk) -> None:
        self._theme = desk.theme
        self.forms.activated.connect(self._on_form)
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        self.keep.clicked.connect(self._on_keep)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.model.modelReset.connect(self._on_row)
        delete = QShortcut("Delete", self.table)
        delete.activated.connect(self._on_remove)

    def _on_form(self) -> None:
        self.model.show_form(self._base.site_type(self.forms.currentData()))

    def _on_row(self) -> None:
        base = len(self._base.site_type(self.forms.currentData()).items)
        self.remove.setEnabled(self.table.currentIndex().row() >= base)

    def _on_add(self) -> None:
        shown = self._base.site_type(self.forms.currentData())
        taken = (each.item.id for each in self.model.added)
        identity = next_item_id(shown.items, shown.code, taken)
        dialog = AddedItemDialog(shown, identity, self.reason.text().strip(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.added.connect(self.take_in)
        dialog.open()

    def _on_remove(self) -> None:
        self.model.remove(self.table.currentIndex().row())

    def _on_keep(self) -> None:
        draft = self.draft()
        words = problem_with(draft)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if not words:
            self.keep_wanted.emit(draft)


def problem_with(draft: TailoringDraft) -> str:
    """What is missing, as a sentence; empty where the rest can be checked."""
    if not (draft.id and draft.title.zh):
        return _("Give the adapted standard an id and a title.")
    if not (draft.author and draft.reason):
        return _("Say who adapts it, and why.")
    if not (draft.changed or draft.off or draft.added):
        return _("Nothing was changed: give other points, switch items off, or add some.")
    return ""


def _table(model: TailorModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setProperty("kind", "framed")
    table.setAccessibleName(_("Items of the form"))
    table.setTabKeyNavigation(False)
    table.setWordWrap(True)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(TOUCH + 4)
    table.setMinimumHeight(6 * TOUCH)
    table.setEditTriggers(QTableView.EditTrigger.AllEditTriggers)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
    flick(table)
    return table
