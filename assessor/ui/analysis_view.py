"""The analysis of a campaign: lines, heat maps, what costs points, and the trend."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTableView, QWidget

from assessor.domain.costs import dearest, worst
from assessor.domain.scoring import shown
from assessor.i18n import _, current, ngettext
from assessor.ui.analysis_models import (
    TextTable,
    cost_captions,
    cost_row,
    line_captions,
    line_row,
)
from assessor.ui.board_card import BoardCard
from assessor.ui.desk import Desk
from assessor.ui.heat_map import HeatModel, HeatTable
from assessor.ui.ranking_work import Panels
from assessor.ui.tables import table_view
from assessor.ui.theme import TOUCH
from assessor.ui.trend_chart import TrendChart
from assessor.ui.widgets import Segments, column, frame, label, row

_MOST_ITEMS = 30
_MOST_ROWS = 8  # that are in view at once


class AnalysisView(QWidget):
    """Shows panels that were worked out elsewhere; only what is looked at changes here."""

    by_chosen = Signal(str)

    def __init__(self, desk: Desk, by: Segments) -> None:
        super().__init__()
        self._panels: Panels | None = None
        self.by = by
        self.summary = label(wraps=True)
        self.lines = TextTable(line_captions(), 1, self)
        self.costs = TextTable(cost_captions(), 2, self)
        self.heat = HeatModel(self)
        self.rounds = HeatModel(self)
        self.chart = TrendChart(desk.theme)
        self.board = BoardCard(desk)
        self._level = _choice(
            _("Lines of"),
            ("units", _("Units")),
            ("types", _("Site types")),
            ("modules", _("Modules")),
        )
        self._map = _choice(
            _("Heat map of"), ("rates", _("Score, %")), ("faults", _("Disorders (places)"))
        )
        self._order = _choice(
            _("Items by"), ("cost", _("What costs most")), ("worst", _("Worst items"))
        )
        self._across = _choice(_("Trend of"), ("units", _("Units")), ("clauses", _("Clauses")))
        self._no_trend = label(_("A trend needs two rounds of the same kind."), "muted", wraps=True)
        self._lines_table = _table(self.lines, _("Units, site types and modules"))
        self._costs_table = _table(self.costs, _("Items that cost points"))
        self._heat_table = HeatTable(self.heat, desk.theme, _("Heat map"))
        self._rounds_table = HeatTable(self.rounds, desk.theme, _("Rounds side by side"))
        self._lay_out()
        for choice in (self._level, self._map, self._order, self._across):
            choice.chosen.connect(self._show)

    def show_panels(self, panels: Panels) -> None:
        """Show an analysis."""
        self._panels = panels
        self._show()

    def rest(self) -> None:
        """Take the keyboard's focus."""
        self._lines_table.setFocus()

    def _lay_out(self) -> None:
        fill = label(
            _("The stronger the fill, the more was lost; a triangle marks a veto."),
            "muted",
            wraps=True,
        )
        heat = _card(_("Heat map"), self._map, self._heat_table, fill)
        trend = _card(_("Trend"), self._across, self._no_trend, self.chart, self._rounds_table)
        layout = column(
            row(self.by, 1),
            self.summary,
            _card(_("Where it stands"), self._level, self._lines_table),
            heat,
            _card(_("Check items"), self._order, self._costs_table),
            trend,
            self.board,
            1,
            spacing=10,
        )
        layout.setContentsMargins(10, 10, 10, 10)
        self.setLayout(layout)

    def _show(self) -> None:
        panels = self._panels
        if panels is None:
            return
        analysis, names = panels.found.analysis, panels.found.names
        self.summary.setText(_summary(panels))
        self.lines.show_rows(_lines(panels, self._level.value))
        _fit(self._lines_table)
        self.heat.show_tiles(*(panels.rates if self._map.value == "rates" else panels.faults))
        costs = dearest(analysis.costs) if self._order.value == "cost" else worst(analysis.costs)
        language = current().language
        self.costs.show_rows(
            [
                cost_row(
                    each,
                    panels.types.get(each.site_type, each.site_type),
                    each.item.text.in_language(language),
                )
                for each in costs[:_MOST_ITEMS]
            ]
        )
        _fit(self._costs_table)
        self._show_trend(panels)
        self.board.show_lines(analysis.units, names)

    def _show_trend(self, panels: Panels) -> None:
        rounds = panels.found.rounds
        rated = [(each.campaign.title, each.rate) for each in rounds if each.rate is not None]
        has_trend = len(rated) > 1
        for part in (self.chart, self._rounds_table, self._across):
            part.setVisible(has_trend)
        self._no_trend.setVisible(not has_trend)
        if has_trend:
            self.chart.show_points(rated)
            by_units = self._across.value == "units"
            self.rounds.show_tiles(*(panels.unit_rounds if by_units else panels.clause_rounds))


def _choice(name: str, *choices: tuple[str, str]) -> Segments:
    made = Segments(choices, name)
    made.choose(choices[0][0])
    return made


def _card(title: str, choice: Segments, *parts: QWidget) -> QFrame:
    return frame("card", column(row(label(title, "title"), 1, choice), *parts))


def _lines(panels: Panels, level: str) -> Sequence[tuple[str, ...]]:
    analysis, profile = panels.found.analysis, panels.found.ranking.profile
    if level == "units":
        names = panels.found.names
        placed = {p.code: n for n, p in enumerate(panels.found.ranking.places)}
        lines = sorted(analysis.units, key=lambda each: placed.get(each.code, len(placed)))
    elif level == "types":
        names, lines = panels.types, list(analysis.site_types)
    else:
        language = current().language
        names = {module.id: module.title.in_language(language) for module in profile.modules}
        lines = list(analysis.modules)
    return [line_row(each, names.get(each.code, each.code)) for each in lines]


def _summary(panels: Panels) -> str:
    found = panels.found.analysis.found
    area = panels.found.analysis.area
    parts = [
        _("{earned} of {possible} points, standardised {total}").format(
            earned=shown(area.earned), possible=shown(area.possible), total=shown(area.total)
        ),
        ngettext("{count} site", "{count} sites", found.sites).format(count=found.sites),
        ngettext("{count} place at fault", "{count} places at fault", found.places).format(
            count=found.places
        ),
        ngettext("{count} veto", "{count} vetoes", found.vetoes).format(count=found.vetoes),
    ]
    if found.coverage is not None and found.not_applicable is not None:
        parts.append(
            _("observed {observed} %, not applicable {aside} %").format(
                observed=shown(found.coverage * 100), aside=shown(found.not_applicable * 100)
            )
        )
    return _(", ").join(parts)


def _table(model: TextTable, name: str) -> QTableView:
    table = table_view(model, name)
    table.horizontalHeader().setMinimumSectionSize(72)
    return table


def _fit(table: QTableView) -> None:
    """As high as its rows, up to a few."""
    rows = min(max(table.model().rowCount(), 1), _MOST_ROWS)
    head = table.horizontalHeader().sizeHint().height()
    bar = table.horizontalScrollBar().sizeHint().height()
    table.setFixedHeight(head + rows * TOUCH + bar + 4)
