"""The items of a form as an office adapts them: points, deduction, used or not, and why."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from assessor.domain.forms import CheckItem, SiteType
from assessor.i18n import _
from assessor.services.tailoring import AddedItem, ChangedItem, SwitchedOff, TailoringDraft
from assessor.ui.guards import guarded
from assessor.ui.rows import ROOT, TEXT_ROLES, Index
from assessor.ui.sheet_words import points_words
from assessor.ui.topic_words import told

_USED, _ITEM, _POINTS, _DEDUCT, _REASON = range(5)
_WORDED = (*TEXT_ROLES, Qt.ItemDataRole.EditRole)


@dataclass(frozen=True, slots=True)
class Edit:
    """What was typed for one item; what is empty stays as it is."""

    points: str = ""
    deduct: str = ""
    is_off: bool = False
    reason: str = ""


class TailorModel(QAbstractTableModel):
    """The items of one form at a time; what was typed for others is kept."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._items: tuple[CheckItem, ...] = ()
        self._added: list[AddedItem] = []
        self._code = ""
        self._edits: dict[str, Edit] = {}

    @property
    def added(self) -> tuple[AddedItem, ...]:
        """The further items of all forms."""
        return tuple(self._added)

    def take_over(self, draft: TailoringDraft) -> None:
        """Begin with what was adapted before."""
        self.beginResetModel()
        self._added = list(draft.added)
        self._edits = {
            each.item: Edit(each.points, each.deduct, reason=each.reason) for each in draft.changed
        }
        self._edits |= {each.item: Edit(is_off=True, reason=each.reason) for each in draft.off}
        self.endResetModel()

    def show_form(self, form: SiteType) -> None:
        """Show the items of a form."""
        self.beginResetModel()
        self._items, self._code = form.items, form.code
        self.endResetModel()

    def add(self, item: AddedItem) -> None:
        """Take in a further item."""
        self.beginResetModel()
        self._added.append(item)
        self.endResetModel()

    def remove(self, row: int) -> bool:
        """Drop a further item; False for one of the standard."""
        at = row - len(self._items)
        if not 0 <= at < len(self._own):
            return False
        dropped = self._own[at]
        self.beginResetModel()
        self._added.remove(dropped)
        self.endResetModel()
        return True

    def changed(self, reason: str) -> tuple[ChangedItem, ...]:
        """Items with other points; `reason` stands where none was typed."""
        return tuple(
            ChangedItem(item, each.points, each.deduct, each.reason or reason)
            for item, each in sorted(self._edits.items())
            if not each.is_off and (each.points or each.deduct)
        )

    def off(self, reason: str) -> tuple[SwitchedOff, ...]:
        """Items that are switched off."""
        return tuple(
            SwitchedOff(item, each.reason or reason)
            for item, each in sorted(self._edits.items())
            if each.is_off
        )

    @property
    def _own(self) -> list[AddedItem]:
        return [each for each in self._added if each.section.startswith(f"{self._code}.")]

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._items) + len(self._own)

    @guarded(0)
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 5

    @guarded(None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Asked"), _("Item"), _("Points"), _("Off per place"), _("Why"))[section]

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.row() >= len(self._items):
            return flags
        if index.column() == _USED:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        item = self._items[index.row()]
        if (index.column() == _DEDUCT and item.deduct is None) or index.column() == _ITEM:
            return flags
        return flags | Qt.ItemFlag.ItemIsEditable

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.row() >= len(self._items):
            return self._added_cell(self._own[index.row() - len(self._items)], index, role)
        item = self._items[index.row()]
        edit = self._edits.get(item.id, Edit())
        if index.column() == _USED and role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if edit.is_off else Qt.CheckState.Checked
        if role not in _WORDED:
            return None
        cells = (
            _("not asked") if edit.is_off else _("asked"),
            f"{item.id}  {told(item.text)}",
            _shown(points_words(item.points), edit.points, role),
            _shown(_deduct(item), edit.deduct, role),
            edit.reason,
        )
        return cells[index.column()]

    @guarded(False)
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or index.row() >= len(self._items):
            return False
        item = self._items[index.row()]
        edit = self._edits.get(item.id, Edit())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == _USED:
            edit = replace(edit, is_off=Qt.CheckState(value) == Qt.CheckState.Unchecked)
        elif role == Qt.ItemDataRole.EditRole:
            edit = _typed(edit, item, index.column(), str(value).strip())
        else:
            return False
        self._edits[item.id] = edit
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), _REASON))
        return True

    def _added_cell(self, added: AddedItem, index: Index, role: int) -> Any:
        if role not in _WORDED:
            return None
        item = added.item
        text = f"{item.id}  {told(item.text)}"
        cells = (_("added"), text, points_words(item.points), _deduct(item), added.reason)
        return cells[index.column()]


def _typed(edit: Edit, item: CheckItem, column: int, value: str) -> Edit:
    """The edit with what was typed; what the item says anyway counts as nothing."""
    match column:
        case 2:
            return replace(edit, points="" if value == points_words(item.points) else value)
        case 3:
            return replace(edit, deduct="" if value == _deduct(item) else value)
        case _:
            return replace(edit, reason=value)


def _deduct(item: CheckItem) -> str:
    return "" if item.deduct is None else f"{item.deduct:f}"


def _shown(before: str, typed: str, role: int) -> str:
    if not typed:
        return before
    return typed if role == Qt.ItemDataRole.EditRole else f"{before} → {typed}"
