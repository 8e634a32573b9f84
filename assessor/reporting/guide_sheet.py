"""The quick guide as a sheet of paper to lie beside the laptop."""

from dataclasses import replace
from datetime import datetime

from assessor.domain.guide import Guide
from assessor.domain.inspection import CHINA_TIME
from assessor.reporting import style
from assessor.reporting.archival import archive
from assessor.reporting.metadata import CREATOR, Imprint
from assessor.reporting.painting import paint
from assessor.reporting.parts import Composition, Fact

_HEADING = replace(style.HEADING, size=12, leading=17, before=7, after=2)
_BODY = replace(style.BODY, leading=15, after=3)


def guide_sheet(guide: Guide, language: str, at: datetime) -> bytes:
    """The guide as PDF/A-3a and PDF/UA-1, on one page of A4. `at` is printed nowhere."""
    composition = Composition(language)
    flow = composition.flow
    flow.text(guide.title, style.TITLE, "H1")
    flow.text(guide.motto, style.SUBTITLE)
    for section in guide.sections:
        flow.text(section.title, _HEADING, "H2")
        for line in section.lines:
            flow.text(line, _BODY)
    flow.text(guide.keys_title, _HEADING, "H2")
    composition.facts([Fact(key, words) for key, words in guide.keys])
    flow.text(CREATOR, style.NOTE)
    imprint = Imprint(
        title=guide.title,
        author=CREATOR,
        subject=guide.motto,
        language=language.replace("_", "-"),
        identifier=f"urn:assessor:guide:{CREATOR}".replace(" ", "-"),
        made_at=at.astimezone(CHINA_TIME),
    )
    return archive(paint(flow.pages), flow, imprint)
