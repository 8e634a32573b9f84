import shutil

import pytest
from openpyxl import load_workbook

from assessor.standards import load_standard
from tests.exchange.messy_tables import messy
from tests.services.editions import two_revisions
from tests.standards.standard_files import change


@pytest.fixture
def editions(tmp_path):
    two_revisions(tmp_path / "standards")
    return tmp_path / "standards" / "SHOP-2030"


def test_two_editions_are_told_apart_item_by_item(assessor, tmp_path, editions):
    said = assessor("--profile", tmp_path, "standards", "diff", editions / "1", editions / "2")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "SHOP-2030/1 → SHOP-2030/2"
    assert any(line.split() == ["the", "same", "1", "1"] for line in lines)
    assert "numbers or marking changed: points" in lines
    assert "SHOP.02" not in said.out
    assert (
        "SHOP.02"
        in assessor(
            "--profile", tmp_path, "standards", "diff", editions / "1", editions / "2", "--all"
        ).out
    )


def test_a_difference_of_one_language_is_shown_in_it(assessor, tmp_path, editions):
    said = assessor("--profile", tmp_path, "standards", "diff", "SHOP-2030/1", "SHOP-2030/2")
    assert "地面洁净，无积水" in said.out
    assert "地面洁净、无积水" in said.out
    assert "垃圾桶加盖" not in said.out  # of this one the English tells as much


def test_what_no_line_shows_is_told_by_name_with_both_values(assessor, tmp_path, editions):
    shutil.copytree(editions / "2", editions / "3")
    change(editions / "3", "standard.toml", "revision = 2", "revision = 3")
    change(editions / "3", "site_types/SHOP.toml", "may_not_apply = false\n", "")
    said = assessor("--profile", tmp_path, "standards", "diff", editions / "2", editions / "3")
    assert said.err == ""
    assert said.out.splitlines()[-3:] == [
        "numbers or marking changed: whether it may not apply",
        "  - SHOP.02  May not apply: No, it applies everywhere.",
        "  + SHOP.02  May not apply: Yes, with a reason; it then leaves the sum.",
    ]


def test_programs_get_every_difference(assessor, tmp_path, editions):
    said = assessor(
        "--profile", tmp_path, "standards", "diff", "SHOP-2030/1", "SHOP-2030/2", "--json"
    )
    by_id = {row["newer"][0]: row for row in said.rows if row["kind"] == "item"}
    assert (by_id["SHOP.03"]["fields"], by_id["SHOP.03"]["newer_points"]) == (["points"], ["5.00"])
    assert (by_id["SHOP.01"]["site_type"], by_id["SHOP.01"]["difference"]) == ("SHOP", "changed")
    assert by_id["SHOP.02"]["difference"] == "same"


def test_the_shipped_revisions_are_compared_by_name(assessor, tmp_path):
    said = assessor(
        "--profile", tmp_path, "standards", "diff", "NSC-2021/1", "NSC-2021/1", "--json"
    )
    assert {row["difference"] for row in said.rows} == {"same"}
    assert assessor("--profile", tmp_path, "standards", "diff", "NSC-2021/1", "GONE-1").code == 1


def test_a_table_becomes_a_standard_that_checks(assessor, tmp_path):
    table = messy(tmp_path / "messy.xlsx")
    folder = tmp_path / "made" / "TOWN-2030" / "3"
    said = assessor("--profile", tmp_path, "standards", "import", table, folder, "--title", "标准")
    assert said.code == 0
    assert said.out.splitlines()[0] == str(folder)
    assert "公厕检查表!D7" in said.err
    assert load_standard(folder).title.zh == "标准"
    assert assessor("--profile", tmp_path, "standards", "check", folder).code == 0
    again = assessor("--profile", tmp_path, "standards", "import", table, folder)
    assert (again.code, "already" in again.err) == (1, True)


def test_into_a_folder_of_standards_it_goes_under_its_id(assessor, tmp_path):
    table = messy(tmp_path / "messy.xlsx")
    made = tmp_path / "made"
    said = assessor("--profile", tmp_path, "standards", "import", table, made, "--id", "TOWN-2030")
    assert said.out.splitlines()[0] == str(made / "TOWN-2030" / "1")


def test_the_next_revision_keeps_the_ids_of_the_one_before(assessor, tmp_path):
    table = messy(tmp_path / "messy.xlsx")
    book = load_workbook(table)
    first = assessor("--profile", tmp_path, "standards", "import", table, tmp_path / "A-1" / "1")
    book["公厕检查表"].delete_rows(3)
    book.save(table)
    said = assessor(
        "--profile",
        tmp_path,
        "standards",
        "import",
        table,
        tmp_path / "A-1" / "2",
        "--after",
        "A-1/1",
    )
    assert (first.code, said.code) == (0, 0)
    toilet = load_standard(tmp_path / "A-1" / "2").site_type("TOILET")
    assert toilet.items[0].id == "TOILET.02"
    gone = assessor(
        "--profile", tmp_path, "standards", "import", table, tmp_path / "A-1" / "3", "--after", "X"
    )
    assert (gone.code, "X" in gone.err) == (1, True)


def test_what_is_no_table_is_one_sentence(assessor, tmp_path):
    table = tmp_path / "table.csv"
    table.write_bytes("序号,内容".encode("gbk"))
    said = assessor("--profile", tmp_path, "standards", "import", table, tmp_path / "made")
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    assert not (tmp_path / "made").exists()


def test_the_template_is_filled_in_and_imported(assessor, tmp_path):
    out = tmp_path / "template.xlsx"
    assert assessor("--profile", tmp_path, "standards", "template", out).code == 0
    book = load_workbook(out)
    for row, value in enumerate(("TOWN-2030", 2, "某标准", "某县"), start=2):
        book["标准"].cell(row, 2, value)
    book["检查项"].append(("农贸市场", "卫生", 1, "地面", 5, "每处扣1分"))
    book.save(out)
    said = assessor("--profile", tmp_path, "standards", "import", out, tmp_path / "made")
    assert (said.code, said.err) == (0, "")
    standard = load_standard(tmp_path / "made" / "TOWN-2030" / "2")
    assert (standard.title.zh, standard.issuer.zh) == ("某标准", "某县")
