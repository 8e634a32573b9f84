"""The office's page for figures: yearly values of indicators, prerequisites, their evidence."""

from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QPushButton, QStackedWidget

from assessor.domain.figures import Answer, Subject
from assessor.domain.inspection import CHINA_TIME, Unit, UnitKind
from assessor.domain.standard import Standard
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.progress import ProgressFn
from assessor.services import figures
from assessor.services.figures import Entry, IndicatorRow, PrerequisiteRow
from assessor.ui import dialogs, figure_work
from assessor.ui.answer_view import AnswerView
from assessor.ui.desk import Desk
from assessor.ui.evidence_dialog import About, EvidenceDialog
from assessor.ui.figure_models import IndicatorModel, PrerequisiteModel
from assessor.ui.figure_views import FigureView
from assessor.ui.guards import guarded
from assessor.ui.job_dialog import carry_out
from assessor.ui.widgets import Choice, Page, Segments, action_button, column, frame, label, row

_WIDE = 1080  # px; narrower than this, fewer years are shown
_FEW_YEARS = 3
_YEARS_BACK = 10
_YEAR_WIDTH, _NUMBER_WIDTH, _EVIDENCE_WIDTH = 76, 48, 76
_TARGET_WIDTH, _VERDICT_WIDTH, _ANSWER_WIDTH = 196, 156, 132
_BOLDER = 20  # px more that the words of a chosen part take
_NARROW_TARGET = 140


class IndicatorsPage(Page):
    """Every value is kept as soon as it is entered, and judged at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._standards = _standards(desk)
        self._units: tuple[Unit, ...] = ()
        self._title = label(_("Indicators"), "title")
        self._standard = Choice(_("Standard"))
        self._unit = Choice(_("Area"))
        self._year = Choice(_("Year"))
        self._import = action_button(_("Take in a sheet …"), desk.theme, sign="import")
        self._export = action_button(_("Spreadsheet …"), desk.theme, sign="export")
        self._parts = Segments(
            (("indicators", _("Figures")), ("prerequisites", _("Prerequisites"))), _("Show")
        )
        for part in self._parts.findChildren(QPushButton):
            part.setMinimumWidth(part.sizeHint().width() + _BOLDER)
        self._parts.choose("indicators")
        self.summary = label(kind="title")
        self._barred = label(kind="veto")
        self._notice = label(kind="notice", wraps=True)
        self.indicators = IndicatorModel(self._enter, self)
        self.prerequisites = PrerequisiteModel(self)
        self.view = FigureView(_("Indicators"), desk.theme)
        self.view.setModel(self.indicators)
        self.answers = AnswerView(_("Prerequisites"), desk.theme)
        self.answers.setModel(self.prerequisites)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.answers)
        self._fill_choices()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read anew which areas there are, and what they reported."""
        chosen = self._unit.currentData()
        register = self._desk.workspace.register
        self._units = register.units(UnitKind.COUNTY) + register.units(UnitKind.TOWN)
        self._unit.clear()
        for unit in self._units:
            self._unit.addItem(f"{unit.name} {unit.code}", unit.code)
        self._unit.setCurrentIndex(max(0, self._unit.findData(chosen)))
        self._show()

    def rest(self) -> None:
        view = self.view if self._parts.value == "indicators" else self.answers
        if not view.currentIndex().isValid():  # before the focus, which would choose another
            latest = self.indicators.evidence_column - 1
            at = latest if view is self.view else PrerequisiteModel.ANSWER
            view.setCurrentIndex(view.model().index(0, at))
        view.setFocus()

    def _fill_choices(self) -> None:
        for standard in self._standards:
            words = f"{standard.ref.id} · {self._desk.words(standard.title)}"
            self._standard.addItem(words, standard.ref.id)
        self._standard.setCurrentIndex(_usual(self._standards))
        this_year = self._desk.now().astimezone(CHINA_TIME).year
        for year in range(this_year, this_year - _YEARS_BACK, -1):
            self._year.addItem(str(year), year)
        self._year.setCurrentIndex(1)  # figures of a year are known when it is over

    def _lay_out(self) -> None:
        self._standard.setMinimumContentsLength(10)
        self._unit.setMinimumContentsLength(8)
        self._year.setMinimumContentsLength(4)
        head = row(
            self._title,
            self._standard,
            self._unit,
            self._year,
            1,
            self._import,
            self._export,
        )
        head.setStretch(1, 3)
        head.setStretch(2, 2)
        parts = column(row(self._parts, 1, self._barred, self.summary), self._notice, self._stack)
        parts.setContentsMargins(10, 8, 10, 10)
        layout = column(frame("bar", head, 8), parts, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._notice.hide()
        self._barred.hide()

    def _connect(self) -> None:
        for choice in (self._standard, self._unit, self._year):
            choice.activated.connect(self._show)
        self._parts.chosen.connect(self._on_part)
        self.view.pressed_at.connect(self._on_indicator_pressed)
        self.answers.pressed_at.connect(self._on_prerequisite_pressed)
        self.answers.answered.connect(self._answer)
        self._import.clicked.connect(self._on_import)
        self._export.clicked.connect(self._on_export)

    @property
    def _chosen(self) -> tuple[Standard, str, int] | None:
        """The standard, unit and year that are shown; None where there is none to show."""
        at = self._standard.currentIndex()
        if at < 0 or not self._units:
            return None
        return self._standards[at], str(self._unit.currentData()), int(self._year.currentData())

    def _show(self) -> None:
        chosen = self._chosen
        for part in (self._import, self._export, self._stack):
            part.setEnabled(chosen is not None)
        if chosen is None:
            self._tell(_("There is no area yet. Import the register of units first."))
            return
        standard, unit, year = chosen
        table = figures.figures(self._desk.workspace, standard, unit, year)
        self.indicators.show_table(table)
        self.prerequisites.show_table(table)
        self.summary.setText(figures.summary(table))
        refused = sum(each.answer.answer is Answer.NO for each in table.prerequisites)
        self._barred.setText(_("may not apply"))
        self._barred.setVisible(bool(refused))
        empty = not (table.indicators if self._parts.value == "indicators" else table.prerequisites)
        self._tell(_("This standard asks this area for nothing here.") if empty else "")
        self._fit()

    def _tell(self, words: str) -> None:
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    def _enter(self, row_: IndicatorRow, year: int | None, text: str) -> None:
        """Keep a typed value, or for no year what a plan asks for; judges anew."""
        if self._chosen is None:
            return
        standard, unit, shown = self._chosen
        what = {"plan": text} if year is None else {"value": text}
        try:
            figures.enter_value(
                self._desk.workspace,
                standard,
                unit,
                row_.indicator.id,
                year or shown,
                self._entry,
                **what,
            )
        except AssessorError as error:
            self._tell(str(error))
            raise
        self._show()

    @property
    def _entry(self) -> Entry:
        return Entry(self._desk.settings.inspector, self._desk.now())

    def _answer(self, row_: PrerequisiteRow, answer: Answer) -> None:
        if self._chosen is None:
            return
        standard, unit, _year = self._chosen
        try:
            figures.answer_prerequisite(
                self._desk.workspace,
                standard,
                unit,
                row_.prerequisite.id,
                self._entry,
                answer=answer,
            )
        except AssessorError as error:
            dialogs.tell(self, str(error))
        self._show()

    def _on_part(self) -> None:
        self._stack.setCurrentIndex(0 if self._parts.value == "indicators" else 1)
        self._show()
        self.rest()

    def _on_indicator_pressed(self, index: QModelIndex) -> None:
        if self._chosen is None or index.column() != self.indicators.evidence_column:
            return
        indicator = self.indicators.row_at(index).indicator
        self._open_evidence(Subject.INDICATOR, indicator.id, self._desk.words(indicator.name))

    def _on_prerequisite_pressed(self, index: QModelIndex) -> None:
        if index.column() == PrerequisiteModel.ANSWER:
            self.answers.offer(index)
        elif index.column() == PrerequisiteModel.EVIDENCE:
            asked = self.prerequisites.row_at(index).prerequisite
            self._open_evidence(Subject.PREREQUISITE, asked.id, self._desk.words(asked.text))

    def _open_evidence(self, subject: Subject, subject_id: str, words: str) -> None:
        table = self.indicators.table
        if table is None:
            return
        rows = {row.indicator.id: row.remark for row in table.indicators}
        if subject is Subject.PREREQUISITE:
            rows = {row.prerequisite.id: row.answer.remark for row in table.prerequisites}
        about = About(table.area, subject, subject_id, table.year, words, rows.get(subject_id, ""))
        dialog = EvidenceDialog(self._desk, about, self)
        dialog.changed.connect(self._show)
        dialog.remarked.connect(self._on_remarked)
        dialog.open()

    def _on_remarked(self, subject: Subject, subject_id: str, remark: str) -> None:
        if self._chosen is None:
            return
        standard, unit, year = self._chosen
        workspace, entry = self._desk.workspace, self._entry
        try:
            if subject is Subject.INDICATOR:
                figures.enter_value(
                    workspace, standard, unit, subject_id, year, entry, remark=remark
                )
            else:
                figures.answer_prerequisite(
                    workspace, standard, unit, subject_id, entry, remark=remark
                )
        except AssessorError as error:
            dialogs.tell(self, str(error))
        self._show()

    def _on_import(self) -> None:
        kinds = _("Spreadsheets") + " (*.xlsx)"
        paths = dialogs.choose_files(self, _("Take in a sheet"), kinds)
        if paths and self._chosen:
            self.take_in(paths[0])

    def take_in(self, path: Path) -> None:
        """Take in a filled-in spreadsheet, whole or not at all."""
        if self._chosen is None:
            return
        standard, unit, year = self._chosen
        workspace, entry = self._desk.workspace, self._entry

        def work(_report: ProgressFn) -> str:
            return figure_work.take_in(workspace, standard, unit, year, path, entry)

        carry_out(self._desk.jobs, self, _("Reading the sheet …"), work, self._on_taken_in)

    def _on_taken_in(self, words: str) -> None:
        self._show()
        self.said.emit(words)

    def _on_export(self) -> None:
        if self._chosen is None:
            return
        standard, unit, year = self._chosen
        proposed = f"{standard.ref.id}-{unit}-{year}.xlsx"
        target = dialogs.choose_target(self, _("Spreadsheet"), proposed, "*.xlsx")
        if target is None:
            return
        workspace, path = self._desk.workspace, target.with_suffix(".xlsx")

        def work(_report: ProgressFn) -> Path:
            return figure_work.write(workspace, standard, unit, year, path)

        carry_out(self._desk.jobs, self, _("Writing …"), work, self._on_written)

    def _on_written(self, path: object) -> None:
        self.said.emit(_("Written: {path}").format(path=path))

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give each column its room; where there is little, fewer years are shown."""
        is_wide = self.width() >= _WIDE
        self._title.setVisible(is_wide)
        model, header = self.indicators, self.view.horizontalHeader()
        count = model.columnCount()
        if count:
            self.view.setColumnHidden(model.NUMBER, not is_wide)
            widths = {
                model.NUMBER: _NUMBER_WIDTH,
                model.TARGET: _TARGET_WIDTH if is_wide else _NARROW_TARGET,
                model.evidence_column: _EVIDENCE_WIDTH,
                model.state_column: _VERDICT_WIDTH if is_wide else _ANSWER_WIDTH,
            }
            for at in range(count):
                is_name = at == model.NAME
                mode = QHeaderView.ResizeMode
                header.setSectionResizeMode(at, mode.Stretch if is_name else mode.Fixed)
                self.view.setColumnWidth(at, widths.get(at, _YEAR_WIDTH))
            older = count - 2 - _FEW_YEARS
            for at in range(model.FIRST_YEAR, older):
                self.view.setColumnHidden(at, not is_wide)
        self.answers.fit()


def _standards(desk: Desk) -> tuple[Standard, ...]:
    """The newest revision of each standard that asks for figures."""
    newest: dict[str, Standard] = {}
    for standard in desk.library.standards():
        if standard.indicators or standard.prerequisites:
            newest.setdefault(standard.ref.id, standard)
    return tuple(newest.values())


def _usual(standards: tuple[Standard, ...]) -> int:
    """The one for counties that is proposed today."""
    for at, standard in enumerate(standards):
        is_current = standard.proposed_from is not None and standard.proposed_to is None
        if is_current and not standard.overlay and "county" in standard.levels:
            return at
    return 0
