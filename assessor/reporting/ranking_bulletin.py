"""The ranking bulletin (排名通报): who stands where, how it was worked out, what was typical."""

from collections.abc import Iterable
from fractions import Fraction

from assessor.domain import wording
from assessor.domain.inspection import CHINA_TIME, UnitKind
from assessor.domain.profile_words import method_words, pass_words
from assessor.domain.scoring import shown
from assessor.domain.signatures import OFFICE_FIELD
from assessor.domain.territory import PARTNER
from assessor.reporting import style
from assessor.reporting.archival import archive
from assessor.reporting.charts import Entry, Mark, set_bars
from assessor.reporting.content import Bulletin, RankedUnit, Ranking, TypicalFault
from assessor.reporting.figures import Figure, set_figures
from assessor.reporting.masthead import Masthead, set_masthead
from assessor.reporting.metadata import Imprint
from assessor.reporting.painting import paint
from assessor.reporting.parts import Composition, Fact, Furniture, SignatureBox
from assessor.reporting.phrases import (
    day,
    issue,
    moment,
    percent,
    period,
    sentences,
    signed,
    verification_code,
)
from assessor.reporting.tables import Cell, Row, Table, proportional

_MOST_BARS = 40  # a longer chart tells no more than the table
_WIDTHS = proportional(14, 55, 25, 18, 15, 15, 15, 23)


def bulletin(content: Bulletin, language: str) -> bytes:
    """A bulletin as PDF/A-3a and PDF/UA-1, the office's signature field empty.

    The same content gives the same bytes. Raises `ReportError` for a photo that is none.
    """
    composer = _Composer(content, language)
    composer.compose()
    flow = composer.composition.flow
    return archive(paint(flow.pages), flow, composer.imprint, content.attachments)


class _Composer:
    """Puts the bulletin together, part by part from top to bottom."""

    def __init__(self, content: Bulletin, language: str) -> None:
        self._content = content
        self.composition = Composition(language)
        self._translator = self.composition.translator

    @property
    def imprint(self) -> Imprint:
        """What the file says of itself."""
        content, language = self._content, self._translator.language
        return Imprint(
            title=self._title(),
            author=content.issuer,
            subject=content.standard.title.in_language(language),
            language=language.replace("_", "-"),
            identifier=f"urn:assessor:bulletin:{content.fingerprint}".replace(" ", "-"),
            made_at=content.issued_at.astimezone(CHINA_TIME),
        )

    def compose(self) -> None:
        """Set every part."""
        text, content = self._translator.text, self._content
        issued = day(content.issued_at.astimezone(CHINA_TIME), self._translator)
        numbered = issue(content.number, self._translator)
        head = Masthead(self._name(), numbered, content.issuer, issued)
        set_masthead(self.composition.flow, head)
        self._facts()
        self._warnings()
        self._method()
        for number, ranking in enumerate(content.rankings):
            self._ranking(ranking)
            if not number:
                self._boards(ranking)
        self._typical()
        if content.remarks:
            self.composition.heading(text("Requirements"))
            self.composition.paragraph(content.remarks, style.INDENTED)
        self.composition.heading(text("Issued by"))
        self.composition.paragraph(f"{content.issuer}　{issued}")
        self.composition.signatures((SignatureBox(text("Seal or signature"), OFFICE_FIELD),))
        code = content.fingerprint
        for attached in content.attachments[:1]:
            code = verification_code(attached.digest)
            self.composition.proof(attached.name, attached.digest)
        self.composition.furnish(Furniture(self._title(), content.issuer, code))

    def _title(self) -> str:
        numbered = issue(self._content.number, self._translator)
        return f"{self._name()}　{numbered}".strip("　")

    def _name(self) -> str:
        return self._content.title or self._translator.text("Ranking bulletin")

    def _facts(self) -> None:
        text, content = self._translator.text, self._content
        language, standard = self._translator.language, content.standard
        line = content.profile.pass_line
        passing = text("none set") if line is None else percent(Fraction(line))
        basis = f"{standard.title.in_language(language)}　{standard.document_number}".strip("　")
        revision = text("Standard {ref}, digest {digest}").format(
            ref=standard.ref, digest=standard.ref.digest[:16]
        )
        self.composition.facts(
            (
                Fact(text("Period"), period(content.starts, content.ends, self._translator)),
                Fact(text("Campaign"), content.campaign.title if content.campaign else ""),
                Fact(text("Standard"), f"{basis}\n{revision}", wide=True),
                Fact(text("Profile"), content.profile.title.in_language(language), wide=True),
                Fact(text("Pass line"), passing),
                Fact(text("Data fingerprint"), content.fingerprint),
            )
        )

    def _warnings(self) -> None:
        text, content = self._translator.text, self._content
        language, note = self._translator.language, content.profile.origin.note
        if not content.profile.official:
            words = text("The scoring profile is not official.")
            said = note.in_language(language) if note else ""
            self._warn(words, said)
        if content.warning:
            self._warn(content.warning)
        if content.left_out:
            words = self._translator.plural(
                "{count} check on the forms of another standard is left out.",
                "{count} checks on the forms of other standards are left out.",
                content.left_out,
            )
            self._warn(words.format(count=content.left_out))
        if content.lacking:
            self._warn(
                text("Prerequisites are not met; the score stays as it is."), *content.lacking
            )

    def _warn(self, *words: str) -> None:
        self.composition.paragraph(sentences(words, self._translator), style.WARNING)

    def _method(self) -> None:
        text = self._translator.text
        self.composition.heading(text("Method"))
        words = (
            *method_words(self._content.profile, self._translator),
            text("The modules add up to the score."),
            text(
                "Equal scores share a place (1, 2, 2, 4). Scores are exact and rounded to two "
                "places, half up, only where they are printed."
            ),
        )
        self.composition.paragraph(sentences(words, self._translator))
        if any(each.place.area.standardised for each in self._units()):
            self.composition.paragraph(
                text(
                    '"Scaled" stands where modules without a checked site were left out and the '
                    "rest was scaled to full marks."
                )
            )

    def _ranking(self, ranking: Ranking) -> None:
        text = self._translator.text
        self.composition.heading(_title_of(ranking.by, self.composition))
        if not ranking.units:
            self.composition.paragraph(text("Nothing was checked."))
            return
        points = shown(self._content.profile.points).removesuffix(".00")
        titles = (
            text("Place"),
            text("Unit"),
            text("Score of {points}").format(points=points),
            text("Change"),
            text("Checks"),
            text("Fault count"),
            text("Vetoes"),
            text("Note"),
        )
        header = Row(tuple(Cell(each, style.CELL_CENTRE_BOLD) for each in titles), style.TINT)
        rows = tuple(self._row(each) for each in ranking.units)
        self.composition.table(Table(_WIDTHS, rows, header))
        if 1 < len(ranking.units) <= _MOST_BARS:
            self._chart(ranking)

    def _chart(self, ranking: Ranking) -> None:
        text, profile, line = self._translator.text, self._content.profile, None
        if profile.pass_line is not None:
            share = Fraction(profile.pass_line)
            words = text("Pass line {share}").format(share=percent(share))
            line = Mark(share * Fraction(profile.points), words)
        title = _title_of(ranking.by, self.composition)
        entries = [
            Entry(each.place.name, each.place.score, shown(each.place.score))
            for each in ranking.units
        ]
        full = Fraction(profile.points)
        self.composition.flow.space(style.HEADING.before)
        set_bars(self.composition.flow, title, entries, full, self._translator, line)

    def _boards(self, ranking: Ranking) -> None:
        boards, text = self._content.boards, self._translator.text
        if boards is None or not boards.lines.are_set:
            return
        names = {each.place.code: each.place.name for each in ranking.units}
        facts = []
        for words, line, listed in (
            (text("Red list, from {line}"), boards.lines.red, boards.red),
            (text("Black list, below {line}"), boards.lines.black, boards.black),
        ):
            if line is not None:
                noted = self._translator.noted
                told = (noted(names[each.code], percent(each.rate)) for each in listed)
                label = words.format(line=percent(Fraction(line)))
                facts.append(Fact(label, text(", ").join(told) or text("none"), wide=True))
        self.composition.heading(text("Red and black list"))
        self.composition.facts(facts)
        note = text("Both lines are the office's own, as shares of full marks.")
        self.composition.paragraph(note, style.NOTE)

    def _row(self, unit: RankedUnit) -> Row:
        text, place = self._translator.text, unit.place
        area = place.area
        change = ""
        if unit.previous is not None and place.score is not None:
            change = signed(place.score - unit.previous)
        marks = (
            text("not checked") if place.score is None else "",
            pass_words(place.passed, self._content.profile, self._translator),
            text("scaled") if area.standardised and place.score is not None else "",
            text("provisional") if place.provisional else "",
        )
        vetoes = len(area.vetoes)
        centre = style.CELL_CENTRE
        return Row(
            (
                Cell(str(place.place or "—"), style.CELL_CENTRE_BOLD),
                Cell(place.name, note=place.code if place.code != place.name else ""),
                Cell(shown(place.score), style.CELL_CENTRE_BOLD),
                Cell(change, centre),
                Cell(str(len(area.results)), centre),
                Cell(str(unit.faults), centre),
                Cell(str(vetoes), style.CELL_WARNING if vetoes else centre),
                Cell("\n".join(filter(None, marks)), style.CELL_SMALL),
            )
        )

    def _typical(self) -> None:
        typical = self._content.typical
        if not typical:
            return
        self.composition.heading(self._translator.text("Typical faults"))
        for number, each in enumerate(typical, start=1):
            self.composition.paragraph(f"{number}. {self._described(each)}")
        figures = [
            Figure(each.picture, self._described(each), self._caption(number, each))
            for number, each in enumerate(typical, start=1)
            if each.picture is not None
        ]
        self.composition.flow.space(style.BODY.after)
        set_figures(self.composition.flow, figures)

    def _described(self, fault: TypicalFault) -> str:
        kind = wording.category(fault.category, self._content.vocabulary, self._translator)
        where = "　".join(filter(None, (fault.unit_name, fault.site_name)))
        said = self._translator.noted(fault.words, kind) if fault.words else kind
        return self._translator.text("{where}: {words}").format(where=where, words=said)

    def _caption(self, number: int, fault: TypicalFault) -> str:
        title = self._translator.text("Fault {number}: {site}").format(
            number=number, site=fault.site_name
        )
        return "\n".join(filter(None, (title, moment(fault.taken_at, self._translator))))

    def _units(self) -> Iterable[RankedUnit]:
        return (unit for ranking in self._content.rankings for unit in ranking.units)


def _title_of(by: str, composition: Composition) -> str:
    text = composition.translator.text
    return {
        UnitKind.COUNTY: text("Ranking of counties"),
        UnitKind.TOWN: text("Ranking of towns and streets"),
        UnitKind.COMMUNITY: text("Ranking of communities"),
        UnitKind.GRID: text("Ranking of grids"),
        UnitKind.CITY: text("Ranking of cities"),
        UnitKind.ORGANISATION: text("Ranking of organisations"),
        PARTNER: text("Ranking of partner bodies"),
    }[by]
