"""Reports as PDF that lasts: set in Chinese type, tagged, archived, ready to be signed.

The only package that knows ReportLab and pikepdf. Text is broken into lines by
`typesetting`, put on pages by `flow`, `tables` and `figures`, painted by `painting`, and
made PDF/A-3a and PDF/UA-1 by `archival`; `check_record`, `ranking_bulletin` and `guide_sheet`
say what stands in the documents.
"""

from assessor.reporting.check_record import INSPECTOR_FIELD, REVIEWER_FIELD, check_report
from assessor.reporting.content import (
    Attachment,
    Bulletin,
    CheckReport,
    RankedUnit,
    Ranking,
    TypicalFault,
)
from assessor.reporting.fonts import unprintable, unprintable_in
from assessor.reporting.guide_sheet import guide_sheet
from assessor.reporting.jpeg import ReportError, jpeg_shape
from assessor.reporting.parts import SIGNATURE_BOX
from assessor.reporting.ranking_bulletin import OFFICE_FIELD, bulletin
from assessor.reporting.stamps import stamp

__all__ = [
    "INSPECTOR_FIELD",
    "OFFICE_FIELD",
    "REVIEWER_FIELD",
    "SIGNATURE_BOX",
    "Attachment",
    "Bulletin",
    "CheckReport",
    "RankedUnit",
    "Ranking",
    "ReportError",
    "TypicalFault",
    "bulletin",
    "check_report",
    "guide_sheet",
    "jpeg_shape",
    "stamp",
    "unprintable",
    "unprintable_in",
]
