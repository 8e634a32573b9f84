import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from assessor.exchange.errors import FormatError
from assessor.exchange.scoring_captions import CAPTIONS, columns_in
from assessor.exchange.scoring_tables import read_scoring_table
from assessor.exchange.scoring_template import scoring_template
from tests.exchange.messy_tables import CAPTIONS as ROW
from tests.exchange.messy_tables import messy, saved


@pytest.fixture
def table(tmp_path):
    """The table of a sheet with these rows."""

    def _table(*rows, merged=(), name="Sheet"):
        made = Workbook()
        sheet = made.worksheets[0]
        sheet.title = name
        for row in rows:
            sheet.append(row)
        for each in merged:
            sheet.merge_cells(each)
        return read_scoring_table(saved(made, tmp_path / "book.xlsx"))

    return _table


def told(table):
    return [(remark.cell, remark.message) for remark in table.remarks]


def test_a_messy_book_becomes_rows(tmp_path):
    found = read_scoring_table(messy(tmp_path / "messy.xlsx"))
    assert [(row.row, row["content"], row["points"]) for row in found.rows] == [
        (5, "地面洁净， 无积水", "５"),
        (6, "垃圾日产日清", "5分"),
        (7, "设有活禽区", "5"),
        (10, "证照公示", "4"),
        (11, "从业人员健康证", "六"),
        (3, "无臭味", "10"),
        (4, "无蝇", "10"),
        (5, "设洗手池", "5"),
        (7, "有标识", "5"),
        (8, "公厕率", "5"),
    ]
    assert found.rows[2]["rule"] == "1.未隔离扣2分；2.未消毒扣3分"
    assert found.rows[0].section == "一、环境卫生（１５分）"
    assert found.rows[0].cells["rule"] == "D5"
    assert found.titles[0] == "某县农贸市场卫生检查评分表"
    assert {str(remark) for remark in found.remarks} == {
        "旧版: this sheet is hidden and was not read. Show it if it belongs here.",
        "空白: no row here names contents and points; the sheet was left out.",
        "市场!C12: the items add up to 10, not to 9.",
        "市场!A14: taken for a note: 注：本表由检查组填写。",
    }


@pytest.mark.parametrize(
    "captions",
    [
        ("编号", "评估内容", "标准分", "评分办法"),
        ("序 号", "考核\n内容", "分 值", "扣分\n标准"),
        ("项次", "检查要点", "满分(分)", "评分细则"),
        ("No.", "Content", "Points", "Scoring"),
        ("序号", "检查内容及要求", "标准分值（100分）", "考核评分标准"),
    ],
)
def test_captions_go_by_many_names(captions):
    assert columns_in(captions) == {"number": [0], "content": [1], "points": [2], "rule": [3]}


def test_without_contents_the_project_is_what_is_checked():
    assert columns_in(("项目", "分值", "评分标准")) == {"content": [0], "points": [1], "rule": [2]}
    assert columns_in(("一级指标", "二级指标", "分值"))["section"] == [0]


@pytest.mark.parametrize("texts", [(), ("检查内容",), ("分值",), ("地面洁净", "5", "每处扣1分")])
def test_other_rows_hold_no_captions(texts):
    assert columns_in(texts) == {}


def test_no_word_means_two_kinds_of_columns():
    words = [word for words in CAPTIONS.values() for word in words]
    assert len(words) == len(set(words))


def test_contents_merged_over_rows_with_points_of_their_own_are_several_items(table):
    found = table(
        ("项目", "检查内容", "分值", "评分标准"),
        ("卫生", "地面", 3, "每处扣1分"),
        (None, None, 2, "未清扫不得分"),
        merged=("A2:A3", "B2:B3"),
    )
    assert [(row["content"], row["points"]) for row in found.rows] == [
        ("地面", "3"),
        ("地面：未清扫不得分", "2"),
    ]
    assert {row.section for row in found.rows} == {"卫生"}


def test_rules_on_rows_of_their_own_belong_to_the_item_above(table):
    found = table(ROW, (1, "地面", 5, "每处扣1分"), (None, None, None, "未落实不得分"))
    assert [row["rule"] for row in found.rows] == ["每处扣1分；未落实不得分"]


def test_sections_and_totals_that_do_not_add_up_are_told(table):
    found = table(
        ROW,
        ("（一）卫生（10分）",),
        (1, "地面", 5, "每处扣1分"),
        ("（二）管理",),
        (2, "证照", 4, "每处扣1分"),
        ("合计", None, "１０分"),
    )
    assert [row.section for row in found.rows] == ["（一）卫生（10分）", "（二）管理"]
    assert told(found) == [
        ("A2", "the items add up to 5, not to 10."),
        ("C6", "the items add up to 9, not to 10."),
    ]


def test_captions_may_come_again_in_another_order(table):
    found = table(
        ROW, (1, "地面", 5, "每处扣1分"), ("分值", "检查内容", "评分标准"), (4, "墙面", "酌情扣分")
    )
    assert [(row["content"], row["points"]) for row in found.rows] == [("地面", "5"), ("墙面", "4")]


def test_what_looks_like_a_note_but_has_points_is_an_item(table):
    found = table(ROW[1:], ("检查人员佩戴证件", 5, "每处扣1分"))
    assert [row["content"] for row in found.rows] == ["检查人员佩戴证件"]


def test_texts_without_contents_are_named(table):
    found = table(ROW, (1, "地面", 5, "每处扣1分"), (2, None, 5, None))
    assert [cell for cell, _message in told(found)] == ["A3"]


def test_a_book_without_items_is_refused_with_its_remarks(tmp_path):
    path = tmp_path / "blank.xlsx"
    path.write_bytes(scoring_template())
    with pytest.raises(FormatError, match="holds no scoring table"):
        read_scoring_table(path)


def test_the_template_is_read_when_it_is_filled_in(tmp_path):
    from openpyxl import load_workbook

    path = tmp_path / "filled.xlsx"
    path.write_bytes(scoring_template())
    book = load_workbook(path)
    assert book.sheetnames == ["说明", "标准", "检查项"]
    book["标准"]["B2"] = "EXAMPLE-2030"
    book["检查项"].append(("农贸市场", "卫生", 1, "地面", 5, "每处扣1分", "看", "21.10", ""))
    found = read_scoring_table(saved(book, path))
    assert found.head == {"id": "EXAMPLE-2030"}
    (row,) = found.rows
    assert (row["site_type"], row.section, row["guidance"], row["clause"]) == (
        "农贸市场", "卫生", "看", "21.10",
    )  # fmt: skip
    assert found.remarks == ()
    book["检查项"]["B1"] = 9
    with pytest.raises(FormatError, match="newer version"):
        read_scoring_table(saved(book, path))


def test_columns_that_are_not_taken_over_are_named_once(table):
    found = table(
        (*ROW, "责任单位"),
        (1, "地面", 5, "每处扣1分", None, "城管局"),
        (2, "墙面", 5, "每处扣1分", None, "住建局"),
    )
    assert told(found) == [("F2", "the column 责任单位 is not taken over; it begins with: 城管局")]


CELLS = st.sampled_from(
    [
        None,
        5,
        0.5,
        "５分",
        "地面洁净",
        "合计",
        "注：",
        "一、卫生（10分）",
        "每处扣1分",
        "#REF!",
        *ROW,
    ]
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=12))
def test_whatever_stands_below_the_captions_is_a_row_or_named(tmp_path_factory, rows):
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (ROW, (0, "第一项", 5, "每处扣1分"), *rows):
        sheet.append(row)
    path = saved(made, tmp_path_factory.mktemp("book") / "book.xlsx")
    found = read_scoring_table(path)
    shown = " ".join(
        [*(text for row in found.rows for text in (*row.texts.values(), row.section))]
        + [remark.message for remark in found.remarks]
    )
    unused = {each.cell[0] for each in found.remarks if "is not taken over" in each.message}
    places = {"ABCD"[at] for row in rows for at, text in enumerate(row[:4]) if text == "地面洁净"}
    assert "地面洁净" in shown or places <= unused


def test_what_stands_beside_another_rule_of_an_item_is_named(table):
    rows = (["序号", "内容", "分值", "评分标准"], [1, "第一项", 5, "每处扣1分"])
    found = table(*rows, ["地面洁净", None, None, "每处扣2分"])
    assert found.rows[0]["rule"] == "每处扣1分；每处扣2分"
    assert [str(each) for each in found.remarks] == ["Sheet!A3: taken for a note: 地面洁净"]


def test_a_sheet_whose_captions_are_not_known_tells_the_nearest(table):
    with pytest.raises(FormatError) as caught:
        table(["附件2"], ["编号", "要素", "权重", "打分办法"], [1, "地面干净", 10, "每处扣1分"])
    assert "Sheet!A2: only 编号, 权重 is known here as a caption." in str(caught.value)


def test_the_number_of_an_annex_is_no_title(table):
    found = table(["附件2"], ["农贸市场评分表"], ["内容", "分值"], ["地面干净", 10])
    assert found.titles == ("农贸市场评分表",)


def test_the_rate_below_the_total_is_no_item(table):
    rows = (["序号", "内容", "分值"], [1, "地面干净", 10], ["", "总分", 10], ["", "得分率", ""])
    assert [row["content"] for row in table(*rows).rows] == ["地面干净"]
