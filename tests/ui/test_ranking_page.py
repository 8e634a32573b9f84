from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QTableWidget

from assessor.domain.inspection import Band
from assessor.domain.scoring import shown
from assessor.ui import dialogs
from assessor.ui.differences_dialog import DifferencesDialog
from assessor.ui.ranking_page import RankingPage
from tests.actors import site, units

TOWNS = ("990001001001", "990001002001")


@pytest.fixture
def office(people):
    office = people("office", is_office=True)
    office.workspace.register.save_units(units())
    return office


@pytest.fixture
def stick(people, tmp_path):
    """A stick with the results of two towns, and a file that is none."""
    zhang = people("zhang")
    for number, community in enumerate(TOWNS):
        signed = zhang.checks(site(community=community), faults=number)
        zhang.exports(signed.check_id, tmp_path / "stick")
    (tmp_path / "stick" / "broken.asice").write_bytes(b"no result file")
    return tmp_path / "stick"


@pytest.fixture
def page(qtbot, office, seat):
    page = RankingPage(seat(office))
    qtbot.addWidget(page)
    page.resize(1274, 690)
    page.show()
    return page


def outcomes(page):
    model = page.take_in._model
    return [model.index(row, 1).data().partition(":")[0] for row in range(model.rowCount())]


def take_in(qtbot, page, *paths):
    page.take_in.look_at(paths)
    qtbot.waitUntil(lambda: bool(outcomes(page)), timeout=20_000)
    with qtbot.waitSignal(page.take_in.taken_in, timeout=20_000):
        page.take_in._accept.click()
    qtbot.waitUntil(lambda: page._model.rowCount() > 0, timeout=20_000)


def rows(page):
    model = page._model
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_looking_keeps_nothing_and_shows_trouble_first(qtbot, office, page, stick):
    page.take_in.look_at([stick])
    qtbot.waitUntil(lambda: bool(outcomes(page)), timeout=20_000)
    assert outcomes(page) == ["quarantined", "new", "new"]
    assert office.workspace.documents.checks() == ()
    assert page.take_in._words.text() == "3 files, not taken in yet: 2 new, 1 quarantined."


def test_what_is_accepted_is_ranked(qtbot, page, stick):
    take_in(qtbot, page, stick)
    assert [row[:2] for row in rows(page)] == [("1", "东门街道"), ("2", "西河街道")]
    assert page._fingerprint.text().endswith(page._desk.workspace.documents.fingerprint())


def test_the_bar_and_the_number_are_those_of_the_ranking(qtbot, page, stick):
    take_in(qtbot, page, stick)
    assert [row[2] for row in rows(page)] == [shown(place.score) for place in page._result.places]


def test_bars_are_as_long_as_their_scores_are_high(qtbot, page, stick):
    """A provisional score has more words beside its bar; the scale stays the same."""
    take_in(qtbot, page, stick)
    firm = page._result.places[0]
    page._model.show_places([firm, replace(firm, provisional=True)])
    picture = page._table.viewport().grab().toImage()
    left = page._table.columnViewportPosition(2) + 12
    lengths = []
    for row in (0, 1):
        y = page._table.rowViewportPosition(row) + page._table.rowHeight(row) // 2
        colour, x = picture.pixelColor(left, y), left
        while picture.pixelColor(x, y) == colour:
            x += 1
        lengths.append(x - left)
    assert lengths[0] == lengths[1] > 100


def test_after_taking_in_the_keyboard_goes_to_the_ranking(qtbot, page, stick):
    take_in(qtbot, page, stick)
    assert page._table.hasFocus()


def test_units_are_ranked_by_organisation_too(qtbot, page, stick):
    take_in(qtbot, page, stick)
    page._by._buttons["organisation"].click()
    qtbot.waitUntil(lambda: [row[1] for row in rows(page)] == ["示例县市场监督管理局"])


def test_dropped_files_are_looked_at(qtbot, page, stick):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(stick))])
    page.take_in.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: len(outcomes(page)) == 3, timeout=20_000)


def test_files_can_be_left_for_another_time(qtbot, office, page, stick):
    page.take_in.look_at([stick])
    qtbot.waitUntil(lambda: bool(outcomes(page)), timeout=20_000)
    page.take_in._refuse.click()
    assert outcomes(page) == []
    assert office.workspace.documents.checks() == ()


def test_with_nothing_taken_in_it_says_so(qtbot, page):
    page.refresh()
    qtbot.waitUntil(page._none.isVisible, timeout=20_000)
    assert "nothing to rank" in page._none.text()
    assert not page._bulletin.isEnabled()


def test_a_conflict_makes_the_ranking_provisional_and_is_shown_side_by_side(
    qtbot, people, office, page, tmp_path
):
    zhang = people("zhang")
    first = zhang.checks(site())
    zhang.exports(first.check_id, tmp_path / "a")
    copy = people("zhang2")
    copy.merges(*(tmp_path / "a").iterdir())
    zhang.corrects(first.check_id, "MARKET.02", Band(7, "过期"))
    zhang.exports(first.check_id, tmp_path / "b")
    office.merges(*(tmp_path / "b").iterdir())
    draft = _correction_of_the_first(office, copy, first, "MARKET.02", Band(3, "造假"))
    office.merges(draft)
    page.refresh()
    qtbot.waitUntil(lambda: page._result is not None, timeout=20_000)
    assert page._provisional.isVisible()
    assert page._conflicts.count() == 1
    page._conflicts.itemActivated.emit(page._conflicts.item(0))
    qtbot.waitUntil(lambda: bool(page.findChildren(DifferencesDialog)), timeout=20_000)
    (dialog,) = page.findChildren(DifferencesDialog)
    table = dialog.findChild(QTableWidget)
    heads = [table.horizontalHeaderItem(column).text() for column in (1, 2)]
    assert all("2026-" in head for head in heads)  # who signed, and when
    assert table.item(0, 0).text().startswith("02 ")
    dialog.accept()


def _correction_of_the_first(office, copy, signed, item, seen):
    """The office corrects the first revision on another computer, not knowing the second."""
    copy.key = office.key
    corrected = copy.corrects(signed.check_id, item, seen)
    return copy.exports(corrected.check_id, copy.folder / "stick")


def test_the_ranking_is_written_as_a_spreadsheet_and_as_a_bulletin(
    qtbot, page, stick, tmp_path, monkeypatch
):
    take_in(qtbot, page, stick)
    for button, name in ((page._sheet, "ranking.xlsx"), (page._bulletin, "bulletin")):
        target = tmp_path / name
        monkeypatch.setattr(dialogs, "choose_target", lambda *_arguments, t=target: t)
        with qtbot.waitSignal(page.said, timeout=30_000):
            button.click()
    assert (tmp_path / "ranking.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "bulletin.pdf").read_bytes().startswith(b"%PDF-")


def test_qt_finds_no_fault(qtbot, page, stick, qtmodeltester):
    take_in(qtbot, page, stick)
    qtmodeltester.check(page._model)
    qtmodeltester.check(page.take_in._model)


def test_a_provisional_place_says_so(qtbot, page, stick):
    take_in(qtbot, page, stick)
    places = page._result.places
    page._model.show_places([replace(places[0], provisional=True)])
    assert rows(page)[0][2].endswith("(provisional)")


def test_the_same_checks_are_ranked_by_another_standard(qtbot, page, stick):
    take_in(qtbot, page, stick)
    choice = page._basis._profile
    offered = [choice.itemText(n) for n in range(choice.count())]
    assert offered[0].startswith("NSC-2021/2 · ")
    overlay = next(n for n, words in enumerate(offered) if words.startswith("YN7-2020/1"))
    choice.setCurrentIndex(overlay)
    choice.activated.emit(overlay)
    qtbot.waitUntil(lambda: page._result.standard.ref.id == "YN7-2020", timeout=20_000)
    assert choice.currentIndex() == overlay
    assert page._result.others == 0


def test_a_pass_line_that_people_set_is_kept_and_shown(qtbot, page, stick, office):
    take_in(qtbot, page, stick)
    assert page._table.isColumnHidden(4)
    line = page._basis._line
    assert [line.itemText(n) for n in range(line.count())] == [
        "No pass line",
        "Pass line 80%",
        "Pass line 85%",
        "Pass line 90%",
    ]
    line.setCurrentIndex(2)
    line.activated.emit(2)
    qtbot.waitUntil(lambda: not page._table.isColumnHidden(4), timeout=20_000)
    assert str(office.workspace.figures.pass_line("")) == "0.85"
    assert {row[4] for row in rows(page)} == {"open"}  # most modules are unchecked
    line.setCurrentIndex(0)
    line.activated.emit(0)
    qtbot.waitUntil(lambda: page._table.isColumnHidden(4), timeout=20_000)
    assert office.workspace.figures.pass_line("") is None
