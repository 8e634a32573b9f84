"""The blank form (空白检查表) to take along on paper: items, rules, and room to write by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from assessor.domain import wording
from assessor.domain.forms import CheckItem, Mode, SiteType
from assessor.domain.inspection import CHINA_TIME
from assessor.domain.scoring import shown
from assessor.domain.standard import Standard, StandardRef
from assessor.i18n import Translator
from assessor.reporting import style
from assessor.reporting.archival import archive
from assessor.reporting.evidence import item_number
from assessor.reporting.item_tables import UNVERIFIED, is_unverified, own_clause
from assessor.reporting.metadata import CREATOR, Imprint
from assessor.reporting.painting import paint
from assessor.reporting.parts import Composition, Fact, Furniture, SignatureBox
from assessor.reporting.phrases import verification_code
from assessor.reporting.tables import Cell, Row, Table, proportional

_ITEM_WIDTHS = proportional(11, 60, 11, 29, 29, 12, 18)
_FAULT_WIDTHS = proportional(17, 82, 34, 17, 20)
_TOTAL_WIDTHS = proportional(30, 26, 30, 26, 32, 26)
_ROOM = 30.0  # points; what a hand needs for a line
_FAULT_ROWS = 6
_PLAIN = replace(style.CELL_SMALL, colour=style.INK)
_MARKS = replace(style.CELL, size=9, leading=15)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A standard and those of its forms that are printed."""

    standard: Standard
    site_types: tuple[SiteType, ...]
    made_at: datetime  # goes into the file's metadata alone


def checklist(content: Checklist, language: str) -> bytes:
    """Blank forms as PDF/A-3a and PDF/UA-1, each on pages of its own."""
    composition = Composition(language)
    standard, text = content.standard, composition.translator.text
    title = standard.title.in_language(language)
    for number, form in enumerate(content.site_types):
        if number:
            composition.new_part()
        _Form(composition, standard, form).compose()
    name = text("Blank check form")
    if len(content.site_types) == 1:
        name += f"　{content.site_types[0].name.in_language(language)}"
    code = verification_code(standard.ref.digest)
    composition.furnish(Furniture(name, str(standard.ref), code))
    imprint = Imprint(
        title=f"{name}　{title}",
        author=CREATOR,
        subject=title,
        language=language.replace("_", "-"),
        identifier=f"urn:assessor:form:{standard.ref.digest}",
        made_at=content.made_at.astimezone(CHINA_TIME),
    )
    return archive(paint(composition.flow.pages), composition.flow, imprint)


class _Form:
    """One form, from its title to its signatures."""

    def __init__(self, composition: Composition, standard: Standard, form: SiteType) -> None:
        self._composition = composition
        self._translator = composition.translator
        self._standard = standard
        self._form = form

    def compose(self) -> None:
        text, language = self._translator.text, self._translator.language
        flow, standard = self._composition.flow, self._standard
        flow.text(text("Site check form"), style.TITLE, "H1")
        flow.text(self._form.name.in_language(language), style.SUBTITLE)
        basis = f"{standard.title.in_language(language)}　{standard.document_number}".strip("　")
        revision = text("Standard {ref}, digest {digest}").format(
            ref=standard.ref, digest=standard.ref.digest[:16]
        )
        self._composition.facts(
            (
                Fact(text("Standard"), f"{basis}\n{revision}", wide=True),
                *(Fact(label, " ", least=_ROOM) for label in self._circumstances()),
            )
        )
        self._items()
        self._faults()
        self._result()
        self._signatures()

    def _circumstances(self) -> Sequence[str]:
        text = self._translator.text
        return (
            text("Site"),
            text("Site code"),
            text("Address"),
            text("Community"),
            text("Date"),
            text("From – to"),
            text("Inspectors"),
            text("Weather"),
        )

    def _items(self) -> None:
        text = self._translator.text
        points = shown(self._form.points).removesuffix(".00")
        self._composition.heading(text("Items, {points} points").format(points=points))
        header = _header(
            text("No."),
            text("Check item"),
            text("Points"),
            text("Marked by"),
            text("Mark"),
            text("Earned"),
            text("Clause"),
        )
        self._composition.table(Table(_ITEM_WIDTHS, tuple(self._rows()), header))
        notes = [
            text(
                "What does not apply leaves the sum and needs a reason. What was not looked at "
                "stays open: leave its mark empty and say why below."
            )
        ]
        if any(is_unverified(item, self._translator) for item in self._form.items):
            words = text("{mark} The source of this item still has to be verified.")
            notes.append(words.format(mark=UNVERIFIED))
        self._composition.paragraph("\n".join(notes), replace(style.NOTE, colour=style.INK))

    def _rows(self) -> Iterator[Row]:
        language = self._translator.language
        for section in self._form.sections:
            points = sum((item.points for item in section.items), Decimal(0))
            words = self._translator.text("{section}: {points} points").format(
                section=section.title.in_language(language),
                points=shown(points).removesuffix(".00"),
            )
            yield Row((Cell(words, style.CELL_BOLD, span=7),), style.PALE, leads=True)
            yield from map(self._row, section.items)

    def _row(self, item: CheckItem) -> Row:
        words = item.text.in_language(self._translator.language)
        if is_unverified(item, self._translator):
            words += f" {UNVERIFIED}"
        return Row(
            (
                Cell(item_number(item), style.CELL_CENTRE),
                Cell(words),
                Cell(shown(item.points).removesuffix(".00"), style.CELL_CENTRE),
                Cell(wording.rule(item, self._translator), _PLAIN),
                Cell(_to_mark(item, self._translator), _MARKS),
                Cell(" "),
                Cell(_clauses(item, self._standard.ref) or "—", _PLAIN),
            ),
            least=_ROOM,
        )

    def _faults(self) -> None:
        text = self._translator.text
        self._composition.heading(text("Faults and photos"))
        header = _header(
            text("Item"), text("Fault"), text("Spot"), text("Number"), text("Photo no.")
        )
        blank = Row(tuple(Cell(" ") for _each in _FAULT_WIDTHS), least=_ROOM)
        self._composition.table(Table(_FAULT_WIDTHS, (blank,) * _FAULT_ROWS, header))

    def _result(self) -> None:
        text = self._translator.text
        self._composition.heading(text("Result"))
        cells = []
        for label in (text("Earned"), text("Points that apply"), text("On full marks")):
            cells += [Cell(label, style.LABEL, header=True), Cell(" ")]
        self._composition.table(Table(_TOTAL_WIDTHS, (Row(tuple(cells), least=_ROOM),)))
        remarks = Fact(text("Remarks, reasons for open items"), " ", wide=True, least=2 * _ROOM)
        self._composition.facts((remarks,))

    def _signatures(self) -> None:
        text = self._translator.text
        words = text("Name: {name}\n\nDate:").format(name="")
        self._composition.heading(text("Signatures"))
        self._composition.signatures(
            (
                SignatureBox(text("Inspectors"), words=words),
                SignatureBox(text("Reviewer"), words=words),
                SignatureBox(text("For the site (by hand)"), words=words),
            )
        )


def _clauses(item: CheckItem, ref: StandardRef) -> str:
    """The clauses of the form's own standard; those of others only where there are none."""
    own = [each for each in item.clauses if each.startswith(f"{ref.id}:")]
    return "\n".join(own_clause(each, ref) for each in own or item.clauses)


def _to_mark(item: CheckItem, translator: Translator) -> str:
    """What is filled in by hand."""
    text = translator.text
    words = {
        Mode.FAULTS: text("places ＿＿＿"),
        Mode.BAND: text("grade ＿＿＿"),
        Mode.YES_NO: text("□ yes  □ no"),
        Mode.RATE: text("sound ＿＿ of ＿＿"),
        Mode.VETO: text("□ yes  □ no"),
    }[item.mode]
    absent = text("□ does not apply") if item.may_not_apply else ""
    return "\n".join(filter(None, (words, absent)))


def _header(*titles: str) -> Row:
    return Row(tuple(Cell(each, style.CELL_CENTRE_BOLD) for each in titles), style.TINT)
