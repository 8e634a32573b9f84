import pytest
from PySide6.QtWidgets import QWidget

from assessor.domain.editions import Difference, compare_editions
from assessor.domain.references import References
from assessor.ui.compare_dialog import CompareDialog
from assessor.ui.edition_rows import item_rows

WAIT = 20_000  # ms


@pytest.fixture
def dialog(qtbot, desk):
    parent = QWidget()
    parent.resize(911, 480)
    qtbot.addWidget(parent)
    references = References(desk.library.standards())
    dialog = CompareDialog(desk, references, references.standard("NSC-2021/2"), parent)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog._shown), timeout=WAIT)
    yield dialog
    dialog.reject()


def choose(dialog, difference):
    dialog.classes.setCurrentIndex(dialog.classes.findData(difference))
    dialog._on_class()


def test_the_revision_before_is_proposed(dialog):
    assert (dialog.older.currentText(), dialog.newer.currentText()) == ("NSC-2021/1", "NSC-2021/2")


def test_classes_are_counted_and_filter_the_list(dialog, library):
    older, newer = library.standard("NSC-2021", 1), library.standard("NSC-2021", 2)
    counts = compare_editions(older, newer).item_counts
    shown = [dialog.classes.itemText(at) for at in range(dialog.classes.count())]
    assert shown[0] == f"All: {sum(counts.values())}"
    for difference, count in counts.items():
        if count:
            choose(dialog, difference)
            assert dialog.matches.model().rowCount() == count
            assert dialog.classes.currentText().endswith(f": {count}")


def test_both_texts_stand_side_by_side_with_what_differs_set_off(dialog):
    choose(dialog, Difference.CHANGED)
    told = dialog.texts.toPlainText()
    assert told.split()[:2] == ["NSC-2021/1", "NSC-2021/2"]
    for name, older, newer in dialog._shown[0].pairs:
        assert (f"{name} (same)" in told) == (older == newer)
    assert "underline" in dialog.texts.toHtml()


def test_editions_are_compared_clause_by_clause(qtbot, dialog):
    dialog.older.setCurrentIndex(dialog.older.findText("NSC-2014/1"))
    dialog._compare()
    qtbot.waitUntil(lambda: dialog.parts.value == "clauses", timeout=WAIT)
    choose(dialog, Difference.SPLIT)
    assert dialog.matches.model().index(0, 0).data().startswith("split  14.")
    assert any("14.09 → 21.10 + 21.12" in row.link.number for row in dialog._shown)


def test_a_row_tells_what_is_asked_and_how_it_is_marked(library):
    older, newer = library.standard("NSC-2021", 1), library.standard("NSC-2021", 2)
    found = item_rows(compare_editions(older, newer), older, newer)
    new = next(row for row in found if row.difference is Difference.NEW)
    assert all(not pair[1] for pair in new.pairs)
    assert [pair[0] for pair in new.pairs][:3] == ["Text", "How to look", "Marked by"]
