import openpyxl


def test_analyse_tells_units_types_modules_and_what_items_cost(assessor, office, result):
    assessor("--profile", office.folder, "merge", result)
    said = assessor("--profile", office.folder, "analyse", "--json")
    by_part = {}
    for row in said.rows:
        by_part.setdefault(row["part"], []).append(row)
    (unit,) = by_part["unit"]
    assert (unit["code"], unit["rate"], unit["sites"]) == ("990001001", "98.00", 1)
    assert unit["faults"] == {"CH08": 2}
    assert [row["code"] for row in by_part["site_type"]] == ["MARKET"]
    assert "98.00" in [row["rate"] for row in by_part["module"]]
    assert [(row["code"], row["cost"]) for row in by_part["item"]] == [("MARKET.06", "2.00")]


def test_analyse_prints_tables(assessor, office, result):
    assessor("--profile", office.folder, "merge", result)
    said = assessor("--profile", office.folder, "analyse", "--by", "organisation")
    assert said.code == 0
    assert "MARKET.06" in said.out
    assert "98.00" in said.out


def test_a_ranking_and_an_analysis_are_written_as_the_same_sheets(
    assessor, office, result, tmp_path
):
    assessor("--profile", office.folder, "merge", result)
    books = []
    for number, command in enumerate(("rank", "analyse")):
        target = tmp_path / f"{number}.xlsx"
        assert assessor("--profile", office.folder, command, "--out", target).code == 0
        books.append(openpyxl.load_workbook(target))
    for book in books:
        assert book.sheetnames == ["排名", "模块", "点位类型", "十乱", "最差条目"]
        assert book["排名"]["D3"].value == 98
