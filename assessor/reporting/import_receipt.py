"""The receipt of an import (导入回执): who delivered what when, and what became of every file."""

from dataclasses import dataclass
from datetime import datetime

from assessor.domain.inspection import CHINA_TIME
from assessor.domain.signatures import OFFICE_FIELD
from assessor.reporting import style
from assessor.reporting.archival import archive
from assessor.reporting.content import Attachment
from assessor.reporting.metadata import Imprint
from assessor.reporting.painting import paint
from assessor.reporting.parts import Composition, Fact, Furniture, SignatureBox
from assessor.reporting.phrases import day, moment, verification_code
from assessor.reporting.tables import Cell, Row, Table, proportional
from assessor.reporting.visit_tables import heading_row

_WIDTHS = proportional(10, 48, 32, 47, 13, 20)


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """One file: what it is called, whose it is, what became of it and why, in words."""

    name: str
    signer: str
    outcome: str
    reason: str
    checks: int
    photos_received: int
    photos_expected: int
    digest: str = ""  # SHA-256 of the file
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class ImportReceipt:
    """An import and its files in the order they were taken; `fingerprint` is the state after.

    `summary` counts the outcomes in words; `basis` is the receipt as data and is attached.
    """

    number: int
    taken_at: datetime
    lines: tuple[ReceivedLine, ...]
    summary: str
    fingerprint: str
    issuer: str
    made_at: datetime
    basis: Attachment
    undone: datetime | None = None


def import_receipt(content: ImportReceipt, language: str) -> bytes:
    """A receipt as PDF/A-3a and PDF/UA-1, the office's signature field empty.

    The same content gives the same bytes.
    """
    composition = Composition(language)
    text, flow = composition.translator.text, composition.flow
    title = text("Receipt of import {number}").format(number=content.number)
    flow.text(title, style.TITLE, "H1")
    _set_facts(composition, content)
    composition.heading(text("Files"))
    composition.table(_files(composition, content))
    composition.heading(text("Issued by"))
    made = day(content.made_at.astimezone(CHINA_TIME), composition.translator)
    composition.paragraph(f"{content.issuer}　{made}".strip("　"))
    composition.signatures((SignatureBox(text("Seal or signature"), OFFICE_FIELD),))
    composition.proof(content.basis.name, content.basis.digest)
    code = verification_code(content.basis.digest)
    composition.furnish(Furniture(title, content.issuer, code))
    imprint = Imprint(
        title=title,
        author=content.issuer,
        subject=content.summary,
        language=language.replace("_", "-"),
        identifier=f"urn:assessor:report:{content.basis.digest}",
        made_at=content.made_at.astimezone(CHINA_TIME),
    )
    return archive(paint(flow.pages), flow, imprint, (content.basis,))


def _set_facts(composition: Composition, content: ImportReceipt) -> None:
    text, translator = composition.translator.text, composition.translator
    lines = content.lines
    received = sum(each.photos_received for each in lines)
    expected = sum(each.photos_expected for each in lines)
    composition.facts(
        (
            Fact(text("Taken in"), moment(content.taken_at, translator, seconds=True)),
            Fact(text("Checks"), str(sum(each.checks for each in lines))),
            Fact(text("Files"), content.summary, wide=True),
            Fact(text("Photos"), f"{received}/{expected}"),
            Fact(text("State afterwards"), content.fingerprint),
        )
    )
    if content.undone is not None:
        words = text("This import was undone on {time}.")
        time = moment(content.undone, translator)
        composition.paragraph(words.format(time=time), style.WARNING)


def _files(composition: Composition, content: ImportReceipt) -> Table:
    text = composition.translator.text
    header = heading_row(
        text("No."),
        text("File"),
        text("Signed by"),
        text("Outcome"),
        text("Checks"),
        text("Photos"),
    )
    rows = tuple(_row(number, each) for number, each in enumerate(content.lines, start=1))
    return Table(_WIDTHS, rows, header)


def _row(number: int, line: ReceivedLine) -> Row:
    centre = style.CELL_CENTRE
    return Row(
        (
            Cell(str(number), centre),
            Cell(line.name, note=f"SHA-256 {line.digest[:16]}" if line.digest else ""),
            Cell(line.signer or "—", style.CELL_SMALL),
            Cell(
                line.outcome,
                style.CELL_WARNING if line.is_refused else style.CELL_CENTRE_BOLD,
                note=line.reason,
            ),
            Cell(str(line.checks), centre),
            Cell(f"{line.photos_received}/{line.photos_expected}", centre),
        )
    )
