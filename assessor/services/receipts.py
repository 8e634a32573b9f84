"""The receipt of an import: who delivered what when, every file and what became of it."""

from datetime import datetime
from typing import TYPE_CHECKING

from assessor.domain.inspection import CHINA_TIME
from assessor.errors import AssessorError
from assessor.i18n import Translator, _, ngettext
from assessor.services.papers import Paper, as_data, paper
from assessor.services.taking_in import FileOutcome
from assessor.services.wording import counted_words, outcome_words, reason_words
from assessor.storage import ImportedFile, ImportRecord, Outcome, Workspace

if TYPE_CHECKING:
    from assessor.reporting import Attachment


def import_record(workspace: Workspace, number: int) -> ImportRecord:
    """An import by its number; `AssessorError` if there is none."""
    for record in workspace.documents.imports(number):
        return record
    raise AssessorError(_("There is no import {number}.").format(number=number))


def undo(workspace: Workspace, number: int, at: datetime) -> str:
    """Take out again what an import brought, and say what changed.

    What other imports hold, too, stays; they are named. `UndoError` while something signed
    rests on what would go.
    """
    touched = workspace.documents.undo_import(number, at)
    words = ngettext(
        "Import {number} was undone; {count} check was touched. {digest}",
        "Import {number} was undone; {count} checks were touched. {digest}",
        len(touched),
    ).format(number=number, count=len(touched), digest=workspace.documents.fingerprint())
    alike = workspace.documents.imports_alike(number)
    if not alike:
        return words
    why = _("Files that import {numbers} holds, too, stay. Undo that as well to take them out.")
    numbers = _(", ").join(map(str, alike))
    return f"{words} {why.format(numbers=numbers)}"  # a fingerprint needs the blank


def told(record: ImportRecord, translator: Translator) -> tuple[FileOutcome, ...]:
    """What became of each file of an import, as it was told when they were taken in."""
    return tuple(
        FileOutcome(
            each.name,
            each.outcome,
            each.reason or reason_words(each.outcome, _missing(each), translator),
            each.checks,
            each.photos_expected,
            each.photos_received,
            signer=each.signer,
        )
        for each in record.files
    )


def _missing(file: ImportedFile) -> int:
    return file.photos_expected - file.photos_received


def receipt_sheet(record: ImportRecord, translator: Translator) -> bytes:
    """What an import brought (XLSX); above its files stand when, the state, and its undoing."""
    from assessor.exchange.analysis_sheets import Table, write_tables  # openpyxl is slow to load

    text = translator.text
    at = f"{record.at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
    title = text("Import {number} of {at}").format(number=record.id, at=at)
    if record.fingerprint:
        words = text("{title}, state afterwards {fingerprint}")
        title = words.format(title=title, fingerprint=record.fingerprint)
    if record.undone:
        gone = f"{record.undone.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
        title = text("{title}, undone {at}").format(title=title, at=gone)
    captions = (
        (text("File"), 40),
        (text("Signed by"), 24),
        (text("Outcome"), 14),
        (text("Reason"), 50),
        (text("Checks"), 10),
        (text("Photos received"), 12),
        (text("Photos expected"), 12),
        (text("Digest of the file"), 68),
    )
    rows = (
        (
            each.file,
            each.signer,
            outcome_words(each.outcome, translator),
            each.reason,
            each.checks,
            each.photos_received,
            each.photos_expected,
            kept.sha,
        )
        for each, kept in zip(told(record, translator), record.files, strict=True)
    )
    return write_tables(title, [Table("导入回执", captions, rows)])


def receipt_paper(record: ImportRecord, language: str, *, issuer: str, at: datetime) -> Paper:
    """The same on paper (PDF/A-3a, unsigned), the receipt as data attached."""
    from assessor.reporting import ImportReceipt, ReceivedLine, import_receipt

    translator = Translator(language)
    content = ImportReceipt(
        number=record.id,
        taken_at=record.at,
        lines=tuple(
            ReceivedLine(
                each.file,
                each.signer,
                outcome_words(each.outcome, translator),
                each.reason,
                each.checks,
                each.photos_received,
                each.photos_expected,
                kept.sha,
                each.outcome is Outcome.QUARANTINED,
            )
            for each, kept in zip(told(record, translator), record.files, strict=True)
        ),
        summary=counted_words((each.outcome for each in record.files), translator),
        fingerprint=record.fingerprint,
        issuer=issuer,
        made_at=at,
        basis=_basis(record, language),
        undone=record.undone,
    )
    return paper(content, import_receipt(content, language))


def _basis(record: ImportRecord, language: str) -> "Attachment":
    files = [
        {
            "name": each.name,
            "outcome": each.outcome,
            "reason": each.reason,
            "signer": each.signer,
            "checks": each.checks,
            "container": each.container,
            "sha256": each.sha,
        }
        for each in record.files
    ]
    told = {
        "report": "import",
        "import": record.id,
        "at": record.at.isoformat(),
        "fingerprint": record.fingerprint,
        "files": files,
    }
    return as_data(told, language)
