"""The site check record (现场检查记录): what an inspector signs, and what proves the score."""

from assessor.domain.explaining import explain
from assessor.domain.inspection import CHINA_TIME, Revision
from assessor.domain.scoring import shown
from assessor.domain.signatures import INSPECTOR_FIELD, OFFICE_FIELD, REVIEWER_FIELD
from assessor.i18n import Translator
from assessor.reporting import style
from assessor.reporting.archival import archive
from assessor.reporting.attributions import (
    contributions_table,
    representative_box,
    representative_words,
    tailoring_table,
    tailoring_words,
)
from assessor.reporting.content import CheckReport
from assessor.reporting.evidence import (
    findings,
    item_number,
    photo_figures,
    photo_numbers,
)
from assessor.reporting.figures import ROW_HEIGHT, set_figures
from assessor.reporting.item_tables import (
    UNVERIFIED,
    absent_table,
    faults_table,
    is_unverified,
    items_table,
    tree_table,
)
from assessor.reporting.metadata import Imprint
from assessor.reporting.painting import paint
from assessor.reporting.parts import Composition, Fact, Furniture, SignatureBox
from assessor.reporting.phrases import moment, percent, verification_code, visit_time
from assessor.reporting.tables import Cell, Row, Table, proportional

_VERDICT_WIDTHS = proportional(48, 40, 32, 50)


def check_report(content: CheckReport, language: str) -> bytes:
    """The report of a check as PDF/A-3a and PDF/UA-1, its signature fields empty.

    The same content gives the same bytes. Raises `ReportError` for a photo that is none.
    """
    record = _Record(content, language)
    record.compose()
    composition = record.composition
    return archive(
        paint(composition.flow.pages), composition.flow, record.imprint, content.attachments
    )


class _Record:
    """Puts the report together, part by part from top to bottom."""

    def __init__(self, content: CheckReport, language: str) -> None:
        if not isinstance(content.sealed.document, Revision):
            raise TypeError("a report is made from a revision")
        self._content = content
        self._revision = content.sealed.document
        self._check = content.sealed.document.check
        self.composition = Composition(language)
        self._translator: Translator = self.composition.translator
        self._findings = findings(content.card)

    @property
    def imprint(self) -> Imprint:
        """What the file says of itself."""
        check, language = self._check, self._translator.language
        text = self._translator.text
        return Imprint(
            title=text("Site check record: {site}").format(site=check.site.name),
            author=text(", ").join(check.visit.inspectors),
            subject=self._content.standard.title.in_language(language),
            language=language.replace("_", "-"),
            identifier=f"urn:sha256:{self._content.sealed.digest}",
            made_at=self._revision.signed_at.astimezone(CHINA_TIME),
        )

    def compose(self) -> None:
        """Set every part."""
        text, site = self._translator.text, self._check.site
        flow = self.composition.flow
        flow.text(text("Site check record"), style.TITLE, "H1")
        kind = self._content.site_type.name.in_language(self._translator.language)
        flow.text(f"{kind}　{site.name}", style.SUBTITLE)
        if self._content.is_preview:
            flow.text(text("Preview, not signed: it proves nothing."), style.WARNING)
        self._facts()
        self._verdict()
        self._items()
        self._faults()
        self._explanation()
        self._absent()
        self._contributions()
        self._tailoring()
        self._remarks()
        self._signatures()
        self.composition.furnish(
            Furniture(
                title=f"{text('Site check record')}　{site.name}",
                number=self._check.id,
                code=verification_code(self._content.sealed.digest),
            )
        )

    def _facts(self) -> None:
        text, language = self._translator.text, self._translator.language
        content, check, site = self._content, self._check, self._check.site
        visit, standard = check.visit, content.standard
        names = text(", ")
        basis = f"{standard.title.in_language(language)}　{standard.document_number}".strip("　")
        revision = text("Standard {ref}, digest {digest}").format(
            ref=standard.ref, digest=standard.ref.digest[:16]
        )
        if standard.tailoring:
            adapted = text("Adapted by {author} from {base}; every change is listed below.")
            revision += "\n" + adapted.format(
                author=standard.tailoring.author, base=standard.tailoring.base
            )
        place = "　".join(filter(None, (content.town_name, check.community_name)))
        self.composition.facts(
            (
                Fact(text("Record"), check.id, wide=True),
                Fact(text("Standard"), f"{basis}\n{revision}", wide=True),
                Fact(text("Site"), site.name),
                Fact(text("Site code"), site.code),
                Fact(
                    text("Kind of site"),
                    self._translator.noted(
                        content.site_type.name.in_language(language), site.site_type
                    ),
                ),
                Fact(text("Community"), place or site.community),
                Fact(text("Address"), site.address),
                Fact(text("Organisation"), check.organisation_name or site.organisation),
                Fact(text("Campaign"), content.campaign_title or check.campaign),
                Fact(text("Time"), visit_time(visit.started, visit.finished, self._translator)),
                Fact(text("Inspectors"), names.join(visit.inspectors)),
                Fact(text("Companions"), visit.companions),
                Fact(text("Weather"), visit.weather),
                Fact(text("Signed"), moment(self._revision.signed_at, self._translator)),
                Fact(
                    text("Site's representative"),
                    representative_words(visit, self._translator),
                    wide=True,
                ),
                *self._correction(),
            )
        )

    def _correction(self) -> tuple[Fact, ...]:
        """What an earlier revision is corrected by, where this is not the first."""
        if not self._revision.parents:
            return ()
        text = self._translator.text
        earlier = text(", ").join(parent[:16] for parent in self._revision.parents)
        words = text("Takes the place of {earlier}.").format(earlier=earlier)
        return (Fact(text("Correction"), f"{words}\n{self._revision.reason}".strip(), wide=True),)

    def _verdict(self) -> None:
        text, card = self._translator.text, self._content.card
        self.composition.heading(text("Result"))
        full = shown(card.site_type.points).removesuffix(".00")
        labels = (
            text("Score (earned / possible)"),
            text("On {points} points").format(points=full),
            text("Observed"),
            text("Verdict"),
        )
        verdict, look = text("No veto"), style.FIGURE_WORDS
        if card.vetoes:
            count = len(card.vetoes)
            verdict = self._translator.plural("{count} veto", "{count} vetoes", count)
            verdict, look = verdict.format(count=count), style.FIGURE_WARNING
        elif card.unobserved:
            verdict = text("No veto so far, incomplete")
        self.composition.table(
            Table(
                _VERDICT_WIDTHS,
                (
                    Row(
                        (
                            Cell(f"{shown(card.earned)} / {shown(card.possible)}", style.FIGURE),
                            Cell(shown(card.standardised), style.FIGURE),
                            Cell(percent(card.coverage), style.FIGURE),
                            Cell(verdict, look),
                        )
                    ),
                ),
                Row(tuple(Cell(each, style.FIGURE_LABEL) for each in labels), style.TINT),
            )
        )
        self._vetoes()

    def _vetoes(self) -> None:
        text, language = self._translator.text, self._translator.language
        for scored in self._content.card.items:
            if scored.vetoes:
                words = text("Veto by item {item}: {words} ({earned} of {possible} points)")
                self.composition.paragraph(
                    words.format(
                        item=item_number(scored.item),
                        words=scored.item.text.in_language(language),
                        earned=shown(scored.earned),
                        possible=shown(scored.possible),
                    ),
                    style.WARNING,
                )

    def _items(self) -> None:
        text, content = self._translator.text, self._content
        self.composition.heading(text("Items"))
        self.composition.table(
            items_table(content.card, content.standard.ref, content.vocabulary, self._translator)
        )
        if any(is_unverified(item, self._translator) for item in content.site_type.items):
            note = text("{mark} The source of this item still has to be verified.")
            self.composition.paragraph(note.format(mark=UNVERIFIED), style.NOTE)

    def _faults(self) -> None:
        text, content = self._translator.text, self._content
        self.composition.heading(text("Faults"))
        if not self._findings:
            self.composition.paragraph(text("No fault was found."))
            return
        numbers = photo_numbers(self._findings)
        self.composition.table(
            faults_table(
                self._findings,
                numbers,
                content.vocabulary,
                self._translator,
                content.unit_names,
            )
        )
        if numbers:
            self.composition.heading(text("Photos"), ROW_HEIGHT)
            set_figures(
                self.composition.flow,
                photo_figures(
                    self._findings,
                    self._revision.photos,
                    content.picture,
                    self._stamp(),
                    self._translator,
                ),
            )

    def _stamp(self) -> str:
        """What is printed below every photo: the site, and the units it belongs to."""
        check = self._check
        units = dict.fromkeys(filter(None, (check.community_name, check.organisation_name)))
        return "\n".join(filter(None, (f"{check.site.name} {check.site.code}", " · ".join(units))))

    def _explanation(self) -> None:
        text, content = self._translator.text, self._content
        self.composition.heading(text("How the score comes about"))
        tree = explain(content.card, content.vocabulary, self._translator)
        self.composition.table(tree_table(tree, self._translator))
        self.composition.paragraph(
            text(
                "Points are added up exactly and rounded to two places, half up, only where "
                "they are printed. Items without loss are not listed. Where a grade or a rate "
                "was given, the whole loss stands with the first fault."
            ),
            style.NOTE,
        )

    def _absent(self) -> None:
        text, content = self._translator.text, self._content
        card = content.card
        if not card.not_applicable and not card.unobserved:
            return
        self.composition.heading(text("Items that do not apply or were not observed"))
        self.composition.table(
            absent_table(card, self._check.open_reason, content.vocabulary, self._translator)
        )
        self.composition.paragraph(
            text(
                "Items that do not apply leave the sum, and the score is scaled to full marks. "
                "Items not observed stay in the sum and earn nothing."
            ),
            style.NOTE,
        )

    def _contributions(self) -> None:
        text, contributions = self._translator.text, self._check.contributions
        if not contributions:
            return
        self.composition.heading(text("Observed by colleagues"))
        self.composition.table(
            contributions_table(contributions, self._content.site_type, self._translator)
        )
        self.composition.paragraph(
            text(
                "Each colleague signed what he observed with his own key; what he signed lies "
                "in the result file. All other items were observed by whoever signed the record."
            ),
            style.NOTE,
        )

    def _tailoring(self) -> None:
        tailoring = self._content.standard.tailoring
        if tailoring is None:
            return
        self.composition.heading(self._translator.text("How the standard was adapted"))
        self.composition.paragraph(tailoring_words(tailoring, self._translator))
        self.composition.table(
            tailoring_table(tailoring, self._content.site_type, self._translator)
        )

    def _remarks(self) -> None:
        text = self._translator.text
        self.composition.heading(text("Remarks"))
        self.composition.paragraph(self._check.remarks or text("None."), style.INDENTED)

    def _signatures(self) -> None:
        text, check = self._translator.text, self._check
        self.composition.heading(text("Signatures"))
        self.composition.signatures(
            (
                SignatureBox(text("Inspector"), INSPECTOR_FIELD),
                SignatureBox(text("Reviewer"), REVIEWER_FIELD),
                representative_box(check.visit, self._translator),
            )
        )
        self.composition.signatures((SignatureBox(text("Office, on receipt"), OFFICE_FIELD),))
        if not self._content.attachments:
            return
        self.composition.paragraph(
            text(
                "The signed document is attached to this file. SHA-256 {digest}, document "
                "{counter} of key {key}."
            ).format(
                digest=self._content.sealed.digest,
                counter=self._revision.counter,
                key=self._revision.key,
            ),
            style.NOTE,
        )
        digest = self._content.sealed.digest
        self.composition.proof(f"{digest}.json", digest)
