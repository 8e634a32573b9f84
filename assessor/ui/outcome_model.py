"""What becomes of files: a table of them, from which those to be taken in are chosen."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from assessor.i18n import _, current
from assessor.services.wording import outcome_words, telling_folders
from assessor.storage import Outcome
from assessor.ui.guards import guarded
from assessor.ui.rows import TEXT_ROLES, Index
from assessor.ui.tables import RowsModel, furnish
from assessor.ui.theme import TOUCH

if TYPE_CHECKING:
    from assessor.services.taking_in import FileOutcome

_FILE, _OUTCOME, _CHECKS, _PHOTOS = range(4)
_TICKED = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
_NAME = 190  # px
_WRAPPED = 100  # rows that are as high as their words; measuring all of them would be felt


class OutcomeModel(RowsModel):
    """File and signer, outcome and why, checks, photos; what needs attention comes first.

    While there is something to choose, each file has a tick, but for those that are refused.
    """

    chosen_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_("File"), _("Outcome"), _("Checks"), _("Photos")), parent)
        self._left: set[int] = set()  # rows that are not to be taken in
        self._may_choose = False
        self._folders: list[str] = []  # of each row, where names repeat

    def show_outcomes(self, outcomes: "Sequence[FileOutcome]", *, may_choose: bool = False) -> None:
        """Replace the table; everything is ticked at first."""
        order = list(Outcome)
        self._left, self._may_choose = set(), may_choose
        rows = sorted(outcomes, key=lambda each: order.index(each.outcome))
        self._folders = telling_folders([each.file for each in rows])
        self.show_rows(rows)
        self.chosen_changed.emit()

    @property
    def chosen(self) -> "list[FileOutcome]":
        """The files that are ticked."""
        return [each for row, each in enumerate(self.rows) if self._is_ticked(row)]

    @property
    def refused(self) -> "list[FileOutcome]":
        """The files that cannot be taken in."""
        return [each for each in self.rows if each.outcome is Outcome.QUARANTINED]

    def _may_be_ticked(self, row: int) -> bool:
        is_refused: bool = self.rows[row].outcome is Outcome.QUARANTINED
        return not is_refused

    def _is_ticked(self, row: int) -> bool:
        return self._may_be_ticked(row) and row not in self._left

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not (index.isValid() and index.column() == _FILE and self._may_choose):
            return flags
        tickable = self._may_be_ticked(index.row())
        return flags | Qt.ItemFlag.ItemIsUserCheckable if tickable else flags

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        outcome: FileOutcome = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            is_tickable = index.flags() & Qt.ItemFlag.ItemIsUserCheckable
            return _TICKED[self._is_ticked(index.row())] if is_tickable else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{outcome.file}\n{outcome.reason}".strip()
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (_CHECKS, _PHOTOS):
            return Qt.AlignmentFlag.AlignCenter
        if role not in TEXT_ROLES:
            return None
        words = outcome_words(outcome.outcome, current())
        return (
            "\n".join(
                filter(
                    None,
                    (Path(outcome.file).name, self._folders[index.row()], outcome.signer),
                )
            ),
            _("{outcome}: {reason}").format(outcome=words, reason=outcome.reason)
            if outcome.reason
            else words,
            str(outcome.checks),
            f"{outcome.photos_received}/{outcome.photos_expected}",
        )[index.column()]

    @guarded(False)
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._left.discard(index.row())
        else:
            self._left.add(index.row())
        self.dataChanged.emit(index, index, [role])
        self.chosen_changed.emit()
        return True


class _FileCell(QStyledItemDelegate):
    """Name, folder, signer on a line each. A finger need not hit the little box: the cell ticks."""

    @guarded(None)
    def initStyleOption(self, option: Any, index: Index) -> None:
        super().initStyleOption(option, index)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText

    @guarded(False)
    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() != QEvent.Type.MouseButtonRelease:
            return super().editorEvent(event, model, option, index)
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        is_ticked = index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
        return model.setData(index, _TICKED[not is_ticked], Qt.ItemDataRole.CheckStateRole)


class OutcomeTable(QTableView):
    """The words of the first rows are shown whole; those further down have tool tips."""

    def __init__(self, model: OutcomeModel, name: str) -> None:
        super().__init__()
        furnish(self, model, name, wide=_OUTCOME)
        self.setItemDelegateForColumn(_FILE, _FileCell(self))
        self.setTextElideMode(Qt.TextElideMode.ElideLeft)  # names end in what differs
        self.horizontalHeader().setSectionResizeMode(_FILE, QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().resizeSection(_FILE, _NAME)
        self.setMinimumHeight(7 * TOUCH)
        model.modelReset.connect(self._fit)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for number in range(min(self.model().rowCount(), _WRAPPED)):
            self.resizeRowToContents(number)
