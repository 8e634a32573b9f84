import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from assessor.domain.inspection import Faults, Visit
from assessor.errors import AssessorError
from assessor.services.fieldwork import new_check
from assessor.services.sites import Entered, add_site, correct_site, problem_with
from assessor.ui import dialogs
from assessor.ui.add_site_dialog import AddSiteDialog
from assessor.ui.agenda import Stage
from assessor.ui.edit_site_dialog import EditSiteDialog
from assessor.ui.export_dialog import ExportDialog
from assessor.ui.publish_dialog import PublishDialog
from assessor.ui.publish_work import Kind, Wish
from assessor.ui.today_list import ErrandRole, TodayModel, stage_words
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
    assert {"西河公厕", "西河广场公厕"} <= set(names(page))
    with qtbot.waitSignal(page.check_wanted):
        qtbot.keyClick(page._search, Qt.Key.Key_Return)


def test_a_search_that_finds_nothing_offers_nothing(page):
    page._search.setText("nowhere")
    assert names(page) == []
    assert not page.card.isVisible()
    assert page._none.text().startswith("No site matches")
    page._search.clear()
    assert not page._none.isVisible()


def test_a_small_window_still_shows_six_sites_beside_the_chosen_one(page):
    page.resize(820, 499)
    assert page._list.viewport().height() >= 6 * page._list.sizeHintForRow(0)
    assert page.card.mapTo(page, QPoint()).x() > page._list.geometry().right()


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
    assert signed.export_all.isVisible()
    assert signed.export_all.text() == "Export 1 …"
    signed.card._export.click()
    (dialog,) = signed.findChildren(ExportDialog)
    with qtbot.waitSignal(dialog.panel.exported, timeout=10_000):
        dialog.panel.drives.other.click()
    assert len(list(tmp_path.glob("*.asice"))) == 1
    assert signed._chosen().stage is Stage.EXPORTED
    assert not signed.export_all.isVisible()
    dialog.close()


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


def test_only_an_office_is_offered_the_report_over_all_checks_of_a_site(qtbot, signed):
    assert not signed.card.issue.isVisible()
    signed._desk.preferences.change(role="office")
    signed.refresh()
    code = signed._chosen().site.code
    signed.card.issue.click()
    (dialog,) = signed.findChildren(PublishDialog)
    qtbot.waitUntil(lambda: dialog.view.pages > 0, timeout=30_000)
    assert dialog.wish == Wish(Kind.SITE, code)
    dialog.reject()


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


def codes(page):
    return [each.site.code for each in page._model.errands]


def test_pinyin_finds_a_site(page):
    page._search.setText("xhgc")
    assert "西河公厕" in names(page)
    page._search.setText("xhgcz")
    assert names(page) == []
    page._search.setText("xhgc")
    assert names(page)[0] == "西河公厕"


def test_sites_are_moved_on_the_route_by_keys_and_stay_there(qtbot, desk, page):
    before = codes(page)
    page._choose(before[0])
    qtbot.keyClick(page._list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert codes(page)[:3] == [before[1], before[0], before[2]]
    assert page._chosen().site.code == before[0]
    page.card._later.click()
    page.card._earlier.click()
    page.card._earlier.click()
    assert codes(page) == before
    page._choose(before[-1])
    page.card._later.click()
    assert codes(page) == before
    assert desk.workspace.routes.route("2026-05") == tuple(before)


def test_sites_are_dragged_on_the_route(page):
    model, before = page._model, codes(page)
    mime = model.mimeData([model.index(3, 0)])
    model.dropMimeData(mime, Qt.DropAction.MoveAction, 1, 0, QModelIndex())
    assert codes(page)[:4] == [before[0], before[3], before[1], before[2]]
    mime = model.mimeData([model.index(0, 0)])
    model.dropMimeData(mime, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert codes(page)[-1] == before[0]


def test_one_button_goes_on_at_the_next_site_that_needs_work(qtbot, desk, begin, page):
    check_id = begin()
    page.refresh()
    site = desk.workspace.drafts.get(check_id).check.site
    page._choose(site.code)
    with qtbot.waitSignal(page.check_wanted) as wanted:
        page._go_on_next.click()
    assert wanted.args == [check_id]
    assert page._go_on_next.accessibleName() == f"Go on: {site.name}"


def test_enter_at_a_signed_site_goes_on_at_the_next(qtbot, signed):
    desk = signed._desk
    desk.workspace.register.save_sites([site(), site(9)])
    signed.refresh()
    signed._choose(site().code)
    assert signed._chosen().stage is Stage.SIGNED
    with qtbot.waitSignal(signed.check_wanted) as wanted:
        qtbot.keyClick(signed._list, Qt.Key.Key_Return)
    assert desk.workspace.drafts.get(wanted.args[0]).check.site == site(9)


def test_a_signed_site_shows_its_score_and_whether_it_was_exported(signed):
    errand = signed._chosen()
    assert stage_words(errand).endswith(" of 100 points · signed")
    workspace = signed._desk.workspace
    workspace.handed_over.note(workspace.documents.check(errand.check).head, AT)
    signed.refresh()
    assert stage_words(signed._chosen()).endswith("exported")


def correct(page, **typed):
    page.card._change.click()
    (dialog,) = page.findChildren(EditSiteDialog)
    for name, words in typed.items():
        if name == "type":
            dialog._type.setCurrentIndex(dialog._type.findData(words))
        else:
            getattr(dialog, f"_{name}").setText(words)
    dialog._keep.click()
    return dialog


def test_a_site_is_corrected_and_its_draft_with_it(qtbot, desk, begin, page):
    check_id = begin()
    page.refresh()
    code = desk.workspace.drafts.get(check_id).check.site.code
    page._choose(code)
    with qtbot.waitSignal(page.site_changed):
        correct(page, name="东门市场北区", address="东门路 9 号")
    assert desk.workspace.register.site(code).name == "东门市场北区"
    kept = desk.workspace.drafts.get(check_id).check.site
    assert (kept.name, kept.address) == ("东门市场北区", "东门路 9 号")
    assert page._chosen().site.name == "东门市场北区"


EARLY = Entered("早市", "MARKET", "990001009001", "新社区", "", "")
AS_TOILET = {"name": "早市", "address": "", "site_type": "TOILET", "at": AT}


def test_the_type_follows_only_the_code_that_was_made_on_the_spot(desk, page):
    page._choose(codes(page)[0])
    dialog = correct(page, type="SCHOOL")
    assert "comes from the office" in dialog._problem.text()
    dialog.close()
    added = add_site(desk.workspace.register, EARLY)
    changed = correct_site(desk.workspace, added, **AS_TOILET)
    assert changed.code == added.code.replace("MARKET", "TOILET")
    assert desk.workspace.register.site(added.code) is None
    assert desk.workspace.register.site(changed.code) == changed


def test_the_type_stays_once_something_rests_on_it(desk):
    added = add_site(desk.workspace.register, EARLY)
    ref = desk.library.standard("NSC-2021").ref
    check = new_check(desk.workspace, added, ref, Visit(AT))
    desk.workspace.drafts.begin(check, "MARKET.01")
    with pytest.raises(AssessorError, match="Add a new site"):
        correct_site(desk.workspace, added, **AS_TOILET)


def test_a_site_needs_a_name(page):
    page._choose(codes(page)[0])
    dialog = correct(page, name=" ")
    assert dialog._problem.text() == "Give the site a name."
    dialog.close()


def test_a_finger_scrolls_the_list_and_drags_no_site(qtbot, desk, page):
    desk.workspace.register.save_sites([site(number) for number in range(1, 40)])
    page._campaign.setCurrentIndex(page._campaign.count() - 1)
    page.refresh()
    page._list.scrollToTop()
    before = codes(page)
    device = QTest.createTouchDevice()
    viewport = page._list.viewport()
    start = viewport.mapTo(page, QPoint(200, viewport.height() - 40))
    QTest.touchEvent(page, device).press(0, start, page).commit()
    for step in range(1, 9):
        QTest.qWait(10)
        QTest.touchEvent(page, device).move(0, start - QPoint(0, 30 * step), page).commit()
    QTest.touchEvent(page, device).release(0, start - QPoint(0, 240), page).commit()
    qtbot.waitUntil(lambda: page._list.verticalScrollBar().value() > 100)
    assert not page._list.dragEnabled()
    assert codes(page) == before
