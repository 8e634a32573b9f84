"""Branches as a tree for Qt; only what is looked at is asked for."""

from collections.abc import Sequence
from typing import Any, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from assessor.domain.references import Topic
from assessor.ui.branches import Branch
from assessor.ui.guards import guarded
from assessor.ui.link_delegate import LinkRole
from assessor.ui.rows import ROOT, TEXT_ROLES, Index


class BranchModel(QAbstractItemModel):
    """One column. An index carries the number of its branch in a list of all of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._branches: list[Branch] = []
        self._parents: list[int] = []  # -1 for the outermost
        self._rows: list[int] = []
        self._inner: list[range] = []  # the numbers of the branches below
        self._outermost = 0
        self._places: dict[Topic, int] = {}

    def show_branches(self, branches: Sequence[Branch]) -> None:
        """Replace the tree."""
        self.beginResetModel()
        self._branches, self._parents, self._rows, self._inner = [], [], [], []
        self._places = {}
        self._enter(branches, -1)
        self._outermost = len(branches)
        at = 0
        while at < len(self._branches):
            first = len(self._branches)
            self._enter(self._branches[at].inner, at)
            self._inner.append(range(first, len(self._branches)))
            at += 1
        self.endResetModel()

    def index_of(self, topic: Topic) -> QModelIndex:
        """Where a topic first stands; invalid if it is not shown."""
        at = self._places.get(topic)
        return QModelIndex() if at is None else self.createIndex(self._rows[at], 0, at)

    def _enter(self, branches: Sequence[Branch], parent: int) -> None:
        for row, branch in enumerate(branches):
            if branch.link:
                self._places.setdefault(branch.link.topic, len(self._branches))
            self._branches.append(branch)
            self._parents.append(parent)
            self._rows.append(row)

    @guarded(ROOT)
    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        at = self._inner[parent.internalId()][row] if parent.isValid() else row
        return self.createIndex(row, 0, at)

    @overload
    def parent(self) -> QObject: ...
    @overload
    def parent(self, index: Index) -> QModelIndex: ...
    def parent(self, index: Index | None = None) -> QObject | QModelIndex:
        if index is None:
            return super().parent()
        if not index.isValid() or self._parents[index.internalId()] < 0:
            return QModelIndex()
        at = self._parents[index.internalId()]
        return self.createIndex(self._rows[at], 0, at)

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        if not parent.isValid():
            return self._outermost
        return len(self._inner[parent.internalId()]) if parent.column() == 0 else 0

    @guarded(1)
    def columnCount(self, parent: Index = ROOT) -> int:
        return 1

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        branch = self._branches[index.internalId()]
        if role == LinkRole:
            return branch.link
        return str(branch) if role in TEXT_ROLES else None
