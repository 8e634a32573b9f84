import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from assessor.domain.handwriting import strokes_of
from assessor.domain.inspection import Fault, with_faults
from assessor.services.fieldwork import not_exported
from assessor.services.reports import revision_of
from assessor.services.verification import verify_file
from assessor.ui import dialogs
from assessor.ui.explanation_dialog import ExplanationDialog
from assessor.ui.fieldwork import Fieldwork
from assessor.ui.sign_off_dialog import _DONE, _KEY, _REPORT, _REVIEW, _SITE, SignOffDialog
from tests.actors import PASSPHRASE, full_marks, site
from tests.ui.hands import sign_by_hand


@pytest.fixture
def person(people):
    return people("zhang")


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 720)
    window.show()
    return window


@pytest.fixture
def open_dialog(qtbot, person, seat, window):
    opened = []

    def _open(fieldwork):
        dialog = SignOffDialog(seat(person), fieldwork, window)
        opened.append(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    yield _open
    for dialog in opened:
        dialog.close()  # while the workspace is open: it keeps what was typed


@pytest.fixture
def draft(person):
    return Fieldwork(person.workspace, person.library, person.begins(site()))


@pytest.fixture
def complete(person):
    check_id = person.begins(site())
    person.marks_the_rest_good(check_id)
    return Fieldwork(person.workspace, person.library, check_id)


def press_next(dialog):
    assert dialog._next.isEnabled()
    dialog._next.click()


def test_what_is_missing_is_listed_and_blocks(open_dialog, draft):
    dialog = open_dialog(draft)
    assert dialog.review._list.count() == 15
    assert not dialog._next.isEnabled()


def test_a_click_on_what_is_missing_leads_there(qtbot, open_dialog, draft):
    dialog = open_dialog(draft)
    with qtbot.waitSignal(dialog.jump_wanted) as jump:
        dialog.review._list.itemClicked.emit(dialog.review._list.item(3))
    assert jump.args == ["MARKET.04"]
    assert not dialog.isVisible()


def test_a_reason_for_open_items_lets_go_on(open_dialog, draft):
    dialog = open_dialog(draft)
    dialog.review._fields["open_reason"].setText("下雨，市场提前收摊")
    dialog.review.commit()
    assert dialog._next.isEnabled()
    assert draft.check.open_reason == "下雨，市场提前收摊"


def test_the_circumstances_are_kept(person, open_dialog, complete):
    dialog = open_dialog(complete)
    fields = dialog.review._fields
    fields["inspectors"].setText("张三、李四，王五")
    fields["weather"].setText("晴")
    fields["remarks"].setPlainText("已当场整改")
    dialog.review.commit()
    kept = person.workspace.drafts.get(complete.check.id).check
    assert kept.visit.inspectors == ("张三", "李四", "王五")
    assert (kept.visit.weather, kept.remarks) == ("晴", "已当场整改")


def test_without_an_inspector_nothing_is_signed(open_dialog, complete):
    dialog = open_dialog(complete)
    dialog.review._fields["inspectors"].setText(" ")
    dialog.review.commit()
    assert not dialog._next.isEnabled()


def test_from_the_draft_to_a_verified_file_on_a_stick(
    qtbot, person, open_dialog, complete, tmp_path, monkeypatch
):
    dialog = open_dialog(complete)
    assert dialog._steps.currentIndex() == _REVIEW
    press_next(dialog)
    assert dialog._steps.currentIndex() == _SITE
    dialog.site.name.setText("王经理")
    sign_by_hand(qtbot, dialog.site.pad)
    press_next(dialog)
    assert dialog._steps.currentIndex() == _REPORT
    qtbot.waitUntil(lambda: dialog.report.pages > 0, timeout=30_000)
    press_next(dialog)
    assert dialog._steps.currentIndex() == _KEY
    assert not dialog._next.isEnabled()
    dialog.key._passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.signed, timeout=30_000) as signed:
        press_next(dialog)
    assert dialog._steps.currentIndex() == _DONE
    assert person.workspace.drafts.all() == ()
    header = person.workspace.documents.check(signed.args[0])
    report = person.workspace.reports.path(header.head)
    assert verify_file(report, person.trust).good

    monkeypatch.setattr(dialogs, "choose_folder", lambda *_arguments: tmp_path)
    with qtbot.waitSignal(dialog.export.exported, timeout=10_000):
        dialog.export.drives.other.click()
    assert "read back whole" in dialog.export.result.text()
    (exported,) = tmp_path.glob("*.asice")
    assert verify_file(exported, person.trust).good
    assert not_exported(person.workspace) == ()
    visit = revision_of(person.workspace, signed.args[0]).check.visit
    assert (visit.representative, len(strokes_of(visit.signature))) == ("王经理", 1)


def test_a_wrong_passphrase_is_said_and_the_draft_stays(qtbot, person, open_dialog, complete):
    dialog = open_dialog(complete)
    dialog._go_to(_KEY)
    dialog.key._passphrase.setText("wrong")
    press_next(dialog)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=30_000)
    (box,) = dialog.findChildren(QMessageBox)
    assert "passphrase" in box.text()
    assert len(person.workspace.drafts.all()) == 1
    assert dialog._next.isEnabled()
    box.close()
    assert dialog.key._passphrase.hasSelectedText()  # to be typed over


def test_what_is_typed_lets_go_on_without_leaving_the_field(qtbot, open_dialog, draft):
    dialog = open_dialog(draft)
    qtbot.keyClicks(dialog.review._fields["open_reason"], "rain")
    qtbot.waitUntil(dialog._next.isEnabled)
    assert draft.check.open_reason == "rain"


def test_remarks_are_kept_when_the_dialog_is_left(qtbot, open_dialog, draft):
    dialog = open_dialog(draft)
    qtbot.keyClicks(dialog.review._fields["remarks"], "mended at once")
    dialog._close.click()
    assert draft.check.remarks == "mended at once"


def test_without_a_certified_key_it_says_what_to_do(window, desk, fieldwork):
    dialog = SignOffDialog(desk, fieldwork, window)
    dialog.show()
    dialog._go_to(_KEY)
    assert not dialog._next.isEnabled()
    assert not dialog.key.is_ready


def test_a_correction_asks_for_its_reason(qtbot, person, open_dialog):
    from assessor.services.sign_off import correct

    signed = person.checks(site())
    draft_id = correct(person.workspace, person.library, signed.check_id)
    dialog = open_dialog(Fieldwork(person.workspace, person.library, draft_id))
    assert dialog.review.reason.isVisible()
    assert not dialog._next.isEnabled()
    dialog.review._list.itemClicked.emit(dialog.review._list.item(0))
    assert dialog.review.reason.hasFocus()
    qtbot.keyClicks(dialog.review.reason, "miscounted")
    qtbot.waitUntil(dialog._next.isEnabled)


def test_enter_goes_on(qtbot, open_dialog, complete):
    dialog = open_dialog(complete)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog._steps.currentIndex() == _SITE
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog._steps.currentIndex() == _REPORT
    qtbot.waitUntil(lambda: dialog.report.pages > 0, timeout=30_000)


def test_the_pages_of_the_report_can_be_turned(qtbot, open_dialog, complete):
    dialog = open_dialog(complete)
    press_next(dialog)
    press_next(dialog)
    qtbot.waitUntil(lambda: dialog.report.pages > 0, timeout=30_000)
    assert dialog.report.pages >= 2
    dialog.report._next.click()
    assert dialog.report._number.text() == f"Page 2 of {dialog.report.pages}"
    assert dialog.report.hasFocus()
    qtbot.keyClick(dialog.report, Qt.Key.Key_PageUp)
    assert dialog.report._number.text() == f"Page 1 of {dialog.report.pages}"
    qtbot.keyClick(dialog.report, Qt.Key.Key_Right)
    assert dialog.report._number.text() == f"Page 2 of {dialog.report.pages}"


def test_the_score_and_its_reasons_are_one_press_away_on_every_step(open_dialog, complete):
    dialog = open_dialog(complete)
    shown = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert "100.00 of 100.00 points" in shown
    dialog._on_why()
    (tree,) = dialog.findChildren(ExplanationDialog)
    tree.close()


def test_the_weather_is_one_press(person, open_dialog, complete):
    dialog = open_dialog(complete)
    dialog.review.weather.choose("light rain")
    dialog.review.commit()
    assert person.workspace.drafts.get(complete.check.id).check.visit.weather == "light rain"


def test_what_is_missing_for_the_site_is_no_business_of_the_first_step(open_dialog, complete):
    dialog = open_dialog(complete)
    assert dialog.review._list.count() == 0
    assert dialog._next.isEnabled()


def test_a_photo_used_twice_is_a_remark_that_leads_there(qtbot, person, open_dialog):
    check_id = person.begins(site())
    person.marks_the_rest_good(check_id)
    photo = person.photographs("摊位")
    items = person.library.standard("NSC-2021").site_type("MARKET").items
    for item in items[5:7]:
        fault = Fault(1, "占道", photos=(photo,))
        person.marks(check_id, item.id, with_faults(full_marks(item), (fault,)))
    dialog = open_dialog(Fieldwork(person.workspace, person.library, check_id))
    rows = [dialog.review._list.item(at).text() for at in range(dialog.review._list.count())]
    (remark,) = [row for row in rows if "photo" in row]
    assert "item" in remark
    with qtbot.waitSignal(dialog.jump_wanted) as jump:
        dialog.review._list.itemClicked.emit(dialog.review._list.item(rows.index(remark)))
    assert jump.args == [items[6].id]
