"""The work bulletin (工作简报) on paper: masthead, contents, text, recipients."""

from dataclasses import dataclass
from datetime import datetime

from assessor.domain.bulletins import WorkBulletin
from assessor.domain.inspection import CHINA_TIME
from assessor.domain.signatures import OFFICE_FIELD
from assessor.reporting import style
from assessor.reporting.archival import archive
from assessor.reporting.content import Attachment
from assessor.reporting.masthead import Masthead, set_masthead, set_recipients
from assessor.reporting.metadata import Imprint
from assessor.reporting.painting import paint
from assessor.reporting.parts import Composition, Furniture, SignatureBox
from assessor.reporting.phrases import day, issue, numbered, verification_code


@dataclass(frozen=True, slots=True)
class BulletinPaper:
    """A bulletin and its text as a file, which is attached; `made_at` goes into metadata."""

    bulletin: WorkBulletin
    basis: Attachment
    made_at: datetime


def work_bulletin(content: BulletinPaper, language: str) -> bytes:
    """An issue as PDF/A-3a and PDF/UA-1, the office's signature field empty.

    The same content gives the same bytes.
    """
    composition = Composition(language)
    text, bulletin = composition.translator.text, content.bulletin
    name = bulletin.name or text("Work bulletin")
    number = issue(bulletin.number, composition.translator)
    issued = bulletin.issued or content.made_at.astimezone(CHINA_TIME).date()
    date = day(issued, composition.translator)
    set_masthead(composition.flow, Masthead(name, number, bulletin.issuer, date))
    _set_contents(composition, bulletin)
    _set_text(composition, bulletin)
    to = text("To: {names}").format(names=bulletin.to) if bulletin.to else ""
    copies = text("Copies: {names}").format(names=bulletin.copies) if bulletin.copies else ""
    told = text("Issued on {date}").format(date=date)
    imprint = f"{bulletin.issuer}　{told}".strip("　")
    set_recipients(composition.flow, (to, copies, imprint))
    composition.flow.space(style.HEADING.before)
    composition.signatures((SignatureBox(text("Seal or signature"), OFFICE_FIELD),))
    composition.proof(content.basis.name, content.basis.digest)
    title = f"{name}　{number}".strip("　")
    code = verification_code(content.basis.digest)
    composition.furnish(Furniture(title, bulletin.issuer, code))
    imprint_of_file = Imprint(
        title=f"{title}　{bulletin.title}",
        author=bulletin.issuer,
        subject=bulletin.title,
        language=language.replace("_", "-"),
        identifier=f"urn:assessor:report:{content.basis.digest}",
        made_at=content.made_at.astimezone(CHINA_TIME),
    )
    flow = composition.flow
    return archive(paint(flow.pages), flow, imprint_of_file, (content.basis,))


def _set_contents(composition: Composition, bulletin: WorkBulletin) -> None:
    """The headings of the issue (要目), where there is more than one."""
    headings = [each.heading for each in bulletin.articles if each.heading]
    if len(headings) < 2:
        return
    flow, translator = composition.flow, composition.translator
    flow.text(translator.text("In this issue"), style.CONTENTS_TITLE, "H2")
    for number, heading in enumerate(headings, start=1):
        flow.text(numbered(number, heading, translator), style.CONTENTS)


def _set_text(composition: Composition, bulletin: WorkBulletin) -> None:
    flow, number = composition.flow, 0
    flow.text(bulletin.title, style.ARTICLE_TITLE, "H2")
    for article in bulletin.articles:
        if article.heading:
            number += 1
            look = style.ARTICLE_HEADING
            flow.need(look.before + look.leading + 2 * style.ARTICLE.leading)
            words = numbered(number, article.heading, composition.translator)
            flow.text(words, look, "H3")
        for paragraph in article.paragraphs:
            flow.text(paragraph, style.ARTICLE)
