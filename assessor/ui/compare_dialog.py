"""Two editions side by side: what became of every item and every clause."""

from collections import Counter

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QDialog,
    QListView,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from assessor.domain.editions import Difference, compare_editions
from assessor.domain.references import References, TopicKind
from assessor.domain.standard import Standard
from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.ui.desk import Desk
from assessor.ui.edition_rows import EditionRow, clause_rows, difference_words, item_rows
from assessor.ui.job_dialog import carry_out
from assessor.ui.link_delegate import LinkDelegate
from assessor.ui.sheet_view import LinkModel
from assessor.ui.text_difference import marked
from assessor.ui.widgets import Choice, Segments, action_button, column, flick, label, row

_Rows = dict[str, tuple[EditionRow, ...]]


class CompareDialog(QDialog):
    """Choose two editions, a class of differences, and read both texts."""

    def __init__(self, desk: Desk, references: References, chosen: Standard, page: QWidget) -> None:
        super().__init__(page)
        self.setWindowTitle(_("Compare editions"))
        self.resize(page.window().size() * 0.95)
        self._desk = desk
        self._references = references
        self._rows: _Rows = {"items": (), "clauses": ()}
        self._shown: tuple[EditionRow, ...] = ()
        self.older, self.newer = Choice(_("Older edition")), Choice(_("Newer edition"))
        for choice in (self.older, self.newer):
            choice.setMinimumContentsLength(12)
            for each in references.standards:
                choice.addItem(str(each.ref), str(each.ref))
        self.parts = Segments((("items", _("Items")), ("clauses", _("Clauses"))), _("Compare"))
        self.parts.choose("items")
        self.classes = Choice(_("Class"))
        self.classes.setMinimumContentsLength(22)
        self.matches = QListView()
        self.texts = QTextBrowser()
        self._lay_out()
        self._connect()
        self._choose(chosen)
        self._compare()

    def _lay_out(self) -> None:
        self.matches.setItemDelegate(LinkDelegate(self._desk.theme, self.matches))
        self.matches.setUniformItemSizes(True)
        self.matches.setProperty("kind", "framed")
        self.matches.setAccessibleName(_("Differences"))
        self.matches.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.matches.setMinimumWidth(240)
        flick(self.matches)
        self.texts.setAccessibleName(_("Both texts"))
        self.texts.setMinimumWidth(320)
        flick(self.texts)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.matches)
        split.addWidget(self.texts)
        split.setSizes([350, 650])
        close = action_button(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        editions = row(label(_("Older")), self.older, label(_("Newer")), self.newer, 1, close)
        layout.addLayout(column(editions, row(self.parts, self.classes, 1)))
        layout.addWidget(split, 1)

    def _connect(self) -> None:
        self.older.activated.connect(self._compare)
        self.newer.activated.connect(self._compare)
        self.parts.chosen.connect(self._on_part)
        self.classes.activated.connect(self._on_class)

    def _choose(self, newer: Standard) -> None:
        """Propose the revision before, else another edition that the crosswalks know."""
        base = newer.tailoring.base if newer.tailoring else None
        names = [str(each.ref) for each in self._references.standards]
        ref = newer.ref
        wanted = [f"{ref.id}/{revision}" for revision in range(ref.revision - 1, 0, -1)]
        wanted += [str(base)] if base else []
        wanted += [
            str(each.ref)
            for walk in newer.crosswalks
            for each in self._references.standards
            if each.ref.id == walk.older
        ]
        found = next((each for each in wanted if each in names), names[0])
        self.older.setCurrentIndex(names.index(found))
        self.newer.setCurrentIndex(names.index(str(ref)))

    def _compare(self) -> None:
        older = self._references.standard(self.older.currentData())
        newer = self._references.standard(self.newer.currentData())
        if older is None or newer is None:
            return

        def work(_report: ProgressFn) -> _Rows:
            found = compare_editions(older, newer)
            return {"items": item_rows(found, older, newer), "clauses": clause_rows(found)}

        carry_out(self._desk.jobs, self, _("Comparing …"), work, self._on_compared)

    def _on_compared(self, found: _Rows) -> None:
        self._rows = found
        if all(each.difference is Difference.SAME for each in found["items"]):
            self.parts.choose("clauses")  # editions may have their forms in common
        self._on_part()

    def _on_part(self) -> None:
        rows = self._rows[self.parts.value]
        counts = Counter(each.difference for each in rows)
        self.classes.clear()
        kind = TopicKind.ITEM if self.parts.value == "items" else TopicKind.CLAUSE
        words = _("{difference}: {count}")
        self.classes.addItem(words.format(difference=_("All"), count=len(rows)), None)
        for each in Difference:
            if counts[each]:
                told = words.format(
                    difference=difference_words(each, kind),
                    count=counts[each],
                )
                self.classes.addItem(told, each)
        self._on_class()

    def _on_class(self) -> None:
        wanted = self.classes.currentData()
        rows = self._rows[self.parts.value]
        self._shown = tuple(each for each in rows if wanted in (None, each.difference))
        before = self.matches.model()
        self.matches.setModel(LinkModel([each.link for each in self._shown], self.matches))
        if before is not None:
            before.deleteLater()
        self.matches.selectionModel().currentChanged.connect(self._on_match)
        self.texts.setPlainText("" if self._shown else _("There is nothing of this class."))
        if self._shown:
            self.matches.setCurrentIndex(self.matches.model().index(0, 0))

    def _on_match(self, index: QModelIndex) -> None:
        if index.isValid():
            self.texts.setHtml(self._told(self._shown[index.row()]))

    def _told(self, at: EditionRow) -> str:
        theme = self._desk.theme
        cells = [
            f'<tr><th width="50%" align="left">{self.older.currentData()}</th>'
            f'<th width="50%" align="left">{self.newer.currentData()}</th></tr>'
        ]
        for name, older, newer in at.pairs:
            left, right = marked(older, newer, theme)
            note = "" if older != newer else " " + _("(same)")
            cells.append(
                f'<tr><td colspan="2" style="color: {theme.muted}">{name}{note}</td></tr>'
                f"<tr><td>{_broken(left)}</td><td>{_broken(right)}</td></tr>"
            )
        return f'<table width="100%" cellpadding="6">{"".join(cells)}</table>'


def _broken(words: str) -> str:
    return words.replace("\n", "<br>") or "—"
