"""Tables over several checks: visits, their faults and what became of them, sites, sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessor.domain import wording
from assessor.domain.following import Fate, Following, Look, follow
from assessor.domain.inspection import CHINA_TIME, fault_count
from assessor.domain.scoring import shown
from assessor.domain.vocabulary import Vocabulary
from assessor.i18n import Translator
from assessor.reporting import style
from assessor.reporting.content import CheckedVisit
from assessor.reporting.evidence import Finding, findings, item_number
from assessor.reporting.phrases import day, percent
from assessor.reporting.tables import Cell, Row, Table, proportional

_VISIT_WIDTHS = proportional(13, 25, 41, 28, 16, 15, 15, 17)
_FAULT_WIDTHS = proportional(13, 25, 17, 59, 13, 43)
_SOURCE_WIDTHS = proportional(27, 27, 116)
_CENTRE = style.CELL_CENTRE


@dataclass(frozen=True, slots=True)
class Followed:
    """A fault of the visit at a position, from 0, and what became of it."""

    visit: int
    finding: Finding
    following: Following


def followed(visits: Sequence[CheckedVisit]) -> tuple[Followed, ...]:
    """Every fault of every visit, oldest first."""
    looks = tuple(Look(each.standard.form_source, each.card) for each in visits)
    return tuple(
        Followed(number, finding, follow(looks, number, finding.scored.item.id))
        for number, visit in enumerate(visits)
        for finding in findings(visit.card)
    )


def faults_in(visit: CheckedVisit) -> int:
    """How many places a check found at fault."""
    return sum(map(fault_count, visit.check.observations.values()))


def finished(visit: CheckedVisit, translator: Translator) -> str:
    """The day of a visit in China."""
    when = visit.check.visit.finished or visit.check.visit.started
    return day(when.astimezone(CHINA_TIME), translator)


def visits_table(visits: Sequence[CheckedVisit], translator: Translator) -> Table:
    """When, why and by whom a site was checked, and what it came to."""
    text = translator.text
    header = heading_row(
        text("Visit"),
        text("Date"),
        text("Campaign"),
        text("Inspectors"),
        text("Score"),
        text("Observed"),
        text("Faults"),
        text("Vetoes"),
    )
    rows = [_visit_row(number, each, translator) for number, each in enumerate(visits, 1)]
    return Table(_VISIT_WIDTHS, rows, header)


def fates_table(
    found: Iterable[Followed],
    visits: Sequence[CheckedVisit],
    vocabulary: Vocabulary,
    translator: Translator,
) -> Table:
    """Every fault with what later visits told of it."""
    text = translator.text
    header = heading_row(
        text("Visit"),
        text("Date"),
        text("Item"),
        text("Fault"),
        text("Number"),
        text("What became of it"),
    )
    rows = [
        Row(
            (
                Cell(str(each.visit + 1), _CENTRE),
                Cell(finished(visits[each.visit], translator), style.CELL_SMALL),
                Cell(item_number(each.finding.scored.item), _CENTRE),
                Cell(
                    wording.described(each.finding.fault, vocabulary, translator),
                    note=each.finding.scored.item.text.in_language(translator.language),
                ),
                Cell(str(each.finding.fault.count), _CENTRE),
                Cell(fate_words(each.following, visits, translator), _fate_look(each)),
            )
        )
        for each in found
    ]
    return Table(_FAULT_WIDTHS, rows, header)


def fate_words(following: Following, visits: Sequence[CheckedVisit], translator: Translator) -> str:
    """What became of a fault, in a few words."""
    text = translator.text
    told = following.told_by
    when = "" if told is None else finished(visits[told], translator)
    return {
        Fate.MENDED: text("Sound on {date}"),
        Fate.AGAIN: text("At fault again on {date}"),
        Fate.UNSEEN: text("Not looked at since"),
        Fate.LATEST: text("Found at the latest visit"),
    }[following.fate].format(date=when)


def sources_table(visits: Sequence[CheckedVisit], translator: Translator) -> Table:
    """The signed documents that a report rests on."""
    text = translator.text
    header = heading_row(text("Date"), text("Standard"), text("Signed record (SHA-256)"))
    rows = [
        Row(
            (
                Cell(finished(each, translator), style.CELL_SMALL),
                Cell(str(each.check.standard), style.CELL_SMALL),
                Cell(each.sealed.digest, style.CELL_SMALL),
            )
        )
        for each in visits
    ]
    return Table(_SOURCE_WIDTHS, rows, header)


def heading_row(*titles: str) -> Row:
    """The header of a table."""
    return Row(tuple(Cell(each, style.CELL_CENTRE_BOLD) for each in titles), style.TINT)


def _visit_row(number: int, visit: CheckedVisit, translator: Translator) -> Row:
    check, vetoes = visit.check, len(visit.card.vetoes)
    names = translator.text(", ").join(check.visit.inspectors)
    return Row(
        (
            Cell(str(number), _CENTRE),
            Cell(finished(visit, translator), style.CELL_SMALL),
            Cell(visit.campaign_title or check.campaign or "—", note=str(check.standard)),
            Cell(names, _CENTRE),
            Cell(shown(visit.card.standardised), style.CELL_CENTRE_BOLD),
            Cell(percent(visit.card.coverage), _CENTRE),
            Cell(str(faults_in(visit)), _CENTRE),
            Cell(str(vetoes), style.CELL_WARNING if vetoes else _CENTRE),
        )
    )


def _fate_look(each: Followed) -> style.Style:
    return style.CELL_WARNING if each.following.fate is Fate.AGAIN else _CENTRE
