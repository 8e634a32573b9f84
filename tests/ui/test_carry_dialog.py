from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget

from assessor.domain.carrying import Choice
from assessor.domain.inspection import Band, Fault, Faults, YesNo
from assessor.services import carrying
from assessor.services.sign_off import sign_off
from assessor.ui.carry_dialog import CarryDialog
from assessor.ui.carry_notice import offer_carry
from assessor.ui.desk import Desk
from assessor.ui.jobs import Jobs
from assessor.ui.places import Places
from assessor.ui.preferences import Preferences
from assessor.ui.widgets import Page, column
from tests.actors import NOON
from tests.services.editions import begun, two_revisions
from tests.ui.conftest import AT


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    return two_revisions(tmp_path_factory.mktemp("standards"))


@pytest.fixture
def desk(county, paths, editions, qapp):
    preferences = Preferences(paths.settings)
    preferences.change(inspector="李四", language="en")
    jobs = Jobs()
    yield Desk(paths, county, editions, preferences, jobs)
    jobs.shut_down()


@pytest.fixture
def draft(desk):
    check_id = begun(desk.workspace, desk.library)
    for item, seen in (
        ("SHOP.01", Faults((Fault(2, "污渍"),))),
        ("SHOP.02", Band(10)),
        ("SHOP.03", YesNo(True)),
    ):
        desk.workspace.drafts.mark(check_id, item, seen, AT)
    return check_id


def carry(desk, draft):
    def _carry(plan, choices):
        carrying.carry_draft(desk.workspace, draft, plan, choices, by="李四", at=AT)

    return _carry


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(qtbot, desk, draft, window):
    newest = desk.library.standard("SHOP-2030")
    plan = carrying.plan_of(desk.workspace, desk.library, draft, newest)
    dialog = CarryDialog(desk, plan, carry(desk, draft), window)
    dialog.open()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    return dialog


@pytest.fixture
def shell(qtbot, desk):
    """A page as the check page is laid out, for the notice."""
    page = Page()
    page.setLayout(column(QLabel("header"), QLabel("body")))
    qtbot.addWidget(page)
    page.show()
    return page


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def press(qtbot, dialog, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget() or dialog, key)


def test_both_texts_stand_side_by_side_with_the_answer(dialog):
    shown = "\n".join(texts(dialog))
    assert "1 of 2" in shown
    assert "SHOP-2030/1" in shown
    assert "SHOP-2030/2" in shown
    assert "50 points, 5 off for each place" in shown
    assert "55 points, 5 off for each place" in shown
    assert shown.count("Answer: 2 places") == 2


def test_texts_that_differ_in_chinese_alone_are_shown_in_chinese(dialog):
    shown = texts(dialog)
    assert "SHOP.01 地面洁净，无积水" in shown
    assert "SHOP.01 地面洁净、无积水" in shown
    dialog.take()
    assert "SHOP.03 Bins have lids" in texts(dialog)


def test_one_takes_over_and_two_marks_anew_and_nothing_changes_before_the_end(
    qtbot, desk, draft, dialog
):
    before = desk.workspace.drafts.get(draft).check
    press(qtbot, dialog, Qt.Key.Key_1)
    assert "2 of 2" in texts(dialog)
    press(qtbot, dialog, Qt.Key.Key_2)
    assert dialog.choices == {"SHOP.01": Choice.TAKEN, "SHOP.03": Choice.ANEW}
    assert desk.workspace.drafts.get(draft).check == before
    with qtbot.waitSignal(dialog.carried):
        press(qtbot, dialog, Qt.Key.Key_Return)
    moved = desk.workspace.drafts.get(draft).check
    assert (moved.standard.revision, sorted(moved.observations)) == (2, ["SHOP.01", "SHOP.02"])
    (record,) = carrying.records_of(desk.workspace, draft)
    assert record.by == "李四"


def test_the_score_before_and_after_follows_each_decision(qtbot, dialog):
    assert any(text.startswith("90.00 → ") for text in texts(dialog))
    press(qtbot, dialog, Qt.Key.Key_1, Qt.Key.Key_1)
    assert "90.00 → 90.00" in texts(dialog)
    (summary,) = [text for text in texts(dialog) if "go over" in text or "goes over" in text]
    assert "1 answer goes over by itself." in summary
    assert "SHOP-2030/2: 90.00 of 100.00 points" in summary


def test_going_back_decides_again(qtbot, dialog):
    press(qtbot, dialog, Qt.Key.Key_1, Qt.Key.Key_Backspace, Qt.Key.Key_2)
    assert dialog.choices == {"SHOP.01": Choice.ANEW}


def test_enter_does_nothing_before_every_item_was_looked_at(qtbot, desk, draft, dialog):
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert desk.workspace.drafts.get(draft).check.standard.revision == 1


def test_an_answer_that_does_not_suit_cannot_be_taken_over(desk, draft, window):
    newest = desk.library.standard("SHOP-2030")
    desk.workspace.drafts.mark(draft, "SHOP.01", YesNo(True), AT)
    plan = carrying.plan_of(desk.workspace, desk.library, draft, newest)
    dialog = CarryDialog(desk, plan, carry(desk, draft), window)
    dialog.open()
    dialog.take()
    assert dialog.choices == {}
    assert any("does not suit" in text for text in texts(dialog))


def test_a_draft_that_changed_meanwhile_is_not_carried_over(qtbot, desk, draft, dialog):
    dialog.take()
    dialog.take()
    desk.workspace.drafts.mark(draft, "SHOP.02", Band(7), AT + timedelta(minutes=1))
    dialog.finish()
    assert desk.workspace.drafts.get(draft).check.standard.revision == 1
    (box,) = dialog.findChildren(QMessageBox)
    assert "changed meanwhile" in box.text()
    box.accept()


def test_the_notice_is_quiet_and_can_be_put_off(qtbot, desk, draft, shell):
    notice = offer_carry(shell, desk, draft)
    assert shell.layout().indexOf(notice) == 1
    shell.resize(900, 700)
    qtbot.waitUntil(lambda: 0 < notice.height() < 80)
    notice.dismiss.click()
    assert not notice.isVisible()
    assert desk.workspace.drafts.get(draft).check.standard.revision == 1


def test_a_draft_of_the_newest_revision_gets_no_notice(desk, shell):
    assert offer_carry(shell, desk, begun(desk.workspace, desk.library, revision=2)) is None
    assert shell.layout().count() == 2


def test_undo_asks_before_answers_given_since_are_lost(qtbot, desk, draft, shell):
    newest = desk.library.standard("SHOP-2030")
    plan = carrying.plan_of(desk.workspace, desk.library, draft, newest)
    carrying.carry_draft(desk.workspace, draft, plan, {}, by="李四", at=AT + timedelta(minutes=1))
    desk.workspace.drafts.mark(draft, "SHOP.03", YesNo(True), AT + timedelta(minutes=2))
    notice = offer_carry(shell, desk, draft)
    assert any("SHOP-2030/1 by 李四" in each.text() for each in notice.findChildren(QLabel))
    notice.acts[0].click()
    (box,) = notice.findChildren(QMessageBox)
    assert "SHOP.03" in box.text()
    (undo,) = [each for each in box.findChildren(QPushButton) if each.text() == "Undo"]
    with qtbot.waitSignal(notice.moved):
        undo.click()
    assert desk.workspace.drafts.get(draft).check.standard.revision == 1


def test_the_window_reopens_the_draft_under_its_new_standard(qtbot, desk, draft):
    places = Places(desk)
    qtbot.addWidget(places)
    places.resize(1200, 700)
    places.show()
    places.open_check(draft)
    (notice,) = [each for each in places.page.children() if type(each).__name__ == "CarryNotice"]
    notice.acts[0].click()
    (dialog,) = places.findChildren(CarryDialog)
    dialog.take()
    dialog.take()
    dialog.finish()
    assert places.fieldwork.standard.ref.revision == 2
    assert places.fieldwork.check.observations.keys() == {"SHOP.01", "SHOP.02", "SHOP.03"}
    (again,) = [each for each in places.page.children() if type(each).__name__ == "CarryNotice"]
    again.acts[0].click()
    assert places.fieldwork.standard.ref.revision == 1


@pytest.fixture
def checked_before(people, seat, editions):
    """The desk of an inspector who signed a check of the shop last round."""
    zhang = people("张三")
    workspace = zhang.workspace
    check_id = begun(workspace, editions, key=zhang.key.key_id)
    for item, seen in (
        ("SHOP.01", Faults((Fault(2, "污渍"),))),
        ("SHOP.02", Band(10)),
        ("SHOP.03", YesNo(True)),
    ):
        workspace.drafts.mark(check_id, item, seen, NOON)
    at = NOON + timedelta(minutes=5)
    sign_off(workspace, editions, check_id, zhang.key, language="en", at=at)
    return replace(seat(zhang), library=editions)


def test_last_rounds_faults_are_looked_at_and_can_be_given_back(qtbot, checked_before, shell):
    desk = checked_before
    draft = begun(desk.workspace, desk.library)
    notice = offer_carry(shell, desk, draft)
    assert any("90.00 of 100 points" in each.text() for each in notice.findChildren(QLabel))
    faults, _answers = notice.acts
    faults.click()
    (dialog,) = shell.findChildren(CarryDialog)
    assert "1 of 1" in texts(dialog)
    assert "Answer: 2 places\n· 污渍 ×2" in texts(dialog)
    assert [text for text in texts(dialog) if text.startswith("SHOP.01")] == [dialog._older.text()]
    dialog.take()
    with qtbot.waitSignal(notice.moved):
        dialog.finish()
    answers = desk.workspace.drafts.get(draft).check.observations
    assert answers == {"SHOP.01": Faults((Fault(2, "污渍"),))}
    again = offer_carry(shell, desk, draft)
    assert any("taken by 张三" in each.text() for each in again.findChildren(QLabel))
    again.acts[0].click()
    assert desk.workspace.drafts.get(draft).check.observations == {}


def test_the_offer_goes_with_the_first_answer(qtbot, checked_before):
    places = Places(checked_before)
    qtbot.addWidget(places)
    places.resize(1200, 700)
    places.show()
    places.open_check(begun(checked_before.workspace, checked_before.library))
    (notice,) = [each for each in places.page.children() if type(each).__name__ == "CarryNotice"]
    assert notice.isVisible()
    places.page.marker.add_fault()
    assert not notice.isVisible()
