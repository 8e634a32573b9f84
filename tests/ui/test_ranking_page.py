from dataclasses import replace
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from assessor.domain.inspection import Unit, UnitKind
from assessor.domain.scoring import shown
from assessor.ui import dialogs
from assessor.ui.publish_dialog import PublishDialog
from assessor.ui.ranking_page import RankingPage
from assessor.ui.unfold_dialog import UnfoldDialog
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
    page._model.show_rows([firm, replace(firm, provisional=True)])
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


def test_grids_are_offered_where_there_are_some(qtbot, office, page):
    page.refresh()
    qtbot.waitUntil(page._none.isVisible, timeout=20_000)
    assert not page._by._buttons["grid"].isVisible()
    office.workspace.register.save_units(
        [Unit("990001001001007", "第七网格", UnitKind.GRID, "990001001001")]
    )
    page.refresh()
    qtbot.waitUntil(page._by._buttons["grid"].isVisible, timeout=20_000)


def test_the_windows_thread_reads_neither_fingerprint_nor_conflicts(
    qtbot, page, stick, monkeypatch
):
    take_in(qtbot, page, stick)
    documents, threads = type(page._desk.workspace.documents), []
    for name in ("fingerprint", "conflicts"):
        told = getattr(documents, name)
        monkeypatch.setattr(
            documents, name, lambda self, t=told: threads.append(current_thread()) or t(self)
        )
    page.refresh()
    qtbot.waitUntil(lambda: len(threads) == 2, timeout=20_000)
    assert main_thread() not in threads


def test_a_place_unfolds_down_to_the_check_that_made_it(qtbot, page, stick):
    take_in(qtbot, page, stick)
    page._table.setCurrentIndex(page._model.index(1, 0))
    page._why.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(UnfoldDialog)), timeout=20_000)
    (dialog,) = page.findChildren(UnfoldDialog)
    lines = dialog.tree.findItems("东门市场1", Qt.MatchFlag.MatchRecursive)
    assert len(lines) == 1
    lines[0].setExpanded(True)
    qtbot.waitUntil(lambda: lines[0].childCount() > 0, timeout=20_000)
    faults = dialog.tree.findItems(
        "摊外摊", Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchContains
    )
    assert [fault.text(2) for fault in faults] == ["-1.00"]


def test_the_analysis_shows_what_was_ranked(qtbot, page, stick):
    take_in(qtbot, page, stick)
    page._part._buttons["analysis"].click()
    view = page._analysis
    qtbot.waitUntil(lambda: view.lines.rowCount() == 2, timeout=20_000)
    assert [view.lines.index(row, 0).data() for row in (0, 1)] == ["东门街道", "西河街道"]
    assert view.heat.index(0, 0).data() == "100.00"
    view.by._buttons["organisation"].click()
    qtbot.waitUntil(lambda: view.lines.rowCount() == 1, timeout=20_000)
    assert page._by.value == "organisation"


def test_the_ranking_is_written_as_a_spreadsheet(qtbot, page, stick, tmp_path, monkeypatch):
    take_in(qtbot, page, stick)
    target = tmp_path / "ranking.xlsx"
    monkeypatch.setattr(dialogs, "choose_target", lambda *_arguments: target)
    with qtbot.waitSignal(page.said, timeout=30_000):
        page._sheet.click()
    assert target.read_bytes().startswith(b"PK")


def test_a_row_leads_to_the_report_of_its_unit(qtbot, page, stick):
    take_in(qtbot, page, stick)
    page._table.setCurrentIndex(page._model.index(1, 0))
    page._unit_report.click()
    (dialog,) = page.findChildren(PublishDialog)
    qtbot.waitUntil(lambda: dialog.view.pages > 0, timeout=30_000)
    assert (dialog.kind.value, dialog.unit.currentText()) == ("unit", "西河街道")


def test_refused_files_are_listed_and_tried_again(qtbot, page, stick):
    take_in(qtbot, page, stick)
    qtbot.waitUntil(page.refused.isVisible, timeout=20_000)
    (line,) = [page.refused.list.item(row).text() for row in range(page.refused.list.count())]
    assert line.startswith("broken.asice · ")
    with qtbot.waitSignal(page.said, timeout=20_000) as said:
        page.refused.again.click()
    assert said.args == ["0 files were taken in, 1 is still refused."]


def test_qt_finds_no_fault(qtbot, page, stick, qtmodeltester):
    take_in(qtbot, page, stick)
    qtmodeltester.check(page._model)
    qtmodeltester.check(page.take_in._model)


def test_a_provisional_place_says_so(qtbot, page, stick):
    take_in(qtbot, page, stick)
    places = page._result.places
    page._model.show_rows([replace(places[0], provisional=True)])
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
