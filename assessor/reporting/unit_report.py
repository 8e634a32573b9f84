"""The unit report (单位报告): what a town, community or organisation came to in a campaign."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from assessor.domain import wording
from assessor.domain.inspection import CHINA_TIME, UnitKind
from assessor.domain.profile_words import pass_words
from assessor.domain.scoring import shown
from assessor.domain.signatures import OFFICE_FIELD
from assessor.reporting import style
from assessor.reporting.archival import archive
from assessor.reporting.charts import Entry, Mark, set_bars, set_trend
from assessor.reporting.content import CheckedVisit, UnitReport
from assessor.reporting.evidence import Finding, findings, item_number, noted
from assessor.reporting.figures import ROW_HEIGHT, Figure, set_figures
from assessor.reporting.item_tables import tree_table
from assessor.reporting.metadata import Imprint
from assessor.reporting.painting import paint
from assessor.reporting.parts import (
    Composition,
    Fact,
    Furniture,
    SignatureBox,
)
from assessor.reporting.phrases import (
    day,
    percent,
    period,
    sentences,
    verification_code,
)
from assessor.reporting.tables import Cell, Row, Table, proportional
from assessor.reporting.unit_tables import lost_by_item, rate_of, sites_table, worst_table
from assessor.reporting.visit_tables import faults_in, finished

_MOST_PHOTOS = 24
_WORST = 10
_RESULT_WIDTHS = proportional(48, 40, 32, 50)
_HUNDRED = Fraction(100)


def unit_report(content: UnitReport, language: str) -> bytes:
    """A unit's result as PDF/A-3a and PDF/UA-1, the list of what it rests on attached.

    The same content gives the same bytes.
    """
    composer = _Composer(content, language)
    composer.compose()
    flow = composer.composition.flow
    return archive(paint(flow.pages), flow, composer.imprint, (content.basis,))


class _Composer:
    def __init__(self, content: UnitReport, language: str) -> None:
        self._content = content
        self.composition = Composition(language)
        self._translator = self.composition.translator
        self._visits = sorted(content.visits, key=_worst_first)
        self._found = [(v, finding) for v in self._visits for finding in findings(v.card)]

    @property
    def imprint(self) -> Imprint:
        """What the file says of itself."""
        content, language = self._content, self._translator.language
        title = self._translator.text("Unit report: {unit}").format(unit=content.unit.name)
        return Imprint(
            title=title,
            author=content.issuer,
            subject=content.campaign.title if content.campaign else "",
            language=language.replace("_", "-"),
            identifier=f"urn:assessor:report:{content.basis.digest}",
            made_at=content.made_at.astimezone(CHINA_TIME),
        )

    def compose(self) -> None:
        """Set every part."""
        text, content = self._translator.text, self._content
        flow = self.composition.flow
        flow.text(text("Unit report"), style.TITLE, "H1")
        campaign = content.campaign.title if content.campaign else text("All checks")
        flow.text(f"{content.unit.name}　{campaign}", style.SUBTITLE)
        self._facts()
        self._result()
        self._tree()
        self._sites()
        self._worst()
        self._categories()
        self._trend()
        self._photos()
        self._close()
        title = f"{text('Unit report')}　{content.unit.name}"
        code = verification_code(content.basis.digest)
        self.composition.furnish(Furniture(title, content.unit.code, code))

    def _facts(self) -> None:
        text, content = self._translator.text, self._content
        language, standard = self._translator.language, content.standard
        campaign, line = content.campaign, content.profile.pass_line
        basis = f"{standard.title.in_language(language)}　{standard.document_number}".strip("　")
        revision = text("Standard {ref}, digest {digest}").format(
            ref=standard.ref, digest=standard.ref.digest[:16]
        )
        days = period(campaign.starts, campaign.ends, self._translator) if campaign else ""
        self.composition.facts(
            (
                Fact(text("Unit"), content.unit.name),
                Fact(text("Code"), content.unit.code),
                Fact(text("Kind of unit"), self._kind()),
                Fact(text("Period"), days),
                Fact(text("Standard"), f"{basis}\n{revision}", wide=True),
                Fact(text("Profile"), content.profile.title.in_language(language), wide=True),
                Fact(text("Pass line"), text("none set") if line is None else percent(_of(line))),
                Fact(text("Checks"), str(len(self._visits))),
            )
        )
        if not content.profile.official:
            self._warn(text("The scoring profile is not official."))
        self._warn(content.warning)
        if content.unchecked:
            words = text("Planned and not checked: {sites}.")
            self._warn(words.format(sites=text(", ").join(content.unchecked)))

    def _kind(self) -> str:
        text = self._translator.text
        return {
            UnitKind.COUNTY: text("County"),
            UnitKind.TOWN: text("Town or street"),
            UnitKind.COMMUNITY: text("Community"),
            UnitKind.GRID: text("Grid"),
            UnitKind.ORGANISATION: text("Organisation"),
        }[self._content.unit.kind]

    def _warn(self, words: str) -> None:
        if words:
            self.composition.paragraph(words, style.WARNING)

    def _result(self) -> None:
        text, content, area = self._translator.text, self._content, self._content.place.area
        self.composition.heading(text("Result"))
        labels = (
            text("Score of {points}").format(points=_bare(content.profile.points)),
            text("Place"),
            text("Faults"),
            text("Verdict"),
        )
        place = content.place.place
        verdict = pass_words(content.place.passed, content.profile, self._translator)
        look = style.FIGURE_WORDS
        if area.vetoes:
            count = len(area.vetoes)
            words = self._translator.plural("{count} veto", "{count} vetoes", count)
            verdict, look = words.format(count=count), style.FIGURE_WARNING
        figures = Row(
            (
                Cell(shown(content.place.score), style.FIGURE),
                Cell(f"{place} / {content.ranked}" if place else "—", style.FIGURE),
                Cell(str(sum(map(faults_in, self._visits))), style.FIGURE),
                Cell(verdict or text("No veto"), look),
            )
        )
        header = Row(tuple(Cell(each, style.FIGURE_LABEL) for each in labels), style.TINT)
        self.composition.table(Table(_RESULT_WIDTHS, (figures,), header))

    def _tree(self) -> None:
        text = self._translator.text
        self.composition.heading(text("How the score comes about"))
        self.composition.table(tree_table(self._content.tree, self._translator))
        notes = [text("Site types without loss are not listed; below them stand rates, of 100.")]
        if self._content.place.area.standardised:
            notes.append(text("Modules without a checked site leave the sum."))
        self.composition.paragraph(sentences(notes, self._translator), style.NOTE)

    def _sites(self) -> None:
        text = self._translator.text
        self.composition.heading(text("Sites"))
        if not self._visits:
            self.composition.paragraph(text("Nothing was checked."))
            return
        self.composition.table(sites_table(self._visits, self._translator))
        entries = [
            Entry(each.check.site.name, rate_of(each), shown(rate_of(each)))
            for each in self._visits
        ]
        line = self._content.profile.pass_line
        mark = None
        if line is not None:
            words = text("Pass line {share}").format(share=percent(_of(line)))
            mark = Mark(_of(line) * _HUNDRED, words)
        title = text("Scores of the sites, of 100")
        self.composition.paragraph(title, style.CHART_TITLE)
        set_bars(self.composition.flow, title, entries, _HUNDRED, self._translator, mark)

    def _worst(self) -> None:
        losses = lost_by_item(self._visits)
        if not losses:
            return
        text = self._translator.text
        self.composition.heading(text("Items that lost most"))
        self.composition.table(worst_table(losses[:_WORST], self._translator))
        self.composition.paragraph(
            text(
                "Points lost at all sites together, the most first; items not observed count as "
                "lost."
            ),
            style.NOTE,
        )

    def _categories(self) -> None:
        text, counts = self._translator.text, Counter[str]()
        for _visit, finding in self._found:
            counts[finding.fault.category] += finding.fault.count
        if not counts:
            return
        self.composition.heading(text("Faults by category"))
        entries = [
            Entry(self._category(code), Fraction(count), str(count))
            for code, count in sorted(counts.items(), key=_most_first)
        ]
        full = Fraction(max(counts.values()))
        title = text("Faults by category, in places")
        self.composition.paragraph(title, style.CHART_TITLE)
        set_bars(self.composition.flow, title, entries, full, self._translator)

    def _category(self, code: str) -> str:
        name = wording.category(code, self._content.vocabulary, self._translator)
        return name or self._translator.text("without category")

    def _trend(self) -> None:
        text, trend = self._translator.text, self._content.trend
        if sum(value is not None for _title, value in trend) < 2:
            return
        self.composition.heading(text("Scores of the campaigns"), 190)
        entries = [Entry(title, value, shown(value)) for title, value in trend]
        full = Fraction(self._content.profile.points)
        title = text("Scores of the campaigns")
        set_trend(self.composition.flow, title, entries, full, self._translator)

    def _photos(self) -> None:
        figures = list(self._figures())
        if not figures:
            return
        self.composition.heading(self._translator.text("Photos"), ROW_HEIGHT)
        set_figures(self.composition.flow, figures)

    def _figures(self) -> Iterator[Figure]:
        """One photo of each photographed fault, the sites placed last first."""
        text, number = self._translator.text, 0
        for visit, finding in self._found:
            if number == _MOST_PHOTOS or not finding.fault.photos:
                continue
            picture = self._content.picture(finding.fault.photos[0])
            if picture is None:
                continue
            number += 1
            title = text("Photo {number} · {site}, item {item}").format(
                number=number, site=visit.check.site.name, item=item_number(finding.scored.item)
            )
            yield self._figure(title, visit, finding, picture)

    def _figure(self, title: str, visit: CheckedVisit, finding: Finding, picture: bytes) -> Figure:
        digest = finding.fault.photos[0]
        photo = next((each for each in visit.photos if each.digest == digest), None)
        said = wording.described(finding.fault, self._content.vocabulary, self._translator)
        when = noted(photo, self._translator) if photo else finished(visit, self._translator)
        marks = photo.annotations if photo else ()
        alternative = self._translator.headed(title, said)
        return Figure(picture, alternative, "\n".join((title, said, when)), marks)

    def _close(self) -> None:
        text, content = self._translator.text, self._content
        self.composition.heading(text("What this rests on"))
        words = self._translator.plural(
            "{count} signed record; the attached file names it by its SHA-256.",
            "{count} signed records; the attached file names each by its SHA-256.",
            len(self._visits),
        )
        self.composition.paragraph(words.format(count=len(self._visits)))
        made = day(content.made_at.astimezone(CHINA_TIME), self._translator)
        self.composition.heading(text("Issued by"))
        self.composition.paragraph(f"{content.issuer}　{made}".strip("　"))
        self.composition.signatures((SignatureBox(text("Seal or signature"), OFFICE_FIELD),))
        self.composition.proof(content.basis.name, content.basis.digest)


def _most_first(counted: tuple[str, int]) -> tuple[bool, int, str]:
    """The order of categories; what has none comes last."""
    code, count = counted
    return not code, -count, code


def _worst_first(visit: CheckedVisit) -> tuple[Fraction, str]:
    return rate_of(visit) or Fraction(0), visit.check.site.code


def _of(number: object) -> Fraction:
    return Fraction(str(number))


def _bare(points: object) -> str:
    return shown(_of(points)).removesuffix(".00")
