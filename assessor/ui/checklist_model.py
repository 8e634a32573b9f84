"""The form as a tree: sections, and under each its items."""

from dataclasses import dataclass
from typing import Any, overload

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
)

from assessor.domain.forms import CheckItem, Section
from assessor.domain.inspection import NotApplicable, fault_count
from assessor.domain.scoring import shown
from assessor.domain.wording import marked
from assessor.i18n import _, current
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.guards import guarded
from assessor.ui.rows import ROOT, TEXT_ROLES, Index

ItemRole = Qt.ItemDataRole.UserRole  # the item's id; a section has none
LineRole = Qt.ItemDataRole.UserRole + 1  # what the delegate paints
HeadRole = Qt.ItemDataRole.UserRole + 2  # an item's number and words; a section has none


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section in the list; `colleague` is whoever was given it, if not me."""

    title: str
    colleague: str
    marked: int
    total: int
    faults: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item in the list; `state` is open, good, bad or aside."""

    number: str
    words: str
    state: str
    marked: str
    points: str
    vetoes: bool
    colleague: str


class ChecklistModel(QAbstractItemModel):
    """One column. Rows never move, so an index stays valid while the draft is open."""

    def __init__(self, fieldwork: Fieldwork, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fieldwork = fieldwork
        self._sections = fieldwork.site_type.sections
        self._position = {
            item.id: (row, section_row)
            for section_row, section in enumerate(self._sections)
            for row, item in enumerate(section.items)
        }
        fieldwork.item_changed.connect(self._on_item_changed)
        fieldwork.shared_out.changed.connect(self._on_shared_out)

    def index_of(self, item_id: str) -> QModelIndex:
        """Where an item stands."""
        row, section_row = self._position[item_id]
        return self.index(row, 0, self.index(section_row, 0))

    def _on_item_changed(self, item_id: str) -> None:
        index = self.index_of(item_id)
        self.dataChanged.emit(index, index)
        self.dataChanged.emit(index.parent(), index.parent())

    def _on_shared_out(self) -> None:
        for item_id in self._position:
            self._on_item_changed(item_id)

    def _at(self, index: Index) -> Section | CheckItem:
        parent_row = index.internalId()
        if parent_row == 0:
            return self._sections[index.row()]
        return self._sections[parent_row - 1].items[index.row()]

    def _section_line(self, section: Section) -> SectionLine:
        seen = [self._fieldwork.seen(item.id) for item in section.items]
        return SectionLine(
            section.title.in_language(current().language),
            self._fieldwork.shared_out.colleague(section.id),
            sum(each is not None for each in seen),
            len(seen),
            sum(fault_count(each) for each in seen),
        )

    def _item_line(self, item: CheckItem) -> ItemLine:
        seen = self._fieldwork.seen(item.id)
        scored = self._fieldwork.scored(item.id)
        if seen is None:
            state = "open"
        elif isinstance(seen, NotApplicable):
            state = "aside"
        else:
            state = "bad" if self._fieldwork.is_faulty(item.id) else "good"
        return ItemLine(
            item.number,
            item.text.in_language(current().language),
            state,
            marked(item, seen, self._fieldwork.vocabulary, current()),
            shown(scored.earned).removesuffix(".00") if seen is not None else "",
            scored.vetoes,
            self._fieldwork.shared_out.colleague(self._sections[self._position[item.id][1]].id),
        )

    def _head(self, item: CheckItem) -> str:
        return item_head(item.number, item.text.in_language(current().language))

    # Qt's interface. An index carries 0 for a section, else its section's row + 1.

    @guarded(ROOT)
    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        # Without `hasIndex`, which asks Qt and back: a view asks for every row when it opens.
        rows = self.rowCount(parent) if parent.isValid() else len(self._sections)
        if column != 0 or not 0 <= row < rows:
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @overload
    def parent(self) -> QObject: ...
    @overload
    def parent(self, index: Index) -> QModelIndex: ...
    def parent(self, index: Index | None = None) -> QObject | QModelIndex:
        if index is None:
            return super().parent()
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        if not parent.isValid():
            return len(self._sections)
        at = self._at(parent)
        return len(at.items) if isinstance(at, Section) and parent.column() == 0 else 0

    @guarded(1)
    def columnCount(self, parent: Index = ROOT) -> int:
        return 1

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._at(index), Section):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at = self._at(index)
        if role == ItemRole:
            return at.id if isinstance(at, CheckItem) else None
        if role == HeadRole:
            return self._head(at) if isinstance(at, CheckItem) else None
        if role not in _WORDED:
            return None
        line = self._section_line(at) if isinstance(at, Section) else self._item_line(at)
        return line if role == LineRole else _spoken(line)


def item_head(number: str, words: str) -> str:
    """An item's number and words, as the list shows them."""
    return f"{number}  {words}"


def section_title(line: SectionLine) -> str:
    """A section's title, behind the name of the colleague who marks it."""
    if not line.colleague:
        return line.title
    return _("{colleague} · {title}").format(title=line.title, colleague=line.colleague)


_WORDED = (LineRole, *TEXT_ROLES)


def _spoken(line: SectionLine | ItemLine) -> str:
    if isinstance(line, SectionLine):
        return _("{title}: {marked} of {total} marked").format(
            title=section_title(line), marked=line.marked, total=line.total
        )
    words = _("{number} {words}: {marked}").format(
        number=line.number, words=line.words, marked=line.marked
    )
    if not line.colleague:
        return words
    return _("{words} ({colleague} marks it)").format(words=words, colleague=line.colleague)


class ChecklistFilter(QSortFilterProxyModel):
    """The items that the fieldwork's filter lets through, and the current one."""

    def __init__(self, model: ChecklistModel, fieldwork: Fieldwork, parent: QObject) -> None:
        super().__init__(parent)
        self._fieldwork = fieldwork
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(model)
        fieldwork.filter_changed.connect(self._on_changed)
        fieldwork.current_changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.invalidateRowsFilter()

    @guarded(True)
    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        item_id = self.sourceModel().index(row, 0, parent).data(ItemRole)
        if item_id is None:
            return False  # a section shows when one of its items does
        return item_id == self._fieldwork.current.id or self._fieldwork.shows(item_id)
