"""The quick guide, to print."""

from datetime import datetime

from assessor.domain.guide import quick_guide
from assessor.i18n import Translator


def guide_pdf(language: str, at: datetime) -> bytes:
    """The quick guide in a language, on one page (PDF/A-3a)."""
    from assessor.reporting import guide_sheet  # ReportLab takes a while to load

    return guide_sheet(quick_guide(Translator(language)), language, at)
