import pytest
from PySide6.QtCore import Qt

from assessor.domain.inspection import Fault, Faults, NotApplicable, YesNo
from assessor.ui.checklist_model import ChecklistFilter, ChecklistModel, ItemRole, LineRole
from assessor.ui.fieldwork import Filter

FAULTY = Faults((Fault(count=2),))


@pytest.fixture
def model(fieldwork):
    return ChecklistModel(fieldwork)


@pytest.fixture
def filtered(model, fieldwork):
    return ChecklistFilter(model, fieldwork, fieldwork)


def items_in(model):
    sections = [model.index(row, 0) for row in range(model.rowCount())]
    return [
        model.index(row, 0, section).data(ItemRole)
        for section in sections
        for row in range(model.rowCount(section))
    ]


def test_qt_finds_no_fault(model, qtmodeltester):
    qtmodeltester.check(model)


def test_qt_finds_no_fault_with_the_filter_either(filtered, fieldwork, qtmodeltester):
    fieldwork.choose_filter(Filter.OPEN)
    fieldwork.mark("MARKET.03", FAULTY, "words")
    qtmodeltester.check(filtered)


def test_items_stand_in_printed_order(model, fieldwork):
    assert items_in(model) == [item.id for item in fieldwork.site_type.items]


def test_a_section_counts_what_is_marked_and_the_faults(model, fieldwork):
    section = model.index_of("MARKET.03").parent()
    fieldwork.mark("MARKET.03", FAULTY, "words")
    line = section.data(LineRole)
    assert (line.marked, line.faults) == (1, 2)


@pytest.mark.parametrize(
    ("seen", "state"),
    [(Faults(), "good"), (FAULTY, "bad"), (NotApplicable("not_exist"), "aside"), (None, "open")],
)
def test_an_item_tells_its_state(model, fieldwork, seen, state):
    fieldwork.mark("MARKET.03", seen, "words")
    assert model.index_of("MARKET.03").data(LineRole).state == state


def test_a_missed_veto_item_tells_so(modes):
    modes.mark("EACH.04", YesNo(present=False), "no")
    assert ChecklistModel(modes).index_of("EACH.04").data(LineRole).vetoes


def test_a_mark_changes_its_row_and_its_section(qtbot, model, fieldwork):
    changed = []
    model.dataChanged.connect(lambda top, _bottom: changed.append(top.data(ItemRole)))
    fieldwork.mark("MARKET.03", FAULTY, "words")
    assert changed == ["MARKET.03", None]


def test_a_row_is_read_aloud_with_its_mark(model, fieldwork):
    fieldwork.mark("MARKET.03", FAULTY, "words")
    spoken = model.index_of("MARKET.03").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("03 ")
    assert spoken.endswith("2 places")


def test_only_items_can_be_chosen(model):
    item = model.index_of("MARKET.03")
    assert item.flags() & Qt.ItemFlag.ItemIsSelectable
    assert not item.parent().flags() & Qt.ItemFlag.ItemIsSelectable


def test_the_filter_shows_open_items_and_the_current_one(filtered, fieldwork):
    fieldwork.visit("MARKET.03")
    fieldwork.mark("MARKET.03", FAULTY, "words")
    fieldwork.mark("MARKET.04", FAULTY, "words")
    fieldwork.choose_filter(Filter.OPEN)
    assert "MARKET.03" in items_in(filtered)
    assert "MARKET.04" not in items_in(filtered)
    fieldwork.visit("MARKET.05")
    assert "MARKET.03" not in items_in(filtered)


def test_sections_without_a_shown_item_are_left_out(filtered, fieldwork):
    fieldwork.visit("MARKET.03")
    fieldwork.mark("MARKET.03", FAULTY, "words")
    fieldwork.choose_filter(Filter.FAULTS)
    assert filtered.rowCount() == 1
