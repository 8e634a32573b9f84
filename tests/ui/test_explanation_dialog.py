import pytest
from PySide6.QtWidgets import QWidget

from assessor.domain.explaining import explain
from assessor.domain.inspection import Fault, Faults
from assessor.i18n import current
from assessor.ui.explanation_dialog import ExplanationDialog, explanation_tree


@pytest.fixture
def tree(fieldwork):
    fieldwork.mark("MARKET.03", Faults((Fault(words="no sign"),)), "words")
    fieldwork.mark("MARKET.04", Faults(), "words")
    return explain(fieldwork.card, fieldwork.vocabulary, current())


def line(shown, *rows):
    item = shown.topLevelItem(rows[0])
    for row in rows[1:]:
        item = item.child(row)
    return [item.text(column) for column in range(3)]


def test_every_point_is_followed_down_to_the_fault(qtbot, tree):
    shown = explanation_tree(tree)
    qtbot.addWidget(shown)
    assert line(shown, 0)[2] == "3.00 / 10.00"
    assert line(shown, 0, 2)[1:] == ["1 place", "1.00 / 2.00"]
    assert line(shown, 0, 2, 0) == ["no sign", "", "-1.00"]


def test_what_lost_points_is_open_and_the_rest_is_not(qtbot, tree):
    shown = explanation_tree(tree)
    qtbot.addWidget(shown)
    section = shown.topLevelItem(0)
    assert section.isExpanded()
    assert section.child(2).isExpanded()
    assert not section.child(3).isExpanded()


def test_the_dialog_names_the_total(qtbot, tree):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ExplanationDialog(tree, window)
    dialog.show()
    texts = [each.text() for each in dialog.findChildren(QWidget) if hasattr(each, "text")]
    assert "3.00 / 100.00" in texts
    dialog.accept()
