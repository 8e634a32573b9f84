"""The tables of a check report: items, faults, what does not apply, why the score is so."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from assessor.domain import wording
from assessor.domain.explaining import Explanation
from assessor.domain.forms import CheckItem, Section
from assessor.domain.inspection import CountUnit, Fault, NotApplicable, Severity
from assessor.domain.scoring import ItemScore, Scorecard, shown, total
from assessor.domain.standard import StandardRef
from assessor.domain.vocabulary import Vocabulary
from assessor.i18n import Translator
from assessor.reporting import style
from assessor.reporting.evidence import Finding, item_number
from assessor.reporting.tables import Cell, Row, Table, proportional

#: Stands behind the words of an item whose source nobody verified.
UNVERIFIED = "※"

_ITEM_WIDTHS = proportional(10, 72, 14, 33, 14, 27)
_FAULT_WIDTHS = proportional(10, 14, 62, 28, 21, 19, 16)
_ABSENT_WIDTHS = proportional(12, 98, 60)
_TREE_WIDTHS = proportional(110, 20, 20, 20)
_INDENT = 12.0
_MEASURED = (CountUnit.METRE, CountUnit.SQUARE_METRE)
_ZERO = Fraction(0)


def items_table(
    card: Scorecard, standard: StandardRef, vocabulary: Vocabulary, translator: Translator
) -> Table:
    """Every item by section: points, how it was marked, what it earned, its clauses."""
    text = translator.text
    header = _header(
        text("No."),
        text("Check item"),
        text("Points"),
        text("Outcome"),
        text("Earned"),
        text("Clause"),
    )
    scored = {each.item.id: each for each in card.items}

    def rows() -> Iterator[Row]:
        for section in card.site_type.sections:
            parts = [scored[item.id] for item in section.items]
            yield _section_row(section, parts, translator)
            yield from (_item_row(each, standard, vocabulary, translator) for each in parts)

    return Table(_ITEM_WIDTHS, tuple(rows()), header)


def is_unverified(item: CheckItem, translator: Translator) -> bool:
    """Whether an item's source still has to be verified."""
    return bool(wording.confidence(item.origin.confidence, translator))


def own_clause(clause: str, standard: StandardRef) -> str:
    """A clause without the name of its standard where that is the report's own."""
    return clause.removeprefix(f"{standard.id}:")


def faults_table(
    found: Iterable[Finding],
    photos: Mapping[str, int],
    vocabulary: Vocabulary,
    translator: Translator,
    units: Mapping[str, str],
) -> Table:
    """Every fault: words and spot, category, how many, how bad, what it cost.

    `units` are the names of the units that answer for faults, by code.
    """
    text = translator.text
    header = _header(
        text("No."),
        text("Item"),
        text("Fault"),
        text("Category"),
        text("Number"),
        text("Severity"),
        text("Lost"),
    )
    rows = [
        Row(
            (
                Cell(str(finding.number), style.CELL_CENTRE),
                Cell(item_number(finding.scored.item), style.CELL_CENTRE),
                Cell(
                    finding.fault.words or text("(no words)"),
                    note=_circumstances(finding.fault, photos, units, translator),
                ),
                Cell(
                    wording.category(finding.fault.category, vocabulary, translator) or "—",
                    style.CELL_CENTRE,
                ),
                Cell(_quantity(finding.fault, translator), style.CELL_CENTRE),
                _severity_cell(finding.fault, translator),
                Cell(shown(finding.cost), style.CELL_CENTRE),
            )
        )
        for finding in found
    ]
    return Table(_FAULT_WIDTHS, rows, header)


def absent_table(
    card: Scorecard, open_reason: str, vocabulary: Vocabulary, translator: Translator
) -> Table:
    """The items that do not apply and those that were not observed, each with the reason."""
    text = translator.text
    header = _header(text("No."), text("Check item"), text("Reason"))
    rows = []
    for scored in card.items:
        if isinstance(scored.seen, NotApplicable):
            reason = wording.absence(scored.seen, vocabulary, translator)
            why = text("Does not apply: {reason}").format(reason=reason)
        elif scored.seen is None:
            reason = open_reason or text("no reason given")
            why = text("Not observed, earns nothing: {reason}").format(reason=reason)
        else:
            continue
        words = scored.item.text.in_language(translator.language)
        number = Cell(item_number(scored.item), style.CELL_CENTRE)
        rows.append(Row((number, Cell(words), Cell(why))))
    return Table(_ABSENT_WIDTHS, rows, header)


def tree_table(tree: Explanation, translator: Translator) -> Table:
    """The way from the total down to the single fault, as far as points were lost."""
    text = translator.text
    header = _header(text("Made up of"), text("Possible"), text("Earned"), text("Lost"))
    return Table(_TREE_WIDTHS, tuple(_tree_rows(tree, 0, translator)), header)


def _header(*titles: str) -> Row:
    return Row(tuple(Cell(each, style.CELL_CENTRE_BOLD) for each in titles), style.TINT)


def _section_row(section: Section, parts: Iterable[ItemScore], translator: Translator) -> Row:
    scored = tuple(parts)
    earned = total(each.earned or _ZERO for each in scored)
    possible = total(each.possible for each in scored)
    title = section.title.in_language(translator.language)
    words = translator.text("{section}: {earned} of {possible} points").format(
        section=title, earned=shown(earned), possible=shown(possible)
    )
    return Row((Cell(words, style.CELL_BOLD, span=6),), style.PALE, leads=True)


def _item_row(
    scored: ItemScore, standard: StandardRef, vocabulary: Vocabulary, translator: Translator
) -> Row:
    item, text = scored.item, translator.text
    words = item.text.in_language(translator.language)
    if is_unverified(item, translator):
        words += f" {UNVERIFIED}"
    marked = wording.marked(item, scored.seen, vocabulary, translator)
    alarming = scored.vetoes or scored.seen is None
    look = style.CELL_WARNING if alarming else style.CELL_CENTRE
    clauses = "\n".join(own_clause(each, standard) for each in item.clauses)
    return Row(
        (
            Cell(item_number(item), style.CELL_CENTRE),
            Cell(words),
            Cell(shown(item.points), style.CELL_CENTRE),
            Cell(marked, look, note=text("vetoes the result") if scored.vetoes else ""),
            Cell(shown(scored.earned), look),
            Cell(clauses or "—", style.CELL_SMALL),
        )
    )


def _severity_cell(fault: Fault, translator: Translator) -> Cell:
    """How bad a fault is; what is severe or widespread stands out."""
    stands_out = fault.severity is Severity.SEVERE or fault.widespread
    note = translator.text("Widespread") if fault.widespread else ""
    look = style.CELL_WARNING if stands_out else style.CELL_CENTRE
    return Cell(wording.severity(fault.severity, translator), look, note=note)


def _circumstances(
    fault: Fault, photos: Mapping[str, int], units: Mapping[str, str], translator: Translator
) -> str:
    text, code = translator.text, fault.responsible
    numbers = text(", ").join(str(photos[digest]) for digest in fault.photos)
    parts = (
        text("Spot: {spot}").format(spot=fault.spot) if fault.spot else "",
        text("To be mended by: {unit}").format(unit=units.get(code, code)) if code else "",
        text("Photo {numbers}").format(numbers=numbers) if numbers else "",
    )
    return "　".join(filter(None, parts))


def _quantity(fault: Fault, translator: Translator) -> str:
    """How many, and how far it reaches where somebody measured."""
    count, plural = fault.count, translator.plural
    forms = {
        CountUnit.PLACE: plural("{count} place", "{count} places", count),
        CountUnit.VEHICLE: plural("{count} vehicle", "{count} vehicles", count),
        CountUnit.PERSON: plural("{count} person", "{count} persons", count),
        CountUnit.METRE: "{count} m",
        CountUnit.SQUARE_METRE: "{count} m²",
        CountUnit.PIECE: plural("{count} piece", "{count} pieces", count),
    }
    if fault.extent is None or fault.unit not in _MEASURED:
        return forms[fault.unit].format(count=count)
    measured = forms[fault.unit].format(count=fault.extent)
    return f"{forms[CountUnit.PLACE].format(count=count)}\n{measured}"


def _tree_rows(node: Explanation, depth: int, translator: Translator) -> Iterator[Row]:
    looks = (style.CELL_BOLD, style.CELL_BOLD, style.CELL, style.CELL_NOTE)
    fills = (style.TINT, style.PALE, None, None)
    level = min(depth, len(looks) - 1)
    if node.possible is None:
        figures = ("", "", shown(-(node.earned or _ZERO)))
    else:
        lost = node.possible - (node.earned or _ZERO)
        figures = (shown(node.possible), shown(node.earned), shown(lost))
    note = node.note if depth != 1 else ""
    cells = [Cell(node.words, looks[level], note, indent=depth * _INDENT)]
    cells += [Cell(figure, style.CELL_CENTRE) for figure in figures]
    yield Row(tuple(cells), fills[level], leads=bool(node.children) and depth < 2)
    losing = [child for child in node.children if depth != 1 or _has_lost(child)]
    for child in losing:
        yield from _tree_rows(child, depth + 1, translator)


def _has_lost(node: Explanation) -> bool:
    return node.possible is not None and node.earned != node.possible and bool(node.possible)
