"""`assessor analyse`: where units, site types and modules stand, and what costs points."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

from assessor import files
from assessor.cli.arguments import file_ending
from assessor.cli.context import Context
from assessor.cli.printing import print_json, print_table, progress_bar
from assessor.domain.analysis import Line
from assessor.domain.boards import board_lines
from assessor.domain.costs import ItemCost, dearest
from assessor.domain.scoring import shown
from assessor.i18n import _, current
from assessor.services import comparison
from assessor.services.analysis import CampaignAnalysis, analyse_campaign

_DEAREST = 10  # items that are printed


def add(commands: Any, options: ArgumentParser) -> None:
    """Declare the command."""
    analysing = commands.add_parser(
        "analyse", parents=[options], help=_("where units stand and what costs points")
    )
    analysing.add_argument("--by", choices=comparison.BY, default=comparison.BY[0])
    analysing.add_argument(
        "--campaign", default=None, metavar="ID", help=_("by default the latest")
    )
    shape = analysing.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true")
    shape.add_argument("--out", type=file_ending(".xlsx"), default=None, metavar="X.xlsx")
    shape.add_argument(
        "--parquet",
        type=Path,
        default=None,
        metavar="FOLDER",
        help=_("every item of every check as columns; without --campaign of all rounds"),
    )
    analysing.set_defaults(work=_analyse)


def _analyse(context: Context, asked: Namespace) -> int:
    if asked.parquet is not None:
        return _write_columns(context, asked)
    found = analyse_campaign(context.workspace, context.library, asked.by, asked.campaign)
    if asked.out is not None:
        from assessor.services.analysis_sheets import analysis_sheets  # openpyxl is slow to load

        vocabulary = context.library.vocabulary()
        lines = board_lines(context.settings.red_line, context.settings.black_line)
        files.write(asked.out, analysis_sheets(found, vocabulary, current(), lines))
        print(asked.out)
    elif asked.json:
        print_json(_json_rows(found))
    else:
        _print(found)
    return 0


def _write_columns(context: Context, asked: Namespace) -> int:
    from assessor.services.columns import export_columns  # pyarrow is slow to load

    folder = asked.parquet.absolute()
    done = export_columns(
        context.workspace,
        context.library,
        folder,
        context.language,
        asked.campaign,
        progress_bar(),
    )
    for sentence in done.sentences():
        print(sentence)
    return 0


def _json_rows(found: CampaignAnalysis) -> Iterable[dict[str, Any]]:
    """One object for each line: of units, site types and modules, then of the items."""
    analysis = found.analysis
    for part, lines in (
        ("unit", analysis.units),
        ("site_type", analysis.site_types),
        ("module", analysis.modules),
    ):
        yield from ({"part": part, **_json_line(each)} for each in lines)
    for cost in dearest(analysis.costs):
        yield {
            "part": "item",
            "code": cost.item.id,
            "site_type": cost.site_type,
            "cost": shown(cost.cost),
            "lost": shown(cost.lost),
            "possible": shown(cost.possible),
            "checks": cost.visits,
            "places": cost.places,
        }
    for each in found.rounds:
        yield {"part": "round", "code": each.campaign.id, "rate": _percent(each.rate)}


def _json_line(line: Line) -> dict[str, Any]:
    found = line.found
    return {
        "code": line.code,
        "rate": _percent(line.rate),
        "earned": shown(line.earned),
        "possible": shown(line.possible),
        "change": _percent(line.change),
        "sites": found.sites,
        "planned": line.planned,
        "observed": _percent(found.coverage),
        "not_applicable": _percent(found.not_applicable),
        "vetoes": found.vetoes,
        "faults": dict(found.faults),
    }


def _percent(share: Fraction | None) -> str | None:
    return None if share is None else shown(share * 100)


def _print(found: CampaignAnalysis) -> None:
    language = current().language
    analysis, ranking = found.analysis, found.ranking
    types = {each.code: each.name.in_language(language) for each in ranking.standard.site_types}
    modules = {each.id: each.title.in_language(language) for each in ranking.profile.modules}
    for head, lines, names in (
        (_("Unit"), analysis.units, found.names),
        (_("Site type"), analysis.site_types, types),
        (_("Module"), analysis.modules, modules),
    ):
        captions = (head, _("Rate, %"), _("Change"), _("Sites"), _("Places at fault"), _("Vetoes"))
        print_table(captions, (_cells(each, names.get(each.code, each.code)) for each in lines))
        print()
    heads = (_("Item"), _("Cost in points of the score"), _("Share lost, %"), "")
    print_table(heads, (_cost(each, language) for each in dearest(analysis.costs)[:_DEAREST]))


def _cells(line: Line, name: str) -> tuple[object, ...]:
    found = line.found
    rate, change = _percent(line.rate) or "—", _percent(line.change) or "—"
    return name, rate, change, found.sites, found.places, found.vetoes


def _cost(cost: ItemCost, language: str) -> tuple[object, ...]:
    share = shown(cost.lost_share * 100)
    return cost.item.id, shown(cost.cost), share, cost.item.text.in_language(language)
