import pytest
from PySide6.QtCore import Qt

from assessor.domain.inspection import Band, Fault
from assessor.ui.contest_dialog import ContestDialog
from assessor.ui.ranking_page import RankingPage
from tests.actors import PASSPHRASE, site, units


@pytest.fixture
def office(people):
    office = people("office", is_office=True)
    office.workspace.register.save_units(units())
    return office


@pytest.fixture
def disputed(people, office, tmp_path):
    """A check that its inspector and the office corrected without knowing of each other."""
    zhang = people("zhang")
    first = zhang.checks(site())
    zhang.exports(first.check_id, tmp_path / "a")
    copy = people("zhang2")
    copy.merges(*(tmp_path / "a").iterdir())
    photo = zhang.photographs("过期")
    worse = Band(7, "过期", (Fault(1, "外包装过期", photos=(photo,)),))
    zhang.corrects(first.check_id, "MARKET.02", worse)
    zhang.exports(first.check_id, tmp_path / "b")
    office.merges(*(tmp_path / "b").iterdir())
    copy.key = office.key
    corrected = copy.corrects(first.check_id, "MARKET.02", Band(3, "造假"))
    office.merges(copy.exports(corrected.check_id, copy.folder / "stick"))
    return first.check_id


@pytest.fixture
def page(qtbot, office, seat, disputed):
    page = RankingPage(seat(office))
    qtbot.addWidget(page)
    page.resize(1274, 690)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page._result is not None, timeout=20_000)
    return page


@pytest.fixture
def dialog(qtbot, page):
    page.conflicts.list.itemActivated.emit(page.conflicts.list.item(0))
    qtbot.waitUntil(lambda: bool(page.findChildren(ContestDialog)), timeout=20_000)
    (dialog,) = page.findChildren(ContestDialog)
    return dialog


def side_of(dialog, words):
    """The place of the side that marked an item so."""
    (dispute,) = dialog._contest.disputes
    return next(at for at, mark in enumerate(dispute.marks) if words in mark.words)


def take_whole(dialog, at):
    dialog.base._buttons[dialog._contest.sides[at].digest].click()


def test_a_conflict_makes_the_ranking_provisional_and_is_shown_side_by_side(page, dialog):
    assert page._provisional.isVisible()
    assert page.conflicts.list.count() == 1
    heads = [dialog.table.horizontalHeaderItem(column).text() for column in (1, 2)]
    assert all("2026-" in head for head in heads)  # who signed, and when
    assert dialog.table.item(0, 0).text().startswith("02 ")


def test_the_faults_are_told_in_their_words(dialog):
    worse = dialog._contest.disputes[0].marks[side_of(dialog, "过期")]
    assert worse.words.endswith(": 外包装过期")


def test_the_photos_of_the_item_are_beside_each_other(dialog):
    dialog.table.setCurrentCell(0, 1)
    at = side_of(dialog, "过期")
    assert [view.model().rowCount() for view in dialog.photos] == [int(at == 0), int(at == 1)]
    assert "1 photo" in dialog.table.item(0, at + 1).text()


def test_nothing_is_decided_before_somebody_says_so(dialog):
    dialog.reason.setText("现场照片为证")
    dialog.key._passphrase.setText(PASSPHRASE)
    assert not dialog.sign.isEnabled()
    take_whole(dialog, 0)
    assert dialog.sign.isEnabled()
    dialog.reason.clear()
    assert not dialog.sign.isEnabled()


def test_a_single_item_may_be_taken_from_the_other_revision(dialog):
    base, other = side_of(dialog, "造假"), side_of(dialog, "过期")
    take_whole(dialog, base)
    assert dialog.choices == {}
    dialog.table.cellActivated.emit(0, other + 1)
    assert dialog.choices == {"MARKET.02": dialog._contest.sides[other].digest}
    cells = [dialog.table.item(0, place) for place in (1, 2)]
    told = [cell.data(Qt.ItemDataRole.AccessibleTextRole) for cell in cells]
    assert told[other].endswith(": counts")
    assert told[base].endswith(": does not count")
    assert [cell.font().bold() for cell in cells] == [other == 0, other == 1]


def test_the_decision_is_signed_and_ends_the_conflict(qtbot, office, page, dialog, disputed):
    take_whole(dialog, side_of(dialog, "造假"))
    dialog.table.cellClicked.emit(0, side_of(dialog, "过期") + 1)
    dialog.reason.setText("现场照片为证")
    dialog.key._passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.settled, timeout=30_000):
        dialog.sign.click()
    header = office.workspace.documents.check(disputed)
    assert len(header.heads) == 1
    qtbot.waitUntil(lambda: not page.conflicts.isVisible(), timeout=20_000)
    assert not page._provisional.isVisible()
