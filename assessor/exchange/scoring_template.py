"""The blank workbook that authors fill in; `scoring_tables` reads it like any other table."""

from openpyxl.worksheet.worksheet import Worksheet

from assessor.exchange.scoring_tables import AUTHOR_MARKS, AUTHOR_VERSION
from assessor.exchange.sheets import new_book, saved, write_captions, write_text
from assessor.i18n import _

_ITEMS, _HEAD, _INSTRUCTIONS = "检查项", "标准", "说明"


def scoring_template() -> bytes:
    """The workbook: instructions, what names the standard, and a table without items."""
    book = new_book()
    items_mark, head_mark, instructions_mark = AUTHOR_MARKS
    sheet = _begun(book.create_sheet(_INSTRUCTIONS), instructions_mark)
    sheet.column_dimensions["A"].width = 100
    for number, sentence in enumerate(_instructions(), start=2):
        write_text(sheet, number, 1, sentence)
    head = _begun(book.create_sheet(_HEAD), head_mark)
    for column, width in (("A", 20), ("B", 40), ("C", 60)):
        head.column_dimensions[column].width = width
    for number, (key, meaning) in enumerate(_head(), start=2):
        write_text(head, number, 1, key)
        write_text(head, number, 3, meaning)
    items = _begun(book.create_sheet(_ITEMS), items_mark)
    write_captions(items, _captions(), row=2)
    book.active = book.index(items)
    return saved(book)


def _begun(sheet: Worksheet, mark: str) -> Worksheet:
    sheet.append((mark, AUTHOR_VERSION))
    return sheet


def _captions() -> list[tuple[str, int]]:
    return [
        ("点位类型", 16),
        ("项目", 16),
        ("序号", 8),
        ("检查内容", 48),
        ("分值", 8),
        ("评分标准", 40),
        ("检查方法", 40),
        ("条款", 20),
        ("备注", 20),
    ]


def _head() -> tuple[tuple[str, str], ...]:
    return (
        ("id", _("capital letters, digits and hyphens, for example EXAMPLE-2030")),
        ("revision", _("a whole number, 1 for the first")),
        ("title", _("the standard's title")),
        ("issuer", _("who issued it")),
        ("document_number", _("its document number, if it has one")),
        ("issued", _("when, for example 2030-01")),
        ("level", _("city, county or town; several with spaces between")),
        ("responsible", _("who usually answers for such sites")),
    )


def _instructions() -> tuple[str, ...]:
    return (
        _("One row for each item in the sheet 检查项; the sheet 标准 names the standard."),
        _("Contents and points are needed; whatever else is unknown stays empty."),
        _("Scoring words are understood as offices write them, for example:"),
        "每处扣0.5分，扣完为止",
        "未落实不得分",
        "好9-10 合格7-8 不合格0-6",
        "≤2处合格，＞2处不合格",
        "按合格率得分",
        "一票否决",
        _("What is not understood is listed with its cell, and its item stays unverified."),
        _("A site type is a name such as 农贸市场 or a code such as MARKET."),
        _("A clause is a number such as 21.10, or one of another standard: NSC-2021:21.10."),
        _("Formulas count by the value stored with them; hidden sheets are not read."),
    )
