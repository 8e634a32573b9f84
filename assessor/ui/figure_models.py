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
from assessor.errors import AssessorError
from assessor.i18n import _, current, ngettext
from assessor.services.figures import FigureTable, IndicatorRow, PrerequisiteRow
from assessor.ui.guards import guarded
from assessor.ui.rows import ROOT, Index

#: What a cell is painted as: `met`, `unmet`, `unknown`, `yes`, `no`; empty for plain words.
StateRole = Qt.ItemDataRole.UserRole
#: The words below the first line.
NoteRole = Qt.ItemDataRole.UserRole + 1
#: Whether what the cell says is unverified.
DoubtRole = Qt.ItemDataRole.UserRole + 2
#: Whether a click on the cell opens something.
ActionRole = Qt.ItemDataRole.UserRole + 3
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

Enter = Callable[[IndicatorRow, int | None, str], None]


class _FigureModel(QAbstractTableModel):
    """What both tables have in common: a row is an indicator or a prerequisite, with proofs."""

    words_columns: tuple[int, ...] = ()  # where sentences stand, to be read from the left
    doubt_column = 0  # where a sign stands for what is unverified

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

    @guarded(0)
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self.table is None else len(self._rows(self.table))

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.table is None:
            return None
        row, column = self._rows(self.table)[index.row()], index.column()
        words, note = self._words(row, column), self._note(row, column)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.EditRole:
                return self._raw(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _joined(current().headed(self.heads()[column], words), note)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row, column)
            case Qt.ItemDataRole.TextAlignmentRole if column not in self.words_columns:
                return _CENTRE
            case _ if role == StateRole and column == self.state_column:
                return str(self._state(row))
            case _ if role == NoteRole:
                return note
            case _ if role == ActionRole:
                return column == self.evidence_column
            case _ if role == DoubtRole and column == self.doubt_column:
                return self._is_doubtful(row)
        return None

    @property
    def evidence_column(self) -> int:
        """Where the evidence stands."""
        return len(self.heads()) - 2

    @property
    def state_column(self) -> int:
        """Where the verdict or the answer stands."""
        return len(self.heads()) - 1

    def heads(self) -> tuple[str, ...]:
        """The captions."""
        raise AssertionError

    def _rows(self, table: FigureTable) -> tuple[Any, ...]:
        raise AssertionError

    def _words(self, row: Any, column: int) -> str:
        raise AssertionError

    def _note(self, row: Any, column: int) -> str:
        raise AssertionError

    def _raw(self, row: Any, column: int) -> str:
        """What is typed over."""
        return self._words(row, column)

    def _tip(self, row: Any, column: int) -> str:
        return _joined(self._words(row, column), self._note(row, column))

    def _state(self, row: Any) -> str:
        raise AssertionError

    def _is_doubtful(self, row: Any) -> bool:
        raise AssertionError

    @staticmethod
    def _shape(table: FigureTable) -> object:
        raise AssertionError


class IndicatorModel(_FigureModel):
    """Number, indicator, target, the years, evidence, verdict. Years can be edited."""

    NUMBER, NAME, TARGET, FIRST_YEAR = range(4)
    words_columns = (NAME, TARGET)
    doubt_column = TARGET

    def __init__(self, enter: Enter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._enter = enter
        self.refused = ""  # the text that was not taken last

    def heads(self) -> tuple[str, ...]:
        years = map(str, self.table.years) if self.table else ()
        return (_("No."), _("Indicator"), _("Target"), *years, _("Evidence"), _("Verdict"))

    def _rows(self, table: FigureTable) -> tuple[IndicatorRow, ...]:
        return table.indicators

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
            case _ if column == self.state_column:
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
            case _ if column == self.state_column:
                return ground_words(row.judgement, current())
        return ""

    def _state(self, row: IndicatorRow) -> str:
        return row.judgement.verdict

    def _is_doubtful(self, row: IndicatorRow) -> bool:
        return row.indicator.target is None or not row.indicator.origin.confidence.is_verified

    def _tip(self, row: IndicatorRow, column: int) -> str:
        if column != self.TARGET:
            return super()._tip(row, column)
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
    doubt_column = TEXT

    def heads(self) -> tuple[str, ...]:
        return _("No."), _("Condition"), _("Evidence"), _("Answer")

    def _rows(self, table: FigureTable) -> tuple[PrerequisiteRow, ...]:
        return table.prerequisites

    def row_at(self, index: Index) -> PrerequisiteRow:
        """The prerequisite of a row."""
        assert self.table is not None
        return self.table.prerequisites[index.row()]

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

    def _state(self, row: PrerequisiteRow) -> str:
        return row.answer.answer

    def _is_doubtful(self, row: PrerequisiteRow) -> bool:
        return not row.prerequisite.origin.confidence.is_verified

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


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
