"""Verification: anyone drops files, and reads first whether they can be relied on."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from assessor.i18n import _, current, ngettext
from assessor.ui import dialogs, key_work
from assessor.ui.appraisal_card import SIGNS, AppraisalCard
from assessor.ui.desk import Desk
from assessor.ui.guards import guarded
from assessor.ui.icons import icon
from assessor.ui.job_dialog import carry_out
from assessor.ui.theme import TOUCH
from assessor.ui.trust_dialog import choose_bundle, show_bundle
from assessor.ui.widgets import (
    Page,
    SideBySide,
    action_button,
    column,
    flick,
    frame,
    label,
    row,
    scrolling,
)

if TYPE_CHECKING:
    from assessor.services.appraisal import Appraisal

_WIDE = 780  # px; narrower than this, the list stands above the verdict
_TRUST = ".trust"


class VerifyPage(Page):
    """Nothing is kept: files are only looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._desk = desk
        self._paths: tuple[Path, ...] = ()
        self._appraisals: tuple[Appraisal, ...] = ()
        self.choose = action_button(_("Choose files …"), desk.theme, sign="import", kind="primary")
        self._trust = action_button(_("Take in a trust bundle …"), desk.theme, sign="key")
        words = label(
            _(
                "Drop reports, result files, trust bundles or backups here, or a whole stick. "
                "Nothing is taken in."
            ),
            wraps=True,
        )
        self._drop = frame("drop", column(words), 18)
        self.summary = label(kind="title", wraps=True)
        self.list = QListWidget()
        self.card = AppraisalCard(desk.theme)
        self._lay_out()
        self.choose.clicked.connect(self._on_choose)
        self._trust.clicked.connect(self._on_trust)
        self.list.currentRowChanged.connect(self._on_row)
        self.card.trust_wanted.connect(self._on_trust_wanted)
        self._show(())

    def rest(self) -> None:
        self.choose.setFocus()

    def look_at(self, paths: Sequence[Path]) -> None:
        """Judge files and the files of folders."""
        self._paths = tuple(paths)
        if not self._paths:
            return
        chosen, profile, intakes = self._paths, self._desk.paths, self._desk.workspace.intakes
        carry_out(
            self._desk.jobs,
            self,
            _("Looking at the files …"),
            lambda report: key_work.appraise(profile, intakes, chosen, report),
            self._show,
        )

    def _lay_out(self) -> None:
        self.list.setProperty("kind", "framed")
        self.list.setProperty("rows", "tall")
        self.list.setAccessibleName(_("Files that were looked at"))
        self.list.setMinimumHeight(3 * TOUCH)
        self.list.setIconSize(QSize(24, 24))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flick(self.list)
        head = row(label(_("Verification"), "title"), 1, self._trust, self.choose)
        self._listed = QWidget()
        self._listed.setLayout(column(self.summary, self.list))
        sides = SideBySide(((self._listed, 2), (self.card, 3)), _WIDE, 0)
        inside = QWidget()
        layout = column(self._drop, sides, spacing=10)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setStretch(1, 1)
        inside.setLayout(layout)
        whole = column(frame("bar", head, 8), scrolling(inside), spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _show(self, appraisals: "tuple[Appraisal, ...]") -> None:
        self._appraisals = appraisals
        theme = self._desk.theme
        self.list.clear()
        for each in appraisals:
            sign, colour = SIGNS[each.tone]
            drawn = icon(sign, getattr(theme, colour), theme.on_accent)
            item = QListWidgetItem(drawn, f"{each.path.name}\n{each.headline}")
            words = current().headed(each.path.name, each.headline)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            item.setToolTip(str(each.path))
            self.list.addItem(item)
        self._listed.setVisible(len(appraisals) > 1)
        self.card.setVisible(bool(appraisals))
        self.summary.setText(_summary(appraisals))
        if self._paths and not appraisals:
            dialogs.tell(self, _("There is no report, result file, bundle or backup in it."))
        if appraisals:
            worst = (n for n, each in enumerate(appraisals) if each.tone != "good")
            self.list.setCurrentRow(next(worst, 0))

    def _on_row(self, number: int) -> None:
        if 0 <= number < len(self._appraisals):
            self.card.show_appraisal(self._appraisals[number])

    def _on_choose(self) -> None:
        kinds = _("Files to verify") + " (*.pdf *.asice *.trust *.backup);;"
        kinds += _("All files") + " (*)"
        self.look_at(dialogs.choose_files(self, _("Choose files"), kinds))

    def _on_trust(self) -> None:
        if dialog := choose_bundle(self._desk, self):
            dialog.trusted.connect(self._on_trusted)

    def _on_trust_wanted(self, appraisal: "Appraisal") -> None:
        """The bundle itself, the one that lies beside the file, or any other."""
        if appraisal.path.suffix.lower() == _TRUST:
            dialog = show_bundle(self._desk, appraisal.path, self)
        elif beside := key_work.trust_beside(self._desk.paths, [appraisal.path]):
            dialog = show_bundle(self._desk, beside.path, self)
        else:
            dialog = choose_bundle(self._desk, self)
        if dialog:
            dialog.trusted.connect(self._on_trusted)

    def _on_trusted(self, words: str) -> None:
        self.said.emit(words)
        self.look_at(self._paths)

    @guarded(None)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @guarded(None)
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.look_at([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])


def _summary(appraisals: "Sequence[Appraisal]") -> str:
    good = sum(each.tone == "good" for each in appraisals)
    words = ngettext(
        "{good} of {count} file can be relied on.",
        "{good} of {count} files can be relied on.",
        len(appraisals),
    )
    return words.format(good=good, count=len(appraisals))
