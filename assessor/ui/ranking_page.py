"""The office's page: files come in, units are ranked and analysed, conflicts are settled.

Dialogs are imported when they are first wanted: the page is painted sooner.
"""

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QTableView, QWidget

from assessor.domain.boards import board_lines
from assessor.domain.inspection import Campaign
from assessor.errors import AssessorError
from assessor.i18n import _, current
from assessor.services.wording import lacking_words, left_out_words, provisional_words
from assessor.ui import dialogs, ranking_work
from assessor.ui.conflicts_card import ConflictsCard
from assessor.ui.desk import Desk
from assessor.ui.imports_card import ImportsCard
from assessor.ui.job_dialog import carry_out
from assessor.ui.jobs import Job
from assessor.ui.ranking_basis import RankingBasis
from assessor.ui.ranking_models import PlaceRole, RankingModel, ScoreBars
from assessor.ui.ranking_work import Asked, Overview, Panels
from assessor.ui.refused_card import RefusedCard
from assessor.ui.tables import table_view
from assessor.ui.take_in_card import TakeInCard
from assessor.ui.theme import TOUCH
from assessor.ui.widgets import (
    Choice,
    Page,
    Segments,
    SideBySide,
    action_button,
    column,
    frame,
    label,
    row,
    scrolling,
)

if TYPE_CHECKING:
    from assessor.services.comparison import RankingResult
    from assessor.services.unfolding import Branch
    from assessor.ui.analysis_view import AnalysisView

_TITLE = 22  # characters of a campaign's title that are shown
_WIDE = 900  # px; narrower than this, the cards stand below the ranking


class RankingPage(Page):
    """Ranks anew whenever something was taken in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._result: RankingResult | None = None
        self._campaigns: tuple[Campaign, ...] = ()
        self._campaign = Choice(_("Campaign"))
        self._campaign.setMinimumContentsLength(_TITLE)
        self._part = Segments(
            (("ranking", _("Merge and ranking")), ("analysis", _("Analysis"))), _("Show")
        )
        self._part.choose("ranking")
        self._by = _levels()
        self._levels = [self._by]  # alike on both parts of the page
        self._has_grids = False
        self._panels: Panels | None = None
        self._basis = RankingBasis()
        self._sheet = action_button(_("Spreadsheet …"), desk.theme, sign="export")
        self._bulletin = action_button(_("Bulletin …"), desk.theme, sign="export")
        self._provisional = label(kind="notice", wraps=True)
        self._left_out = label(kind="notice", wraps=True)
        self._barred = label(kind="veto", wraps=True)
        self._none = label(kind="muted", wraps=True)
        self._none.hide()
        self._model = RankingModel(self, desk.theme)
        self._table = _ranking_table(self._model, desk)
        self.take_in = TakeInCard(desk)
        self.imports = ImportsCard(desk)
        self.conflicts = ConflictsCard(desk)
        self.refused = RefusedCard(desk)
        self._fingerprint = label(kind="muted")
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._fingerprint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._why = action_button(_("Why this place?"), desk.theme, sign="question")
        self._unit_report = action_button(_("Report …"), desk.theme, sign="form")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Rank anew, and look for conflicts and imports."""
        self._fill_campaigns()
        self._rank()

    def rest(self) -> None:
        if self._part.value == "analysis":
            self._analysis.rest()
        else:
            self._table.setFocus()

    def _lay_out(self) -> None:
        head = row(self._part, self._campaign, 1, self._sheet, self._bulletin)
        said = (self._barred, self._provisional, self._left_out, self._none)
        parts = (self._basis, row(self._by, 1), *said)
        foot = row(self._fingerprint, 1, self._unit_report, self._why)
        ranked = column(*parts, self._table, foot)
        ranked.setStretch(len(parts), 1)
        left, right = QWidget(), QWidget()
        left.setLayout(ranked)
        cards = (self.take_in, self.conflicts, self.refused, self.imports)
        right.setLayout(column(*cards, 1, spacing=10))
        sides = SideBySide(((left, 3), (right, 2)), _WIDE)
        self._stack.addWidget(scrolling(sides))
        layout = column(frame("bar", head, 8), self._stack, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self._campaign.activated.connect(self._on_campaign)
        self._basis.profile_chosen.connect(self._rank)
        self._basis.line_chosen.connect(self._on_line)
        self._by.chosen.connect(self._on_by)
        self._part.chosen.connect(self._on_part)
        self._table.activated.connect(self._on_why)
        self._why.clicked.connect(self._on_why)
        self.imports.undone.connect(self._on_changed)
        self.refused.tried.connect(self._on_changed)
        self.conflicts.settled.connect(self.refresh)
        self.imports.said.connect(self.said)
        self._sheet.clicked.connect(self._on_sheet)
        self._bulletin.clicked.connect(self._on_bulletin)
        self._unit_report.clicked.connect(self._on_unit_report)
        self.take_in.taken_in.connect(self._on_taken_in)

    def _fill_campaigns(self) -> None:
        chosen = max(0, self._campaign.currentIndex())
        self._campaigns = self._desk.workspace.register.campaigns()
        self._campaign.clear()
        for campaign in self._campaigns:
            self._campaign.addItem(campaign.title)
        self._campaign.setVisible(bool(self._campaigns))
        self._campaign.setCurrentIndex(min(chosen, len(self._campaigns) - 1))

    def _rank(self) -> None:
        workspace, library = self._desk.workspace, self._desk.library
        at = self._campaign.currentIndex()
        campaign = self._campaigns[at].id if 0 <= at < len(self._campaigns) else None
        asked = Asked(self._by.value, campaign, *self._basis.chosen)
        job = Job(lambda _report: ranking_work.overview(workspace, library, asked), self._desk.jobs)
        job.succeeded.connect(self._on_overview)
        job.failed.connect(self._on_nothing_to_rank)
        self._desk.jobs.start(job)

    def _on_overview(self, found: Overview) -> None:
        self.conflicts.show_conflicts(found.conflicts)
        self.refused.show_files(found.refused)
        self.imports.show_records(found.imports)
        self._has_grids = found.has_grids
        for levels in self._levels:
            levels.offer("grid", found.has_grids)
            levels.offer("partner", found.has_partners)
        self._fingerprint.setText(
            _("State of this workspace: {fingerprint}").format(fingerprint=found.fingerprint)
        )
        self._panels = None
        if found.result is None:
            self._on_nothing_to_rank(found.problem)
        else:
            self._on_ranked(found.result)
            self._analyse()

    def _analyse(self) -> None:
        """Only where it is looked at, and only once for a ranking."""
        result = self._result
        if self._part.value != "analysis" or result is None or self._panels is not None:
            return
        workspace, library = self._desk.workspace, self._desk.library
        carry_out(
            self._desk.jobs,
            self,
            _("Analysing …"),
            lambda _report: ranking_work.analysis(workspace, library, result),
            self._on_analysed,
        )

    def _on_analysed(self, panels: Panels) -> None:
        if panels.found.ranking is self._result:
            self._panels = panels
            self._analysis.show_panels(panels)

    def _on_by(self, by: str) -> None:
        for levels in self._levels:
            levels.choose(by)
        self._rank()

    @cached_property
    def _analysis(self) -> "AnalysisView":
        """The second part of the page, made when it is first looked at."""
        from assessor.ui.analysis_view import AnalysisView

        view = AnalysisView(self._desk, _levels())
        view.by.choose(self._by.value)
        view.by.offer("grid", self._has_grids)
        view.by.chosen.connect(self._on_by)
        self._levels.append(view.by)
        self._stack.addWidget(scrolling(view))
        return view

    def _on_part(self) -> None:
        if self._part.value == "analysis":
            self._analysis.show()  # made by now, the second of the stack
            self._stack.setCurrentIndex(1)
        else:
            self._stack.setCurrentIndex(0)
        self._analyse()
        self.rest()

    def _on_why(self) -> None:
        index, result, workspace = self._table.currentIndex(), self._result, self._desk.workspace
        if result is None or not index.isValid():
            return
        code = index.data(PlaceRole).code
        carry_out(
            self._desk.jobs,
            self,
            _("Looking into it …"),
            lambda _report: ranking_work.unfolded(workspace, result, code),
            self._on_unfolded,
        )

    def _on_unfolded(self, branch: "Branch") -> None:
        from assessor.ui.unfold_dialog import UnfoldDialog

        UnfoldDialog(self._desk, branch, self).open()

    def _on_campaign(self) -> None:
        self._basis.forget()
        self._rank()

    def _on_line(self, line: Decimal | None) -> None:
        campaign = self._result.campaign if self._result else None
        try:
            self._desk.workspace.figures.set_pass_line(campaign.id if campaign else "", line)
        except AssessorError as error:
            dialogs.tell(self, str(error))
        self._rank()

    def _on_ranked(self, result: "RankingResult") -> None:
        self._result = result
        self._basis.show_result(result, self._desk.library)
        _say(self._left_out, left_out_words(result, current()))
        _say(self._barred, lacking_words(result, current()))
        self._table.setColumnHidden(RankingModel.VERDICT, result.profile.pass_line is None)
        words = provisional_words(result, current())
        self._provisional.setText(words)
        self._provisional.setVisible(bool(words))
        self._none.setText(_("There is nothing to rank yet: no signed check has been taken in."))
        self._none.setVisible(not result.places)
        self._model.show_rows(result.places)
        if result.places:
            self._table.setCurrentIndex(self._model.index(0, 0))
        self._show_whole()

    def _on_nothing_to_rank(self, sentence: str) -> None:
        self._result = None
        self._model.show_rows(())
        self._provisional.hide()
        self._left_out.hide()
        self._barred.hide()
        self._none.setText(sentence)
        self._none.show()
        self._show_whole()

    def _show_whole(self) -> None:
        for button in (self._sheet, self._bulletin, self._why, self._unit_report):
            button.setEnabled(self._result is not None)
        self._basis.setEnabled(self._result is not None)

    def _on_taken_in(self) -> None:
        self.refresh()
        self.rest()  # the button that was pressed is gone

    def _on_changed(self, words: str) -> None:
        self.said.emit(words)
        self.refresh()

    def _on_sheet(self) -> None:
        campaign = self._result.campaign if self._result else None
        proposed = (campaign.title if campaign else _("Ranking")) + ".xlsx"
        target = dialogs.choose_target(self, _("Ranking as a spreadsheet"), proposed, "*.xlsx")
        result, desk = self._result, self._desk
        if target is None or result is None:
            return
        lines = board_lines(desk.settings.red_line, desk.settings.black_line)
        target, workspace, library = target.with_suffix(".xlsx"), desk.workspace, desk.library
        carry_out(
            desk.jobs,
            self,
            _("Writing …"),
            lambda _report: ranking_work.write_sheet(workspace, library, result, lines, target),
            self._on_written,
        )

    def _on_bulletin(self) -> None:
        self._publish("ranking")

    def _on_unit_report(self) -> None:
        index = self._table.currentIndex()
        self._publish("unit", index.data(PlaceRole).code if index.isValid() else "")

    def _publish(self, kind: str, code: str = "") -> None:
        from assessor.ui.publish_dialog import PublishDialog
        from assessor.ui.publish_work import Kind

        dialog = PublishDialog(self._desk, self._result, self, Kind(kind), code)
        dialog.written.connect(self._on_written)
        dialog.open()

    def _on_written(self, path: object) -> None:
        self.said.emit(_("Written: {path}").format(path=path))


def _levels() -> Segments:
    """What can be ranked; grids and partner bodies are offered where there are some."""
    made = Segments(
        (
            ("town", _("Towns")),
            ("community", _("Communities")),
            ("grid", _("Grids")),
            ("organisation", _("Organisations")),
            ("partner", _("Partner bodies")),
        ),
        _("Rank by"),
    )
    made.choose("town")
    made.offer("grid", False)
    made.offer("partner", False)
    return made


def _say(part: QLabel, words: str) -> None:
    """Show words, or nothing at all."""
    part.setText(words)
    part.setVisible(bool(words))


def _ranking_table(model: RankingModel, desk: Desk) -> QTableView:
    table = table_view(model, _("Ranking"), wide=2)
    table.setItemDelegateForColumn(2, ScoreBars(desk.theme, table))
    table.setMinimumHeight(5 * TOUCH)
    return table
