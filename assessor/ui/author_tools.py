"""What authors and offices do with standards: install, export, check, import, adapt, compare."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from assessor.domain.standard import Standard
from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.ui import dialogs, standards_work
from assessor.ui.desk import Desk
from assessor.ui.job_dialog import carry_out
from assessor.ui.problems_dialog import ProblemsDialog
from assessor.ui.standards_work import Done, Refused
from assessor.ui.topic_words import Catalogue
from assessor.ui.trust_dialog import show_news_beside
from assessor.ui.widgets import action_button

if TYPE_CHECKING:
    from assessor.services.authoring import Written
    from assessor.services.imported_standard import ImportedTable
    from assessor.services.tailoring import TailoringDraft
    from assessor.ui.import_dialog import ImportDialog
    from assessor.ui.tailor_dialog import TailorDialog


class AuthorTools(QObject):
    """The buttons at the head of the page, and the work behind them."""

    said = Signal(str)
    changed = Signal(str)  # the name of what is at hand now

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._catalogue: Catalogue | None = None
        self._standard: Standard | None = None
        self._form = ""
        self._table: ImportedTable | None = None
        self._importing: ImportDialog | None = None
        self._tailoring: TailorDialog | None = None
        self._source = Path()  # of the standard that is being installed
        self._written: Path | None = None
        self.compare = action_button(_("Compare …"), tip=_("Compare two editions (Ctrl+D)"))
        self.tailor = action_button(_("Adapt …"), tip=_("Adapt this standard (Ctrl+T)"))
        tip = _("Install, export, check, import (Ctrl+E)")
        self.more = action_button(_("Author's tools"), desk.theme, sign="down", tip=tip)
        self.menu = QMenu(self.more)
        self._actions = self._make_menu()
        self.more.setMenu(self.menu)
        self.compare.setShortcut("Ctrl+D")
        self.tailor.setShortcut("Ctrl+T")
        self.more.setShortcut("Ctrl+E")
        self.compare.clicked.connect(self._on_compare)
        self.tailor.clicked.connect(self._on_tailor)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons, for the page to place."""
        return self.compare, self.tailor, self.more

    def look_at(
        self, catalogue: Catalogue | None, standard: Standard | None, form: str = ""
    ) -> None:
        """Work on this standard from now on, and print this form of it; empty: all of them."""
        self._catalogue, self._standard, self._form = catalogue, standard, form
        self.compare.setEnabled(standard is not None)
        self.tailor.setEnabled(standard is not None and bool(standard.site_types))
        self._actions["export"].setEnabled(standard is not None)
        self._actions["print"].setEnabled(standard is not None and bool(standard.site_types))

    def action(self, name: str) -> QAction:
        """One of the menu: `install_folder`, `install_zip`, `export`, `check` and so on."""
        return self._actions[name]

    def _make_menu(self) -> dict[str, QAction]:
        entries: dict[str, tuple[str, Callable[[], None]]] = {
            "install_folder": (_("Install a &folder …"), self._on_install_folder),
            "install_zip": (_("Install a &ZIP …"), self._on_install_zip),
            "export": (_("&Export this standard …"), self._on_export),
            "print": (_("&Print blank forms …"), self._on_print),
            "check": (_("&Check a folder …"), self._on_check),
            "template": (_("Write the &template for tables …"), self._on_template),
            "import": (_("&Import a table …"), self._on_import),
        }
        made = {}
        for name, (words, act) in entries.items():
            made[name] = self.menu.addAction(words)
            made[name].triggered.connect(act)
        return made

    def _start(
        self, title: str, work: Callable[[ProgressFn], Any], then: Callable[[Any], object]
    ) -> None:
        carry_out(self._desk.jobs, self._page, title, work, then)

    def _on_compare(self) -> None:
        from assessor.ui.compare_dialog import CompareDialog

        if self._catalogue and self._standard:
            references = self._catalogue.references
            _open(CompareDialog(self._desk, references, self._standard, self._page))

    def _on_tailor(self) -> None:
        if self._standard is None:
            return
        standard, tailoring = self._standard, self._standard.tailoring
        if standard.forms:
            message = _("The forms of {standard} come from {base}. Adapt that one.")
            message = message.format(standard=standard.ref, base=standard.forms)
            dialogs.tell(self._page, message)
            return
        base = self._desk.library.by_ref(tailoring.base) if tailoring else standard
        if base is None:  # then the adaptation could not have been read
            return
        from assessor.ui.tailor_dialog import TailorDialog

        self._tailoring = TailorDialog(self._desk, base, self._page)
        if tailoring:
            self._tailoring.take_over(standard)
        self._tailoring.keep_wanted.connect(self._on_keep)
        self._tailoring.finished.connect(self._on_tailoring_closed)
        _open(self._tailoring)

    def _on_tailoring_closed(self) -> None:
        self._tailoring = None

    def _on_keep(self, draft: "TailoringDraft") -> None:
        target, library = self._desk.paths.standards, self._desk.library
        self._start(
            _("Checking and installing …"),
            lambda _report: standards_work.tailor(draft, target, library),
            self._on_tailored,
        )

    def _on_tailored(self, outcome: Done | Refused) -> None:
        if isinstance(outcome, Done) and self._tailoring is not None:
            self._tailoring.accept()
        self._on_installed(outcome)

    def _on_install_folder(self) -> None:
        if folder := dialogs.choose_folder(self._page, _("Install a standard")):
            self._install(folder)

    def _on_install_zip(self) -> None:
        if chosen := dialogs.choose_files(self._page, _("Install a standard"), "*.zip"):
            self._install(chosen[0])

    def _install(self, source: Path) -> None:
        desk = self._desk
        target, at = desk.paths.standards, desk.now()
        self._start(
            _("Checking and installing …"),
            lambda _report: standards_work.install(
                source, target, desk.library, desk.workspace, at
            ),
            self._on_arrived,
        )
        self._source = source

    def _on_arrived(self, outcome: Done | Refused) -> None:
        """A standard may come with whom to trust."""
        self._on_installed(outcome)
        if isinstance(outcome, Done):
            show_news_beside(self._desk, (self._source,), self._page)

    def _on_installed(self, outcome: Done | Refused) -> None:
        if isinstance(outcome, Refused):
            self._show(outcome)
            return
        self.said.emit(outcome.words)
        self.changed.emit(outcome.name)

    def _show(self, outcome: Refused) -> None:
        _open(ProblemsDialog(outcome.heading, outcome.problems, self._page))

    def _on_export(self) -> None:
        if self._standard is None:
            return
        ref, library, keys = self._standard.ref, self._desk.library, self._desk.paths.keys
        proposed = f"{ref.id}-{ref.revision}.zip"
        target = dialogs.choose_target(self._page, _("Export a standard"), proposed, "*.zip")
        if target:
            whole = target.with_suffix(".zip")
            self._start(
                _("Writing …"),
                lambda _report: standards_work.export(library, ref, whole, keys),
                self._on_file,
            )

    def _on_print(self) -> None:
        if self._standard is None:
            return
        standard, form = self._standard, self._form
        proposed = "-".join(filter(None, (standard.ref.id, form))) + ".pdf"
        target = dialogs.choose_target(self._page, _("Print blank forms"), proposed, "*.pdf")
        if target:
            whole = target.with_suffix(".pdf")
            self._start(
                _("Writing …"),
                lambda _report: standards_work.print_forms(standard, form, whole),
                self._on_file,
            )

    def _on_file(self, path: Path) -> None:
        self.said.emit(_("Written: {path}").format(path=path))

    def _on_check(self) -> None:
        if folder := dialogs.choose_folder(self._page, _("Check the folder of a standard")):
            installed = self._desk.paths.standards
            self._start(
                _("Checking …"),
                lambda _report: standards_work.check(folder, installed),
                self._on_checked,
            )

    def _on_checked(self, outcome: str | Refused) -> None:
        if isinstance(outcome, Refused):
            self._show(outcome)
        else:
            dialogs.tell(self._page, outcome)

    def _on_template(self) -> None:
        proposed = _("Scoring table") + ".xlsx"
        target = dialogs.choose_target(self._page, _("Template"), proposed, "*.xlsx")
        if target:
            whole = target.with_suffix(".xlsx")
            self._start(
                _("Writing …"),
                lambda _report: standards_work.write_template(whole),
                self._on_file,
            )

    def _on_import(self) -> None:
        library = self._desk.library
        if chosen := dialogs.choose_files(self._page, _("Import a table"), "*.xlsx"):
            self._start(
                _("Reading the table …"),
                lambda _report: standards_work.read_table(chosen[0], library),
                self._on_table,
            )

    def _on_table(self, table: "ImportedTable") -> None:
        from assessor.services.authoring import head_of
        from assessor.ui.import_dialog import ImportDialog

        self._table = table
        self._importing = ImportDialog(table, head_of(table, {}), self._page)
        self._importing.write_wanted.connect(self._on_write)
        self._importing.finished.connect(self._on_importing_closed)
        _open(self._importing)

    def _on_importing_closed(self) -> None:
        self._importing = None

    def _on_write(self, given: dict[str, str]) -> None:
        root = dialogs.choose_folder(self._page, _("Write the standard into this folder"))
        table, library = self._table, self._desk.library
        if root and table:
            self._start(
                _("Writing …"),
                lambda _report: standards_work.write_folder(table, given, root, library),
                self._on_written,
            )

    def _on_written(self, written: "Written") -> None:
        if self._importing is not None:
            self._importing.accept()
        self._written = written.folder
        question = _("{standard} was written to {folder}. Install it here, too?").format(
            standard=written.standard.ref, folder=written.folder
        )
        dialogs.confirm(self._page, question, _("Install"), self._on_install_written)

    def _on_install_written(self) -> None:
        if self._written is not None:
            self._install(self._written)


def _open(dialog: QDialog) -> None:
    """Show a dialog that goes when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
