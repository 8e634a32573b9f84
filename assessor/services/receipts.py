"""The receipt of an import: every file, what became of it and why, as a spreadsheet."""

from assessor.domain.inspection import CHINA_TIME
from assessor.exchange.analysis_sheets import Table, write_tables
from assessor.i18n import Translator
from assessor.services.wording import outcome_words
from assessor.storage import ImportRecord


def receipt_sheet(record: ImportRecord, translator: Translator) -> bytes:
    """What an import brought (XLSX); its title says when, and whether it was undone."""
    text = translator.text
    at = f"{record.at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
    title = text("Import {number} of {at}").format(number=record.id, at=at)
    if record.undone:
        gone = f"{record.undone.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
        title = text("{title}, undone {at}").format(title=title, at=gone)
    captions = (
        (text("File"), 40),
        (text("Outcome"), 14),
        (text("Reason"), 50),
        (text("Checks"), 10),
        (text("Photos received"), 12),
        (text("Photos expected"), 12),
        (text("Digest of the file"), 68),
    )
    rows = (
        (
            each.name,
            outcome_words(each.outcome, translator),
            each.reason,
            each.checks,
            each.photos_received,
            each.photos_expected,
            each.sha,
        )
        for each in record.files
    )
    return write_tables(title, [Table("导入回执", captions, rows)])
