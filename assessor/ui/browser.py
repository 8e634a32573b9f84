"""The left of the standards page: the standards at hand, and what the chosen one holds."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QSplitter, QTreeView, QWidget

from assessor.domain.references import Topic, TopicKind
from assessor.domain.standard import Standard
from assessor.i18n import _, ngettext
from assessor.standards import StandardError
from assessor.ui.branch_model import BranchModel
from assessor.ui.branches import Branch, Order, branches, grouped, kind_titles, order_words
from assessor.ui.link_delegate import LinkDelegate, LinkRole
from assessor.ui.standard_list import (
    RowRole,
    StandardList,
    StandardModel,
    StandardRow,
    broken_row,
    sound_row,
)
from assessor.ui.theme import Theme
from assessor.ui.topic_search import TopicSearch, entries
from assessor.ui.topic_words import Catalogue
from assessor.ui.widgets import Choice, column, flick, text_field, typing_pause

_PAUSE = 150  # ms without a key after which is looked


class Browser(QWidget):
    """Choosing a standard, browsing it by one order or another, and looking for words."""

    standard_wanted = Signal(str)  # chosen by the user: `NSC-2021/2`
    broken_wanted = Signal(object)  # a `StandardError`
    topic_wanted = Signal(object)  # chosen by the user

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._catalogue: Catalogue | None = None
        self._standard: Standard | None = None
        self._topic: Topic | None = None
        self.standards = StandardList(theme)
        self._rows = StandardModel(self)
        self.standards.setModel(self._rows)
        self.search = text_field("", _("Search by words or pinyin (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.order = Choice(_("Browse"))
        for order in Order:
            self.order.addItem(order_words(order), order)
        self.tree = _tree(theme)
        self._model = BranchModel(self)
        self.tree.setModel(self._model)
        self._search = TopicSearch(self)
        self._pause = typing_pause(self)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self._connect()

    @property
    def standard(self) -> Standard | None:
        """The standard that is browsed."""
        return self._standard

    def show_standards(self, catalogue: Catalogue, broken: tuple[StandardError, ...]) -> None:
        """Fill the list; nothing is chosen any more."""
        self._catalogue, self._standard = catalogue, None
        rows = [sound_row(each) for each in catalogue.references.standards]
        self._rows.show_rows((*rows, *(broken_row(each) for each in broken)))

    def show_standard(self, standard: Standard) -> None:
        """Show what a standard holds."""
        if standard is self._standard or self._catalogue is None:
            return
        self._standard = standard
        self._search.look_in(entries(self._catalogue, standard))
        self.search.clear()
        self.standards.setCurrentIndex(self._rows.index_of(str(standard.ref)))
        self._browse()

    def show_topic(self, topic: Topic) -> None:
        """Mark what is shown beside the tree, where the tree holds it."""
        self._topic = topic
        index = self._model.index_of(topic)
        if index.isValid() and not self._is_at(topic):
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def _lay_out(self) -> None:
        lower = QWidget()
        lower.setLayout(column(self.search, self.order, self.tree, spacing=6))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.standards)
        split.addWidget(lower)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        layout = column(split)
        layout.setContentsMargins(10, 10, 0, 10)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.standards.clicked.connect(self._on_standard)
        self.standards.activated.connect(self._on_standard)
        self.order.activated.connect(self._on_order)
        self.tree.clicked.connect(self._on_topic)
        self.tree.activated.connect(self._on_topic)
        self.search.textChanged.connect(self._on_text)
        self.search.returnPressed.connect(self._look)
        self._pause.timeout.connect(self._look)
        self._search.found.connect(self._on_found)
        down = QShortcut("Down", self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.tree.setFocus)

    def _is_at(self, topic: Topic) -> bool:
        link = self.tree.currentIndex().data(LinkRole)
        return link is not None and link.topic == topic

    def _on_standard(self, index: QModelIndex) -> None:
        chosen: StandardRow = index.data(RowRole)
        if chosen.problems:
            self.broken_wanted.emit(chosen.problems)
        else:
            self.standard_wanted.emit(chosen.name)

    def _on_topic(self, index: QModelIndex) -> None:
        link = index.data(LinkRole)
        if link is not None:
            self.topic_wanted.emit(link.topic)
        if self._model.rowCount(index):
            self.tree.setExpanded(index, not self.tree.isExpanded(index) or link is not None)

    def _on_order(self) -> None:
        self.search.clear()
        self._browse()

    def _on_text(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._search.stop()
            self._browse()

    def _look(self) -> None:
        self._pause.stop()
        if wanted := self.search.text().strip():
            self._search.look_for(wanted)

    def _on_found(self, topics: tuple[Topic, ...]) -> None:
        if self._catalogue is None:
            return
        found = grouped(self._catalogue, topics, kind_titles())
        words = ngettext("{count} found", "{count} found", len(topics)).format(count=len(topics))
        self._model.show_branches(found or (Branch(None, words),))
        self.tree.expandAll()
        self.tree.scrollToTop()

    def _browse(self) -> None:
        if self._catalogue is None or self._standard is None:
            return
        order = Order(self.order.currentData())
        found = branches(self._catalogue, self._standard, order)
        nothing = (Branch(None, _("This standard has none.")),)
        self._model.show_branches(found or nothing)
        if order is Order.UNVERIFIED:
            self.tree.expandAll()
        if self._topic and self._topic.kind is not TopicKind.STANDARD:
            self.show_topic(self._topic)


def _tree(theme: Theme) -> QTreeView:
    tree = QTreeView()
    tree.setHeaderHidden(True)
    tree.setIndentation(16)
    tree.setUniformRowHeights(True)
    tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    tree.setItemDelegate(LinkDelegate(theme, tree))
    tree.setExpandsOnDoubleClick(False)
    tree.setProperty("kind", "framed")
    tree.setAccessibleName(_("What the standard holds"))
    tree.setMinimumSize(240, 110)
    flick(tree)
    return tree
