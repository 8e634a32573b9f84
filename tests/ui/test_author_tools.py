from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from assessor.domain.references import Topic, TopicKind
from assessor.domain.texts import Text
from assessor.exchange.sheets import Problem
from assessor.paths import shipped
from assessor.services.imported_standard import Head, ImportedTable
from assessor.standards import Library, install
from assessor.ui import dialogs
from assessor.ui.added_item_dialog import AddedItemDialog
from assessor.ui.compare_dialog import CompareDialog
from assessor.ui.import_dialog import ImportDialog
from assessor.ui.problems_dialog import ProblemsDialog
from assessor.ui.tailor_dialog import TailorDialog
from tests.ui import each_mode
from tests.ui.test_accessibility import SMALL, nameless, too_small

NEW = "NSC-2021/2"
WAIT = 20_000  # ms


@pytest.fixture
def page(standards_page):
    return standards_page


def item(identity, standard=NEW):
    return Topic(standard, TopicKind.ITEM, identity)


def rows(page):
    model = page.browser.standards.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def broken(shelf):
    folder = shelf.paths.standards / "BAD-2030" / "1"
    folder.mkdir(parents=True)
    (folder / "standard.toml").write_text(
        'format = 2\nid = "BAD-2030"\nrevision = 1\nnonsense = 1\n'
    )
    return folder


def test_the_form_that_is_looked_at_is_printed_blank(qtbot, page, tmp_path, monkeypatch):
    page.visit(item("MARKET.03"))
    monkeypatch.setattr(dialogs, "choose_target", lambda *_: tmp_path / "market")
    with qtbot.waitSignal(page.said, timeout=WAIT):
        page.tools.action("print").trigger()
    words = "".join(each.extract_text() for each in PdfReader(tmp_path / "market.pdf").pages)
    assert "Site check form" in words
    assert "Farmers' market" in words
    assert "Toilet" not in words


def test_a_standard_is_exported_and_installed_elsewhere(qtbot, page, shelf, tmp_path, monkeypatch):
    each_mode.install(shelf.paths.standards)
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_: shelf.paths.standards / "MODES-2030/1")
    with qtbot.waitSignal(page.said, timeout=WAIT) as said:
        page.tools.action("install_folder").trigger()
    assert said.args == ["MODES-2030/1 is here already."]
    qtbot.waitUntil(lambda: page.standard.ref.id == "MODES-2030", timeout=WAIT)
    target = tmp_path / "out.zip"
    monkeypatch.setattr(dialogs, "choose_target", lambda *_: target)
    with qtbot.waitSignal(page.said, timeout=WAIT):
        page.tools.action("export").trigger()
    other = Library(shipped("standards"), tmp_path / "elsewhere")
    assert install(target, tmp_path / "elsewhere", other).is_new


def test_every_problem_of_a_folder_is_listed(qtbot, page, shelf, monkeypatch):
    folder = broken(shelf)
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_: folder)
    for action in ("check", "install_folder"):
        page.tools.action(action).trigger()
        qtbot.waitUntil(lambda: bool(page.findChildren(ProblemsDialog)), timeout=WAIT)
        (dialog,) = page.findChildren(ProblemsDialog)
        lines = [dialog.problems.item(at).text() for at in range(dialog.problems.count())]
        assert any("nonsense" in line for line in lines)
        dialog._on_copy()
        assert QApplication.clipboard().text() == "\n".join(lines)
        dialog.accept()
        qtbot.waitUntil(lambda: not page.findChildren(ProblemsDialog))


def test_a_sound_folder_is_called_sound(qtbot, page, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_: shipped("standards") / NEW)
    page.tools.action("check").trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)), timeout=WAIT)
    (box,) = page.findChildren(QMessageBox)
    assert box.text() == "NSC-2021/2 is sound: 31 site types, 335 items."
    box.accept()


def test_a_folder_without_a_standard_is_refused_in_a_sentence(qtbot, page, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_: tmp_path / "profile")
    page.tools.action("install_folder").trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)), timeout=WAIT)
    (box,) = page.findChildren(QMessageBox)
    assert "holds no standard" in box.text()
    box.accept()


def test_a_table_becomes_a_folder_that_can_be_installed(qtbot, page, tmp_path, monkeypatch):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["检查内容", "分值", "评分标准"])
    sheet.append(["地面洁净", "5", "每处扣0.5分，扣完为止"])
    sheet.append(["管理规范", "5", "酌情处理"])
    book.save(tmp_path / "评分表.xlsx")
    monkeypatch.setattr(dialogs, "choose_files", lambda *_: (tmp_path / "评分表.xlsx",))
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_: tmp_path / "own")
    page.tools.action("import").trigger()
    qtbot.waitUntil(lambda: page.tools._importing is not None, timeout=WAIT)
    dialog = page.tools._importing
    cells = [dialog.remarks.item(row, 0).text() for row in range(dialog.remarks.rowCount())]
    assert any(cell.endswith("C3") for cell in cells)
    dialog._fields["id"].setText("LOCAL-2026")
    dialog.write.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)), timeout=WAIT)
    (box,) = page.findChildren(QMessageBox)
    assert (tmp_path / "own" / "LOCAL-2026" / "1" / "standard.toml").exists()
    box.buttons()[0].click()
    qtbot.waitUntil(lambda: page.standard.ref.id == "LOCAL-2026", timeout=WAIT)


def test_the_template_for_tables_is_written(qtbot, page, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_target", lambda *_: tmp_path / "table")
    with qtbot.waitSignal(page.said, timeout=WAIT):
        page.tools.action("template").trigger()
    assert Path(tmp_path / "table.xlsx").read_bytes().startswith(b"PK")


def test_a_standard_is_adapted_installed_and_shown(qtbot, page):
    page.visit(Topic(NEW, TopicKind.STANDARD, NEW))
    page.tools.tailor.click()
    dialog = page.tools._tailoring
    dialog.keep.click()
    assert "id and a title" in dialog.problem.text()
    dialog.identity.setText("KM-NSC-2021")
    dialog.title_zh.setText("昆明市检查表")
    dialog.reason.setText("市级要求")
    dialog.keep.click()
    assert "Nothing was changed" in dialog.problem.text()
    model = dialog.model
    model.setData(model.index(0, 2), "10")
    model.setData(model.index(1, 0), 0, Qt.ItemDataRole.CheckStateRole)
    dialog.keep.click()
    qtbot.waitUntil(lambda: page.standard.ref.id == "KM-NSC-2021", timeout=WAIT)
    assert [line.name for line in page.view.sheet.lines][1:6] == [
        "Adapted from",
        "Adapted by",
        "Why",
        "ROAD_MAIN.01",
        "ROAD_MAIN.02",
    ]
    page.visit(item("ROAD_MAIN.01", "KM-NSC-2021/1"))
    (adapted,) = [line.words for line in page.view.sheet.lines if line.name == "Adapted"]
    assert adapted == "8 points, now 10: 市级要求"
    assert "adapted from NSC-2021/2" in " ".join(rows(page))
    page.tools.tailor.click()
    dialog = page.tools._tailoring
    assert (dialog.draft().id, dialog.draft().revision) == ("KM-NSC-2021", 2)
    assert [each.points for each in dialog.draft().changed] == ["10"]
    dialog.reject()


def test_forms_that_were_taken_over_are_adapted_where_they_belong(page):
    page.visit(Topic("YN7-2020/1", TopicKind.STANDARD, "YN7-2020/1"))
    page.tools.tailor.click()
    (box,) = page.findChildren(QMessageBox)
    assert "Adapt that one" in box.text()
    box.accept()


def test_a_further_item_is_added_and_removed(page):
    page.tools.tailor.click()
    dialog = page.tools._tailoring
    dialog.add.click()
    (asking,) = dialog.findChildren(AddedItemDialog)
    asking.text.setText("共享单车停放有序")
    asking.text_en.setText("Shared bicycles stand in order")
    asking.guidance.setText("看停放点。")
    asking.points.setText("four")
    asking.deduct.setText("1")
    asking.reason.setText("市级要求")
    asking._on_keep()
    assert "as numbers" in asking.problem.text()
    asking.points.setText("4")
    asking._on_keep()
    (added,) = dialog.model.added
    assert (added.item.id, added.item.points) == ("ROAD_MAIN.91", 4)
    assert added.item.text == Text("共享单车停放有序", "Shared bicycles stand in order")
    assert added.item.guidance == Text("看停放点。", "看停放点。")
    assert dialog.remove.isEnabled()
    dialog.remove.click()
    assert dialog.model.added == ()
    dialog.reject()


def test_what_was_typed_wrongly_is_listed_and_the_dialog_stays(qtbot, page):
    page.visit(Topic(NEW, TopicKind.STANDARD, NEW))
    page.tools.tailor.click()
    dialog = page.tools._tailoring
    dialog.title_zh.setText("昆明市检查表")
    dialog.reason.setText("市级要求")
    dialog.model.setData(dialog.model.index(0, 2), "many")
    dialog.keep.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(ProblemsDialog)), timeout=WAIT)
    assert dialog.isVisible()
    page.findChildren(ProblemsDialog)[0].accept()
    dialog.reject()


def test_every_dialog_fits_a_small_screen_and_a_finger(qtbot, shelf, page):
    standard = page.catalogue.references.standard(NEW)
    table = ImportedTable("表.xlsx", "表", {}, {}, (), {}, (Problem("表", "C3", "?"),), ())
    made = [
        ProblemsDialog("heading", ["one", "two"], page),
        CompareDialog(shelf, page.catalogue.references, standard, page),
        TailorDialog(shelf, standard, page),
        AddedItemDialog(standard.site_type("MARKET"), "MARKET.91", "", page),
        ImportDialog(table, Head(), page),
    ]
    for dialog in made:
        dialog.show()
        qtbot.wait(1)
        assert (nameless(dialog), too_small(dialog)) == ([], [])
        least = dialog.minimumSizeHint()
        assert (least.width() <= SMALL.width(), least.height() <= SMALL.height()) == (True, True)
        dialog.reject()
