"""Who else had a hand in a record: representative, colleagues, the adapting office."""

from collections.abc import Collection, Iterable
from itertools import groupby

from assessor.domain.forms import SiteType
from assessor.domain.handwriting import strokes_of
from assessor.domain.inspection import Contribution, Visit
from assessor.domain.scoring import shown
from assessor.domain.standard import Alteration, TailoredItem, Tailoring
from assessor.i18n import Translator
from assessor.reporting import style
from assessor.reporting.evidence import item_number
from assessor.reporting.parts import SignatureBox
from assessor.reporting.phrases import day
from assessor.reporting.tables import Cell, Row, Table, proportional

_SHORT = 16  # hex digits of a key or digest
_CONTRIBUTION_WIDTHS = proportional(30, 68, 36, 36)
_TAILORING_WIDTHS = proportional(22, 50, 24, 30, 44)


def representative_words(visit: Visit, translator: Translator) -> str:
    """Whether somebody signed for the site, and why not; nothing where nobody asked."""
    text = translator.text
    if strokes_of(visit.signature):
        words = text("signed by hand, see the signatures")
    elif visit.refusal:
        words = text("not signed: {reason}").format(reason=visit.refusal)
    else:
        return visit.representative
    return "　".join(filter(None, (visit.representative, words)))


def representative_box(visit: Visit, translator: Translator) -> SignatureBox:
    """Where the site signs: the handwriting, or why there is none, or a place for ink."""
    text, name = translator.text, visit.representative
    title = text("For the site (by hand)")
    if strokes := strokes_of(visit.signature):
        alternative = text("Handwriting of {name}").format(name=name or "—")
        words = text("Name: {name}").format(name=name)
        return SignatureBox(title, words=words, strokes=strokes, alternative=alternative)
    if visit.refusal:
        words = text("Not signed: {reason}").format(reason=visit.refusal)
        return SignatureBox(title, words="\n".join(filter(None, (name, words))))
    return SignatureBox(title, words=text("Name: {name}\n\nDate:").format(name=name))


def contributions_table(
    contributions: Iterable[Contribution], form: SiteType, translator: Translator
) -> Table:
    """What each colleague observed and signed himself."""
    text = translator.text
    header = _header(
        text("Colleague"), text("Items observed"), text("Key"), text("Signed part (SHA-256)")
    )
    rows = [
        Row(
            (
                Cell(each.inspector, style.CELL_CENTRE),
                Cell(_items(each.items, form, translator)),
                Cell(each.key[:_SHORT], style.CELL_SMALL),
                Cell(each.part[:_SHORT], style.CELL_SMALL),
            )
        )
        for each in contributions
    ]
    return Table(_CONTRIBUTION_WIDTHS, rows, header)


def tailoring_words(tailoring: Tailoring, translator: Translator) -> str:
    """Who adapted which standard, when and why."""
    words = translator.text(
        "{author} adapted {base} (digest {digest}), which stays unchanged, on {date}: {reason}"
    )
    return words.format(
        author=tailoring.author,
        base=tailoring.base,
        digest=tailoring.base.digest[:_SHORT],
        date=day(tailoring.made, translator),
        reason=tailoring.reason,
    )


def tailoring_table(tailoring: Tailoring, form: SiteType, translator: Translator) -> Table:
    """Each item that was changed, those of the record's own form first."""
    text = translator.text
    header = _header(
        text("Item"), text("Check item"), text("Alteration"), text("Points"), text("Reason")
    )
    own = [each for each in tailoring.items if each.item.startswith(f"{form.code}.")]
    others = [each for each in tailoring.items if each not in own]
    rows = [
        Row(
            (
                Cell(each.item, style.CELL_SMALL),
                Cell(each.text.in_language(translator.language)),
                Cell(_alteration(each.alteration, translator), style.CELL_CENTRE),
                Cell(_points(each), style.CELL_CENTRE),
                Cell(each.reason),
            )
        )
        for each in (*own, *others)
    ]
    return Table(_TAILORING_WIDTHS, rows, header)


def _items(ids: Collection[str], form: SiteType, translator: Translator) -> str:
    """The numbers of items in printed order, successive ones drawn together: `01–05, 08`."""
    numbers = [item_number(item) for item in form.items if item.id in ids]
    runs = []
    for _key, group in groupby(enumerate(numbers), key=_distance):
        run = [number for _place, number in group]
        runs.append(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return translator.text(", ").join(runs)


def _distance(numbered: tuple[int, str]) -> int | str:
    """Equal for successive numbers, and nowhere else."""
    place, number = numbered
    return int(number) - place if number.isdecimal() else number


def _alteration(value: Alteration, translator: Translator) -> str:
    text = translator.text
    return {
        Alteration.POINTS: text("points changed"),
        Alteration.ADDED: text("added"),
        Alteration.OFF: text("switched off"),
    }[value]


def _points(item: TailoredItem) -> str:
    before, after = (
        "—" if points is None else shown(points) for points in (item.before, item.after)
    )
    return f"{before} → {after}"


def _header(*titles: str) -> Row:
    return Row(tuple(Cell(each, style.CELL_CENTRE_BOLD) for each in titles), style.TINT)
