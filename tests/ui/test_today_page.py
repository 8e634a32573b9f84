import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from assessor.domain.inspection import Faults
from assessor.ui import dialogs
from assessor.ui.add_site_dialog import AddSiteDialog, Entered, add_site, problem_with
from assessor.ui.agenda import Stage
from assessor.ui.today_list import ErrandRole, TodayModel
from assessor.ui.today_page import TodayPage
from tests.actors import site
from tests.ui.conftest import AT


@pytest.fixture
def page(qtbot, desk):
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.resize(1274, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.rest()
    return page


def names(page):
    model = page._model
    return [model.index(row, 0).data(ErrandRole).site.name for row in range(model.rowCount())]


def test_qt_finds_no_fault(desk, page, qtmodeltester):
    qtmodeltester.check(page._model)


def test_enter_begins_at_the_chosen_site(qtbot, desk, page):
    with qtbot.waitSignal(page.check_wanted) as wanted:
        qtbot.keyClick(page._list, Qt.Key.Key_Return)
    draft = desk.workspace.drafts.get(wanted.args[0])
    assert draft.check.site == page._chosen().site
    assert draft.check.visit.inspectors == ("张三",)
    assert draft.check.campaign == "2026-05"
    assert draft.current_item.endswith(".01")


def test_enter_goes_on_with_what_is_begun(qtbot, begin, page):
    check_id = begin()
    page.refresh()
    page._choose(next(e for e in page._model._all if e.check == check_id).site.code)
    with qtbot.waitSignal(page.check_wanted) as wanted:
        page.card.go_on.click()
    assert wanted.args == [check_id]


def test_searching_narrows_the_list_and_enter_goes_on(qtbot, page):
    page._search.setText("西河 公厕")
    assert names(page) == ["西河公厕", "西河广场公厕"]
    with qtbot.waitSignal(page.check_wanted):
        qtbot.keyClick(page._search, Qt.Key.Key_Return)


def test_a_search_that_finds_nothing_offers_nothing(page):
    page._search.setText("nowhere")
    assert names(page) == []
    assert not page.card.isVisible()


def test_the_card_tells_how_far_a_site_is(desk, begin, page):
    check_id = begin()
    desk.workspace.drafts.mark(check_id, "MARKET.03", Faults(), AT)
    page.refresh()
    page._choose(desk.workspace.drafts.get(check_id).check.site.code)
    assert page.card._stage.text() == "1 of 15 marked"
    assert page.card._discard.isVisible()
    assert not page.card._export.isVisible()


def test_a_draft_is_thrown_away_only_after_asking(qtbot, desk, begin, page):
    check_id = begin()
    page.refresh()
    page._choose(desk.workspace.drafts.get(check_id).check.site.code)
    page.card._discard.click()
    (box,) = page.findChildren(QMessageBox)
    assert len(desk.workspace.drafts.all()) == 1
    next(b for b in box.buttons() if b.text() == "Throw away").click()
    assert desk.workspace.drafts.all() == ()
    assert page._chosen().stage is Stage.NOT_BEGUN


def test_a_site_can_be_added_on_the_spot(qtbot, desk, page):
    page._add.click()
    (dialog,) = page.findChildren(AddSiteDialog)
    dialog._name.setText("流动早市")
    dialog._type.setCurrentIndex(dialog._type.findData("MARKET"))
    dialog._organisation.setCurrentText("某市场公司")
    dialog._add.click()
    added = page._chosen().site
    assert (added.name, added.site_type) == ("流动早市", "MARKET")
    assert desk.workspace.register.site(added.code) == added
    assert desk.workspace.register.unit(added.organisation).name == "某市场公司"


def test_a_site_of_a_new_community_makes_the_community(desk):
    entered = Entered("早市", "MARKET", "990001009001", "新社区", "", "")
    assert problem_with(entered) == ""
    added = add_site(desk.workspace.register, entered)
    assert desk.workspace.register.unit("990001009001").name == "新社区"
    assert added.code.startswith("990001009001-MARKET-N")


@pytest.mark.parametrize(
    "entered",
    [
        Entered("", "MARKET", "990001009001", "社区", "", ""),
        Entered("早市", "MARKET", "9900010", "社区", "", ""),
        Entered("早市", "MARKET", "九九", "社区", "", ""),
        Entered("早市", "MARKET", "990001009001", "", "", ""),
    ],
)
def test_what_is_missing_for_a_site_is_said(entered):
    assert problem_with(entered).endswith(".")


def test_an_organisation_of_the_same_name_is_the_same_anywhere(desk, workspace_elsewhere):
    entered = Entered("早市", "MARKET", "990001009001", "社区", "某公司", "")
    here = add_site(desk.workspace.register, entered)
    there = add_site(workspace_elsewhere.register, entered)
    assert here.organisation == there.organisation
    assert here.code != there.code


@pytest.fixture
def workspace_elsewhere(tmp_path):
    from assessor.storage import Workspace

    with Workspace(tmp_path / "elsewhere") as workspace:
        yield workspace


def test_an_unknown_type_of_site_is_refused_with_a_sentence(qtbot, desk, page):
    desk.workspace.register.save_sites([site(site_type="ZOO")])
    page.refresh()
    page._search.setText("ZOO")
    page.card.go_on.click()
    (box,) = page.findChildren(QMessageBox)
    assert "ZOO" in box.text()
    assert desk.workspace.drafts.all() == ()
    box.close()


@pytest.fixture
def signed(qtbot, people, seat):
    """The page of an inspector with one signed check."""
    person = people("zhang")
    person.checks(site())
    page = TodayPage(seat(person))
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_signed_check_can_be_exported_again(qtbot, signed, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_arguments: tmp_path)
    assert signed._chosen().stage is Stage.SIGNED
    with qtbot.waitSignal(signed.said, timeout=10_000) as said:
        signed.card._export.click()
    (exported,) = tmp_path.glob("*.asice")
    assert str(exported) in said.args[0]


def test_a_signed_check_can_be_corrected(qtbot, signed):
    check_id = signed._chosen().check
    with qtbot.waitSignal(signed.check_wanted, timeout=10_000) as wanted:
        signed.card._correct.click()
    assert wanted.args == [check_id]
    assert signed._desk.workspace.drafts.get(check_id).revises


def test_the_report_of_a_signed_check_is_shown(qtbot, signed, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "assessor.ui.today_page.QDesktopServices.openUrl", lambda url: opened.append(url)
    )
    signed.card._report.click()
    assert opened[0].toLocalFile().endswith(".pdf")


def test_the_report_shown_is_that_of_the_revision_that_counts(qtbot, signed, monkeypatch):
    workspace = signed._desk.workspace
    (header,) = workspace.documents.checks()
    # As a crash while signing leaves it: a report of a revision that never came to be.
    workspace.reports.keep("f" * 64, b"%PDF")
    opened = []
    monkeypatch.setattr(
        "assessor.ui.today_page.QDesktopServices.openUrl", lambda url: opened.append(url)
    )
    signed.card._report.click()
    assert opened[0].fileName() == f"{header.head}.pdf"


def test_a_plan_is_taken_in(qtbot, people, seat, tmp_path, monkeypatch):
    inspector, page = people("li"), None
    other = people("zhang")
    result = other.exports(other.checks(site()).check_id, tmp_path / "stick")
    page = TodayPage(seat(inspector))
    qtbot.addWidget(page)
    assert names(page) == []
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (result,))
    with qtbot.waitSignal(page.said, timeout=10_000) as said:
        page._take.click()
    assert said.args == ["Taken in."]


def test_a_model_without_errands_is_empty(qapp):
    assert TodayModel().rowCount() == 0


def test_a_plan_that_is_refused_is_told_in_a_dialog(qtbot, people, seat, tmp_path, monkeypatch):
    broken = tmp_path / "plan.asice"
    broken.write_bytes(b"no plan")
    page = TodayPage(seat(people("li")))
    qtbot.addWidget(page)
    page.show()
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (broken,))
    page._take.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)), timeout=10_000)
    (box,) = page.findChildren(QMessageBox)
    assert "plan.asice" in box.text()
    box.close()
