import re
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from assessor.exchange import workbooks
from assessor.exchange.errors import FormatError
from assessor.exchange.workbooks import read_grids
from tests.exchange.messy_tables import messy, saved, with_member

BOMB = b"""<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst/>"""
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(tmp_path):
    """A workbook of these rows; gives its path."""

    def _book(*rows, merged=(), change=None):
        made = Workbook()
        sheet = made.worksheets[0]
        for row in rows:
            sheet.append(row)
        for each in merged:
            sheet.merge_cells(each)
        if change:
            change(sheet)
        return saved(made, tmp_path / "book.xlsx")

    return _book


def refused(path):
    with pytest.raises(FormatError) as caught:
        read_grids(path)
    return str(caught.value)


def test_merged_cells_are_spread_over_the_cells_they_cover(book):
    (grid,), _remarks = read_grids(book(("a", "b"), (None, "c"), ("d", None), merged=("A1:A2",)))
    assert grid.rows == {1: ["a", "b"], 2: ["a", "c"], 3: ["d"]}
    assert grid.repeats == grid.below == {(2, 0)}


def test_rows_that_say_nothing_are_absent(book):
    (grid,), _remarks = read_grids(book(("a",), (None,), ("b",)))
    assert list(grid.rows) == [1, 3]


def test_numbers_are_shown_as_people_see_them(book):
    def percent(sheet):
        sheet["C1"].number_format = "0%"

    (grid,), _remarks = read_grids(book((5, 0.1 + 0.2, 0.9, 3.10), change=percent))
    assert grid.rows[1] == ["5", "0.3", "90%", "3.1"]


def test_a_formula_counts_by_its_stored_value_or_is_named(book):
    path = book(("a", "=1+1"), ("b", "=1+2"))
    (grid,), remarks = read_grids(path)
    assert list(grid.rows.values()) == [["a"], ["b"]]
    assert [remark.cell for remark in remarks] == ["B1", "B2"]
    stored = with_member(
        path, SHEET, lambda xml: re.sub(rb"1\+1</f><v ?(/>|></v>)", b"1+1</f><v>2</v>", xml)
    )
    (grid,), remarks = read_grids(stored)
    assert grid.rows[1][1] == "2"
    assert [remark.cell for remark in remarks] == ["B2"]


def test_dates_errors_and_lost_characters_are_named(book):
    (_grid,), remarks = read_grids(book((datetime(2026, 3, 1), "#REF!", "地面\ufffd净")))  # noqa: DTZ001  Excel knows no zones
    assert [remark.cell for remark in remarks] == ["A1", "B1", "C1"]
    assert "3-1" in remarks[0].message


def test_hidden_sheets_are_not_read_and_hidden_rows_are_told(tmp_path):
    made = Workbook()
    made.worksheets[0].append(("a",))
    made.worksheets[0].append(("b",))
    made.worksheets[0].row_dimensions[2].hidden = True
    made.create_sheet("old").append(("x",))
    made["old"].sheet_state = "veryHidden"
    grids, remarks = read_grids(saved(made, tmp_path / "book.xlsx"))
    assert [(grid.name, len(grid.rows)) for grid in grids] == [("Sheet", 2)]
    assert [remark.sheet for remark in remarks] == ["Sheet", "old"]
    assert "row 2" in remarks[0].message


def test_columns_beyond_bounds_are_told(book):
    (grid,), remarks = read_grids(book(tuple(range(1, 60))))
    assert len(grid.rows[1]) == 40
    assert "beyond column AN" in remarks[0].message


def test_a_hundred_thousand_rows_are_refused(book, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 50)
    assert "more than 50 rows" in refused(book(*[("x",)] * 51))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "old workbook"),
        ("序号,检查内容\n1,地面".encode("gbk"), "save it as XLSX"),
        ("序号,检查内容\n1,地面".encode(), "save it as XLSX"),
        (b"", "save it as XLSX"),
        (b"PK\x03\x04 cut off", "damaged"),
    ],
)
def test_other_kinds_of_files_are_refused_with_a_remedy(tmp_path, content, words):
    path = tmp_path / "table.xls"
    path.write_bytes(content)
    said = refused(path)
    assert words in said
    assert "table.xls" in said
    assert len(said.splitlines()) == 1


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("hello.txt", "hello")
    assert "no spreadsheet" in refused(path)


@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le", "utf-16"])
def test_entity_bombs_are_refused_unread(book, encoding):
    path = with_member(book(("a",)), SHEET, lambda _xml: BOMB.decode().encode(encoding))
    assert "document type" in refused(path)


def test_zip_bombs_are_refused_unread(book):
    path = with_member(book(("a",)), SHEET, lambda xml: xml + b" " * (64 << 20))
    assert "suspiciously large" in refused(path)


def test_merges_without_end_are_refused(book):
    def merge(xml):
        cells = b"".join(b'<mergeCell ref="A1:XFD1048576"/>' for _each in range(50))
        return xml.replace(b"</sheetData>", b"</sheetData><mergeCells>" + cells + b"</mergeCells>")

    assert "merged" in refused(with_member(book(("a",)), SHEET, merge))


def test_xml_in_a_wrong_encoding_is_damage(book):
    path = with_member(
        book(("ground",)), SHEET, lambda xml: xml.replace(b"ground", "地面".encode("gbk"))
    )
    assert "damaged" in refused(path)


def test_a_messy_book_is_read_whole(tmp_path):
    grids, remarks = read_grids(messy(tmp_path / "messy.xlsx"))
    assert [grid.name for grid in grids] == ["市场", "公厕检查表", "空白"]
    assert [remark.sheet for remark in remarks] == ["旧版"]
