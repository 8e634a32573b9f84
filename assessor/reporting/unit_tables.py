"""Tables of a unit: its sites, and the items that lost most over all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assessor.domain.forms import CheckItem
from assessor.domain.scoring import shown
from assessor.domain.texts import Text
from assessor.i18n import Translator
from assessor.reporting import style
from assessor.reporting.content import CheckedVisit
from assessor.reporting.evidence import item_number
from assessor.reporting.tables import Cell, Row, Table, proportional
from assessor.reporting.visit_tables import faults_in, finished, heading_row

_SITE_WIDTHS = proportional(12, 54, 34, 26, 19, 12, 13)
_WORST_WIDTHS = proportional(34, 17, 79, 20, 20)
_CENTRE = style.CELL_CENTRE


@dataclass(frozen=True, slots=True)
class Loss:
    """What one item of a form lost at all sites together."""

    form: Text
    item: CheckItem
    sites: int
    points: Fraction


def lost_by_item(visits: Iterable[CheckedVisit]) -> list[Loss]:
    """Every item that lost points, the most first."""
    found: dict[tuple[str, str], Loss] = {}
    for visit in visits:
        form = visit.card.site_type
        for scored in visit.card.notable:
            if not scored.lost:
                continue
            key = form.code, scored.item.id
            known = found.get(key, Loss(form.name, scored.item, 0, Fraction(0)))
            found[key] = replace(known, sites=known.sites + 1, points=known.points + scored.lost)
    return sorted(found.values(), key=lambda each: (-each.points, each.item.id))


def rate_of(visit: CheckedVisit) -> Fraction | None:
    """What a check came to, of 100; None where nothing applied."""
    rate = visit.card.rate
    return None if rate is None else rate * 100


def sites_table(visits: Sequence[CheckedVisit], translator: Translator) -> Table:
    """Every site with its score, in the order given."""
    text, language = translator.text, translator.language
    header = heading_row(
        text("No."),
        text("Site"),
        text("Kind of site"),
        text("Date"),
        text("Score of {points}").format(points=100),
        text("Faults"),
        text("Vetoes"),
    )
    rows = []
    for number, each in enumerate(visits, start=1):
        site, vetoes = each.check.site, len(each.card.vetoes)
        rows.append(
            Row(
                (
                    Cell(str(number), _CENTRE),
                    Cell(site.name, note=site.code),
                    Cell(each.card.site_type.name.in_language(language), _CENTRE),
                    Cell(finished(each, translator), style.CELL_SMALL),
                    Cell(shown(rate_of(each)), style.CELL_CENTRE_BOLD),
                    Cell(str(faults_in(each)), _CENTRE),
                    Cell(str(vetoes), style.CELL_WARNING if vetoes else _CENTRE),
                )
            )
        )
    return Table(_SITE_WIDTHS, rows, header)


def worst_table(losses: Sequence[Loss], translator: Translator) -> Table:
    """Items with what they lost."""
    text, language = translator.text, translator.language
    header = heading_row(
        text("Kind of site"),
        text("Item"),
        text("Check item"),
        text("At sites"),
        text("Points lost"),
    )
    rows = [
        Row(
            (
                Cell(each.form.in_language(language), _CENTRE),
                Cell(item_number(each.item), _CENTRE),
                Cell(each.item.text.in_language(language)),
                Cell(str(each.sites), _CENTRE),
                Cell(shown(each.points), style.CELL_CENTRE_BOLD),
            )
        )
        for each in losses
    ]
    return Table(_WORST_WIDTHS, rows, header)
