"""Reports as PDF that lasts: set in Chinese type, tagged, archived, ready to be signed.

The only package that knows ReportLab and pikepdf. Text is broken into lines by
`typesetting`, put on pages by `flow`, `tables` and `figures`, painted by `painting`, and
made PDF/A-3a and PDF/UA-1 by `archival`; `check_record`, `site_report`, `unit_report`,
`ranking_bulletin`, `work_bulletin`, `checklist` and `guide_sheet` say what stands in the
documents.
"""

from assessor.domain.signatures import INSPECTOR_FIELD, OFFICE_FIELD, REVIEWER_FIELD
from assessor.reporting.check_record import check_report
from assessor.reporting.checklist import Checklist, checklist
from assessor.reporting.content import (
    Attachment,
    Bulletin,
    CheckedVisit,
    CheckReport,
    RankedUnit,
    Ranking,
    SiteReport,
    TypicalFault,
    UnitReport,
)
from assessor.reporting.fonts import unprintable, unprintable_in
from assessor.reporting.guide_sheet import guide_sheet
from assessor.reporting.import_receipt import ImportReceipt, ReceivedLine, import_receipt
from assessor.reporting.jpeg import ReportError, jpeg_shape
from assessor.reporting.parts import SIGNATURE_BOX
from assessor.reporting.ranking_bulletin import bulletin
from assessor.reporting.site_report import site_report
from assessor.reporting.stamps import stamp
from assessor.reporting.unit_report import unit_report
from assessor.reporting.work_bulletin import BulletinPaper, work_bulletin

__all__ = [
    "INSPECTOR_FIELD",
    "OFFICE_FIELD",
    "REVIEWER_FIELD",
    "SIGNATURE_BOX",
    "Attachment",
    "Bulletin",
    "BulletinPaper",
    "CheckReport",
    "CheckedVisit",
    "Checklist",
    "ImportReceipt",
    "RankedUnit",
    "Ranking",
    "ReceivedLine",
    "ReportError",
    "SiteReport",
    "TypicalFault",
    "UnitReport",
    "bulletin",
    "check_report",
    "checklist",
    "guide_sheet",
    "import_receipt",
    "jpeg_shape",
    "site_report",
    "stamp",
    "unit_report",
    "unprintable",
    "unprintable_in",
    "work_bulletin",
]
