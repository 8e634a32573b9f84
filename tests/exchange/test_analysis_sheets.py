from fractions import Fraction
from io import BytesIO

import openpyxl

from assessor.exchange.analysis_sheets import Share, Table, write_tables

CAPTIONS = (("Place", 8), ("Name", 20), ("Score", 12), ("Rate", 12))


def sheet_of(*rows):
    book = openpyxl.load_workbook(
        BytesIO(write_tables("2026 年 5 月", [Table("排名", CAPTIONS, rows)]))
    )
    return book["排名"]


def test_a_table_holds_real_numbers_under_captions_that_stay_in_view():
    sheet = sheet_of(
        (1, "中安街道", Fraction(17501, 200), Share(Fraction(2, 3))),
        (None, "=胜境街道", None, Share(None)),
    )
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows == [[1, "中安街道", 87.51, 0.6667], [None, "=胜境街道", None, None]]
    assert (sheet["A1"].value, sheet["C2"].value, sheet.freeze_panes) == (
        "2026 年 5 月",
        "Score",
        "A3",
    )
    assert [sheet[cell].number_format for cell in ("C3", "D3")] == ["0.00", "0.00%"]
    assert [sheet[cell].data_type for cell in ("A3", "C3", "D3", "B4")] == ["n", "n", "n", "s"]


def test_a_score_is_rounded_half_up_as_everywhere_else():
    sheet = sheet_of((1, "", Fraction(2128, 1000), None), (2, "", Fraction(1005, 1000), None))
    assert (sheet["C3"].value, sheet["C4"].value) == (2.13, 1.01)
