"""The sheets of an analysis: ranking, modules, site types, disorders, worst items."""

from collections.abc import Iterable
from fractions import Fraction

from assessor.domain.analysis import Line
from assessor.domain.boards import NO_LINES, BoardLines, boards
from assessor.domain.costs import dearest, worst
from assessor.domain.profile_words import pass_words
from assessor.domain.vocabulary import Vocabulary
from assessor.exchange.analysis_sheets import Share, Table, Value, write_tables
from assessor.i18n import Translator
from assessor.services.analysis import CampaignAnalysis, analyse_ranking
from assessor.services.comparison import RankingResult
from assessor.standards import Library
from assessor.storage import Workspace

_Row = tuple[Value | Share, ...]


def analysis_sheets(
    found: CampaignAnalysis,
    vocabulary: Vocabulary,
    translator: Translator,
    lines: BoardLines = NO_LINES,
) -> bytes:
    """The ranking and its analysis as a spreadsheet (XLSX), with the lists where lines are set.

    Sheets are named in Chinese in every language, so that programs find them.
    """
    ranking, text = found.ranking, translator.text
    modules = {m.id: m.title.in_language(translator.language) for m in ranking.profile.modules}
    types = type_names(found, translator)
    rated = _rated_captions(translator)
    return write_tables(
        ranking.title(translator.language),
        (
            Table("排名", _ranking_captions(translator), _ranking_rows(found, translator)),
            Table(
                "模块",
                ((text("Module"), 32), *rated),
                (
                    (modules.get(each.code, each.code), *_rated(each))
                    for each in found.analysis.modules
                ),
            ),
            Table(
                "点位类型",
                ((text("Code"), 16), (text("Site type"), 24), *rated),
                (
                    (each.code, types.get(each.code, each.code), *_rated(each))
                    for each in found.analysis.site_types
                ),
            ),
            Table("十乱", *_disorders(found, vocabulary, translator)),
            Table("最差条目", *_items(found, types, translator)),
            *([Table("红黑榜", *_boards(ranking, lines, translator))] if lines.are_set else []),
        ),
    )


def ranking_sheets(
    workspace: Workspace,
    library: Library,
    ranking: RankingResult,
    translator: Translator,
    lines: BoardLines = NO_LINES,
) -> bytes:
    """A ranking, analysed, as a spreadsheet (XLSX)."""
    found = analyse_ranking(workspace, library, ranking)
    return analysis_sheets(found, library.vocabulary(), translator, lines)


def type_names(found: CampaignAnalysis, translator: Translator) -> dict[str, str]:
    """The names of the site types, by code."""
    forms = found.ranking.standard.site_types
    return {form.code: form.name.in_language(translator.language) for form in forms}


def category_names(vocabulary: Vocabulary, translator: Translator) -> dict[str, str]:
    """The names of the disorders, by code; without a code, that nobody named one."""
    names = {
        each.code: each.name.in_language(translator.language) for each in vocabulary.categories
    }
    return names | {"": translator.text("not classified")}


def _ranking_captions(translator: Translator) -> tuple[tuple[str, int], ...]:
    text = translator.text
    return (
        (text("Place"), 8),
        (text("Code"), 20),
        (text("Name"), 32),
        (text("Score"), 12),
        (text("Checks"), 10),
        (text("Vetoes"), 10),
        (text("Verdict"), 12),
        (text("Remark"), 16),
        *_rated_captions(translator),
    )


def _ranking_rows(found: CampaignAnalysis, translator: Translator) -> Iterable[_Row]:
    lines = {line.code: line for line in found.analysis.units}
    for place in found.ranking.places:
        yield (
            place.place,
            place.code,
            place.name,
            place.score,
            len(place.area.results),
            len(place.area.vetoes),
            pass_words(place.passed, found.ranking.profile, translator),
            translator.text("provisional") if place.provisional else "",
            *(_rated(lines[place.code]) if place.code in lines else ()),
        )


def _rated_captions(translator: Translator) -> tuple[tuple[str, int], ...]:
    text = translator.text
    return (
        (text("Points"), 12),
        (text("Full marks"), 12),
        (text("Rate"), 12),
        (text("Change"), 12),
        (text("Sites"), 10),
        (text("Planned"), 10),
        (text("Observed"), 12),
        (text("Not applicable"), 12),
        (text("Vetoes"), 10),
        (text("Places at fault"), 14),
    )


def _rated(line: Line) -> _Row:
    found = line.found
    return (
        line.earned,
        line.possible,
        Share(line.rate),
        Share(line.change),
        found.sites,
        line.planned,
        Share(found.coverage),
        Share(found.not_applicable),
        found.vetoes,
        found.places,
    )


def _disorders(
    found: CampaignAnalysis, vocabulary: Vocabulary, translator: Translator
) -> tuple[tuple[tuple[str, int], ...], Iterable[_Row]]:
    """A column for each disorder that was found, a row for each unit, and their sum."""
    names = category_names(vocabulary, translator)
    codes = tuple(found.analysis.found.faults)
    text = translator.text
    captions = (
        (text("Code"), 20),
        (text("Name"), 32),
        *((names.get(code, code), 14) for code in codes),
        (text("Sum"), 10),
    )
    rows: list[_Row] = [
        (
            line.code,
            found.names.get(line.code, line.code),
            *(line.found.faults.get(code, 0) for code in codes),
            line.found.places,
        )
        for line in found.analysis.units
    ]
    whole = found.analysis.found
    rows.append(("", text("Sum"), *(whole.faults[code] for code in codes), whole.places))
    return captions, rows


def _boards(
    ranking: RankingResult, lines: BoardLines, translator: Translator
) -> tuple[tuple[tuple[str, int], ...], Iterable[_Row]]:
    """The red list, then the black one, each unit with the line that put it there."""
    text = translator.text
    captions = (
        (text("List"), 14),
        (text("Line"), 10),
        (text("Code"), 20),
        (text("Name"), 32),
        (text("Rate"), 12),
        (text("Remark"), 16),
    )
    places = {place.code: place for place in ranking.places}
    found = boards(ranking.rates, lines)
    rows: list[_Row] = []
    for name, line, listed in (
        (text("Red list"), lines.red, found.red),
        (text("Black list"), lines.black, found.black),
    ):
        share = Share(None if line is None else Fraction(line))
        for each in listed:
            place = places[each.code]
            remark = text("provisional") if place.provisional else ""
            rows.append((name, share, each.code, place.name, Share(each.rate), remark))
    return captions, rows


def _items(
    found: CampaignAnalysis, types: dict[str, str], translator: Translator
) -> tuple[tuple[tuple[str, int], ...], Iterable[_Row]]:
    """Every item that cost points, the dearest first, with its place among the worst."""
    text = translator.text
    badness = {each.item.id: place for place, each in enumerate(worst(found.analysis.costs), 1)}
    captions = (
        (text("Item"), 14),
        (text("Site type"), 20),
        (text("What is checked"), 60),
        (text("Cost in points of the score"), 14),
        (text("Points lost"), 12),
        (text("Points possible"), 12),
        (text("Share lost"), 12),
        (text("Place among the worst"), 12),
        (text("Checks"), 10),
        (text("Lossy checks"), 12),
        (text("Places at fault"), 14),
    )
    rows = (
        (
            each.item.id,
            types.get(each.site_type, each.site_type),
            each.item.text.in_language(translator.language),
            each.cost,
            each.lost,
            each.possible,
            Share(each.lost_share),
            badness.get(each.item.id),
            each.visits,
            each.missed,
            each.places,
        )
        for each in dearest(found.analysis.costs)
    )
    return captions, rows
