"""What the tables of the analysis show: lines of units, types and modules, and costs of items."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QObject, Qt

from assessor.domain.analysis import Analysis, Line
from assessor.domain.completeness import MANY_NOT_APPLICABLE
from assessor.domain.costs import ItemCost
from assessor.domain.scoring import shown
from assessor.domain.trend import Round
from assessor.i18n import _
from assessor.ui.guards import guarded
from assessor.ui.heat_map import Tile
from assessor.ui.rows import TEXT_ROLES, Index
from assessor.ui.tables import RowsModel

_DEEPEST = Fraction(2, 5)  # a loss of so much is filled whole

#: Rows, columns and tiles of a heat map.
Tiles = tuple[list[str], list[str], dict[tuple[int, int], Tile]]


class TextTable(RowsModel):
    """Rows of words; the first `left` columns are words, the others numbers."""

    def __init__(self, captions: Sequence[str], left: int, parent: QObject) -> None:
        super().__init__(captions, parent)
        self._left = left

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in TEXT_ROLES or role == Qt.ItemDataRole.ToolTipRole:
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= self._left:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def line_captions() -> tuple[str, ...]:
    """The captions of `line_row`."""
    return (
        "",
        _("Score, %"),
        _("Change"),
        _("Sites"),
        _("Observed"),
        _("Not applicable"),
        _("Vetoes"),
        _("Places at fault"),
    )


def line_row(line: Line, name: str) -> tuple[str, ...]:
    """A unit, site type or module as words."""
    found = line.found
    sites = str(found.sites) if line.planned is None else f"{found.sites}/{line.planned}"
    aside = _percent(found.not_applicable)
    if found.not_applicable is not None and found.not_applicable > MANY_NOT_APPLICABLE:
        aside = _("{share}: too few items").format(share=aside)
    return (
        name,
        shown(None if line.rate is None else line.rate * 100),
        _change(line.change),
        sites,
        _percent(found.coverage),
        aside,
        str(found.vetoes),
        str(found.places),
    )


def cost_captions() -> tuple[str, ...]:
    """The captions of `cost_row`."""
    return (
        _("Check item"),
        _("Site type"),
        _("Cost"),
        _("Lost of its points"),
        _("Lossy checks"),
        _("Places at fault"),
    )


def cost_row(cost: ItemCost, site_type: str, words: str) -> tuple[str, ...]:
    """An item that costs points, as words."""
    number = cost.item.id.rpartition(".")[2]
    return (
        f"{number} {words}",
        site_type,
        f"-{shown(cost.cost)}",
        _percent(cost.lost_share),
        f"{cost.missed}/{cost.visits}",
        str(cost.places),
    )


def rate_tiles(analysis: Analysis, units: Mapping[str, str], types: Mapping[str, str]) -> Tiles:
    """Units down, site types across: the mean rate of the sites."""
    codes = [line.code for line in analysis.units]
    kinds = [line.code for line in analysis.site_types]
    rows, columns = _places(codes), _places(kinds)
    tiles = {}
    for (kind, unit), cell in analysis.cells.items():
        score = shown(cell.rate * 100)
        told = _("{unit}, {site_type}: {score} %, sites: {sites}").format(
            unit=units.get(unit, unit),
            site_type=types.get(kind, kind),
            score=score,
            sites=cell.sites,
        )
        if cell.vetoes:
            told += _(", vetoed")
        tiles[rows[unit], columns[kind]] = Tile(
            score, _depth(1 - cell.rate), told, bool(cell.vetoes)
        )
    return _names(codes, units), _names(kinds, types), tiles


def fault_tiles(analysis: Analysis, units: Mapping[str, str], names: Mapping[str, str]) -> Tiles:
    """Units down, disorders across: places at fault."""
    codes = [line.code for line in analysis.units]
    categories = list(analysis.found.faults)
    most = max((n for line in analysis.units for n in line.found.faults.values()), default=1)
    tiles = {}
    for row, line in enumerate(analysis.units):
        for column, category in enumerate(categories):
            places = line.found.faults.get(category, 0)
            told = _("{unit}, {disorder}: places at fault: {places}").format(
                unit=units.get(line.code, line.code),
                disorder=names.get(category, category),
                places=places,
            )
            tiles[row, column] = Tile(str(places), places / most, told)
    return _names(codes, units), _names(categories, names), tiles


def round_tiles(
    rounds: Sequence[Round], rates: Sequence[Mapping[str, Fraction]], names: Mapping[str, str]
) -> Tiles:
    """Units or clauses down, rounds across; those that changed most for the worse first."""
    codes = sorted({code for each in rates for code in each}, key=lambda c: _turn(rates, c))
    titles = [each.campaign.title for each in rounds]
    tiles = {}
    for column, known in enumerate(rates):
        for row, code in enumerate(codes):
            if (rate := known.get(code)) is None:
                continue
            score = shown(rate * 100)
            told = _("{unit}, {campaign}: {score} %").format(
                unit=names.get(code, code), campaign=titles[column], score=score
            )
            tiles[row, column] = Tile(score, _depth(1 - rate), told)
    return _names(codes, names), titles, tiles


def _turn(rates: Sequence[Mapping[str, Fraction]], code: str) -> tuple[Fraction, str]:
    known = [each[code] for each in rates if code in each]
    return known[-1] - known[0], code


def _places(codes: Sequence[str]) -> dict[str, int]:
    return {code: place for place, code in enumerate(codes)}


def _names(codes: Sequence[str], names: Mapping[str, str]) -> list[str]:
    return [names.get(code, code) for code in codes]


def _depth(lost: Fraction) -> float:
    return float(min(lost / _DEEPEST, Fraction(1)))


def _percent(share: Fraction | None) -> str:
    return "—" if share is None else f"{shown(share * 100)} %"


def _change(change: Fraction | None) -> str:
    """With its sign and an arrow, for a minus is easily overlooked."""
    if change is None:
        return "—"
    arrow = "▲" if change > 0 else "▼" if change < 0 else "＝"
    return f"{arrow} {shown(abs(change) * 100)}"
