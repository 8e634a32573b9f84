from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from assessor.domain.editions import Difference
from assessor.domain.forms import Mode
from assessor.domain.texts import Confidence
from assessor.errors import AssessorError
from assessor.exchange.sheets import SpreadsheetError
from assessor.services import authoring
from assessor.services.authoring import head_of, import_table, write_folder
from assessor.services.kept_ids import with_kept_ids
from assessor.services.site_type_names import SiteTypeNames
from assessor.standards import load_standard
from tests.exchange.messy_tables import CAPTIONS, messy, saved

HEAD = {"id": "TOWN-2030", "revision": "1", "issuer": "某县爱卫会", "issued": "2030-01"}


@pytest.fixture
def table(tmp_path, library):
    """A table of these rows, imported."""

    def _table(*rows, captions=CAPTIONS, title="Sheet"):
        made = Workbook()
        made.worksheets[0].title = title
        for row in (captions, *rows):
            made.worksheets[0].append(row)
        return import_table(saved(made, tmp_path / "table.xlsx"), library)

    return _table


@pytest.fixture
def written(tmp_path, library):
    """The standard that a table becomes, read back from its folder."""

    def _written(imported, **more):
        given = head_of(imported, HEAD | more)
        folder = write_folder(imported, given, tmp_path / "root", library).folder
        return load_standard(folder, library)

    return _written


def test_a_messy_table_becomes_a_standard(tmp_path, library, written):
    imported = import_table(messy(tmp_path / "messy.xlsx"), library)
    standard = written(imported)
    assert (standard.ref.id, standard.issuer.zh, standard.issued) == (
        "TOWN-2030", "某县爱卫会", "2030-01",
    )  # fmt: skip
    market, toilet = standard.site_types
    assert (market.code, market.points, toilet.code, toilet.points) == ("MARKET", 25, "TOILET", 35)
    assert [section.title.zh for section in market.sections] == ["环境卫生", "管理"]
    first = market.items[0]
    assert (first.mode, first.points, first.deduct) == (Mode.FAULTS, 5, Decimal("0.5"))
    assert first.guidance.zh == "每处扣０．５分，扣完为止"
    assert [item.mode for item in toilet.items] == [*"GGVGR"]
    assert standard.profiles[0].points == 60


def test_what_was_not_understood_is_named_with_its_cell_and_stays_unverified(
    tmp_path, library, written
):
    imported = import_table(messy(tmp_path / "messy.xlsx"), library)
    cells = {(each.sheet, each.cell) for each in imported.remarks}
    assert {("市场", "D6"), ("市场", "D7"), ("公厕检查表", "D7"), ("公厕检查表", "E7")} <= cells
    standard = written(imported)
    doubtful = {
        item.id
        for form in standard.site_types
        for item in form.items
        if item.origin.confidence is Confidence.UNCERTAIN
    }
    assert doubtful == {"MARKET.02", "MARKET.03", "TOILET.04"}
    assert imported.unverified == 3
    assert "酌情扣1-3分" in standard.site_type("MARKET").items[1].origin.note.zh


def test_clauses_are_kept_by_number_and_their_texts_never_made_up(table, written):
    standard = written(
        table(
            ("地面", 5, "每处扣1分", "第十六条 市场管理"),
            ("墙面", 5, "每处扣1分", "三（一）2"),
            ("屋面", 5, "每处扣1分", "21.10；NSC-2021:21.11"),
            captions=("检查内容", "分值", "扣分标准", "条款"),
        )
    )
    assert [item.clauses for item in standard.site_types[0].items] == [
        ("TOWN-2030:16",),
        ("TOWN-2030:3.1.2",),
        ("TOWN-2030:21.10", "NSC-2021:21.11"),
    ]
    told = {clause.id: (clause.text.zh, clause.origin.confidence) for clause in standard.clauses}
    assert told["16"] == ("市场管理", Confidence.SOURCED)
    assert told["3.1.2"][1] is Confidence.UNCERTAIN


def test_missing_points_are_listed_with_their_cells_and_nothing_is_written(
    table, written, tmp_path
):
    imported = table((1, "地面", None, "每处扣1分"), (2, "墙面", "若干", ""), (3, "顶", 0, ""))
    with pytest.raises(SpreadsheetError) as caught:
        written(imported)
    assert [problem.cell for problem in caught.value.problems] == ["C2", "C3", "C4"]
    assert not (tmp_path / "root").exists()


def test_what_the_format_refuses_is_told_with_the_cell(table, written, tmp_path):
    imported = table((1, "地面", 5, "每处扣1分"), (2, "墙面", 999, ""))
    with pytest.raises(SpreadsheetError, match="points"):
        written(imported)  # a form of more than 1000 points
    with pytest.raises(SpreadsheetError, match="id"):
        written(table((1, "地面", 5, "每处扣1分")), id="../../away")
    assert not (tmp_path / "root").exists()


def test_a_revision_that_is_there_is_never_replaced(table, written):
    imported = table((1, "地面", 5, "每处扣1分"))
    written(imported)
    with pytest.raises(AssessorError, match="already"):
        written(imported)
    assert written(imported, revision="2").ref.revision == 2
    with pytest.raises(AssessorError, match="no revision"):
        head_of(imported, {"revision": "一"})


def test_equal_tables_give_equal_folders(table, written, tmp_path, library):
    imported = table((1, "地面", 5, "每处扣1分"))
    first = written(imported)
    again = write_folder(imported, head_of(imported, HEAD), tmp_path / "other", library)
    assert load_standard(again.folder, library).ref == first.ref


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("农贸市场", "", "x"), "MARKET"),
        (("", "", "某县２０３０年菜市场检查评分表", "x"), "MARKET"),
        (("", "", "公厕"), "TOILET"),
        (("MARKET", "公厕"), "MARKET"),
        (("", "乡镇卫生检查表", "Sheet1"), ""),
        (("养老院",), ""),
        (("社区卫生院", ""), "MEDICAL"),
    ],
)
def test_site_types_are_told_by_their_names(library, words, code):
    assert SiteTypeNames(library).code_of(words) == code


def test_unknown_kinds_of_sites_become_types_of_their_own_and_that_is_said(table, written):
    imported = table(
        ("养老院", "地面", 5, "每处扣1分"),
        ("殡仪馆", "地面", 5, "每处扣1分"),
        captions=("点位类型", "检查内容", "分值", "扣分标准"),
    )
    standard = written(imported)
    assert [(form.code, form.name.zh) for form in standard.site_types] == [
        ("T01", "养老院"), ("T02", "殡仪馆"),
    ]  # fmt: skip
    assert [remark.cell for remark in imported.remarks] == ["A2", "A3"]


def test_names_from_outside_the_table_are_made_fit(table, written, library, tmp_path):
    imported = table((1, "地面", 5, "每处扣1分"), title=" 表 一 ")
    odd = tmp_path / " 表\udce4\n.xlsx"
    (tmp_path / "table.xlsx").rename(odd)
    assert import_table(odd, library).file == "表 .xlsx"
    standard = written(imported, title=" 标准\u202e ")
    assert (standard.title.zh, standard.site_types[0].name.zh) == ("标准", "表 一")


def test_more_sections_than_letters_share_the_last(table, written):
    rows = [(f"项目{number}", "地面", 1, "每处扣1分") for number in range(40)]
    standard = written(table(*rows, captions=("项目", "检查内容", "分值", "扣分标准")))
    (form,) = standard.site_types
    assert [section.id[-1] for section in form.sections] == [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert len(form.items) == 40


SAFE = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
CELL = st.text(SAFE, min_size=1, max_size=12)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(CELL, st.integers(1, 9), CELL), min_size=1, max_size=6))
def test_any_texts_survive_the_way_through_the_folder(tmp_path_factory, library, rows):
    book = Workbook()
    for row in (("检查内容", "分值", "扣分标准"), *rows):
        book.worksheets[0].append(row)
    for cells in book.worksheets[0].iter_rows():
        for cell in cells:
            if cell.data_type == "f":
                cell.data_type = "s"
    place = tmp_path_factory.mktemp("table")
    try:
        imported = import_table(saved(book, place / "table.xlsx"), library)
    except AssessorError:
        return  # every row was blank, a title or a note
    if imported.items:
        folder = write_folder(imported, head_of(imported, HEAD), place, library).folder
        read = load_standard(folder, library)
        texts = {item.text.zh for form in read.site_types for item in form.items}
        assert texts == {each.item.text.zh for each in imported.items}


def test_two_imported_revisions_are_compared(table, written, library):
    older = written(
        table((1, "地面洁净，无积水", 5, "每处扣1分"), (2, "证照公示", 5, "未落实不得分"))
    )
    newer = written(
        table((1, "地面洁净、无积水", 5, "每处扣1分"), (2, "证照公示", 4, "未落实不得分")),
        revision="2",
    )
    counts = authoring.diff(older, newer).item_counts
    assert (counts[Difference.TYPOGRAPHIC], counts[Difference.CHANGED]) == (1, 1)


def test_imported_again_the_same_items_keep_their_ids(table, written):
    former = written(
        table(
            (1, "地面洁净，无积水", 5, "每处扣1分"),
            (2, "证照公示", 5, "未落实不得分"),
            title="市场",
        )
    )
    again = table(
        (1, "垃圾日产日清", 5, "每处扣1分"),
        (2, "证照公示", 4, "未落实不得分"),
        (3, "地面洁净、无积水和污渍", 5, "每处扣1分"),
        title="市场",
    )
    newer = written(with_kept_ids(again, former), revision="2")
    assert [(item.id, item.text.zh[:2]) for item in newer.site_types[0].items] == [
        ("T01.03", "垃圾"), ("T01.02", "证照"), ("T01.01", "地面"),
    ]  # fmt: skip
    counts = authoring.diff(former, newer).item_counts
    assert (counts[Difference.NEW], counts[Difference.GONE]) == (1, 0)
