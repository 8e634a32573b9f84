"""The site report (点位报告): every check of one site, and what became of its faults."""

from collections import Counter
from fractions import Fraction

from assessor.domain import wording
from assessor.domain.following import Fate
from assessor.domain.inspection import CHINA_TIME
from assessor.domain.scoring import shown
from assessor.domain.signatures import OFFICE_FIELD
from assessor.reporting import style
from assessor.reporting.archival import archive
from assessor.reporting.charts import Entry, set_trend
from assessor.reporting.content import Attachment, CheckedVisit, SiteReport
from assessor.reporting.evidence import item_number, noted
from assessor.reporting.figures import ROW_HEIGHT, Figure, set_figures
from assessor.reporting.metadata import Imprint
from assessor.reporting.painting import paint
from assessor.reporting.parts import (
    Composition,
    Fact,
    Furniture,
    SignatureBox,
)
from assessor.reporting.phrases import day, period, sentences, verification_code
from assessor.reporting.visit_tables import (
    Followed,
    fate_words,
    fates_table,
    finished,
    followed,
    sources_table,
    visits_table,
)

_MOST = 24  # photographed faults that are shown


def site_report(content: SiteReport, language: str) -> bytes:
    """All checks of a site as PDF/A-3a and PDF/UA-1; the signed records are attached.

    The same content gives the same bytes.
    """
    composer = _Composer(content, language)
    composer.compose()
    flow = composer.composition.flow
    return archive(paint(flow.pages), flow, composer.imprint, composer.attachments)


class _Composer:
    def __init__(self, content: SiteReport, language: str) -> None:
        self._content = content
        self.composition = Composition(language)
        self._translator = self.composition.translator
        self._found = followed(content.visits)
        self._kind = content.visits[-1].card.site_type.name.in_language(language)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """What the report rests on, and every signed record."""
        description = self._translator.text("The signed record as data")
        records = (
            Attachment(
                f"{each.sealed.digest}.json", "application/json", each.sealed.body, description
            )
            for each in self._content.visits
        )
        return self._content.basis, *records

    @property
    def imprint(self) -> Imprint:
        """What the file says of itself."""
        text, language = self._translator.text, self._translator.language
        return Imprint(
            title=text("Site report: {site}").format(site=self._content.site.name),
            author=self._content.issuer,
            subject=self._kind,
            language=language.replace("_", "-"),
            identifier=f"urn:assessor:report:{self._content.basis.digest}",
            made_at=self._content.made_at.astimezone(CHINA_TIME),
        )

    def compose(self) -> None:
        """Set every part."""
        text, content = self._translator.text, self._content
        flow = self.composition.flow
        flow.text(text("Site report"), style.TITLE, "H1")
        flow.text(f"{self._kind}　{content.site.name}", style.SUBTITLE)
        self._facts()
        self._visits()
        self._faults()
        self._photos()
        self._close()
        code = verification_code(content.basis.digest)
        title = f"{text('Site report')}　{content.site.name}"
        self.composition.furnish(Furniture(title, content.site.code, code))

    def _facts(self) -> None:
        text, content, site = self._translator.text, self._content, self._content.site
        days = [each.check.visit.started.astimezone(CHINA_TIME).date() for each in content.visits]
        place = "　".join(filter(None, (content.town_name, content.community_name)))
        self.composition.facts(
            (
                Fact(text("Site"), site.name),
                Fact(text("Site code"), site.code),
                Fact(text("Kind of site"), self._translator.noted(self._kind, site.site_type)),
                Fact(text("Community"), place or site.community),
                Fact(text("Address"), site.address),
                Fact(text("Organisation"), content.organisation_name or site.organisation),
                Fact(text("Checks"), str(len(content.visits))),
                Fact(text("Period"), period(min(days), max(days), self._translator)),
            )
        )
        if content.left_out:
            words = self._translator.plural(
                "{count} check in conflict or without its standard is left out.",
                "{count} checks in conflict or without their standard are left out.",
                content.left_out,
            )
            self.composition.paragraph(words.format(count=content.left_out), style.WARNING)

    def _visits(self) -> None:
        text, visits = self._translator.text, self._content.visits
        self.composition.heading(text("Scores of all visits"))
        self.composition.table(visits_table(visits, self._translator))
        if len(visits) < 2:
            return
        entries = [
            Entry(finished(each, self._translator), each.card.standardised, _score(each))
            for each in visits
        ]
        full = max(Fraction(each.card.site_type.points) for each in visits)
        title = text("Scores of all visits")
        self.composition.flow.space(style.HEADING.after)
        set_trend(self.composition.flow, title, entries, full, self._translator)

    def _faults(self) -> None:
        text, content = self._translator.text, self._content
        self.composition.heading(text("Faults and what became of them"))
        if not self._found:
            self.composition.paragraph(text("No fault was found."))
            return
        self.composition.paragraph(self._summary())
        self.composition.table(
            fates_table(self._found, content.visits, content.vocabulary, self._translator)
        )
        self.composition.paragraph(
            text(
                "Told by later checks alone: the next time the same item was looked at under the "
                "same revision of the form. It says nothing of what was done in between."
            ),
            style.NOTE,
        )

    def _summary(self) -> str:
        text, fates = self._translator.text, Counter(e.following.fate for e in self._found)
        words = (
            (Fate.MENDED, text("Sound when next looked at: {count}.")),
            (Fate.AGAIN, text("At fault again: {count}.")),
            (Fate.UNSEEN, text("Not looked at since: {count}.")),
            (Fate.LATEST, text("Found at the latest visit: {count}.")),
        )
        said = (each.format(count=fates[fate]) for fate, each in words if fates[fate])
        return sentences(said, self._translator)

    def _photos(self) -> None:
        text = self._translator.text
        wanted = [each for each in reversed(self._found) if each.finding.fault.photos]
        if not wanted:
            return
        self.composition.heading(text("Photos, before and after"), ROW_HEIGHT)
        if len(wanted) > _MOST:
            words = text("The latest {shown} of {count} photographed faults.")
            self.composition.paragraph(words.format(shown=_MOST, count=len(wanted)))
        pairs: list[Figure] = []
        single: list[Figure] = []
        for each in wanted[:_MOST]:
            before = self._figure(each)
            after = self._figure(later) if (later := self._later(each)) else None
            if before and after:
                pairs += (before, after)
            elif before:
                single.append(before)
        # Two stand in a row, so the earlier photo is on the left of the later one.
        set_figures(self.composition.flow, pairs)
        set_figures(self.composition.flow, single)

    def _later(self, earlier: Followed) -> Followed | None:
        """The photographed fault of the same item on the visit that told its fate."""
        item = earlier.finding.scored.item.id
        for each in self._found:
            is_same = each.finding.scored.item.id == item and each.finding.fault.photos
            if is_same and each.visit == earlier.following.told_by:
                return each
        return None

    def _figure(self, each: Followed) -> Figure | None:
        text, visit = self._translator.text, self._content.visits[each.visit]
        digest = each.finding.fault.photos[0]
        picture = self._content.picture(digest)
        if picture is None:
            return None
        photo = next((known for known in visit.photos if known.digest == digest), None)
        title = text("Visit {visit}, {date} · item {item}").format(
            visit=each.visit + 1,
            date=finished(visit, self._translator),
            item=item_number(each.finding.scored.item),
        )
        said = wording.described(each.finding.fault, self._content.vocabulary, self._translator)
        fate = fate_words(each.following, self._content.visits, self._translator)
        caption = "\n".join((title, said, fate, noted(photo, self._translator)))
        alternative = self._translator.headed(title, said)
        return Figure(picture, alternative, caption, photo.annotations if photo else ())

    def _close(self) -> None:
        text, content = self._translator.text, self._content
        self.composition.heading(text("What this rests on"))
        self.composition.table(sources_table(content.visits, self._translator))
        self.composition.paragraph(text("Every signed record is attached."), style.NOTE)
        made = day(content.made_at.astimezone(CHINA_TIME), self._translator)
        self.composition.heading(text("Issued by"))
        self.composition.paragraph(f"{content.issuer}　{made}".strip("　"))
        self.composition.signatures((SignatureBox(text("Seal or signature"), OFFICE_FIELD),))
        self.composition.proof(content.basis.name, content.basis.digest)


def _score(visit: CheckedVisit) -> str:
    return shown(visit.card.standardised)
