from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from assessor.domain.boards import BoardLines
from assessor.i18n import Translator
from assessor.services.analysis import analyse_campaign
from assessor.services.analysis_sheets import analysis_sheets
from tests.actors import Person, authority, site, units


@pytest.fixture
def office(tmp_path):
    office = Person("office", tmp_path / "office", authority(tmp_path / "a"), is_office=True)
    office.workspace.register.save_units(units())
    yield office
    office.close()


def rows(book, name):
    return [tuple(cell.value for cell in row) for row in book[name].iter_rows(min_row=3)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_sheet_says_what_the_analysis_says(office, language):
    office.checks(site(), faults=3)
    office.checks(site(community="990001002001"))
    found = analyse_campaign(office.workspace, office.library, "town")
    vocabulary = office.library.vocabulary()
    book = openpyxl.load_workbook(BytesIO(analysis_sheets(found, vocabulary, Translator(language))))
    assert book.sheetnames == ["排名", "模块", "点位类型", "十乱", "最差条目"]
    assert [row[:5] for row in rows(book, "排名")] == [
        (1, "990001002", "西河街道", 100, 1),
        (2, "990001001", "东门街道", 97, 1),
    ]
    assert rows(book, "点位类型")[0][:5] == (
        "MARKET",
        found.ranking.standard.site_type("MARKET").name.in_language(language),
        98.5,
        100,
        0.985,
    )
    assert [row[2:] for row in rows(book, "十乱")] == [(3, 3), (0, 0), (3, 3)]
    (item,) = rows(book, "最差条目")
    assert (item[0], item[3], item[4], item[7]) == ("MARKET.06", 1.5, 3, 1)
    assert all(book[name].freeze_panes == "A3" for name in book.sheetnames)


def test_the_offices_lines_put_units_on_lists(office):
    office.checks(site(), faults=30)
    office.checks(site(community="990001002001"))
    found = analyse_campaign(office.workspace, office.library, "town")
    lines = BoardLines(Decimal("0.95"), Decimal("0.95"))
    made = analysis_sheets(found, office.library.vocabulary(), Translator("zh_CN"), lines)
    listed = rows(openpyxl.load_workbook(BytesIO(made)), "红黑榜")
    assert [row[1:4] for row in listed] == [
        (0.95, "990001002", "西河街道"),
        (0.95, "990001001", "东门街道"),
    ]
    assert listed[0][4] == 1
    assert listed[1][4] < 0.95
