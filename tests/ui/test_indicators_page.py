import openpyxl
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMessageBox

from assessor.domain.figures import Answer, Area
from assessor.services.figure_sheets import write_sheet
from assessor.ui import dialogs
from assessor.ui.evidence_dialog import EvidenceDialog
from assessor.ui.figure_models import IndicatorModel, PrerequisiteModel, StateRole
from assessor.ui.indicators_page import IndicatorsPage

COUNTY = "990001"
AREA = Area(COUNTY, "NSC-2021")


@pytest.fixture
def page(qtbot, desk):
    page = IndicatorsPage(desk)
    qtbot.addWidget(page)
    page.resize(1274, 690)
    page._standard.setCurrentIndex(
        next(n for n, each in enumerate(page._standards) if each.ref.id == "NSC-2021")
    )
    page.refresh()
    page._year.setCurrentIndex(page._year.findData(2025))
    page._show()
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.rest()
    return page


def line_of(page, indicator):
    rows = page.indicators.table.indicators
    return next(n for n, each in enumerate(rows) if each.indicator.id == indicator)


def at(page, indicator, year):
    model = page.indicators
    return model.index(line_of(page, indicator), model.FIRST_YEAR + model.table.years.index(year))


def press(qtbot, *keys):
    for key in keys:
        widget = QApplication.focusWidget()
        qtbot.keyClicks(widget, key) if isinstance(key, str) else qtbot.keyClick(widget, key)
        QApplication.processEvents()  # an editor closes a moment after its key


def values(page):
    kept = page._desk.workspace.figures.values(AREA)
    return {(each.indicator, each.year): each.value for each in kept if each.value}


def verdict(page, indicator):
    model = page.indicators
    index = model.index(line_of(page, indicator), model.state_column)
    return index.data(StateRole)


def test_values_are_typed_down_a_year_with_enter_and_along_with_tab(qtbot, page):
    page.view.setCurrentIndex(at(page, "35", 2025))
    page.view.setFocus()
    press(qtbot, Qt.Key.Key_Return, "92.5", Qt.Key.Key_Return, "88", Qt.Key.Key_Return)
    page.view.setCurrentIndex(at(page, "33", 2023))  # as a click does while another is edited
    page.view.setFocus()
    press(qtbot, Qt.Key.Key_Return, "51", Qt.Key.Key_Tab)
    press(qtbot, "50", Qt.Key.Key_Tab, "49", Qt.Key.Key_Tab)
    assert values(page) == {
        ("35", 2025): "92.5",
        ("36", 2025): "88",
        ("33", 2023): "51",
        ("33", 2024): "50",
        ("33", 2025): "49",
    }
    assert page.view.currentIndex() == at(page, "34", 2021)  # Tab goes on in the next row
    assert [verdict(page, each) for each in ("33", "35", "36")] == ["met", "met", "unmet"]
    assert page.summary.text() == "met 2, unmet 1, unknown 49"


def test_typing_over_a_cell_begins_to_edit_it(qtbot, page):
    page.view.setCurrentIndex(at(page, "48", 2025))
    press(qtbot, "9", "0", Qt.Key.Key_Return)
    assert values(page) == {("48", 2025): "90"}


def test_what_is_no_value_is_told_and_stays_to_be_mended(qtbot, page):
    page.view.setCurrentIndex(at(page, "36", 2025))
    press(qtbot, Qt.Key.Key_Return, "many", Qt.Key.Key_Return)
    assert page._notice.text() == "many: write a number in digits, for example 96.5."
    assert values(page) == {}
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert (editor.text(), editor.accessibleName()) == ("many", "Value")
    editor.setText("95")
    press(qtbot, Qt.Key.Key_Return)
    assert (values(page), page._notice.isVisible()) == ({("36", 2025): "95"}, False)


def test_a_plan_is_entered_where_an_indicator_is_judged_by_one(qtbot, page):
    model = page.indicators
    target = model.index(line_of(page, "49"), model.TARGET)
    assert model.setData(target, "6") is True
    assert model.setData(at(page, "49", 2025), "6.5") is True
    assert (target.data(), verdict(page, "49")) == ("plan: 6", "met")
    other = model.index(line_of(page, "48"), model.TARGET)
    assert model.is_editable(other) is False
    assert model.setData(other, "6") is False


def test_verdicts_are_read_aloud_with_their_ground(page):
    model = page.indicators
    line = line_of(page, "33")
    read = model.index(line, model.state_column).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read == "Verdict: unknown · no value for 2023, 2024, 2025"
    unsure = model.index(0, model.TARGET)
    assert unsure.data() == "no verified target"
    assert "Remembered" in unsure.data(Qt.ItemDataRole.ToolTipRole)


def test_where_there_is_little_room_fewer_years_are_shown(qtbot, page):
    hidden = page.view.isColumnHidden
    assert [hidden(n) for n in range(3, 8)] == [False] * 5
    page.resize(819, 400)
    qtbot.waitUntil(lambda: hidden(3))
    assert [hidden(n) for n in range(3, 8)] == [True, True, False, False, False]
    assert hidden(IndicatorModel.NUMBER)
    assert page.minimumSizeHint().width() <= QSize(819, 400).width()
    assert page.minimumSizeHint().height() <= QSize(819, 400).height()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of a menu's window
def test_prerequisites_are_answered_with_a_key_or_from_a_menu(qtbot, page):
    page._parts._buttons["prerequisites"].click()
    press(qtbot, "n")
    assert page._barred.isVisible()
    assert page._barred.text() == "may not apply"
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    menu = page.answers.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["yes", "no", "unknown"]
    menu.actions()[0].trigger()
    menu.close()
    answers = page._desk.workspace.figures.answers(AREA)
    assert [(each.prerequisite, each.answer) for each in answers] == [
        ("P01", Answer.NO),
        ("P02", Answer.YES),
    ]
    model = page.prerequisites
    states = [model.index(n, model.ANSWER).data(StateRole) for n in range(model.rowCount())]
    assert states == ["no", "yes", *["unknown"] * (model.rowCount() - 2)]
    press(qtbot, Qt.Key.Key_Up, "u")
    qtbot.waitUntil(lambda: not page._barred.isVisible())


def test_evidence_is_added_listed_and_taken_away(qtbot, page, tmp_path, monkeypatch):
    file = tmp_path / "报告.pdf"
    file.write_bytes(b"%PDF-1.7")
    monkeypatch.setattr(dialogs, "choose_files", lambda *_arguments: (file,))
    index = page.indicators.index(line_of(page, "36"), page.indicators.evidence_column)
    assert index.data() == "add"
    page.view.pressed_at.emit(index)
    dialog = page.findChild(EvidenceDialog)
    with qtbot.waitSignal(dialog.changed, timeout=10_000):
        dialog._add.click()
    assert index.data() == "1 file"
    assert [dialog._list.item(0).text()] == ["2025 · 报告.pdf · 1 KB"]
    opened = []
    monkeypatch.setattr(
        "assessor.ui.evidence_dialog.QDesktopServices.openUrl", lambda url: opened.append(url)
    )
    dialog._open.click()
    assert opened[0].toLocalFile().endswith(".pdf")
    dialog._remove.click()
    assert index.data() == "add"
    dialog._remark.setText("台账见附件")
    dialog._remark.editingFinished.emit()
    (value,) = page._desk.workspace.figures.values(AREA)
    assert (value.indicator, value.value, value.remark) == ("36", "", "台账见附件")
    dialog.close()


def test_a_file_that_is_no_evidence_is_refused_in_words(qtbot, page, tmp_path):
    file = tmp_path / "program.pdf"
    file.write_bytes(b"MZ")
    page._parts._buttons["prerequisites"].click()
    page.answers.pressed_at.emit(page.prerequisites.index(0, PrerequisiteModel.EVIDENCE))
    dialog = page.findChild(EvidenceDialog)
    dialog.add([file])
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None, timeout=10_000)
    assert "must be a PDF, an OFD or a picture" in dialog.findChild(QMessageBox).text()
    dialog.close()


def test_a_sheet_is_taken_in_and_judged(qtbot, page, desk, tmp_path):
    path = tmp_path / "x.xlsx"
    standard = desk.library.standard("NSC-2021")
    write_sheet(desk.workspace, standard, COUNTY, 2025, path, "en")
    book = openpyxl.load_workbook(path)
    sheet = book["指标"]
    line = next(r for r in range(3, 60) if sheet.cell(r, 1).value == "36")
    sheet.cell(line, 9).value = 97.25
    book.save(path)
    with qtbot.waitSignal(page.said, timeout=10_000) as said:
        page.take_in(path)
    assert said.args == ["Taken in: 1 values, 0 answers."]
    assert (values(page), verdict(page, "36")) == ({("36", 2025): "97.25"}, "met")


def test_without_an_area_the_page_says_what_to_do(qtbot, seat, people):
    page = IndicatorsPage(seat(people("office", is_office=True)))
    qtbot.addWidget(page)
    page.refresh()
    assert page._notice.text() == "There is no area yet. Import the register of units first."
    assert not page._export.isEnabled()
