from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMessageBox

from assessor.domain.inspection import Unit, UnitKind
from assessor.domain.territory import Holdings, Partnership
from assessor.exchange.spreadsheets import write_register
from assessor.ui.change_dialog import ChangeDialog
from assessor.ui.register_dialog import RegisterDialog
from assessor.ui.unit_tree import CodeRole
from assessor.ui.units_page import UnitsPage

TOWN = "990001001"


@pytest.fixture
def page(qtbot, desk):
    page = UnitsPage(desk)
    qtbot.addWidget(page)
    page.resize(1274, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page._model.rowCount() > 0)
    return page


def choose(page, code):
    model = page._model
    found = model.match(model.index(0, 0), CodeRole, code, 1, Qt.MatchFlag.MatchRecursive)
    page.tree.setCurrentIndex(found[0])


def unit(desk, code=TOWN, on=None):
    return desk.workspace.register.unit(code, on)


def asked(page, qtbot):
    qtbot.waitUntil(lambda: page.findChild(RegisterDialog) is not None)
    return page.findChildren(RegisterDialog)[-1]


def fill(dialog, **fields):
    """Fill fields by what they are called aloud."""
    for each in dialog.findChildren(QLineEdit):
        if each.accessibleName() in fields:
            each.setText(fields[each.accessibleName()])
    for each in dialog.findChildren(QComboBox):
        if each.accessibleName() in fields:
            each.setCurrentIndex(each.findData(fields[each.accessibleName()]))


DAY = "A day, for example 2026-05-01"


def keep(page, qtbot, dialog, done):
    dialog._keep.click()
    qtbot.waitUntil(done)
    qtbot.waitUntil(lambda: not page._desk.jobs.busy)


def test_the_tree_leads_from_the_county_to_its_sites(page):
    model = page._model
    county = model.index(0, 0)
    assert county.data(CodeRole) == "990001"
    assert [model.index(n, 0, county).data(CodeRole) for n in range(model.rowCount(county))] == [
        "990001001",
        "990001002",
        "990001101",
    ]
    choose(page, "990001001001")
    assert page._name.text() == "东门街道第一社区"
    assert page.table.model().rowCount() == len(page.sites.rows) > 0
    assert all(row[0].community == "990001001001" for row in page.sites.rows)
    line = model.index(model.rowCount() - 1, 0)
    assert line.data() == "Organisations"
    assert model.rowCount(line) == 3


@pytest.mark.parametrize("wanted", ["dmjd", "东门街", TOWN])
def test_a_unit_is_found_by_name_pinyin_or_code(qtbot, page, wanted):
    page.search.setFocus()
    page.search.setText(wanted)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._model.index(0, 0).data(CodeRole) == TOWN)
    choose(page, TOWN)
    assert page._name.text() == "东门街道"
    page.search.clear()
    qtbot.waitUntil(lambda: page._model.index(0, 0).data(CodeRole) == "990001")


def test_a_found_site_is_chosen_in_its_community(qtbot, page):
    site = page._register.holdings.sites[3]
    page.search.setText(site.code)
    page._look()
    qtbot.waitUntil(lambda: page._model.index(0, 0).data(CodeRole) == site.code)
    assert page._unit.code == site.community
    assert page._site == site
    assert page.assign.isEnabled()


def test_a_rename_from_a_day_keeps_the_old_name_before_it_and_is_taken_back(qtbot, desk, page):
    choose(page, TOWN)
    page.rename.click()
    dialog = asked(page, qtbot)
    fill(dialog, Name="东门新区", **{DAY: "2026-05-01"})
    keep(page, qtbot, dialog, lambda: page._name.text() == "东门新区")
    assert unit(desk, on=date(2026, 4, 30)).name == "东门街道"
    assert "东门街道 until 2026-05-01" in page._about.text()
    page.undo.click()
    qtbot.waitUntil(lambda: page._name.text() == "东门街道")
    assert unit(desk).name == "东门街道"
    assert not page.undo.isEnabled()


def test_a_unit_is_added_below_the_chosen_one(qtbot, desk, page):
    choose(page, TOWN)
    page.add.click()
    dialog = asked(page, qtbot)
    fill(dialog, Name="第九社区", **{"Code, as in the national area codes": f"{TOWN}009"})
    keep(page, qtbot, dialog, lambda: unit(desk, f"{TOWN}009") is not None)
    made = unit(desk, f"{TOWN}009")
    assert (made.kind, made.parent, made.valid_from) == (UnitKind.COMMUNITY, TOWN, None)


def test_what_cannot_be_is_told_in_the_dialog_and_keeps_nothing(qtbot, desk, page):
    choose(page, TOWN)
    page.add.click()
    dialog = asked(page, qtbot)
    for fields, words in (
        ({"Name": ""}, "Give the unit a code."),
        ({"Code, as in the national area codes": TOWN, "Name": "甲"}, "is taken by 东门街道"),
        ({"Code, as in the national area codes": "9", DAY: "1. Mai"}, "1. Mai is no day"),
    ):
        fill(dialog, **fields)
        dialog._keep.click()
        assert words in dialog._problem.text()
    dialog.reject()
    page.rename.click()
    dialog = asked(page, qtbot)
    desk.workspace.register.save_units([Unit("990001", "示例县", UnitKind.GRID)])
    dialog._keep.click()
    qtbot.waitUntil(lambda: "示例县 is of no higher level" in dialog._problem.text())
    assert desk.workspace.register.territory().versions(TOWN) == (unit(desk),)
    assert unit(desk).valid_from is None


def test_what_lies_in_a_unit_that_ended_lies_in_the_one_above_it(qtbot, desk, page):
    choose(page, "990001101")
    page.end.click()
    dialog = asked(page, qtbot)
    fill(dialog, **{DAY: "2026-01-01"})
    dialog._keep.click()
    qtbot.waitUntil(lambda: page._model.rowCount(page._model.index(0, 0)) == 4)
    codes = [page._model.index(n, 0, page._model.index(0, 0)).data(CodeRole) for n in range(4)]
    assert codes == ["990001001", "990001002", "990001101001", "990001101002"]
    assert unit(desk, "990001101").valid_to == date(2026, 1, 1)


def test_a_body_looks_after_a_unit_and_another_after_a_site(qtbot, desk, page):
    choose(page, TOWN)
    page.partner.click()
    dialog = asked(page, qtbot)
    fill(dialog, **{"Partner body": "ORG-CG", DAY: "2026-01-01"})
    keep(page, qtbot, dialog, lambda: "looked after by 示例县城市管理局" in page._about.text())
    assert {row[1][4] for row in page.sites.rows} == {"示例县城市管理局"}
    page.table.selectRow(0)
    page.assign.click()
    dialog = asked(page, qtbot)
    fill(dialog, **{"Partner body": "ORG-JD", DAY: "2026-01-01", "Community": "990001002001"})
    code = page._site.code
    keep(
        page, qtbot, dialog, lambda: desk.workspace.register.site(code).community == "990001002001"
    )
    holdings = desk.workspace.register.holdings()
    assert Partnership(code, "ORG-JD", date(2026, 1, 1)) in holdings.partnerships


def test_a_sheet_is_looked_at_before_it_is_taken_in(qtbot, desk, page, tmp_path):
    path = tmp_path / "底册.xlsx"
    later = Unit(TOWN, "东门新区", UnitKind.TOWN, "990001", date(2026, 5, 1))
    write_register(path, Holdings((later,)))
    page.look_at(path)
    qtbot.waitUntil(lambda: page.findChild(ChangeDialog) is not None)
    dialog = page.findChild(ChangeDialog)
    assert dialog.lines.item(0).text() == (
        "990001001 东门新区: from 2026-05-01: name 东门街道 → 东门新区"
    )
    assert unit(desk).name == "东门街道"
    dialog.take_in.click()
    qtbot.waitUntil(lambda: unit(desk).name == "东门新区")
    qtbot.waitUntil(lambda: page.undo.isEnabled())
    page.look_at(path)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert page.findChild(QMessageBox).text() == "底册.xlsx says nothing new."
    QApplication.processEvents()


def test_mistakes_of_a_sheet_are_listed_and_nothing_is_taken_in(qtbot, desk, page, tmp_path):
    path = tmp_path / "底册.xlsx"
    stray = Unit("990009001", "无县镇", UnitKind.TOWN, "990009")
    write_register(path, Holdings((stray,)))
    page.look_at(path)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert "单位!D3: no unit has the code 990009." in page.findChild(QMessageBox).text()
    assert unit(desk, stray.code) is None


def test_what_is_written_is_read_again(qtbot, desk, page, tmp_path, monkeypatch):
    target = tmp_path / "out.xlsx"
    monkeypatch.setattr("assessor.ui.dialogs.choose_target", lambda *_all: target)
    with qtbot.waitSignal(page.said):
        page.export.click()
    page.look_at(target)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert "nothing new" in page.findChild(QMessageBox).text()
