"""The office's page of units and sites: the tree, who answers and who looks after, over time."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent, QShortcut, QStandardItemModel
from PySide6.QtWidgets import QSplitter, QTreeView, QWidget

from assessor.domain.inspection import Site, Unit, UnitKind
from assessor.domain.registering import Change
from assessor.domain.territory import Holdings, Territory, visit_day
from assessor.domain.wording import unit_kind
from assessor.i18n import _, current, ngettext
from assessor.services import registering
from assessor.services.registering import Line
from assessor.ui import dialogs, register_questions
from assessor.ui.change_dialog import ChangeDialog
from assessor.ui.desk import Desk
from assessor.ui.guards import guarded
from assessor.ui.job_dialog import carry_out
from assessor.ui.jobs import Job
from assessor.ui.register_dialog import RegisterDialog
from assessor.ui.rows import TEXT_ROLES, Index
from assessor.ui.tables import RowsModel, table_view
from assessor.ui.unit_tree import (
    CodeRole,
    Found,
    RegisterOfDay,
    found_in,
    read_register_of,
    show_found,
    show_tree,
)
from assessor.ui.widgets import (
    Page,
    action_button,
    column,
    flick,
    frame,
    label,
    row,
    scrolling,
    text_field,
    typing_pause,
)

_WIDE = 1080  # px; narrower than this, sites are told in fewer columns
_TYPE, _COMMUNITY = 1, 2  # columns
_Ask = Callable[[RegisterOfDay, Unit, QWidget], RegisterDialog]


class UnitsPage(Page):
    """Every change can be taken back in the order in which it was made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._register = RegisterOfDay(Holdings(), Territory(()), visit_day(desk.now()), {}, {})
        self._done: list[Change] = []  # what can be taken back, the last one last
        self._unit: Unit | None = None
        self._dialog: RegisterDialog | None = None
        self._offered = Change(Holdings(), Holdings())  # by a spreadsheet
        self.search = text_field("", _("Find by name, pinyin or code (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self._pause = typing_pause(self)
        self._model = QStandardItemModel(self)
        self.tree = _tree(self._model)
        self._name = label(kind="words", wraps=True)
        self._about = label(kind="muted", wraps=True)
        self.sites = _SitesModel(self)
        self.table = table_view(self.sites, _("Sites"), _TYPE)  # the name is shown whole
        self.table.horizontalHeader().setStretchLastSection(True)  # for narrow windows
        theme = desk.theme
        self.take_in = action_button(_("Take in a sheet …"), theme, sign="import")
        self.export = action_button(_("Spreadsheet …"), theme, sign="export")
        self.undo = action_button("", theme, sign="undo", tip=_("Take back the last change"))
        self.add = action_button(_("Add …"), theme, sign="plus", tip=_("Add a unit below this one"))
        self.rename = action_button(_("Rename …"), tip=_("Rename or move the unit"))
        self.end = action_button(_("End …"), tip=_("End the unit"))
        self.partner = action_button(_("Partner body …"))
        self.assign = action_button(_("Assign the site …"))
        self._lay_out()
        self._connect()
        self._show_unit(None)

    def refresh(self) -> None:
        """Read the register anew, in the background."""
        desk = self._desk

        def read(_report: object) -> RegisterOfDay:
            forms = [form for each in desk.library.standards() for form in each.site_types]
            names = {form.code: desk.words(form.name) for form in forms}
            return read_register_of(desk.workspace, names, visit_day(desk.now()))

        job = Job(read, self._desk.jobs)
        job.succeeded.connect(self._on_read)
        job.failed.connect(self.said)
        self._desk.jobs.start(job)

    def rest(self) -> None:
        self.tree.setFocus()

    def _lay_out(self) -> None:
        head = row(label(_("Units and sites"), "title"), self.search)
        head.setStretch(1, 1)
        for button in (self.take_in, self.export, self.undo):
            head.addWidget(button)
        actions = row(self.add, self.rename, self.end, self.partner, 1)
        card = QWidget()
        inside = column(
            self._name, self._about, actions, self.table, row(self.assign, 1), spacing=10
        )
        inside.setContentsMargins(10, 10, 10, 10)
        inside.setStretch(3, 1)
        card.setLayout(inside)
        self.table.setMinimumHeight(160)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(scrolling(card))
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 7)
        split.setSizes([360, 640])
        layout = column(frame("bar", head, 8), split, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._look)
        self.search.returnPressed.connect(self._look)
        self.tree.selectionModel().currentChanged.connect(self._on_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._show_assign)
        self.table.activated.connect(self._on_assign)
        self.take_in.clicked.connect(self._on_take_in)
        self.export.clicked.connect(self._on_export)
        self.undo.clicked.connect(self._on_undo)
        self.add.clicked.connect(self._on_add)
        self.rename.clicked.connect(self._on_rename)
        self.end.clicked.connect(self._on_end)
        self.partner.clicked.connect(self._on_partner)
        self.assign.clicked.connect(self._on_assign)
        QShortcut("Ctrl+F", self).activated.connect(self.search.setFocus)

    def _on_read(self, register: RegisterOfDay) -> None:
        self._register = register
        self._look()
        self.undo.setEnabled(bool(self._done))

    def _look(self) -> None:
        """Show what is looked for, else the whole tree."""
        self._pause.stop()
        wanted, register = self.search.text().strip(), self._register
        if not wanted:
            show_tree(self._model, register)
            self.tree.expandToDepth(1)
            self._choose_again()
            return
        job = Job(lambda _report: (wanted, found_in(register, wanted)), self._desk.jobs)
        job.succeeded.connect(self._on_found)
        self._desk.jobs.start(job)

    def _on_found(self, outcome: tuple[str, tuple[Found, ...]]) -> None:
        wanted, found = outcome
        if wanted != self.search.text().strip():  # something else by now
            return
        show_found(self._model, found)
        self._choose_again()
        if not found:
            self.said.emit(_("Nothing is called {words}.").format(words=wanted))

    def _choose_again(self) -> None:
        """Choose the unit that was chosen, else the first."""
        chosen = self._unit.code if self._unit else ""
        found = self._model.match(
            self._model.index(0, 0), CodeRole, chosen, 1, Qt.MatchFlag.MatchRecursive
        )
        index = found[0] if chosen and found else self._model.index(0, 0)
        self.tree.setCurrentIndex(index)
        if not index.isValid():
            self._show_unit(None)

    def _on_chosen(self, index: QModelIndex) -> None:
        code = index.data(CodeRole)
        site = next((each for each in self._register.holdings.sites if each.code == code), None)
        if site is None:
            self._show_unit(self._register.territory.unit(code, self._register.on))
            return
        self._show_unit(self._register.territory.unit(site.community, self._register.on))
        self.table.selectRow(next(n for n, each in enumerate(self.sites.rows) if each[0] == site))

    def _show_unit(self, unit: Unit | None) -> None:
        self._unit = unit
        for button in (self.rename, self.end):
            button.setEnabled(unit is not None)
        self.partner.setEnabled(unit is not None and unit.kind is not UnitKind.ORGANISATION)
        self._name.setText(unit.name if unit else _("There are no units yet."))
        self._about.setText(
            _about(unit, self._register) if unit else _("Take in a sheet, or add the first unit.")
        )
        sites = self._register.sites_of(unit) if unit else ()
        self.sites.show_rows([_row_of(site, self._register) for site in sites])
        self._show_assign()

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for at in (_TYPE, _COMMUNITY):  # the name needs the room
            self.table.setColumnHidden(at, self.width() < _WIDE)

    def _show_assign(self) -> None:
        self.assign.setEnabled(self._site is not None)

    @property
    def _site(self) -> Site | None:
        at = self.table.currentIndex().row()
        return self.sites.rows[at][0] if 0 <= at < len(self.sites.rows) else None

    def _on_add(self) -> None:
        self._ask(register_questions.ask_new_unit(self._register, self._unit, self))

    def _on_rename(self) -> None:
        self._ask_of_unit(register_questions.ask_name)

    def _on_end(self) -> None:
        self._ask_of_unit(register_questions.ask_end)

    def _on_partner(self) -> None:
        self._ask_of_unit(register_questions.ask_partner)

    def _on_assign(self) -> None:
        if self._site is not None:
            self._ask(register_questions.ask_site(self._register, self._site, self))

    def _ask_of_unit(self, ask: _Ask) -> None:
        if self._unit is not None:
            self._ask(ask(self._register, self._unit, self))

    def _ask(self, dialog: RegisterDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self._on_wanted)
        self._dialog = dialog
        dialog.open()

    def _on_wanted(self, given: Holdings) -> None:
        workspace, at, dialog = self._desk.workspace, self._desk.now(), self._dialog

        def work(_report: object) -> Change:
            change = registering.change_for(workspace, given)
            registering.carry_out(workspace, change, at)
            return change

        job = Job(work, self._desk.jobs)
        if dialog is not None:
            job.failed.connect(dialog.complain)
            job.succeeded.connect(dialog.accept)
        job.succeeded.connect(self._on_done)
        self._desk.jobs.start(job)

    def _on_done(self, change: Change) -> None:
        if change:
            self._done.append(change)
        self.refresh()

    def _on_undo(self) -> None:
        if not self._done:
            return
        workspace, at, change = self._desk.workspace, self._desk.now(), self._done[-1]

        def work(_report: object) -> Change:
            registering.carry_out(workspace, change.undoing, at)
            return change

        carry_out(self._desk.jobs, self, _("Taking back …"), work, self._on_undone)

    def _on_undone(self, change: Change) -> None:
        self._done.remove(change)
        self.refresh()
        self.said.emit(_("The last change was taken back."))

    def _on_take_in(self) -> None:
        kinds = _("Spreadsheets") + " (*.xlsx)"
        if paths := dialogs.choose_files(self, _("Take in a sheet"), kinds):
            self.look_at(paths[0])

    def look_at(self, path: Path) -> None:
        """Read a spreadsheet and show what it would change."""
        workspace, territory = self._desk.workspace, self._register.territory

        def work(_report: object) -> tuple[str, Change, tuple[Line, ...]]:
            change = registering.read_change(workspace, path)
            return path.name, change, registering.told(change, territory)

        carry_out(self._desk.jobs, self, _("Reading the sheet …"), work, self._on_sheet)

    def _on_sheet(self, found: tuple[str, Change, tuple[Line, ...]]) -> None:
        file, change, lines = found
        if not change:
            dialogs.tell(self, _("{file} says nothing new.").format(file=file))
            return
        dialog = ChangeDialog(file, lines, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._on_accepted)
        self._offered = change
        dialog.open()

    def _on_accepted(self) -> None:
        workspace, at, change = self._desk.workspace, self._desk.now(), self._offered

        def work(_report: object) -> Change:
            registering.carry_out(workspace, change, at)
            return change

        carry_out(self._desk.jobs, self, _("Taking in …"), work, self._on_done)

    def _on_export(self) -> None:
        target = dialogs.choose_target(
            self, _("Spreadsheet"), _("Units and sites") + ".xlsx", "*.xlsx"
        )
        if target is None:
            return
        path, workspace = target.with_suffix(".xlsx"), self._desk.workspace

        def work(_report: object) -> Path:
            return registering.write_sheet(workspace, path)

        carry_out(self._desk.jobs, self, _("Writing …"), work, self._on_written)

    def _on_written(self, path: Path) -> None:
        self.said.emit(_("Written: {path}").format(path=path))


class _SitesModel(RowsModel):
    """A row is a site and what stands in its columns."""

    def __init__(self, parent: QWidget) -> None:
        captions = (_("Site"), _("Type"), _("Community"), _("Organisation"), _("Partner body"))
        super().__init__(captions, parent)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        site, words = self.rows[index.row()]
        if role in TEXT_ROLES:
            return words[index.column()]
        return site.code if role == Qt.ItemDataRole.ToolTipRole else None


def _row_of(site: Site, register: RegisterOfDay) -> tuple[Site, tuple[str, ...]]:
    name = register.territory.name
    partner = register.partner_of(site)
    return site, (
        site.name,
        register.type_names.get(site.site_type, site.site_type),
        name(site.community, register.on),
        name(site.organisation, register.on) if site.organisation else "—",
        name(partner, register.on) if partner else "—",
    )


def _about(unit: Unit, register: RegisterOfDay) -> str:
    """Code, kind, what it lies in, who looks after it, and what it was called before."""
    territory, on = register.territory, register.on
    sites = len(register.sites_of(unit))
    parts = [
        unit.code,
        unit_kind(unit.kind, current()),
        ngettext("{count} site", "{count} sites", sites).format(count=sites),
    ]
    if unit.parent:
        parts.append(_("in {name}").format(name=territory.name(unit.parent, on)))
    if partner := territory.partner("", unit.code, on):
        parts.append(_("looked after by {partner}").format(partner=territory.name(partner, on)))
    if unit.valid_to:
        parts.append(_("ends on {day}").format(day=unit.valid_to))
    for version, following in pairwise(territory.versions(unit.code)):
        words = _("{name} until {day}") if version.name != unit.name else ""
        parts.append(words.format(name=version.name, day=following.valid_from))
    return " · ".join(filter(None, parts))


def _tree(model: QStandardItemModel) -> QTreeView:
    tree = QTreeView()
    tree.setModel(model)
    tree.setHeaderHidden(True)
    tree.setIndentation(16)
    tree.setUniformRowHeights(True)
    tree.setProperty("kind", "framed")
    tree.setProperty("rows", "tall")
    tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
    tree.setAccessibleName(_("Units"))
    tree.setMinimumSize(220, 110)
    flick(tree)
    return tree
