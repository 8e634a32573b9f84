import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.domain.inspection import Site, Unit, UnitKind
from assessor.domain.territory import Holdings, Partnership
from assessor.exchange.errors import FormatError
from assessor.exchange.sheets import SpreadsheetError
from assessor.exchange.spreadsheets import (
    read_register,
    write_register,
)
from assessor.exchange.texts import clean_line
from assessor.files import FileError

UNITS = (
    Unit("530325", "富源县", UnitKind.COUNTY),
    Unit("530325001", "中安街道", UnitKind.TOWN, "530325", date(2011, 1, 1)),
    Unit("530325001", "中安新区", UnitKind.TOWN, "530325", date(2026, 5, 1)),
    Unit("530325001001", "东门社区", UnitKind.COMMUNITY, "530325001", None, date(2030, 12, 31)),
    Unit("GT-SCJG", "市场监管局", UnitKind.ORGANISATION),
)
SITES = (
    Site(
        "530325001001-MARKET-0003", "东门农贸市场", "MARKET", "530325001001", "GT-SCJG", "东门 1 号"
    ),
    Site("530325001001-TOILET-0001", "公厕", "TOILET", "530325001001"),
)
PARTNERSHIPS = (
    Partnership("530325001001", "GT-SCJG", date(2026, 1, 1), date(2027, 1, 1)),
    Partnership("530325001001-TOILET-0001", "GT-SCJG"),
)
ALL = Holdings(UNITS, SITES, PARTNERSHIPS)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "名册.xlsx"
    write_register(path, ALL)
    return path


def _edit(path, change):
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def _problems(path):
    with pytest.raises(SpreadsheetError) as caught:
        read_register(path)
    return [str(problem) for problem in caught.value.problems]


def test_a_register_that_was_written_is_read_again(path):
    assert read_register(path) == ALL


texts = st.text(max_size=12).map(lambda text: clean_line(text).strip())
names = texts.filter(bool)


@given(st.lists(names, max_size=4), st.lists(st.tuples(names, texts), max_size=4))
@settings(max_examples=20, deadline=None)
def test_any_names_and_addresses_are_read_again_as_written(tmp_path_factory, unit_names, places):
    path = tmp_path_factory.mktemp("register") / "a.xlsx"
    units = tuple(Unit(str(n), name, UnitKind.GRID) for n, name in enumerate(unit_names))
    sites = tuple(
        Site(f"530325001001-MARKET-{n:04}", name, "MARKET", "530325001001", "", address)
        for n, (name, address) in enumerate(places)
    )
    write_register(path, Holdings(units, sites))
    assert read_register(path, ALL) == Holdings(units, sites)


def test_what_looks_like_a_formula_is_written_as_text(tmp_path):
    path = tmp_path / "a.xlsx"
    unit = Unit("1", '=HYPERLINK("http://example.org")', UnitKind.GRID)
    write_register(path, Holdings((unit,)))
    assert openpyxl.load_workbook(path)["单位"]["B3"].data_type == "s"
    assert read_register(path).units == (unit,)


def test_an_empty_form_shows_people_what_to_fill_in(tmp_path):
    path = tmp_path / "form.xlsx"
    write_register(path, Holdings())
    assert read_register(path) == Holdings()
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["单位", "点位", "包联"]
    assert [cell.value for cell in book["单位"][2]][:3] == ["代码 Code", "名称 Name", "类别 Kind"]
    assert book["点位"].freeze_panes == "A3"
    (choices,) = book["单位"].data_validations.dataValidation
    assert "乡镇街道" in choices.formula1


def test_people_may_rearrange_columns_leave_rows_empty_and_write_codes_as_numbers(path):
    def change(book):
        sheet = book["单位"]
        sheet.delete_rows(1, 99)
        sheet.append(("assessor-units", 1))
        sheet.append(("Name", "类别", "code", "随便"))
        sheet.append(())
        sheet.append((" 富源县 ", "county", 530325, "x"))
        sheet.append((None, "", None, None))

        for other in ("点位", "包联"):
            book[other].delete_rows(3, 99)

    _edit(path, change)
    assert read_register(path) == Holdings((Unit("530325", "富源县", UnitKind.COUNTY),))


def test_dates_may_be_dates_or_texts(path):
    def change(book):
        book["单位"]["E3"] = datetime(2020, 2, 29, 8, 30)  # noqa: DTZ001 - spreadsheets know no zones
        book["单位"]["F3"] = date(2021, 3, 1)

    _edit(path, change)
    unit = read_register(path).units[0]
    assert (unit.valid_from, unit.valid_to) == (date(2020, 2, 29), date(2021, 3, 1))


def test_every_problem_of_a_file_is_found_at_once(path):
    def change(book):
        units, sites = book["单位"], book["点位"]
        units["A4"] = units["A3"].value
        units["B5"] = "=B4"
        units["C6"] = "局"
        units["E4"] = None
        units["E5"] = "29.2.2021"
        units["D6"] = "上级"
        sites["A3"] = "530325001001-TOILET-0003"
        sites["B4"] = None
        sites["F4"] = 1.5

    _edit(path, change)
    found = _problems(path)
    places = "单位!A3 单位!A4 单位!B5 单位!C6 单位!D6 单位!E5 点位!A3 点位!B4 点位!F4"
    assert sorted(problem.partition(":")[0] for problem in found) == places.split()
    text = "\n".join(found)
    for words in ("stands here twice", "is a formula", "none of: 省级", "no date", "is missing"):
        assert words in text
    assert "530325001001-MARKET-0001" in text


def test_what_does_not_fit_the_rest_of_the_register_is_named_with_its_cell(path):
    def change(book):
        units, sites, partners = book["单位"], book["点位"], book["包联"]
        units["D4"] = "530399"
        units["D6"] = "GT-SCJG"
        units["E6"] = "2031-01-01"
        sites["E3"] = "530325001"
        sites["A4"] = "530325001002-TOILET-0001"
        partners["A3"] = "530325009"
        partners["B4"] = "530325001"

    _edit(path, change)
    found = _problems(path)
    assert [problem.partition(":")[0] for problem in found] == (
        ["单位!D4", "单位!F6", "单位!D6", "点位!E3", "点位!A4", "包联!A3", "包联!A4", "包联!B4"]
    )
    assert "no unit has the code 530399" in found[0]
    assert "市场监管局 is of no higher level" in found[2]


def test_a_site_that_moves_keeps_its_code(path):
    def change(book):
        book["单位"].append(("530325001002", "西门社区", "村", "530325001"))
        book["点位"]["D3"] = "530325001002"

    _edit(path, change)
    assert [problem.partition(":")[0] for problem in _problems(path)] == ["点位!A3"]
    moved = read_register(path, ALL).sites[0]
    assert (moved.code, moved.community) == (SITES[0].code, "530325001002")


def test_a_file_without_partnerships_and_with_older_captions_is_read(path):
    def change(book):
        book.remove(book["包联"])
        book["单位"]["E2"] = "启用日期 Valid from"

    _edit(path, change)
    assert read_register(path) == Holdings(UNITS, SITES)


def test_the_error_names_the_file_and_lists_the_problems(path):
    _edit(path, lambda book: book["单位"].__setitem__("B3", "=1+1"))
    with pytest.raises(
        SpreadsheetError, match=r"^名册.xlsx cannot be taken in: 1 problem.\n单位!B3"
    ):
        read_register(path)


def test_a_missing_column_is_named_with_what_it_may_be(path):
    _edit(path, lambda book: book["点位"].__setitem__("D2", "社区编码"))
    (problem,) = _problems(path)
    assert "column 社区代码 Community is missing" in problem
    assert "社区编码" in problem


def test_a_missing_sheet_is_named(path):
    _edit(path, lambda book: book.remove(book["点位"]))
    (problem,) = _problems(path)
    assert problem.startswith("点位: this sheet is missing")


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("A1", "另一个", "assessor-units must stand here"),
        ("A1", None, "assessor-units must stand here"),
        ("B1", "一", "version must stand here"),
        ("B1", None, "version must stand here"),
        ("B1", 2, "newer version"),
    ],
)
def test_a_sheet_says_what_it_is_and_in_which_version(path, cell, value, words):
    _edit(path, lambda book: book["单位"].__setitem__(cell, value))
    (problem,) = _problems(path)
    assert problem.startswith(f"单位!{cell}")
    assert words in problem


@pytest.mark.parametrize("value", [True, 1.25, "#N/A"])
def test_values_that_are_no_text_are_refused(path, value):
    def change(book):
        book["单位"]["B3"] = value
        if value == "#N/A":
            book["单位"]["B3"].data_type = "e"

    _edit(path, change)
    assert _problems(path)[0].startswith("单位!B3: ")


def test_a_code_of_other_characters_is_refused(path):
    _edit(path, lambda book: book["单位"].__setitem__("A3", "富源 1"))
    assert "letters A to Z" in _problems(path)[0]


def _zipped(parts):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"\xd0\xcf\x11\xe0 an old workbook",
        _zipped({"a": b"b"}),
        _zipped({"[Content_Types].xml": b"<"}),
        _zipped({"xl/worksheets/sheet1.xml": bytes(30 << 20)}),
    ],
)
def test_what_is_no_spreadsheet_is_a_sentence(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=r"\.$"):
        read_register(path)


def test_a_truncated_spreadsheet_is_a_sentence(path):
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(FormatError, match="damaged"):
        read_register(path)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(FileError):
        read_register(tmp_path / "missing.xlsx")
