"""Two inspectors on one visit, each at his own window."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from assessor.domain.inspection import Fault, Faults
from assessor.services.reports import revision_of
from assessor.ui import dialogs, drive_list
from assessor.ui.check_page import CheckPage
from assessor.ui.colleague_dialog import ColleagueDialog
from assessor.ui.drives import Drive
from assessor.ui.fieldwork import MINE, Fieldwork
from assessor.ui.theme import TOUCH
from tests.actors import PASSPHRASE, full_marks, site


@pytest.fixture
def stick(tmp_path, monkeypatch):
    root = tmp_path / "KINGSTON"
    root.mkdir()
    found = (Drive(root, "KINGSTON", 1_000_000),)
    monkeypatch.setattr(drive_list, "plugged_in", lambda: found)
    return root


@pytest.fixture
def at_work(qtbot, people, seat):
    """An inspector's check page, shown, for the same market."""

    def _at_work(name):
        person = people(name)
        fieldwork = Fieldwork(person.workspace, person.library, person.begins(site()))
        page = CheckPage(seat(person), fieldwork)
        qtbot.addWidget(page)
        page.resize(911, 480)
        with qtbot.waitExposed(page):
            page.show()
        return person, fieldwork, page

    return _at_work


def opened(qtbot, page):
    page.header.colleague.click()
    dialog = page.findChildren(ColleagueDialog)[-1]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def mark(fieldwork, *sections):
    for section in sections:
        for item in section.items:
            fieldwork.mark(item.id, full_marks(item), "marked")


def hand_over(qtbot, page, stick):
    dialog = opened(qtbot, page)
    dialog.pages._buttons["hand_over"].click()
    assert not dialog.hand_over.drives.isEnabled()
    dialog.hand_over.key._passphrase.setText(PASSPHRASE)
    assert dialog.hand_over.drives.isEnabled()
    dialog.hand_over.drives.buttons[0].click()
    qtbot.waitUntil(dialog.hand_over.result.isVisible, timeout=30_000)
    assert "may be unplugged" in dialog.hand_over.result.text()
    dialog.close()
    (part,) = stick.glob("*.part.asice")
    return part


def drop(page, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(page.rect().center(), copy, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), copy, data, left, none))


def test_two_inspectors_share_a_market_and_one_of_them_signs_it(qtbot, at_work, stick):
    zhang, mine, zhang_page = at_work("zhang")
    li, his, li_page = at_work("li")
    first, *others = mine.site_type.sections

    for fieldwork, page, colleague in ((mine, zhang_page, "li"), (his, li_page, "zhang")):
        dialog = opened(qtbot, page)
        qtbot.keyClicks(dialog.share.name, colleague)
        dialog.share.name.setFocus()
        qtbot.keyClick(dialog.share.name, Qt.Key.Key_Return)
        for section in fieldwork.site_type.sections:
            choice = dialog.share.choices[section.id]
            choice.setCurrentIndex(choice.findData("zhang" if section.id == first.id else "li"))
            choice.activated.emit(choice.currentIndex())
        dialog.close()
    assert mine.check.visit.inspectors == ("zhang", "li")
    assert mine.shared_out.colleague(others[0].id) == "li"
    assert his.shared_out.colleague(first.id) == "zhang"
    mine.choose_section(MINE)
    assert [i.id for i in mine.site_type.items if mine.shows(i.id)] == [i.id for i in first.items]

    mark(mine, first)
    mark(his, *his.site_type.sections)  # more than his share: only his own sections go over
    places = (item for section in others for item in section.items)
    disputed = next(item for item in places if full_marks(item) == Faults())
    his.mark(disputed.id, Faults((Fault(2, "摊外摊", "CH08"),)), "faults")
    mine.mark(disputed.id, Faults(), "marked")  # helped out, and saw it otherwise
    part = hand_over(qtbot, li_page, stick)

    dialog = opened(qtbot, zhang_page)
    dialog.show_page("take_in")
    drop(dialog.take_in, part)
    qtbot.waitUntil(dialog.take_in.take.isVisible, timeout=30_000)
    theirs = sum(len(section.items) for section in others)
    assert f"li signed {theirs} items" in dialog.take_in.summary.text()
    assert f"{theirs - 1} are open here" in dialog.take_in.summary.text()
    (card,) = dialog.take_in.cards
    assert card.item == disputed.id
    assert "摊外摊" in card.theirs.accessibleName()
    assert card.mine.isChecked()
    assert min(card.mine.height(), card.theirs.height()) >= TOUCH
    card.theirs.click()
    with qtbot.waitSignal(dialog.take_in.taken_in, timeout=30_000):
        dialog.take_in.take.click()
    assert f"{theirs} items taken in, 0 marked otherwise" in dialog.take_in.result.text()
    assert mine.seen(disputed.id).faults[0].words == "摊外摊"  # the open page shows it at once
    assert mine.first_open() is None
    dialog.close()

    signed = zhang.signs(mine.check.id)
    check = revision_of(zhang.workspace, signed.check_id).check
    (contribution,) = check.contributions
    assert contribution.key == li.key.key_id
    assert len(contribution.items) == theirs
    assert check.visit.inspectors == ("zhang", "li")


def test_of_several_disputes_all_can_be_decided_at_once(qtbot, at_work, stick):
    _zhang, mine, zhang_page = at_work("zhang")
    _li, his, li_page = at_work("li")
    items = [item for item in mine.site_type.items if full_marks(item) == Faults()][:3]
    for item in items:
        mine.mark(item.id, Faults(), "marked")
        his.mark(item.id, Faults((Fault(1, "脏"),)), "marked")
    part = hand_over(qtbot, li_page, stick)
    dialog = opened(qtbot, zhang_page)
    dialog.show_page("take_in")
    dialog.take_in.look_at(part)
    qtbot.waitUntil(lambda: len(dialog.take_in.cards) == 3, timeout=30_000)
    dialog.take_in.theirs.click()
    assert all(card.takes_theirs for card in dialog.take_in.cards)
    dialog.take_in.mine.click()
    with qtbot.waitSignal(dialog.take_in.taken_in, timeout=30_000):
        dialog.take_in.take.click()
    assert all(mine.seen(item.id) == Faults() for item in items)
    assert "3 marked otherwise by both and left" in dialog.take_in.result.text()
    dialog.close()


def test_a_file_that_is_no_part_is_a_sentence(qtbot, at_work, tmp_path, monkeypatch):
    _zhang, _mine, page = at_work("zhang")
    wrong = tmp_path / "x.part.asice"
    wrong.write_bytes(b"no container")
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (wrong,))
    dialog = opened(qtbot, page)
    dialog.show_page("take_in")
    dialog.take_in.choose.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=30_000)
    (box,) = dialog.findChildren(QMessageBox)
    assert box.text()
    box.close()
    assert not dialog.take_in.take.isVisible()
    dialog.close()


def test_a_wrong_passphrase_writes_nothing(qtbot, at_work, stick):
    _zhang, mine, page = at_work("zhang")
    mark(mine, mine.site_type.sections[0])
    dialog = opened(qtbot, page)
    dialog.show_page("hand_over")
    dialog.hand_over.key._passphrase.setText("wrong")
    dialog.hand_over.drives.buttons[0].click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=30_000)
    dialog.findChildren(QMessageBox)[0].close()
    assert list(stick.iterdir()) == []
    dialog.close()
