"""Tables of the indicators page: indicators with their years, prerequisites with answers."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from assessor.domain import wording
from assessor.domain.indicators import Indicator, Kind, Rule
from assessor.domain.judging_words import (
    answer_words,
    ground_words,
    rule_words,
    value_words,
    verdict_words,
)
from assessor.domain.texts import Origin
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext
from assessor.services.figures import FigureTable, IndicatorRow, PrerequisiteRow
from assessor.ui.guards import guarded
from assessor.ui.rows import ROOT, Index

RowRole = Qt.ItemDataRole.UserRole
#: What a cell is painted as: `met`, `unmet`, `unknown`, `yes`, `no`; empty for plain words.
StateRole = Qt.ItemDataRole.UserRole + 1
#: The words below the first line.
NoteRole = Qt.ItemDataRole.UserRole + 2
#: Whether what the cell says is unverified.
DoubtRole = Qt.ItemDataRole.UserRole + 3
#: Whether a click on the cell opens something.
ActionRole = Qt.ItemDataRole.UserRole + 4
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

Enter = Callable[[IndicatorRow, int | None, str], None]


class _FigureModel(QAbstractTableModel):
    """What both tables have in common."""

    words_columns: tuple[int, ...] = ()  # where sentences stand, to be read from the left

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: FigureTable | None = None

    def show_table(self, table: FigureTable) -> None:
        """Replace what is shown; the place of the cursor stays where the rows are the same."""
        is_same = self.table is not None and self._shape(self.table) == self._shape(table)
        if is_same:
            self.table = table
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.beginResetModel()
            self.table = table
            self.endResetModel()

    @guarded(None)
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self.words_columns:
            return _LEFT
        return self.heads()[section] if role == Qt.ItemDataRole.DisplayRole else None

    @guarded(0)
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self.table is None else len(self.heads())

    def heads(self) -> tuple[str, ...]:
        """The captions."""
        raise AssertionError

    @staticmethod
    def _shape(table: FigureTable) -> object:
        raise AssertionError


class IndicatorModel(_FigureModel):
    """Number, indicator, target, the years, evidence, verdict. Years can be edited."""

    NUMBER, NAME, TARGET, FIRST_YEAR = range(4)
    words_columns = (NAME, TARGET)

    def __init__(self, enter: Enter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._enter = enter
        self.refused = ""  # the text that was not taken last

    def heads(self) -> tuple[str, ...]:
        years = map(str, self.table.years) if self.table else ()
        return (_("No."), _("Indicator"), _("Target"), *years, _("Evidence"), _("Verdict"))

    @property
    def evidence_column(self) -> int:
        """Where the evidence stands."""
        return len(self.heads()) - 2

    @property
    def verdict_column(self) -> int:
        """Where the verdict stands."""
        return len(self.heads()) - 1

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self.table is None else len(self.table.indicators)

    def row_at(self, index: Index) -> IndicatorRow:
        """The indicator of a row."""
        assert self.table is not None
        return self.table.indicators[index.row()]

    def year_at(self, column: int) -> int | None:
        """The year of a column, if it is one."""
        years = self.table.years if self.table else ()
        at = column - self.FIRST_YEAR
        return years[at] if 0 <= at < len(years) else None

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.is_editable(index) else flags

    def is_editable(self, index: Index) -> bool:
        """Whether something is typed there: a year's value, or what a plan asks for."""
        if not index.isValid():
            return False
        if index.column() == self.TARGET:
            return self.row_at(index).indicator.rule is Rule.EXTERNAL_PLAN
        return self.year_at(index.column()) is not None

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.row_at(index), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(row, column)
            case Qt.ItemDataRole.EditRole:
                return self._raw(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _joined(
                    current().headed(self.heads()[column], self._words(row, column)),
                    self._note(row, column),
                )
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row, column)
            case Qt.ItemDataRole.TextAlignmentRole if column not in self.words_columns:
                return _CENTRE
            case _ if role == RowRole:
                return row
            case _ if role == StateRole and column == self.verdict_column:
                return str(row.judgement.verdict)
            case _ if role == NoteRole:
                return self._note(row, column)
            case _ if role == ActionRole:
                return column == self.evidence_column
            case _ if role == DoubtRole and column == self.TARGET:
                return row.indicator.target is None or not _is_sure(row.indicator.origin)
        return None

    @guarded(False)
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.is_editable(index):
            return False
        row, column = self.row_at(index), index.column()
        self.refused = ""
        if str(value).strip() == self._raw(row, column):
            return True
        try:
            self._enter(row, self.year_at(column), str(value))
        except AssessorError:
            self.refused = str(value)
            return False
        return True

    def _raw(self, row: IndicatorRow, column: int) -> str:
        if column == self.TARGET:
            return row.plan
        year = self.year_at(column)
        value = "" if year is None else row.values.get(year, "")
        return value_words(row.indicator.kind, value, current())

    def _words(self, row: IndicatorRow, column: int) -> str:
        language = current().language
        match column:
            case self.NUMBER:
                return row.indicator.id
            case self.NAME:
                return _named(row.indicator, language)
            case self.TARGET:
                return self._target(row)
            case _ if column == self.verdict_column:
                return verdict_words(row.judgement.verdict, current())
            case _ if column == self.evidence_column:
                return files_words(len(row.proofs)) if row.proofs else _("add")
            case _:
                return self._raw(row, column)

    def _note(self, row: IndicatorRow, column: int) -> str:
        indicator = row.indicator
        match column:
            case self.TARGET:
                return wording.confidence(indicator.origin.confidence, current())
            case _ if column == self.verdict_column:
                return ground_words(row.judgement, current())
        return ""

    def _tip(self, row: IndicatorRow, column: int) -> str:
        if column != self.TARGET:
            return _joined(self._words(row, column), self._note(row, column))
        origin = row.indicator.origin.note
        note = origin.in_language(current().language) if origin else ""
        return "\n".join(filter(None, (rule_words(row.indicator, current()), note)))

    def _target(self, row: IndicatorRow) -> str:
        if row.indicator.rule is Rule.EXTERNAL_PLAN and row.plan:
            return _("plan: {plan}").format(plan=row.plan)
        target = row.indicator.target
        has_words = target is not None and row.indicator.rule is not Rule.EXTERNAL_PLAN
        if target is None or not has_words:
            return rule_words(row.indicator, current())
        return target.in_language(current().language)

    @staticmethod
    def _shape(table: FigureTable) -> object:
        return table.area, table.years, [row.indicator.id for row in table.indicators]


class PrerequisiteModel(_FigureModel):
    """Number, condition, evidence, answer."""

    NUMBER, TEXT, EVIDENCE, ANSWER = range(4)
    words_columns = (TEXT,)

    def heads(self) -> tuple[str, ...]:
        return _("No."), _("Condition"), _("Evidence"), _("Answer")

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self.table is None else len(self.table.prerequisites)

    def row_at(self, index: Index) -> PrerequisiteRow:
        """The prerequisite of a row."""
        assert self.table is not None
        return self.table.prerequisites[index.row()]

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.row_at(index), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _joined(
                    current().headed(self.heads()[column], self._words(row, column)),
                    self._note(row, column),
                )
            case Qt.ItemDataRole.ToolTipRole:
                return _joined(self._words(row, column), self._note(row, column))
            case Qt.ItemDataRole.TextAlignmentRole if column not in self.words_columns:
                return _CENTRE
            case _ if role == RowRole:
                return row
            case _ if role == StateRole and column == self.ANSWER:
                return str(row.answer.answer)
            case _ if role == NoteRole:
                return self._note(row, column)
            case _ if role == ActionRole:
                return column == self.EVIDENCE
            case _ if role == DoubtRole and column == self.TEXT:
                return not _is_sure(row.prerequisite.origin)
        return None

    def _words(self, row: PrerequisiteRow, column: int) -> str:
        match column:
            case self.NUMBER:
                return row.prerequisite.id
            case self.TEXT:
                return row.prerequisite.text.in_language(current().language)
            case self.EVIDENCE:
                return files_words(len(row.proofs)) if row.proofs else _("add")
            case _:
                return answer_words(row.answer.answer, current())

    def _note(self, row: PrerequisiteRow, column: int) -> str:
        if column != self.TEXT:
            return ""
        evidence = row.prerequisite.evidence
        wanted = evidence.in_language(current().language) if evidence else ""
        sure = wording.confidence(row.prerequisite.origin.confidence, current())
        return _joined(sure, wanted)

    @staticmethod
    def _shape(table: FigureTable) -> object:
        return table.area, [row.prerequisite.id for row in table.prerequisites]


def files_words(count: int) -> str:
    """How many files there are."""
    return ngettext("{count} file", "{count} files", count).format(count=count)


def _named(indicator: Indicator, language: str) -> str:
    """An indicator with what it is measured in."""
    unit = indicator.unit.in_language(language) if indicator.unit else ""
    asked = _asked_kind(indicator.kind) or unit
    name = indicator.name.in_language(language)
    return _("{name} ({unit})").format(name=name, unit=asked) if asked else name


def _asked_kind(kind: Kind) -> str:
    return {
        Kind.NUMBER: "",
        Kind.YES_NO: _("yes or no"),
        Kind.GRADE: _("a grade, A to D"),
    }[kind]


def _is_sure(origin: Origin) -> bool:
    return origin.confidence.is_verified


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
